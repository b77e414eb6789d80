"""What a chart of series shows, in plain values: lines that stop at gaps and at new rules, labels and small print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from extractor.compare.grains import NAMES
from extractor.compare.lineup import Figure, Span
from extractor.compare.series_model import Break, Point, Series, SeriesSet
from extractor.compare.series_rows import edition_of, number_of
from extractor.compare.series_terminal import gap_spans, name_of
from extractor.compare.wording import day_text, left_out_lines, period_text, statistic_text, value_text

MOST_PANELS = 8
HEIGHT = 220  # of the lines, in points
_LABEL = 14  # height of a name beside the end of its line
_NAMED = 5  # revisions, bounds and disputes that small print spells out; of more, only how many there are


@dataclass(frozen=True, slots=True)
class Dot:
    """One value. `stretch` numbers the unbroken runs of its line; `kind` is `published`, `derived`, `disputed` or
    `earlier`, the last for what an earlier edition printed."""

    name: str
    day: date
    value: float
    label: str
    stretch: int
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A force's line: its dots by time, where its name stands beside the last of them, and what is written there."""

    name: str
    dots: tuple[Dot, ...]
    label_at: float
    last: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One panel. `rules` are days on which the rules of counting changed, each with the number of its note."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    rules: tuple[tuple[date, str], ...]
    domain: tuple[float, float]
    beneath: tuple[str, ...]
    documents: tuple[str, ...]


def plots_of(answer: SeriesSet) -> list[Plot]:
    """A plot for each subject and grain that has a figure with a day, at most eight."""
    plots = []
    for _, group in groupby(answer.series, key=lambda s: (s.title, s.subject, s.grain)):
        block = [s for s in group if any(_drawn(p) for p in s.points)]
        if block and block[0].subject.unit != "rank":
            plots.append(_plot(block, answer))
    return plots[:MOST_PANELS]


def _drawn(point: Point) -> bool:
    return point.figure is not None and not point.figure.qualifier and point.span.end is not None


def _plot(block: Sequence[Series], answer: SeriesSet) -> Plot:
    first = block[0]
    dots = {name_of(s, answer): _dots(s, name_of(s, answer)) for s in block}
    until = {name_of(s, answer): period_text([p for p in s.points if _drawn(p)][-1].span) for s in block}
    values = [dot.value for own in dots.values() for dot in own]
    domain = _domain(values, first.subject.unit)
    ends = _apart({name: own[-1].value for name, own in dots.items()}, domain)
    last = max(own[-1].day for own in dots.values())
    lines = tuple(
        Line(name, tuple(own), ends[name], own[-1].label if own[-1].day == last else f"{own[-1].label} ({until[name]})")
        for name, own in dots.items()
    )
    breaks: dict[Break, list[str]] = {}
    for series in block:
        for rule in series.breaks:
            breaks.setdefault(rule, []).append(name_of(series, answer))
    numbered = sorted(breaks.items(), key=lambda item: item[0].day)
    rules = tuple((rule.day, str(n)) for n, (rule, _) in enumerate(numbered, start=1))
    notes = [
        f"{n} from {day_text(rule.day)} ({', '.join(names)}): {rule.text} ({rule.source})."
        for n, (rule, names) in enumerate(numbered, start=1)
    ]
    figures = [p.figure for s in block for p in s.points if p.figure]
    documents = tuple(dict.fromkeys(place.document_id for f in figures for place in f.places))
    subtitle = f"{statistic_text(first.subject)}, {NAMES[first.grain]}"
    return Plot(
        first.title, subtitle[:1].upper() + subtitle[1:], lines, rules, domain,
        (*notes, *_small_print(block, answer)), documents,
    )  # fmt: skip


def _dots(series: Series, name: str) -> list[Dot]:
    """The values by time; a line begins anew after a gap, a dispute or a bound, and where another rule holds."""
    found: list[Dot] = []
    stretch = 0
    for point in series.points:
        if not _drawn(point) or point.figure is None or point.span.end is None:
            stretch += 1
            continue
        stretch += bool(point.breaks or point.rivals)
        day, figure = _placed(point.span, series.grain), point.figure
        for old in point.earlier:
            found.append(Dot(name, day, float(old.value), _said(old), -1, "earlier"))
        for rival in point.rivals:
            found.append(Dot(name, day, float(rival.value), _said(rival), -1, "disputed"))
        kind = "disputed" if point.rivals else point.status
        found.append(Dot(name, day, float(figure.value), _said(figure), -1 if point.rivals else stretch, kind))
        stretch += bool(point.rivals)
    return found


def _placed(span: Span, grain: str) -> date:
    """The middle of a period; the last day of a rolling year, since it is known by the month in which it ends."""
    if span.start is None or span.end is None:
        raise ValueError("a period without days has no place in a chart")
    return span.end if grain == "rolling_12_months" else span.start + (span.end - span.start) / 2


def _said(figure: Figure) -> str:
    """A value beside a line: its unit stands in the subtitle."""
    return value_text(figure).partition(" per ")[0]


def _domain(values: Sequence[float], unit: str) -> tuple[float, float]:
    """From nought for what is counted; for shares and times the values with room around them, as lines have no foot."""
    lowest, highest = min(values), max(values)
    if unit in ("count", "fte") or unit.startswith("per_"):
        return (min(0.0, lowest), highest * 1.08 or 1.0)
    room = (highest - lowest) * 0.2 or abs(highest) * 0.05 or 1.0
    return (lowest - room, highest + room)


def _apart(ends: dict[str, float], domain: tuple[float, float]) -> dict[str, float]:
    """Where the names stand: at the ends of their lines, moved up as far as it takes to read each."""
    least = (domain[1] - domain[0]) * _LABEL / HEIGHT
    placed: dict[str, float] = {}
    last: float | None = None
    for name, value in sorted(ends.items(), key=lambda item: item[1]):
        last = value if last is None else max(value, last + least)
        placed[name] = last
    over = max(0.0, (last or 0.0) - domain[1])
    return {name: value - over for name, value in placed.items()}


def _small_print(block: Sequence[Series], answer: SeriesSet) -> list[str]:
    points = [(s, p) for s in block for p in s.points]
    revised = [
        f"{name_of(s, answer)} {period_text(p.span)}: now {number_of(p.figure)}, "
        f"{', '.join(f'{number_of(f)} in the edition to {_edition(f)}' for f in p.earlier)}"
        for s, p in points
        if p.revised and p.figure
    ]
    bounds = [
        f"{name_of(s, answer)} {period_text(p.span)} ({number_of(p.figure)})"
        for s, p in points
        if p.figure and p.figure.qualifier
    ]
    disputed = [f"{name_of(s, answer)} {period_text(p.span)}" for s, p in points if p.rivals]
    gaps = [f"{name_of(s, answer)} {period_text(span)}" for s in block for span in gap_spans(s)]
    lines = _told("Open rings: what earlier editions printed", revised)
    lines += _told("Not drawn, as only a bound is published", bounds)
    lines += _told("Crosses: one edition prints several values", disputed)
    lines += _told("Not published", gaps)
    subjects = {s.subject for s in block}
    lines += left_out_lines([o for o in answer.left_out if o.figure.subject in subjects], answer.names)
    remarks = dict.fromkeys(
        f"{name_of(s, answer)} {period_text(p.span)}: {r.text}"
        for s, p in points
        for r in p.reasons
        if r.code == "flagged"
    )
    lines += [f"{remark}." for remark in remarks]
    if any(p.status == "derived" for _, p in points):
        lines.append("Squares: worked out here from published months, quarters or parts.")
    return lines


def _edition(figure: Figure) -> str:
    day = edition_of(figure)
    return day_text(day) if day else "a day not stated"


def _told(what: str, cases: Sequence[str]) -> list[str]:
    if not cases:
        return []
    more = f" and {len(cases) - _NAMED} more" if len(cases) > _NAMED else ""
    return [f"{what}: {'; '.join(cases[:_NAMED])}{more}."]
