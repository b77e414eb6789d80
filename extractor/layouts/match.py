"""Give every figure of a table the facts of its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from extractor.facts import NOTHING, Anatomy, Facts, Match, MatchedCell, Surroundings, merge
from extractor.layouts.grid import take_apart
from extractor.layouts.lexicon import Lexicon

_NOTE_MARK = re.compile(r"^\s*(?:notes?|nb)\s*:?", re.IGNORECASE)
_DATES_FIGURES = re.compile(
    r"\b(?:figures?|data|results)\b.*\b(?:as of|as at|accurate|for the|correct|covers?|relates? to)\b", re.IGNORECASE
)
_HEADINGS_READ = 3  # how far outwards headings may give a table its subject


def match_table(around: Surroundings, lexicon: Lexicon) -> list[Match]:
    """Understand one table; more than one match where a second boxhead starts further down."""
    return [_match(around, part, lexicon) for part in take_apart(around.table, lexicon.knows)]


def _match(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon) -> Match:
    headings = _context(around, anatomy, lexicon)
    subjects = frozenset().union(*(f.subjects for f in headings)) if headings else frozenset()
    columns = {c: read_path(path, lexicon, subjects) for c, path in anatomy.column_paths.items()}
    from_columns = subjects.union(*(columns[b.column].subjects for b in anatomy.body))
    paths = {b.row_path for b in anatomy.body}
    rows = {path: read_path(path, lexicon, from_columns) for path in paths}
    rows = _name_unknown(rows, lexicon.force)
    columns = _name_unknown(columns, lexicon.force)
    cells = tuple(MatchedCell(b, rows[b.row_path], columns[b.column]) for b in anatomy.body)
    notes = tuple(facts for n in around.notes for facts in _read_note(n, lexicon))
    return Match(around, anatomy, cells, headings, notes, tuple(_unknown(cells)))


def read_path(path: Sequence[str], lexicon: Lexicon, subjects: frozenset[str]) -> Facts:
    """Merged facts of a heading path, each level read in the light of those outside it."""
    merged = NOTHING
    for label in path:
        facts = lexicon.read(label, subjects | merged.subjects)
        merged = merge(merged, facts)
    return merged


def _context(around: Surroundings, anatomy: Anatomy, lexicon: Lexicon) -> tuple[Facts, ...]:
    """Facts of what stands around, nearest first. An outer text helps to read the inner ones."""
    outer: frozenset[str] = frozenset()
    texts = [*anatomy.corner[::-1], *anatomy.titles[::-1], around.table.caption]
    texts += list(around.headings[:_HEADINGS_READ])
    facts: list[Facts] = []
    for text in reversed([t for t in texts if t.strip()]):
        read = lexicon.read(text, outer)
        outer |= read.subjects
        facts.append(read)
    return tuple(reversed(facts))


def _read_note(note: str, lexicon: Lexicon) -> Iterable[Facts]:
    """Facts of a note, part by part: `Crimes per 1000 population, provided in arrears`, `figures as of 02/10/2017`."""
    for part in _NOTE_MARK.sub("", note).replace(";", ",").split(","):
        facts = lexicon.read(part.strip(" .*"), frozenset())
        rate = facts.unit if facts.unit.startswith("per_") else ""
        dated = _DATES_FIGURES.search(part) is not None and facts.period is not None and facts.period.period is not None
        if rate or dated:
            yield Facts(unit=rate, statistic="rate" if rate else "", period=facts.period if dated else None)


def _name_unknown(heads: dict[object, Facts], force: str) -> dict[object, Facts]:  # type: ignore[type-var]
    """A label that nothing explains, among areas, is an area that no list has yet: it keeps its own name."""
    kinds = Counter(f.area_type for f in heads.values() if f.area_type not in ("", "force", "peer_group", "country"))
    named = sum(kinds.values())
    unknown = [key for key, f in heads.items() if f.unknown and not f.says_something]
    others = [f for f in heads.values() if not f.area and not f.unknown and (f.measure or f.category or f.period)]
    if not named or not unknown or others:
        return heads
    kind = kinds.most_common(1)[0][0]
    return {
        key: replace(f, area=f.label.split(" > ")[-1], area_type=kind) if key in unknown else f
        for key, f in heads.items()
    }


def _unknown(cells: Iterable[MatchedCell]) -> Iterable[tuple[str, str]]:
    seen = set()
    for cell in cells:
        for facts, kind in ((cell.row, "row"), (cell.column, "column")):
            label = facts.label.split(" > ")[-1]
            if facts.unknown and (label, kind) not in seen:
                seen.add((label, kind))
                yield label, kind


def subject_of(facts: Iterable[Facts]) -> Facts:
    """All facts of a context as one, the nearest winning."""
    return reduce(merge, reversed(tuple(facts)), NOTHING)
