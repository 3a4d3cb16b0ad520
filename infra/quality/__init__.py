"""Doubts about what is recorded: one implementation for forms, services, the worklist and the import (docs/checks.md)."""
