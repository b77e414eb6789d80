"""Series: what each force published of one thing, period after period, editions merged, at one grain."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from extractor.compare.align import Tiles
from extractor.compare.answer import asked, schema_version
from extractor.compare.fairness import own_reasons
from extractor.compare.figures import Data, Figures
from extractor.compare.gather import (
    STATISTICS,
    Gathered,
    check_ids,
    dataset_of,
    force_ids,
    gathered,
    listed,
    with_remarks,
)
from extractor.compare.grains import GRAINS, LENGTHS, NAMES, after, grains_of, step_of, tiles_of
from extractor.compare.lineup import Entry, Figure, LeftOut, Reason, Span, Subject
from extractor.compare.panels import PLAIN, title_of, wanted_kinds
from extractor.compare.published import Cell, cells_of
from extractor.compare.relevant import Question
from extractor.compare.rules import Rules, load_rules
from extractor.compare.series_model import Break, Point, Series, SeriesSet
from extractor.compare.wording import described, out_text
from extractor.errors import UsageError

# A gap of more periods than this is told as one: nobody counts a hundred empty months.
MOST_GAPS = 60


def series(
    data: Data | str | os.PathLike[str],
    measure: str | Sequence[str] | None = None,
    *,
    category: str | Sequence[str] | None = None,
    words: str | None = None,
    force: str | Sequence[str] | None = None,
    grain: str | None = None,
    statistic: str | None = None,
    areas: bool = False,
    breakdowns: bool = False,
    schemas: str | None = None,
) -> SeriesSet:
    """What each force published of measures and categories, period after period.

    One series has one force, area, measure, category, statistic, unit, breakdown and `grain`: `month`, `quarter`,
    `half_year`, `financial_year`, `calendar_year`, `rolling_12_months`, `point_in_time`, or `all` of them; where none
    is named, the one with the most to show. Editions are merged: the latest published value stands, and a point says
    what was printed earlier. Periods that nobody published are gaps; quarters and years of which only all the months
    or quarters are published are their sum, marked as derived, where the measure adds up over time.

    Raises UsageError for an id, force, grain or statistic that does not exist and for a question that names nothing.
    """
    data = dataset_of(data)
    rules = with_remarks(load_rules(schemas), data)
    measures, categories, forces = listed(measure), listed(category), force_ids(listed(force), rules)
    if not (measures or categories or words):
        raise UsageError("no series is asked for: name a measure, a category or words")
    if grain not in (None, "all", *GRAINS):
        raise UsageError(f"{grain!r} is no grain; choose from {', '.join(GRAINS)}, or all")
    statistic = statistic or ("all" if words else "usual")
    if statistic not in STATISTICS:
        raise UsageError(f"{statistic!r} is no statistic; choose from {', '.join(STATISTICS)}")
    check_ids(measures, categories, rules)
    question = Question(measures, categories, words or "")
    found = gathered(Figures(data, rules), question, rules, areas=areas, change=False, forces=forces)
    question = found.question
    figures = _figures(found)
    own = [f for f in figures if breakdowns or f.subject.breakdown == PLAIN]
    made: list[Series] = []
    others = _broken_down(figures, question, rules, found.names) if not breakdowns else []
    for (m, _), group in asked([Cell(f) for f in own], question, rules):
        figures = [cell.figure for cell in group]
        for subject, same in _subjects(m, figures, statistic, rules):
            lines, more = _of_subject(subject, same, grain, rules, found.names)
            made += lines
            others += more
    spelled = {f: found.names.get(f, f) for f in found.forces}
    told = {m.id: m.definition for m in rules.book.measures.values() if any(s.subject.measure == m.id for s in made)}
    made = [_with_gaps_told(line, found.left_out) for line in made]
    return SeriesSet(
        " ".join(filter(None, (*measures, *categories, words))), tuple(made), tuple(dict.fromkeys(others)),
        schema_version("series"), told, spelled, found.files, found.see_also, found.left_out, found.origins,
    )  # fmt: skip


def _with_gaps_told(series: Series, left_out: Sequence[LeftOut]) -> Series:
    """The series whose points say what a person excluded of their periods."""
    out = [
        o for o in left_out
        if (o.figure.subject, o.figure.force, o.figure.area_type, o.figure.area)
        == (series.subject, series.force, series.area_type, series.area)
    ]  # fmt: skip
    if not out:
        return series
    points = []
    for point in series.points:
        reasons = [Reason("excluded", out_text(o)) for o in out if o.figure.span.same_days(point.span)]
        points.append(replace(point, reasons=(*point.reasons, *reasons)))
    return replace(series, points=tuple(points))


def _figures(found: Gathered) -> list[Figure]:
    """Every published figure with those of earlier editions, and sums of parts."""
    return [*found.figures, *(cell.figure for cell in found.cells if cell.figure.derived)]


def _broken_down(figures: Sequence[Figure], question: Question, rules: Rules, names: dict[str, str]) -> list[str]:
    """Who publishes a subject in parts or on another basis alone, which is no series unless it is asked for."""
    plain = {(f.force, f.subject.measure, f.subject.category) for f in figures if f.subject.breakdown == PLAIN}
    ways: dict[tuple[str, Subject], set[str]] = defaultdict(set)
    for figure in figures:
        subject = figure.subject
        covered = question.covers(subject.measure, subject.category)
        if covered and (figure.force, subject.measure, subject.category) not in plain:
            key = (figure.force, Subject(subject.measure, subject.category, "", ""))
            ways[key].add(described(subject.breakdown))
    return [
        f"{title_of(subject, rules)}: {names.get(force, force)} only by {'; '.join(sorted(found))} (--breakdowns)"
        for (force, subject), found in ways.items()
    ]


def _subjects(
    measure: str, figures: Sequence[Figure], statistic: str, rules: Rules
) -> list[tuple[Subject, list[Figure]]]:
    """Figures by what they are about, the measure's own statistic first."""
    groups: dict[Subject, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.subject].append(figure)
    kinds = sorted({(s.statistic, s.unit) for s in groups}, key=str)
    order = wanted_kinds(measure, kinds, statistic, rules)
    kept = [s for s in groups if (s.statistic, s.unit) in order]
    kept.sort(key=lambda s: (order.index((s.statistic, s.unit)), s.breakdown != PLAIN, s.breakdown))
    return [(s, groups[s]) for s in kept]


def _of_subject(
    subject: Subject, figures: Sequence[Figure], grain: str | None, rules: Rules, names: dict[str, str]
) -> tuple[list[Series], list[str]]:
    """The series of one subject at the grain asked for, and what is published besides, in words."""
    there = {g: [f for f in figures if g in grains_of(f.span)] for g in GRAINS}
    grains = [g for g in GRAINS if there[g]] if grain == "all" else [grain or _best(there)]
    title, made = title_of(subject, rules), []
    for wanted in grains:
        homes = sorted({(f.force, f.area_type != "force", f.area_type, f.area) for f in figures})
        for force, _, area_type, area in homes:
            own = [f for f in figures if (f.force, f.area_type, f.area) == (force, area_type, area)]
            points = _points(own, wanted, rules)
            if points:
                breaks = tuple(dict.fromkeys(b for p in points for b in p.breaks))
                made.append(Series(subject, force, area, area_type, wanted, title, points, breaks))
    return made, _others(title, figures, made, grains, names)


def _best(there: dict[str, list[Figure]]) -> str:
    """The grain in which most forces have at least two periods, then the one with most figures, then the finest."""

    def weight(grain: str) -> tuple[int, int, int]:
        spans = {(f.force, f.area_type, f.area, f.span.start, f.span.end) for f in there[grain]}
        counted = [sum(key[0] == force for key in spans) for force in {key[0] for key in spans}]
        return (sum(n > 1 for n in counted), len(spans), -GRAINS.index(grain))

    return max(GRAINS, key=weight)


def _others(
    title: str, figures: Sequence[Figure], made: Sequence[Series], grains: Sequence[str], names: dict[str, str]
) -> list[str]:
    """Which forces publish the subject at other grains or for times that stand in none; nothing is left unsaid."""
    shown = {(s.force, s.area, s.grain) for s in made}
    lines = []
    for force in sorted({f.force for f in figures}):
        own = [f for f in figures if f.force == force]
        more = [g for g in GRAINS if any(g in grains_of(f.span) and (force, f.area, g) not in shown for f in own)]
        more = [f"{NAMES[g]} (--grain {g})" for g in more if g not in grains]
        loose = {(f.span.start, f.span.end, f.span.label) for f in own if not grains_of(f.span)}
        if loose:
            more.append(f"{len(loose)} of other times (years to date, weeks, or a period that is not stated)")
        if more:
            lines.append(f"{title}: {names.get(force, force)} also {'; '.join(more)}")
    return lines


def _points(figures: Sequence[Figure], grain: str, rules: Rules) -> tuple[Point, ...]:
    """All periods of one force and subject from the first to the last, with what fills them."""
    cells = cells_of([f for f in figures if grain in grains_of(f.span)], rules.preferences)
    cells += [Cell(f) for f in _sums(figures, cells, grain, rules)]
    cells.sort(key=lambda c: (c.figure.span.end or date.min, c.figure.span.start or date.min))
    filled = [_point(cell, rules) for cell in cells]
    return tuple(_with_breaks(_with_gaps(filled, grain), rules))


def _sums(figures: Sequence[Figure], cells: Sequence[Cell], grain: str, rules: Rules) -> list[Figure]:
    """Periods of which only the months or quarters are published, summed; a published one is never pooled over."""
    known = [f for f in figures if f.span.known]
    subject = figures[0].subject
    if grain not in LENGTHS or grain == "month" or not known:
        return []
    if (subject.statistic, subject.unit) != ("count", "count") or not rules.adds_up(subject.measure):
        return []
    there = {(c.figure.span.start, c.figure.span.end) for c in cells}
    finer = [c.figure for c in cells_of([f for f in known if not f.qualifier], rules.preferences) if not c.rivals]
    first = min(f.span.start for f in known if f.span.start)
    last = max(f.span.end for f in known if f.span.end)
    spans = [s for s in tiles_of(first, last, grain) if (s.start, s.end) not in there]
    tiles = Tiles(finer)
    return [total for span in spans if (total := tiles.sum_over(span))]


def _point(cell: Cell, rules: Rules) -> Point:
    figure = cell.figure
    entry = Entry(figure.force, figure.area, figure)
    reasons = tuple(r for r in own_reasons(entry, rules) if r.code != "revised")
    earlier = tuple(sorted(cell.earlier, key=lambda f: _edition(f), reverse=True))
    status = "disputed" if cell.rivals else "derived" if figure.derived else "published"
    return Point(figure.span, status, figure, earlier, cell.rivals, cell.aside, reasons)  # type: ignore[arg-type]


def _edition(figure: Figure) -> date:
    return max((p.edition for p in figure.places if p.edition), default=date.min)


def _with_gaps(points: Sequence[Point], grain: str) -> list[Point]:
    """The points with one for every period between them that nobody published."""
    step = step_of(grain, [p.span for p in points])
    found: list[Point] = []
    for point in points:
        found += _between(found[-1].span, point.span, grain, step) if found else []
        found.append(point)
    return found


def _between(before: Span, until: Span, grain: str, step: int) -> list[Point]:
    gaps: list[Point] = []
    span = after(before, grain, step)
    while span and span.end and until.end and span.end < until.end:
        gaps.append(Point(span, "gap"))
        span = after(span, grain, step)
    if len(gaps) > MOST_GAPS:
        first, last = gaps[0].span, gaps[-1].span
        return [Point(Span("", first.start, last.end, grain), "gap")]
    return gaps


def _with_breaks(points: Iterable[Point], rules: Rules) -> list[Point]:
    """The points with the rules of counting that changed since the figure before, or within the period itself."""
    found: list[Point] = []
    before: Figure | None = None
    for point in points:
        breaks = _breaks(before, point.figure, rules) if point.figure else ()
        found.append(replace(point, breaks=breaks))
        before = point.figure or before
    return found


def _breaks(before: Figure | None, figure: Figure, rules: Rules) -> tuple[Break, ...]:
    return tuple(
        Break(c.since, c.kind, c.text, c.source)
        for c in rules.caveats
        if c.effect == "boundary" and c.since and c.concerns(figure) and _falls(c.since, before, figure)
    )


def _falls(day: date, before: Figure | None, figure: Figure) -> bool:
    """Whether the rule began within this period, or between the one before and this."""
    start, end = figure.span.start, figure.span.end
    if start is None or end is None:
        return False
    last = before.span.end if before else None
    return start < day <= end or (last is not None and last < day <= start)
