"""The one error of reading a file: the whole file is refused and nothing is written."""

from typing import Any

from infra.errors import Unreadable
from infra.ingest.cures import cure_of


class FileRefused(Unreadable):
    """Facts: `reason` (machine code), `file`, `row`, `value`, `cure`, where there are several answers `evidence` for each;
    `field` names the column or option."""

    field = "file"

    def __init__(
        self,
        reason: str,
        *,
        file: str,
        field: str | None = None,
        row: int | None = None,
        value: str = "",
        evidence: list[dict[str, Any]] | None = None,
        **words: Any,
    ):
        cure = cure_of(reason, value=value, field=field or "", **words)
        told = {} if evidence is None else {"evidence": evidence}
        super().__init__(field, reason=reason, file=file, row=row, value=value, cure=cure, **told)

    def text(self) -> str:
        """One Vietnamese line for a person: file, row, field, value, cure."""
        places = [self.facts["file"]]
        if self.facts["row"] is not None:
            places.append(f"dòng {self.facts['row']}")
        if self.field and self.field != "file":
            places.append(f"“{self.field}”")
        value = f" (giá trị: {self.facts['value']!r})" if self.facts["value"] else ""
        return f"{', '.join(places)}: {self.facts['reason']}{value}. {self.facts['cure']}"
