"""The peers, each as its own documentation would have it run, with the settings that are best for it."""

from bench.peers.mapserver import Mapserver
from bench.peers.pygeoapi import Pygeoapi
from bench.peers.stock import Stock
from bench.peers.tipg import Tipg
from bench.subjects import Peer

ALL: dict[str, type[Peer]] = {peer.name: peer for peer in (Tipg, Mapserver, Stock, Pygeoapi)}
