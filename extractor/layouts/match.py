"""Give every figure of a table the facts of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from extractor.facts import NOTHING, OPEN, Anatomy, Facts, Match, MatchedCell, Surroundings, merge
from extractor.layouts.lexicon import Lexicon
from extractor.quick import changed

_Key = TypeVar("_Key")
_NOTE_MARK = re.compile(r"^\s*(?:notes?|nb)\s*:?", re.IGNORECASE)
_DATES_FIGURES = re.compile(
    r"\b(?:figures?|data|results)\b.*\b(?:as of|as at|accurate|for the|correct|covers?|relates? to)\b", re.IGNORECASE
)
_HEADINGS_READ = 3  # how far outwards headings may give a table its subject


def match_table(around: Surroundings, parts: Sequence[Anatomy], lexicon: Lexicon) -> list[Match]:
    """Understand one table: a match for each of its parts, as `take_apart` gives them."""
    return [_match(around, part, lexicon) for part in parts]


def _match(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon) -> Match:
    headings = _context(around, anatomy, lexicon)
    subjects = frozenset().union(*(f.subjects for f in headings)) if headings else frozenset()
    columns = {c: read_levels(anatomy.column_paths[c], lexicon, subjects) for c in _columns_of_figures(anatomy)}
    from_columns = subjects.union(*(f.subjects for levels in columns.values() for f in levels))
    paths = {b.row_path for b in anatomy.body}
    rows = {path: read_levels(path, lexicon, from_columns) for path in paths}
    rows_named = _name_unknown(rows, _subject_given(columns.values()))
    columns_named = _name_unknown(columns, _subject_given(rows.values()))
    cells = tuple(MatchedCell(b, rows_named[b.row_path], columns_named[b.column]) for b in anatomy.body)
    notes = tuple(facts for n in around.notes for facts in _read_note(n, lexicon))
    return Match(around, anatomy, cells, columns_named, headings, notes, tuple(_unknown(cells)))


def _columns_of_figures(anatomy: Anatomy) -> list[int]:
    """Columns right of the stub, also those whose cells are all blank: they may say what others lean on."""
    return [c for c in sorted(anatomy.column_paths) if c >= anatomy.stub_columns] if anatomy.body else []


def read_levels(path: Sequence[str], lexicon: Lexicon, subjects: frozenset[str]) -> tuple[Facts, ...]:
    """Facts of each level of a heading path, every level read in the light of those outside it."""
    levels: list[Facts] = []
    for label in path:
        levels.append(lexicon.read(label, subjects.union(*(f.subjects for f in levels))))
    return tuple(levels)


def _context(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon) -> tuple[Facts, ...]:
    """Facts of what stands around, nearest first. An outer text helps to read the inner ones."""
    outer: frozenset[str] = frozenset()
    inside = [*anatomy.corner[::-1], *anatomy.titles[::-1], around.table.caption]
    texts = [(t, True) for t in inside] + [(t, False) for t in around.headings[:_HEADINGS_READ]]
    facts: list[Facts] = []
    for text, of_table in reversed([t for t in texts if t[0].strip()]):
        read = lexicon.read(text, outer)
        outer |= read.subjects
        if not of_table and (read.unit == "percent" or read.unknown):
            # a heading with a percentage is no heading of percentages, one half understood none of means
            read = replace(read, unit="", statistic="")
        if not of_table and text != around.headings[0]:
            read = replace(read, period=None)  # the date on the title page is no date of every figure
        # a target or a control limit is a row or a column of its own; around a table it is the legend of a chart
        facts.append(changed(read, breakdown=tuple(b for b in read.breakdown if b[0] != "series")))
    return tuple(reversed(facts))


def _read_note(note: str, lexicon: Lexicon) -> Iterable[Facts]:
    """Facts of a note, part by part: `Crimes per 1000 population, provided in arrears`, `figures as of 02/10/2017`."""
    for part in _NOTE_MARK.sub("", note).replace(";", ",").split(","):
        facts = lexicon.read(part.strip(" .*"), frozenset())
        rate = facts.unit if facts.unit.startswith("per_") else ""
        dated = _DATES_FIGURES.search(part) is not None and facts.period is not None and facts.period.period is not None
        if rate or dated:
            yield Facts(unit=rate, statistic="rate" if rate else "", period=facts.period if dated else None)


def _subject_given(paths: Iterable[tuple[Facts, ...]]) -> bool:
    """True where the headings of an axis name what is counted."""
    given = [any(f.measure or f.category for f in levels) for levels in paths]
    return sum(given) * 2 > len(given)


def _name_unknown(paths: Mapping[_Key, tuple[Facts, ...]], subject_given: bool) -> dict[_Key, Facts]:
    """Merged facts of each path, after settling what labels are that nothing explains.

    Among areas, an unknown label is an area that no list has yet and keeps its own name. Where a whole level is
    unknown and the other axis already says what is counted, it may name areas: the area is left open, not taken
    for the force.
    """
    depth = max(map(len, paths.values()), default=0)
    named = dict(paths)
    for level in range(depth):
        at = {key: levels[level] for key, levels in named.items() if level < len(levels)}
        kinds = Counter(f.area_type for f in at.values() if f.area_type not in ("", "force", "peer_group", "country"))
        unknown = {key for key, f in at.items() if f.unknown and not f.says_something}
        known = [f for key, f in at.items() if key not in unknown and f.says_something and not f.area and not f.total]
        if not unknown or known:
            continue
        kind = kinds.most_common(1)[0][0] if kinds else ""
        if not kind and not (subject_given and len({at[k].label for k in unknown}) > 1):
            continue
        for key in unknown:
            facts = replace(at[key], area=at[key].label if kind else OPEN, area_type=kind)
            named[key] = (*named[key][:level], facts, *named[key][level + 1 :])
    return {key: reduce(merge, levels, NOTHING) for key, levels in named.items()}


def _unknown(cells: Iterable[MatchedCell]) -> Iterable[tuple[str, str]]:
    seen = set()
    for cell in cells:
        for facts, kind in ((cell.row, "row"), (cell.column, "column")):
            label = facts.unknown_label
            if label and (label, kind) not in seen:
                seen.add((label, kind))
                yield label, kind
