"""Network operations as decisions: facts in, plan out. No database, no clock; `infra.services.network` reads, writes and proves."""
