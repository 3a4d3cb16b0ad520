"""Pages read as a browser would: what is in which element, which links there are."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
VOID = frozenset({"meta", "link", "br", "input", "img", "hr"})


class Read(HTMLParser):
    """A page taken apart. `links`: href of every <a>, `to`: the same by data-testid; `forms`: rel, type, href of the head's links; `told`: data-testid → text;
    `rows`: the cells of all tables. Refuses elements that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.to: dict[str, str] = {}
        self.forms: list[tuple[str, str, str]] = []
        self.told: dict[str, str] = {}
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(known)
        if tag == "a":
            self.links.append(known["href"] or "")
            self.to[known.get("data-testid") or ""] = known["href"] or ""
        if tag == "link" and known["rel"] in ("alternate", "self"):
            self.forms.append((known["rel"] or "", known["type"] or "", known["href"] or ""))
        if tag in ("dt", "dd", "li", "p", "td", "th"):
            self.text += " "
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self._open.append((tag, known.get("data-testid") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag, testid in self._open:
            if testid:
                self.told[testid] = self.told.get(testid, "") + data
            if tag in ("td", "th"):
                self.rows[-1][-1] += data


def page(browser: Client, path: str, **query: Any) -> Read:
    """The page a browser gets at an address that must answer 200."""
    answer = browser.get(path, query, headers={"Accept": BROWSER})
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    return Read(answer.content.decode())
