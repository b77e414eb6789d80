"""Figures by the words that people use: names, definitions and synonyms of measures and categories, searched in full.

SQLite's full-text search does the work (FTS5, with Porter's stems: `answering` finds `answered`). What the vocabulary
calls a thing is searched first; only where that finds nothing in the dataset, the headings that reports print.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from extractor.codelists import Category, Vocabulary
from extractor.compare.rules import Rules, Synonym

Pair = tuple[str, str]  # a measure and a category, which may be empty
_STOP = frozenset(re.findall(r"\w+", "a an and at by for from how in is many of on or per the to which who with"))
_TIERS = (1, 2)  # what the vocabulary calls it, then what reports call it
_NEAREST = 4
_BEYOND = "all_crime"  # everything is a kind of it: no family


class Names:
    """Everything that measures and categories are called."""

    def __init__(self, book: Vocabulary, synonyms: Sequence[Synonym]) -> None:
        self._book = book
        self._synonyms = {_plain(s.words): s for s in synonyms}
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.execute(
            "CREATE VIRTUAL TABLE names USING fts5(measure UNINDEXED, category UNINDEXED, tier UNINDEXED, text, "
            "tokenize = 'porter unicode61')"
        )
        rows = [*_own_names(book), *_headings(book)]
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)
        self._words = sorted({word for _, _, tier, text in rows if tier == 1 for word in _tokens(text)})

    def found(self, words: str, pairs: Iterable[Pair]) -> frozenset[Pair]:
        """Those of the pairs that answer to all the words: by name or synonym, else by what headings call them."""
        asked, known = _tokens(words) or [], set(pairs)
        for tier in _TIERS:
            left = set(known)
            for unit in self._units(asked):
                left &= self._answering(unit, left, tier)
            if left and asked:
                return frozenset(left)
        return frozenset()

    def nearest(self, words: str, pairs: Iterable[Pair]) -> list[str]:
        """What else there is under a name spelled much like this, as people read it; at most four."""
        known = list(pairs)
        spelled = [word if self._knows(word) else next(iter(get_close_matches(word, self._words, 1)), word)
                   for word in _tokens(words)]  # fmt: skip
        near = sorted(self.found(" ".join(spelled), known)) if spelled != _tokens(words) else []
        near += [pair for word in spelled for pair in sorted(self.found(word, known)) if len(word) > 2]
        return list(dict.fromkeys(" · ".join(filter(None, self.label(pair))) for pair in near))[:_NEAREST]

    def label(self, pair: Pair) -> Pair:
        """Measure and category as people read them."""
        measure, category = self._book.measures.get(pair[0]), self._book.categories.get(pair[1])
        return (measure.label if measure else pair[0], category.label if category else pair[1])

    def _knows(self, word: str) -> bool:
        return bool(self._matches(word, 1) or self._matches(word, 2))

    def _units(self, tokens: Sequence[str]) -> list[tuple[str, ...]]:
        """The words cut into synonyms, the longest first, and single words between them."""
        units: list[tuple[str, ...]] = []
        start = 0
        while start < len(tokens):
            ends = range(len(tokens), start, -1)
            stop = next((e for e in ends if _plain(" ".join(tokens[start:e])) in self._synonyms), start + 1)
            units.append(tuple(tokens[start:stop]))
            start = stop
        return units

    def _answering(self, unit: tuple[str, ...], pairs: set[Pair], tier: int) -> set[Pair]:
        named = [self._matches(word, tier) for word in unit]
        synonym = self._synonyms.get(_plain(" ".join(unit)))
        return {
            pair
            for pair in pairs
            if (synonym and self._is_meant(synonym, pair)) or all(self._is_among(pair, rows) for rows in named)
        }

    def _matches(self, word: str, tier: int) -> frozenset[Pair]:
        """Measures, categories and pairs whose texts hold the word; where none does, words that begin with it."""
        for query in (f'"{word}"', *([f'"{word}" *'] if len(word) > 2 else [])):
            rows = self._db.execute(
                "SELECT DISTINCT measure, category FROM names WHERE names MATCH ? AND tier <= ?", (query, tier)
            )
            if found := frozenset((m, c) for m, c in rows):
                return found
        return frozenset()

    def _is_among(self, pair: Pair, rows: frozenset[Pair]) -> bool:
        return (pair[0], "") in rows or pair in rows or any(("", c) in rows for c in self._line(pair[1]))

    def _is_meant(self, synonym: Synonym, pair: Pair) -> bool:
        measures, categories = synonym.measures, synonym.categories
        by_category = not categories or any(c in categories for c in self._line(pair[1]))
        return (not measures or pair[0] in measures) and by_category

    def _line(self, category: str) -> list[str]:
        """A category and those above it."""
        return [category, *(c.id for c in above(category, self._book))]


def names_of(rules: Rules) -> Names:
    """The names of a vocabulary, gathered once."""
    return _names(rules.book, rules.synonyms)


@lru_cache(maxsize=4)
def _names(book: Vocabulary, synonyms: tuple[Synonym, ...]) -> Names:
    return Names(book, synonyms)


def _own_names(book: Vocabulary) -> Iterable[tuple[str, str, int, str]]:
    for m in book.measures.values():
        yield m.id, "", 1, f"{m.id.replace('_', ' ')} {m.label} {m.definition}"
    for c in book.categories.values():
        yield "", c.id, 1, f"{c.id.replace('_', ' ')} {c.label}"


def _headings(book: Vocabulary) -> Iterable[tuple[str, str, int, str]]:
    terms = [*book.terms, *(term for force in book.forces.values() for term in force.terms)]
    for term in terms:
        facts = dict(term.facts)
        measure, category = facts.get("measure", ""), facts.get("category", "")
        if measure or category:
            yield measure, category, 2, term.phrase


def _tokens(text: str) -> list[str]:
    found = re.findall(r"[a-z0-9]+", text.casefold().replace("'", ""))
    return [word for word in found if word not in _STOP] or found


def _plain(text: str) -> str:
    """Words without their plural ending, by which synonyms are found."""
    words = _tokens(text.replace("-", " "))
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words)


def above(category: str, book: Vocabulary) -> list[Category]:
    """The categories that a category is a kind of, the nearest first."""
    found: list[Category] = []
    at = book.categories.get(category)
    while at and at.parent and (at := book.categories.get(at.parent)):
        found.append(at)
    return found


def family(asked: Iterable[str], there: Iterable[str], book: Vocabulary) -> list[tuple[str, str]]:
    """Categories with figures that are above those asked for, kinds of them, or kinds of the same: (id, why)."""
    own, known = set(asked) - {"", _BEYOND}, list(dict.fromkeys(there))
    found: dict[str, str] = {}
    for category in sorted(own, key=list(book.categories).index):
        at = book.categories[category]
        line = [c.id for c in above(category, book) if c.id != _BEYOND]
        for other in known:
            if other in own or other in found or other not in book.categories:
                continue
            theirs = [c.id for c in above(other, book)]
            if other in line:
                found[other] = f"holds {at.label}"
            elif category in theirs:
                found[other] = f"a kind of {at.label}"
            elif line and line[0] in theirs[:1]:
                found[other] = f"beside {at.label}"
    order = ("a kind of", "holds", "beside")
    return sorted(found.items(), key=lambda item: next(n for n, why in enumerate(order) if item[1].startswith(why)))
