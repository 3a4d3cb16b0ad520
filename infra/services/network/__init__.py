"""Network operations written: one file an operation, `running` for what they share (docs/network-operations.md)."""
