"""What a load gave, and what it means: rates, percentiles, medians of repetitions, ratios, verdicts. Pure."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """One request of a load: which line of the list, microseconds, HTTP status (-1: none), bytes of the body."""

    key: str
    microseconds: int
    status: int
    size: int


@dataclass(frozen=True, slots=True)
class Load:
    """All answers of one load and the seconds they took together."""

    seconds: float
    answers: tuple[Answer, ...]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds

    @property
    def failures(self) -> list[Answer]:
        """Answers that are none: another status than 200, 204 or 304."""
        return [answer for answer in self.answers if answer.status not in (200, 204, 304)]

    def milliseconds(self, share: float, chosen: Callable[[str], bool] = bool) -> float:
        """The time within which this share (0.95) of the answers came; of those whose key is chosen."""
        return percentile([a.microseconds / 1000 for a in self.answers if chosen(a.key)], share)


def parse_load(text: str) -> Load:
    """What the load generators print: the seconds, then key,microseconds,status,bytes a line."""
    seconds, *lines = text.splitlines()
    rows = (line.rsplit(",", 3) for line in lines)
    return Load(float(seconds), tuple(Answer(key, int(us), int(status), int(size)) for key, us, status, size in rows))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


@dataclass(frozen=True, slots=True)
class Required:
    """One requirement on a line. `against` a subject, "best" of the peers, or None: the figure itself.

    `least`: the ratio ours / theirs (or our figure) must reach; `most`: our figure must not exceed it.
    """

    against: str | None = None
    least: float | None = None
    most: float | None = None


@dataclass(slots=True)
class Line:
    """One line of the table: repetitions of a figure by subject ("ours", "raw", a peer), and what is required of it."""

    name: str
    unit: str
    required: tuple[Required, ...] = ()
    repetitions: dict[str, list[float]] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)

    def add(self, subject: str, figure: float) -> None:
        """One more repetition."""
        self.repetitions.setdefault(subject, []).append(figure)

    def median(self, subject: str) -> float | None:
        """The median of a subject's repetitions; None when it was not measured."""
        found = self.repetitions.get(subject)
        return statistics.median(found) if found else None

    def best_peer(self) -> str | None:
        """The peer with the highest median rate."""
        peers = [name for name in self.repetitions if name not in ("ours", "raw", "uncached")]
        return max(peers, key=lambda name: self.median(name) or 0, default=None)

    def summary(self) -> str:
        """The medians in one line: "tiles (per second): ours 300, tipg 100"."""
        medians = (f"{name} {shown(statistics.median(figures))}" for name, figures in self.repetitions.items())
        return f"{self.name} ({self.unit}): {', '.join(medians)}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A requirement, what was measured of it, and whether it holds (None: its counterpart was not measured)."""

    wanted: str
    measured: str
    holds: bool | None


def verdicts(line: Line) -> list[Verdict]:
    """Each requirement of a line held against its medians."""
    return [_verdict(line, required) for required in line.required]


def _verdict(line: Line, required: Required) -> Verdict:
    ours = line.median("ours")
    if required.against is None:
        least, most = required.least, required.most
        wanted = f"≥ {least:,g} {line.unit}" if least is not None else f"≤ {most:,g} {line.unit}"
        if ours is None:
            return Verdict(wanted, "–", None)
        holds = (least is None or ours >= least) and (most is None or ours <= most)
        return Verdict(wanted, f"{shown(ours)} {line.unit}", holds)
    other = line.best_peer() if required.against == "best" else required.against
    theirs = line.median(other) if other else None
    wanted = f"≥ {required.least:g} × {'best peer' if required.against == 'best' else required.against}"
    if ours is None or not theirs or required.least is None:
        return Verdict(wanted, "–", None)
    ratio = ours / theirs
    return Verdict(wanted, f"{ratio:.2f} × {other}", ratio >= required.least)


def shown(figure: float) -> str:
    """A figure with three digits that count: 0.42, 8.25, 37.4, 1,834."""
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def table(lines: Iterable[Line], subjects: Sequence[str]) -> str:
    """Everything as one Markdown table: a row a line, a column a subject, then ratios and verdicts."""
    rows = [["", *subjects, "measured", "required", ""]]
    for line in lines:
        found = verdicts(line)
        figures = [_cell(line, subject) for subject in subjects]
        words = {True: "PASS", False: "**FAIL**", None: "not measured"}
        rows.append(
            [
                f"{line.name} ({line.unit})",
                *figures,
                "; ".join(v.measured for v in found),
                "; ".join(v.wanted for v in found),
                "; ".join(words[v.holds] for v in found),
            ]
        )
    return _aligned(rows)


def _cell(line: Line, subject: str) -> str:
    median = line.median(subject)
    remark = line.remarks.get(subject, "")
    return " ".join(part for part in ("" if median is None else shown(median), remark) if part) or "–"


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rule = ["-" * width for width in widths]
    texts = (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (rows[0], rule, *rows[1:])
    )
    return "\n".join(texts)
