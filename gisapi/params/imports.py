"""The parameters of an import's report: which rows, page by page."""

from dataclasses import dataclass

from django.http import HttpRequest

from gisapi.params.given import Given

MOST, DEFAULT = 1000, 200
OUTCOMES = ("create", "update", "unchanged", "duplicate", "refused")
SEVERITIES = ("error", "warning", "notice")
FORMS = ("json", "xlsx")


@dataclass(frozen=True, slots=True)
class RowsQuery:
    """`after`: the last row of the page before; rows with this outcome, and with a finding of this severity and code (empty: any)."""

    outcome: str
    severity: str
    code: str
    row: int | None
    after: int
    limit: int


def import_rows(request: HttpRequest) -> RowsQuery:
    """`outcome`, `severity`, `code`, `row`, `after` and `limit`."""
    given = Given(request, ("outcome", "severity", "code", "row", "after", "limit"))
    given.chosen("f", ("json",))
    row = given.whole("row", -1, 0, 999_999_999)
    return RowsQuery(
        outcome=given.chosen("outcome", OUTCOMES) or "",
        severity=given.chosen("severity", SEVERITIES) or "",
        code=given.text("code", 40) or "",
        row=None if row < 0 else row,
        after=given.whole("after", -1, 0, 999_999_999),
        limit=given.whole("limit", DEFAULT, 1, MOST),
    )


def import_report(request: HttpRequest) -> str:
    """The form of the report: `json`, or the file itself with its cells marked, `xlsx`."""
    given = Given(request, ())
    return given.chosen("f", FORMS) or "json"
