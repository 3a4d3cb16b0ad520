"""Tiles: address (pure) -> freshness token -> layer SQL -> bytes."""
