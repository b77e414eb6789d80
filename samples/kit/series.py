"""Made-up series for the charts: the same numbers from the same options on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from kit.blocks import Chart

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Plot:
    """`values` has one sequence for each of `names`, each as long as `labels`."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    low: float
    high: float
    percent: bool


def plot(chart: Chart) -> Plot:
    """The series of a chart. Options: series=a;b, x=Apr-16:12 or x=a;b;c, range=0:100, seed=1, percent=yes"""
    options = chart.options
    names = tuple(options.get("series", chart.title).split(";"))
    labels = _labels(options.get("x", "Apr-17:12"))
    low, high = (float(n) for n in options.get("range", "0:100").split(":"))
    random = Random(int(options.get("seed", "1")))
    if "values" in options:
        values = tuple(tuple(float(n) for n in part.split(",")) for part in options["values"].split(";"))
    else:
        top = low + (high - low) / len(names) if chart.kind == "stack" else high
        values = tuple(_walk(random, len(labels), low, top) for _ in names)
    return Plot(names, labels, values, low, high, options.get("percent") == "yes")


def ticks(p: Plot, count: int = 5) -> list[tuple[float, str]]:
    """Where the value axis is marked, and with what."""
    step = (p.high - p.low) / count
    marks = [p.low + step * n for n in range(count + 1)]
    digits = 0 if all(abs(m - round(m)) < 1e-9 for m in marks) else 1
    return [(m, f"{m:,.{digits}f}" + ("%" if p.percent else "")) for m in marks]


def spark(seed: int) -> tuple[float, ...]:
    """A small curve between 0 and 1."""
    return _walk(Random(seed), 12, 0.0, 1.0)


def _walk(random: Random, count: int, low: float, high: float) -> tuple[float, ...]:
    span = high - low
    at = low + span * (0.35 + 0.3 * random.random())
    found = []
    for _ in range(count):
        at += span * 0.3 * (random.random() - 0.5)
        at = min(max(at, low + span * 0.12), high - span * 0.12)
        found.append(round(at, 1 if span < 200 else 0))
    return tuple(found)


def _labels(text: str) -> tuple[str, ...]:
    """`Apr-16:24` is 24 months from April 2016; `Apr:12` leaves the years out; `a;b` stand as they are."""
    first, _, count = text.partition(":")
    if not count:
        return tuple(text.split(";"))
    month, _, year = first.partition("-")
    start = _MONTHS.index(month)
    found = []
    for n in range(start, start + int(count)):
        found.append(_MONTHS[n % 12] + (f"-{int(year) + n // 12:02d}" if year else ""))
    return tuple(found)
