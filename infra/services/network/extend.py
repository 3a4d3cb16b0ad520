"""Kéo dài tuyến: new line at the end of a road, or before its start."""

from dataclasses import dataclass
from typing import Any

from infra.models import Road
from infra.network.carrying import Piece
from infra.network.lines import joined
from infra.services.network.carrying import carry
from infra.services.network.roads import centreline, draw, earlier_start, length_of, met
from infra.services.network.running import Work, calibrate

END, START = "end", "start"


@dataclass(frozen=True, slots=True)
class Extend:
    """`line`: the new part as WKB (EPSG:4326), in the direction of rising chainage; `end`: "end" or "start"."""

    road: Road
    line: bytes
    end: str = END
    name = "extend"
    keeps_sections = True

    def involved(self) -> tuple[Road, ...]:
        return (self.road,)

    def said(self) -> dict[str, Any]:
        return {"geometry": self.line.hex(), "end": self.end}

    def write(self, work: Work) -> None:
        """At the end nothing else changes. At the start everything is measured anew and chainage counts back where it can."""
        road, length_m = self.road, length_of(self.road)
        old = centreline(road)
        if self.end == END:
            draw(work, road, joined([old, met("geometry", self.line, after=old)]))
            calibrate((road.pk,))
            return
        new = met("geometry", self.line, before=old)
        draw(work, road, joined([new, old]), **earlier_start(road, new))
        calibrate((road.pk,))
        added_m = length_of(road) - length_m
        carry(work, (Piece(road.pk, 0, length_m, road.pk, added_m, added_m + length_m),))
