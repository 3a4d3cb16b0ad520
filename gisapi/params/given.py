"""The parameters of one request: known, given once, readable. The only module that reads `request.GET`."""

import re
from collections.abc import Iterable

from django.http import HttpRequest, QueryDict

from gisapi.boxes import CRS84, Crs, crs_named
from gisapi.errors import BadParameter
from gisapi.negotiation import accepted
from infra.errors import ChainageUnreadable
from infra.measures import Chainage, parse_chainage

_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,12}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?", re.ASCII)
_CODE = re.compile(r"[\w.:*+/ -]{1,40}")


class Given:
    """The parameters of one request, each read at most once and all of them known."""

    def __init__(self, request: HttpRequest, known: Iterable[str]) -> None:
        query = request.GET
        allowed = sorted({*known, "f"})
        for name, values in query.lists():
            if name not in allowed:
                raise BadParameter(name[:60], known=allowed)
            if len(values) > 1:
                raise BadParameter(name, expected="given once")
        self._query = query
        self._accept = request.headers.get("Accept", "")

    @classmethod
    def of(cls, values: dict[str, str], known: Iterable[str]) -> "Given":
        """The same read from a body: each name once, by nature."""
        request = HttpRequest()
        request.GET = QueryDict(mutable=True)
        request.GET.update(values)
        return cls(request, known)

    def text(self, name: str, longest: int = 200) -> str | None:
        """The value without surrounding blanks, or None when it was not given."""
        value = self._query.get(name)
        if value is None:
            return None
        value = str(value).strip()
        if not value or len(value) > longest or "\x00" in value or not _encodable(value):
            raise BadParameter(
                name, value=value[:60].encode("utf-8", "replace").decode(), expected=f"1-{longest} characters"
            )
        return value

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within [low, high]."""
        value = self.text(name)
        if value is None:
            return default
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            raise BadParameter(name, value=value, expected=f"a whole number, {low} to {high}")
        return int(value)

    def number(self, name: str, low: float, high: float) -> float | None:
        """A finite number within [low, high]."""
        value = self.text(name)
        return None if value is None else number(name, value, low, high)

    def chosen(self, name: str, allowed: Iterable[str]) -> str | None:
        """One of a few words."""
        value = self.text(name)
        if value is not None and value not in (known := list(allowed)):
            raise BadParameter(name, value=value, known=known)
        return value

    def form(self, forms: tuple[str, ...]) -> str:
        """The form of the answer: `f`, else what `Accept` prefers, else the first."""
        return self.chosen("f", forms) or accepted(self._accept, forms)

    def codes(self, name: str) -> tuple[str, ...] | None:
        """Comma-separated codes; "none" stands for "not known"."""
        value = self.text(name, 1000)
        if value is None:
            return None
        codes = tuple(part.strip() for part in value.split(","))
        if not all(_CODE.fullmatch(code) for code in codes):
            raise BadParameter(name, value=value[:60], expected="codes separated by commas")
        return codes

    def chainage(self, name: str) -> Chainage | None:
        """A chainage in any writing of the forms."""
        value = self.text(name)
        return None if value is None else chainage(name, value)

    def crs(self, name: str) -> Crs:
        """A coordinate system we know exactly; CRS84 when not given."""
        text = self.text(name)
        return CRS84 if text is None else crs_named(name, text)

    def as_given(self, form: str | None = None) -> tuple[tuple[str, str], ...]:
        """All parameters, for the links of an answer; with the form that `Accept` chose, where links must name it."""
        given = tuple((name, str(self._query[name])) for name in self._query)
        return given if form is None or "f" in self._query else (*given, ("f", form))


def form_of(request: HttpRequest) -> str | None:
    """`f` as it was given, whatever the endpoint makes of it."""
    found: str | None = request.GET.get("f")
    return found


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def number(name: str, value: str, low: float, high: float) -> float:
    """A finite number within [low, high] out of text."""
    if not _NUMBER.fullmatch(value) or not low <= float(value) <= high:
        raise BadParameter(name, value=value[:60], expected=f"a number, {low:g} to {high:g}")
    return float(value)


def chainage(name: str, value: str) -> Chainage:
    """A chainage, or BadParameter naming the parameter it came in."""
    try:
        return parse_chainage(value)
    except ChainageUnreadable as error:
        raise BadParameter(name, **error.facts) from error
