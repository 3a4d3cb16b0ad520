"""HTTP in, bytes out: `infra` as an OGC API. No rules live here."""
