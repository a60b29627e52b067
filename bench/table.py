"""From single runs to one Markdown table: medians, goals, and whether they were met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Goal:
    """A bound for a figure, both ways: at most, or at least."""

    bound: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {figure(self.bound)}"


@dataclass(frozen=True)
class Row:
    """One line: the job, what was taken, a value for each run, and what it should be."""

    job: str
    what: str
    values: Sequence[float]
    goal: Goal | None = None

    @property
    def value(self) -> float:
        return median(self.values)

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.goal.is_met(self.value) else "**not met**"


def figure(value: float) -> str:
    """Three signs that count, and no noise after them."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: Sequence[int], part: float) -> float:
    """The value below which `part` of them lie (nearest rank); 0 of none."""
    ordered = sorted(values)
    return float(ordered[min(len(ordered) - 1, int(part * len(ordered)))]) if ordered else 0.0


def make_table(rows: Sequence[Row]) -> str:
    """Medians with the range of the runs, goals beside them."""
    lines = ["| job | figure | median (range) | goal | |", "|---|---|---|---|---|"]
    for row in rows:
        shown = figure(row.value)
        if len(row.values) > 1:
            shown += f" ({figure(min(row.values))} to {figure(max(row.values))})"
        goal = str(row.goal) if row.goal else ""
        lines.append(f"| {row.job} | {row.what} | {shown} | {goal} | {row.verdict} |")
    return "\n".join(lines)


BEGIN, END = "<!-- what make bench found -->", "<!-- end of what make bench found -->"


def put_in(page: str, found: str) -> str:
    """The page with the part between the two marks replaced; ValueError where they are not there."""
    before, begun, rest = page.partition(BEGIN)
    _old, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError("the page has no place for the table")
    return f"{before}{BEGIN}\n\n{found}\n\n{END}{after}"
