"""The API for people: pages made of the same answers as the JSON, in Vietnamese with English beside it (docs/decisions/0017)."""
