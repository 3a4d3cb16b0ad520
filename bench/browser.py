"""Editing as an engineer sees it, in a real browser on the sample province: how soon a line can be dragged, how soon a saved move is on the map."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.figures import Line, Required
from bench.lists import Lists
from bench.ours import Ours
from bench.plan import Plan
from bench.province import province
from bench.subjects import running

ROAD, BRIDGE = "roads/R-000005", "bridges/B-000032"
HANDLE = "path[stroke='#b3470f']"
READY = "html[data-tiles=ready]"
_UNTIL = """([button, selector]) => new Promise((done) => {
  const began = performance.now();
  document.querySelector(button).click();
  const look = () => document.querySelector(selector) ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look);
  look();
})"""
"""From a click to the frame after the one in which something is there."""
_UNTIL_DRAWN = """([button, chainage]) => new Promise((done) => {
  const began = performance.now(), root = document.documentElement;
  let loaded = false;
  document.querySelector(button).click();
  const look = () => {
    loaded ||= root.dataset.tiles === 'loading';
    const told = document.querySelector('[data-testid=chainage]')?.textContent ?? '';
    if (loaded && root.dataset.tiles === 'ready' && told.includes(chainage)) requestAnimationFrame(() => done(performance.now() - began));
    else requestAnimationFrame(look);
  };
  look();
})"""
"""From the click on save to the frame after the card tells the new chainage and every tile of the new version is drawn."""


def measure(plan: Plan, _lists: Lists) -> list[Line]:
    """Milliseconds in the page, of a browser that has the page's files; what was not timed goes first."""
    handle = Line("drawing a road: from the click to the first handle", "ms", (Required(most=300),))
    saved = Line("a bridge moved: from save to the map drawn anew", "ms", (Required(most=500),))
    with province() as url:
        ours = Ours(cached=True, url=url)
        address = f"http://127.0.0.1:{ours.port}"
        with running([ours]), _signed_in(address) as page:
            _measure(plan, page, address, handle, saved)
    return [handle, saved]


def _measure(plan: Plan, page: Page, address: str, handle: Line, saved: Line) -> None:
    for repetition in range(plan.repetitions + 1):
        first, moved = _handle(page, address), _moved(page, address, 200 + repetition)
        if repetition:
            handle.add("ours", first)
            saved.add("ours", moved)


@contextmanager
def _signed_in(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), chromium_sandbox=os.geteuid() != 0)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.goto(f"{address}/#?lang=vi&at={ROAD}")
        page.wait_for_selector(READY)
        page.click("[data-testid=sign-in-open]")
        page.fill("[data-testid=username]", "kysu")
        page.fill("[data-testid=password]", "cauduong-demo")
        page.click("[data-testid=sign-in]")
        page.wait_for_selector("[data-testid=user]", state="attached")
        yield page
        browser.close()


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if found is None:
        raise SystemExit("no Chromium: `make test` installs it, or name one with CHROMIUM=/path")
    return found


def _opened(page: Page, address: str, at: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}/#?lang=vi&at={at}")
    page.wait_for_selector(READY)
    page.wait_for_selector("[data-testid=delete], [data-testid=network]")


def _handle(page: Page, address: str) -> float:
    _opened(page, address, ROAD)
    took: Any = page.evaluate(_UNTIL, ["[data-testid=draw]", HANDLE])
    return float(took)


def _moved(page: Page, address: str, metres: int) -> float:
    _opened(page, address, BRIDGE)
    page.click("[data-testid=move]")
    page.check("[data-testid=move-typed]")
    kilometre = (page.text_content("[data-testid=chainage]") or "").split("+")[0].strip()
    page.fill("[data-testid=field-chainage]", f"{kilometre}+{metres}")
    page.click("[data-testid=move-preview]")
    page.wait_for_selector(f"[data-testid=move-to]:has-text('+{metres}')")
    took: Any = page.evaluate(_UNTIL_DRAWN, ["[data-testid=save]", f"+{metres}"])
    return float(took)
