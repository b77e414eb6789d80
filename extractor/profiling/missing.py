"""The phrases and names that the vocabulary lacks, as rows that a person can fill in.

A heading goes into one row as a whole, without its periods, because a row that explains all of a heading never says
half of it. Only where the same unknown words stand in several headings (`Snargling`, `Snargling victims`) they alone
make one row. A label that may name an area or a subject is listed as both: filling in one of the two is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractor.codelists import words_of
from extractor.facts import OPEN, SEVERAL, UNLABELLED, Facts, Match
from extractor.layouts.lexicon import SMALL_WORDS, Lexicon
from extractor.layouts.match import is_name
from extractor.model import Observation
from extractor.pipeline import Understood
from extractor.profiling.model import Known, Missing
from extractor.profiling.wording import written

_LONGEST = 14  # words of a title that a term may explain; a longer line is a sentence
_NEAREST = 3
_LOOKED_AT = 30
_COMPARED = 300  # rows; each is compared with the whole vocabulary, and nobody fills in more at a time
_MISSPELLED = 85  # of 100: one letter in ten is another
_Words = tuple[str, ...]


@dataclass
class _Seen:
    """Where a label that is not understood was seen, while a document is gone through."""

    label: str
    unknown: _Words
    tables: set[int] = field(default_factory=set)
    figures: int = 0
    area: str = ""  # the name, where it may be one
    only_area: bool = False


def missing_terms(understood: Understood, figures: Sequence[Observation]) -> tuple[Missing, ...]:
    """Rows for `terms.csv`, those that most figures hang on first. `figures` are those of the tables."""
    nameless = {(o.table, o.grid_row, o.grid_column) for o in figures if not o.measure}
    seen = [s for s in _headings(understood) if not s.only_area]
    seen += _titles(understood, {table for table, _, _ in nameless})
    seen += _of_no_measure(understood, nameless)
    lexicon = understood.lexicon
    rows = _grouped(seen, lambda s: lexicon.phrase_of(s.label))
    shared = _grouped(seen, lambda s: s.unknown)
    found: dict[_Words, list[_Seen]] = {}
    for phrase, group in rows.items():
        words = group[0].unknown
        common = len({lexicon.phrase_of(s.label) for s in shared[words]}) > 1 and words and _within(words, phrase)
        found.setdefault(words if common else phrase, []).extend(group)
    usable = {phrase: group for phrase, group in found.items() if any(w.isalpha() for w in phrase)}
    return _rows({" ".join(phrase): group for phrase, group in usable.items()}, lexicon)


def missing_areas(understood: Understood) -> tuple[Missing, ...]:
    """Rows for `areas.csv`: labels that look like names where areas stand."""
    found: dict[str, list[_Seen]] = {}
    for seen in _headings(understood):
        if seen.area:
            found.setdefault(seen.area, []).append(seen)
    return _rows(found, understood.lexicon, of_areas=True)


def _rows(found: dict[str, list[_Seen]], lexicon: Lexicon, of_areas: bool = False) -> tuple[Missing, ...]:
    bare = (_row(phrase, group) for phrase, group in found.items())
    rows = sorted(bare, key=lambda row: (-row.figures, row.phrase))
    first = (replace(row, nearest=_nearest(row.phrase, lexicon, of_areas)) for row in rows[:_COMPARED])
    return (*first, *rows[_COMPARED:])


def _row(phrase: str, group: Sequence[_Seen]) -> Missing:
    labels = tuple(dict.fromkeys(s.label for s in group))
    tables = tuple(sorted(set().union(*(s.tables for s in group))))
    return Missing(phrase, labels, tables, sum(s.figures for s in group), ())


def _nearest(phrase: str, lexicon: Lexicon, of_areas: bool) -> tuple[Known, ...]:
    """Known terms that share a word with a phrase, else those spelled much alike; for an area, areas alone."""
    words = set(words_of(phrase)) - SMALL_WORDS
    hits = [near for near in lexicon.nearest(phrase, _LOOKED_AT) if words.intersection(near.split())]
    hits = hits or list(lexicon.nearest(phrase, _NEAREST, _MISSPELLED))
    known = [(near, lexicon.facts_of(near)) for near in hits]
    of_kind = [(near, facts) for near, facts in known if not of_areas or "area" in dict(facts)]
    return tuple(Known(near, written(facts)) for near, facts in of_kind[:_NEAREST])


def _grouped(seen: Iterable[_Seen], key: Callable[[_Seen], _Words]) -> dict[_Words, list[_Seen]]:
    groups: dict[_Words, list[_Seen]] = defaultdict(list)
    for one in seen:
        groups[key(one)].append(one)
    return groups


def _within(words: _Words, phrase: _Words) -> bool:
    return any(phrase[at : at + len(words)] == words for at in range(len(phrase) - len(words) + 1))


# ---- where labels stand


def _headings(understood: Understood) -> list[_Seen]:
    """The labels of rows and columns that are not understood, every level of them."""
    found: dict[str, _Seen] = {}
    for match in understood.matches:
        subjects = _subjects(match)
        for cell in match.cells:
            for facts, path in ((cell.row, cell.body.row_path), (cell.column, cell.body.column_path)):
                if facts.unknown not in ("", UNLABELLED, SEVERAL):
                    for label in path:
                        _note(found, label, facts, subjects, match.around.number, understood.lexicon)
    return list(found.values())


def _subjects(match: Match) -> frozenset[str]:
    """All that the headings of a table are about: a term bound to any of it counts as known."""
    given = (*match.context, *match.columns.values(), *(cell.row for cell in match.cells))
    return frozenset().union(*(facts.subjects for facts in given))


def _note(
    found: dict[str, _Seen], label: str, facts: Facts, subjects: frozenset[str], table: int, lexicon: Lexicon
) -> None:
    label = " ".join(label.split())
    unknown = facts.unknown if label == facts.unknown_label else lexicon.read(label, subjects).unknown
    if not unknown:
        return
    seen = found.setdefault(label, _Seen(label, tuple(words_of(unknown))))
    seen.tables.add(table)
    seen.figures += 1
    named = bool(facts.area) and facts.area != OPEN and label.endswith(facts.area)
    if named or (facts.area == OPEN and is_name(label, lexicon)):
        seen.area = facts.area if named else label
        seen.only_area = seen.only_area or named


def _titles(understood: Understood, nameless: set[int]) -> Iterable[_Seen]:
    """What stands around tables whose figures have no measure; of other tables nobody needs to know it, and the title
    of the document is that of no table."""
    found: dict[str, _Seen] = {}
    for match in understood.matches:
        for facts in match.context if match.around.number in nameless else ():
            own = facts.label == understood.known.title
            if facts.unknown and not own and len(facts.label.split()) <= _LONGEST:
                seen = found.setdefault(facts.label, _Seen(facts.label, tuple(words_of(facts.unknown))))
                seen.tables.add(match.around.number)
                seen.figures += len(match.cells)
    return found.values()


def _of_no_measure(understood: Understood, nameless: set[tuple[int, int | None, int | None]]) -> Iterable[_Seen]:
    """Headings that say how something is measured (`Median time (mins)`) and not what, over figures without a measure
    although every word of their headings is known: a row for the whole heading can say it."""
    found: dict[str, _Seen] = {}
    for match in understood.matches:
        subjects = _subjects(match)
        for cell in match.cells:
            place = (match.around.number, cell.body.cell.row, cell.body.cell.column)
            if place not in nameless or cell.row.unknown or cell.column.unknown:
                continue
            for label in (" ".join(level.split()) for level in (*cell.body.row_path, *cell.body.column_path)):
                read = understood.lexicon.read(label, subjects)
                if (read.unit or read.statistic) and not (read.role or read.measure):
                    seen = found.setdefault(label, _Seen(label, ()))
                    seen.tables.add(match.around.number)
                    seen.figures += 1
    return found.values()
