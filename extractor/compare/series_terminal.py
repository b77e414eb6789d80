"""Series as tables for the terminal, with rich: by time, never by value, and never wider than the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.compare.grains import NAMES
from extractor.compare.lineup import Span
from extractor.compare.notes import Notes
from extractor.compare.series_model import Break, Point, Series, SeriesSet
from extractor.compare.series_rows import edition_of, number_of
from extractor.compare.wording import day_text, left_out_lines, period_text, printable, statistic_text, value_text

_GAP = 2  # blanks between two columns
_RULE = "┄"


def print_series(answer: SeriesSet, console: Console, *, wide: bool = False) -> None:
    """Print every series: by subject and grain, a block each, with what to mind beneath."""
    told: set[str] = set()
    for _, group in groupby(answer.series, key=lambda s: (s.title, s.subject, s.grain)):
        block = list(group)
        first, notes = block[0], Notes()
        head = f"  ({statistic_text(first.subject)}, {NAMES[first.grain]})"
        console.print(Text.assemble((printable(first.title), "bold"), head))
        for table in _wide(block, answer, notes, console.width) if wide else [_long(block, answer, notes)]:
            console.print(Padding(table, (0, 0, 0, 2)))
        definition = answer.definitions.get(first.subject.measure, "")
        about = [f"What it counts: {definition}."] if definition and first.subject.measure not in told else []
        told.add(first.subject.measure)
        for line in (*notes.lines(), *_key(block), *about):
            console.print(Padding(Text(printable(line), style="dim"), (0, 0, 0, 2)))
        console.print()
    for line in left_out_lines(answer.left_out, answer.names):
        console.print(Text(printable(line), style="dim"))
    if answer.see_also:
        console.print(Text(printable(f"See also: {', '.join(answer.see_also)}."), style="dim"))
    for line in answer.others:
        console.print(Text(f"{printable(line)}.", style="dim"))


def _key(block: Sequence[Series]) -> list[str]:
    """What the marks stand for that come up."""
    points = [p for s in block for p in s.points]
    lines = ["r revised: the latest edition's value is shown"] if any(p.revised for p in points) else []
    if any(p.status == "derived" for p in points):
        lines.append("* worked out here from the published figures; --format csv says how")
    if any(p.breaks for p in points):
        lines.append(f"{_RULE} another rule of counting holds from there on: before and after are not the same")
    return lines


def name_of(series: Series, answer: SeriesSet) -> str:
    """The force, or the area where the series is not of the force as a whole."""
    force = answer.names.get(series.force, series.force)
    return force if series.area in ("", force) else f"{series.area} ({force})"


def _long(block: Sequence[Series], answer: SeriesSet, notes: Notes) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold", show_edge=False)
    table.add_column("force", overflow="fold")
    table.add_column("period", no_wrap=True)
    table.add_column("published", justify="right", overflow="fold")
    table.add_column("mind")
    for series in block:
        name = name_of(series, answer)
        for row in _rows(series, notes):
            table.add_row(*(Text(printable(cell)) for cell in (name, *row)))
            name = ""
    return table


def _rows(series: Series, notes: Notes) -> Iterable[tuple[str, str, str]]:
    """Period, value and the numbers of notes; a run of gaps is one line, a break a line of its own."""
    for is_gap, group in groupby(series.points, key=_is_unpublished):
        points = list(group)
        if is_gap:
            yield period_text(_whole(points)), "-", "not published"
            continue
        for point in points:
            between = [b for b in point.breaks if point.span.start and b.day <= point.span.start]
            if between:
                yield f"{_RULE} {day_text(max(b.day for b in between))}", _RULE * 3, _marks([], between, notes)
            within = [b for b in point.breaks if b not in between]
            yield period_text(point.span), value_of(point), _marks(_said(point), within, notes, point)


def _is_unpublished(point: Point) -> bool:
    """Whether nobody published a period; one whose figure a person excluded has something to say."""
    return point.status == "gap" and not point.reasons


def gap_spans(series: Series) -> list[Span]:
    """What nobody published between the first and the last figure, a run of periods as one."""
    runs = [list(group) for gap, group in groupby(series.points, key=_is_unpublished) if gap]
    return [_whole(run) for run in runs]


def _whole(points: Sequence[Point]) -> Span:
    first, last = points[0].span, points[-1].span
    return Span("", first.start, last.end, first.kind)


def _said(point: Point) -> list[str]:
    """What a point has to say for itself: what was printed earlier, and what stands against its value."""
    lines = [f"printed as {_earlier(point)}"] if point.revised else []
    if point.rivals:
        lines.append("printed with different values; no rule decides between them")
    return lines


def _earlier(point: Point) -> str:
    texts = []
    for figure in point.earlier:
        edition = edition_of(figure)
        texts.append(f"{number_of(figure)} in the edition to {day_text(edition) if edition else 'a day not stated'}")
    return ", ".join(texts)


def _marks(lines: Iterable[str], breaks: Iterable[Break], notes: Notes, point: Point | None = None) -> str:
    texts = [*lines, *(f"{b.text} ({b.source})" for b in breaks)]
    numbers = [f"({' '.join(str(notes.number(text)) for text in texts)})"] if texts else []
    numbers += [notes.marks(point.reasons).strip()] if point and point.reasons else []
    return " ".join(numbers)


def value_of(point: Point) -> str:
    """What a point shows: the figure with its unit, both values in a dispute, and a mark where it was revised."""
    if point.figure is None:
        return "-"
    text = " or ".join(value_text(figure) for figure in (point.figure, *point.rivals))
    return f"{text}{'*' if point.figure.derived else ''}{' r' if point.revised else ''}"


def _wide(block: Sequence[Series], answer: SeriesSet, notes: Notes, width: int) -> list[Table]:
    """A row a series and a column a period, in as many tables one under another as the terminal is narrow."""
    spans = {(p.span.end or date.min, p.span.start or date.min): period_text(p.span) for s in block for p in s.points}
    heads = [spans[key] for key in sorted(spans)]
    cells = [{period_text(p.span): _short(p, notes) for p in s.points} for s in block]
    names = [name_of(s, answer) for s in block]
    left = min(max(map(len, names)), width // 3)
    tables, start = [], 0
    while start < len(heads):
        room, stop = width - 2 - left - _GAP, start
        while stop < len(heads) and (room := room - _column(heads[stop], cells)) >= 0:
            stop += 1
        stop = max(stop, start + 1)
        table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold", show_edge=False)
        table.add_column("force", width=left, overflow="fold")
        for head in heads[start:stop]:
            table.add_column(head, justify="right", overflow="fold")
        for name, row in zip(names, cells, strict=True):
            table.add_row(*(Text(printable(cell)) for cell in (name, *(row.get(h, "") for h in heads[start:stop]))))
        tables.append(table)
        start = stop
    return tables


def _column(head: str, cells: Sequence[dict[str, str]]) -> int:
    return max(len(head), *(len(row.get(head, "")) for row in cells)) + _GAP


def _short(point: Point, notes: Notes) -> str:
    """A value with its marks; a break stands before the first value that it concerns."""
    mark = _marks(_said(point), point.breaks, notes, point)
    return f"{_RULE if point.breaks else ''}{value_of(point)}{f' {mark}' if mark else ''}"
