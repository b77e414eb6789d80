"""Figures in sentences against each other and against the tables.

A sentence is read with less certainty than a table, so that one that contradicts a table counts only where it is
plainly about the same thing: where another figure of the sentence agrees, or the two differ little.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from extractor.check.changes import change
from extractor.check.figures import Figure, figure_of
from extractor.check.intervals import Interval
from extractor.check.phrases import phrase
from extractor.check.rates import share
from extractor.check.relations import Bound, Relation, significant
from extractor.check.repeats import likeness
from extractor.check.sheets import Sheet
from extractor.check.slips import misprint
from extractor.check.subjects import Identity, Located, Subject, by_identity, identity, located, subject
from extractor.model import Observation
from extractor.quick import changed

_CLOSE = 1.3  # leading digits: two figures within a twentieth of each other are the same thing
_TELLING = 0.7  # digits of evidence: agreement that chance would not often bring about
_TIED = 3.0  # digits, together, of figures that tie two rows of a table to each other's labels
_DIGITS = 100  # steps: a number of three digits or more is met again by chance only rarely

Sentence = Sequence[Figure]
Tables = dict[Identity, list[Located]]


def sentences(observations: Sequence[Observation]) -> list[list[Figure]]:
    """Figures of the running text; those that one sentence, or two in a row, state of one subject together."""
    stated = [(o, f) for o in observations if o.reader == "prose" and (f := figure_of(o)) is not None]
    groups = groupby(stated, key=lambda pair: (pair[0].section, pair[0].row_label, pair[0].area))
    return [[f for _, f in group] for _, group in groups]


def against_tables(stated: Sequence[Sentence], sheets: Sequence[Sheet]) -> Iterator[Relation | Bound]:
    """Relations within sentences, and between sentences and tables."""
    tables = by_identity(located(sheets), open_means=True)
    baselines = _from_baselines(tables)
    sections, named = _by_section(sheets), _by_name(sheets)
    misplaced = _misplaced(stated, tables, sheets)
    for sentence in stated:
        yield from _inside(sentence)
        outside = [*_same(sentence, tables, baselines), *_changes(sentence, tables), *_shares(sentence, tables)]
        agreed = {subject(r.target) for r in outside if r.holds and r.weight >= _TELLING}
        for relation in outside:
            if (
                relation.holds
                or subject(relation.target) in agreed
                or alike(relation)
                or relation.target.id in misplaced
            ):
                yield relation
        yield from _quoted(sentence, {r.target.id for r in outside}, sections, named)
        yield from _of_the_whole(sentence, tables)


def alike(relation: Relation) -> bool:
    """True where target and the other side can only be the same thing: they differ little, or by one slip."""
    target = relation.target
    if not target.is_level or relation.kind not in ("prose", "parts_of_period"):
        return False
    other = replace(target, value=relation.value)
    return likeness(target, other) >= _CLOSE or bool(misprint(target, relation.value))


def _misplaced(stated: Sequence[Sentence], tables: Tables, sheets: Sequence[Sheet]) -> set[str]:
    """Ids of figures of sentences that a table prints in the same column beside another label.

    A number of few digits is met by chance: two rows count that two such figures tie together, or one of many digits.
    """
    of = {sheet.number: sheet for sheet in sheets}
    ties: dict[tuple[int, int, int], list[Figure]] = {}
    for figure in (f for sentence in stated for f in sentence):
        key = identity(figure, open_means=True)
        printings = tables.get(key, []) if key is not None else []
        if not printings or any(p.figure.interval.meets(figure.interval) for p in printings):
            continue
        for own in printings:
            sheet = of[own.table]
            row, column = sheet.places[own.figure.id]
            for other_row, other in sheet.columns[column].figures.items():
                if other.interval.meets(figure.interval) and _kin(other, own.figure):
                    ties.setdefault((own.table, min(row, other_row), max(row, other_row)), []).append(figure)
    found: set[str] = set()
    for figures in ties.values():
        digits = sum(significant(f) for f in figures)
        if (len({f.id for f in figures}) > 1 and digits >= _TIED) or digits >= 2 * _TIED:
            found |= {f.id for f in figures}
    return found


def _kin(a: Figure, b: Figure) -> bool:
    """Whether two figures of a column are of the same kind and time, of different things."""
    x, y = a.observation, b.observation
    names = ("measure", "role", "unit", "statistic", "period_end", "base_period_end")
    return all(getattr(x, n) == getattr(y, n) for n in names) and subject(a) != subject(b)


# ---- within a sentence


def _inside(sentence: Sentence) -> Iterator[Relation]:
    """A change and the two levels that its own sentence names; or the difference and one of them."""
    for figure in sentence:
        o = figure.observation
        if o.role not in ("difference", "percent_change") or o.base_period_end is None or o.period_end is None:
            continue
        current = _nearest(sentence, figure, o.period_start, o.period_end)
        base = _nearest(sentence, figure, o.base_period_start, o.base_period_end)
        relation = change(figure, current, base) if current is not None and base is not None else None
        if relation is not None:
            yield relation
        elif o.role == "percent_change":
            yield from _by_difference(sentence, figure, current, base)


def _nearest(sentence: Sentence, of: Figure, start: date | None, end: date | None) -> Figure | None:
    """The level of a period that stands nearest to a change of the same thing."""
    at = sentence.index(of)
    fits = [
        (abs(i - at), i, f)
        for i, f in enumerate(sentence)
        if f.is_level and f.observation.statistic != "rank" and subject(f) == subject(of)
        if (f.observation.period_start, f.observation.period_end) == (start, end)
    ]
    return min(fits, key=lambda x: x[:2])[2] if fits else None


def _by_difference(
    sentence: Sentence, percent: Figure, current: Figure | None, base: Figure | None
) -> Iterator[Relation]:
    """`fell by 20% (-10)` beside the level of one of the two periods."""
    for other in sentence:
        if other.observation.role != "difference" or other.observation.unit != "count" or not _paired(other, percent):
            continue
        if base is not None and base.value > 0:
            words = phrase("a change of %s by %s is one of {}", base, other)
            yield Relation("percent_change", percent, ((1.0, other),), ((1.0, base),), 100.0, words=words)
        elif current is not None and current.value > other.value:
            words = phrase("a change by %s to %s is one of {}", other, current)
            bottom = ((1.0, current), (-1.0, other))
            yield Relation("percent_change", percent, ((1.0, other),), bottom, 100.0, words=words)


def _paired(a: Figure, b: Figure) -> bool:
    x, y = a.observation, b.observation
    names = ("period_start", "period_end", "base_period_start", "base_period_end")
    return subject(a) == subject(b) and all(getattr(x, n) == getattr(y, n) for n in names)


# ---- between sentences and tables


Baselines = dict[tuple[Subject, str, str], list[Located]]


def _from_baselines(tables: Tables) -> Baselines:
    """Changes from a baseline by what they are, in tables; a sentence seldom says when its baseline was."""
    found: Baselines = {}
    for key, printings in tables.items():
        if key.role != "level" and _names_baseline(printings[0].figure):
            found.setdefault((key.subject, key.role, key.unit), []).extend(printings)
    return found


def _names_baseline(figure: Figure) -> bool:
    return "baseline" in figure.observation.column_label.casefold()


def _same(sentence: Sentence, tables: Tables, baselines: Baselines) -> Iterator[Relation]:
    """A figure of a sentence that a table prints too."""
    for figure in sentence:
        o, key = figure.observation, identity(figure, open_means=True)
        printings = tables.get(key, []) if key is not None else []
        if key is None and _names_baseline(figure):
            printings = baselines.get((subject(figure), o.role, o.unit), [])
        if printings:
            told = [changed(_told_again(figure, p), assumes=_unsaid(figure)) for p in printings]
            yield next((r for r in told if r.holds), told[0])


def _unsaid(figure: Figure) -> str:
    """What has to be so for a figure of a sentence to be the one of a table that is dated."""
    if figure.observation.period_end is None or _names_baseline(figure):
        return "the text, which does not say when, is of the time of the table"
    return ""


def _told_again(figure: Figure, item: Located) -> Relation:
    words = phrase("table %s has {}", str(item.table))
    return Relation("prose", figure, ((1.0, item.figure),), words=words, reprint=True)


def _changes(sentence: Sentence, tables: Tables) -> Iterator[Relation]:
    """A change that a sentence states, against levels of tables."""
    for figure in sentence:
        o, key = figure.observation, identity(figure)
        if figure.is_level or key is None or key in tables:
            continue
        unit = "percent" if o.unit == "percentage_point" else "count"
        level = replace(key, role="level", unit=unit, base=(None, None))
        current = tables.get(level)
        base = tables.get(replace(level, period=key.base))
        if current and base:
            relation = change(figure, current[0].figure, base[0].figure)
            if relation is not None:
                yield relation


def _shares(sentence: Sentence, tables: Tables) -> Iterator[Relation]:
    """`Northtown accounts for 30% (3,121)` of what a table gives for the force."""
    for target in sentence:
        o = target.observation
        part = next((f for f in sentence if f.adds_up and f.is_exact and subject(f) == subject(target)), None)
        if not target.is_percent or o.statistic != "share" or o.area_type in ("", "force") or part is None:
            continue
        whole = _whole(part, tables)
        if whole is not None and whole.value > 0:
            yield share(target, part, whole)


def _whole(part: Figure, tables: Tables) -> Figure | None:
    """The force's figure of the same thing and time."""
    o = part.observation
    for key, printings in tables.items():
        p = printings[0].figure.observation
        same = (p.measure, p.category, p.area_type, p.role, p.unit) == (
            o.measure,
            o.category,
            "force",
            "level",
            "count",
        )
        if same and o.period_end is not None and key.period == (o.period_start, o.period_end):
            return printings[0].figure
    return None


Section = tuple[str, str, str, date | None]


def _section(figure: Figure) -> Section:
    o = figure.observation
    return (o.section, o.role, o.unit, o.period_end)


def _by_section(sheets: Sequence[Sheet]) -> dict[Section, list[Located]]:
    """Dated figures of tables by the heading they stand under."""
    sections: dict[Section, list[Located]] = {}
    for item in located(sheets):
        if item.figure.observation.period_end is not None:
            sections.setdefault(_section(item.figure), []).append(item)
    return sections


Named = tuple[Subject, str, str]


def _by_name(sheets: Sequence[Sheet]) -> dict[Named, list[Located]]:
    """Figures of tables by their subject, role and unit, whatever their period."""
    named: dict[Named, list[Located]] = {}
    for item in located(sheets):
        o = item.figure.observation
        named.setdefault((subject(item.figure), o.role, o.unit), []).append(item)
    return named


def _quoted(
    sentence: Sentence, known: set[str], sections: Mapping[Section, Sequence[Located]],
    named: Mapping[Named, Sequence[Located]],
) -> Iterator[Relation]:  # fmt: skip
    """A figure whose subject the sentence leaves open, and that a table under the same heading prints; or one of
    which it does not say when, and that a table has."""
    for figure in sentence:
        o = figure.observation
        if figure.id in known or o.statistic == "rank" or abs(figure.value) < _DIGITS * figure.step:
            continue
        undated = bool(o.measure) and figure.is_level and o.period_end is None and not o.period_label
        same = named.get((subject(figure), o.role, o.unit), ())
        for item in same if undated else sections.get(_section(figure), ()):
            if item.figure.interval.meets(figure.interval):
                yield Relation("prose", figure, ((1.0, item.figure),), words=phrase("table %s has {}", str(item.table)))
                break


def _of_the_whole(sentence: Sentence, tables: Tables) -> Iterator[Bound]:
    """A part of a force that is compared with an earlier figure of the whole force: a fall that never was."""
    for figure in sentence:
        o = figure.observation
        if o.role != "difference" or o.unit != "count" or o.area_type in ("", "force"):
            continue
        for level in sentence:
            if level.is_level and level.adds_up and level.is_exact and subject(level)[:3] == subject(figure)[:3]:
                whole = _force_level(level, level.value - figure.value, tables)
                if whole is not None:
                    part, force = level.observation.area, whole.observation.area
                    words = phrase("it is %s for %s less %s, the figure for all of %s", level, part, whole, force)
                    bound = Interval(level.value - whole.value + figure.step, math.inf)
                    yield Bound("part_against_whole", figure, (level, whole), bound, words, weak=True)
                    break


def _force_level(part: Figure, value: float, tables: Tables) -> Figure | None:
    """The force's figure of the same thing for another period, where it is the value sought."""
    if abs(value) < _DIGITS:
        return None
    o = part.observation
    for printings in tables.values():
        whole = printings[0].figure
        p = whole.observation
        same = (p.measure, p.category, p.area_type, p.role) == (o.measure, o.category, "force", "level")
        if same and whole.value == value and (p.period_start, p.period_end) != (o.period_start, o.period_end):
            return whole
    return None
