"""Series as plain rows: long, one row a period, and wide, one row a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractor.compare.lineup import Figure
from extractor.compare.rows import Value, listed, worded
from extractor.compare.series_model import Break, Point, Series, SeriesSet
from extractor.compare.wording import number

COLUMNS = (
    "series", "title", "measure", "category", "force", "area", "area_type", "statistic", "unit", "breakdown", "grain",
    "period_start", "period_end", "period_label", "status", "value", "low", "high", "qualifier", "out_of", "edition",
    "revised", "earlier_values", "rivals", "breaks", "notes", "check", "formula", "observation_ids", "places",
    "schema_version",
)  # fmt: skip
ABOUT = ("force", "area", "measure", "category", "statistic", "unit", "breakdown", "grain")


def rows_of_series(answer: SeriesSet) -> list[tuple[Value, ...]]:
    """One row a period, ordered by series and then by time; gaps and disputed periods have rows without a value."""
    return [
        (*_row(number, series, point), answer.schema_version)
        for number, series in enumerate(answer.series, start=1)
        for point in series.points
    ]


def _row(number: int, series: Series, point: Point) -> tuple[Value, ...]:
    subject, span, figure = series.subject, point.span, point.figure
    cells: dict[str, Value] = {
        "series": number,
        "title": series.title,
        "measure": subject.measure,
        "category": subject.category or None,
        "force": series.force,
        "area": series.area,
        "area_type": series.area_type,
        "statistic": subject.statistic,
        "unit": subject.unit,
        "breakdown": subject.breakdown,
        "grain": series.grain,
        "period_start": span.start,
        "period_end": span.end,
        "period_label": span.label,
        "status": point.status,
        "revised": point.revised,
        "earlier_values": listed(_dated(f) for f in point.earlier),
        "rivals": listed(number_of(f) for f in (*([figure] if figure and point.rivals else []), *point.rivals)),
        "breaks": listed(broken(b) for b in point.breaks),
        "notes": listed(worded(reason) for reason in point.reasons),
        "formula": "",
        "observation_ids": "[]",
        "places": "[]",
        "check": "none",
        **(_of_figure(figure, point) if figure else {}),
    }
    return tuple(cells.get(column) for column in COLUMNS[:-1])


def _of_figure(figure: Figure, point: Point) -> dict[str, Value]:
    single = not point.rivals
    return {
        "value": figure.value if single else None,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier or None,
        "out_of": figure.out_of,
        "edition": edition_of(figure),
        "formula": figure.formula,
        "observation_ids": listed(figure.observation_ids),
        "places": listed(str(place) for place in figure.places),
        "check": figure.check,
    }


def edition_of(figure: Figure) -> date | None:
    """The last day of the latest edition that prints the figure; of a sum, that of its parts' latest."""
    return max((place.edition for place in figure.places if place.edition), default=None)


def number_of(figure: Figure) -> str:
    """A value as text with what bounds it: `1,234`, `<5`."""
    return f"{figure.qualifier}{number(figure.value)}"


def _dated(figure: Figure) -> str:
    edition = edition_of(figure)
    return f"{number_of(figure)} ({edition.isoformat() if edition else 'undated edition'})"


def broken(rule: Break) -> str:
    """A break with its day and source."""
    return f"{rule.day.isoformat()}: {rule.text} ({rule.source})"


def wide_heads(answer: SeriesSet) -> tuple[str, ...]:
    """What a series is about, then every period of any of them, by its first and last day, in the order of time."""
    return (*ABOUT, *_spans(answer))


def wide_rows(answer: SeriesSet) -> Iterator[tuple[Value, ...]]:
    """One row a series; empty where a period has a gap, a bound or values that contradict one another."""
    spans = _spans(answer)
    for series in answer.series:
        there = {_key(p): p.figure.value for p in series.points if p.figure and not p.rivals and not p.figure.qualifier}
        subject = series.subject
        yield (
            series.force, series.area, subject.measure, subject.category or None, subject.statistic, subject.unit,
            subject.breakdown, series.grain, *(there.get(span) for span in spans),
        )  # fmt: skip


def _spans(answer: SeriesSet) -> list[str]:
    points = [p for series in answer.series for p in series.points if p.span.known]
    keys = {(p.span.end, p.span.start, _key(p)) for p in points}
    return [key for _, _, key in sorted(keys, key=lambda k: (k[0] or date.min, k[1] or date.min))]


def _key(point: Point) -> str:
    start, end = point.span.start, point.span.end
    return f"{start.isoformat()}/{end.isoformat()}" if start and end else ""
