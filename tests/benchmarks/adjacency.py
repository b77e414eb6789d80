"""How well found tables agree with true ones: the adjacency relations of the ICDAR 2013 table competition.

After M. Göbel, T. Hassan, E. Oro and G. Orsi, "ICDAR 2013 Table Competition", ICDAR 2013, pp. 1449-1453: a table
is the list of its neighbourhoods. Every cell that is not blank is related to the next such cell to its right and
to the next one below it; a relation is the two texts and the direction. Precision is the share of the found
relations that are true, recall the share of the true ones that were found, each over all tables of a document:
whoever looks for tables finds them alone, so a false table costs precision and a missed one recall. The figures to
quote are means over documents.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

Relation = tuple[str, str, str, int]
Relations = Counter[Relation]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its first and last row and column, both ends included, and its text."""

    r0: int
    r1: int
    c0: int
    c1: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """Relations found, true, and both."""

    both: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        """The share of the found relations that are true, 0 where none was found."""
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the true relations that were found."""
        return self.both / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.both / (self.found + self.true) if self.both else 0.0


def loose(text: str) -> str:
    """Letters and digits alone, whatever their case: what differs in spaces, hyphens and quotes is the same text.

    A cell of nothing but marks is not blank; all of these are alike.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(filter(str.isalnum, folded)).casefold()
    return kept or ("_" if any(_is_ink(c) for c in folded) else "")


def strict(text: str) -> str:
    """Everything but spaces; case is ignored, and any mark is as good as any other."""
    kept = (c for c in text if c not in " \t\n\r\f\v")
    return "".join(c.upper() if c.isascii() and (c.isalnum() or c == "_") else "_" for c in kept)


def relations(tables: Iterable[Iterable[Cell]], *, exact: bool = False) -> Relations:
    """The relations of the tables of a document.

    `exact` compares texts as `strict` does and counts how many blank places lie between the two cells.
    """
    found: Relations = Counter()
    for table in tables:
        found.update(_of_table(table, strict if exact else loose, exact))
    return found


def score(found: Relations, true: Relations, forgiven: Relations | None = None) -> Score:
    """Found against true; relations of `forgiven` tables, of which nothing is expected, do not count as found."""
    if forgiven:
        found = (found & true) + ((found - true) - forgiven)
    return Score((found & true).total(), found.total(), true.total())


def _of_table(cells: Iterable[Cell], normal: Callable[[str], str], exact: bool) -> Iterable[Relation]:
    inked = [(cell, text) for cell in cells if (text := normal(cell.text))]
    places = {
        (row, column): number
        for number, (cell, _) in enumerate(inked)
        for row in range(cell.r0, cell.r1 + 1)
        for column in range(cell.c0, cell.c1 + 1)
    }
    # Cells that touch along several rows or columns are one pair, related where they first meet.
    gaps: dict[tuple[int, int, str], int] = {}
    for direction, lane, along in (("right", itemgetter(0), itemgetter(1)), ("below", itemgetter(1), itemgetter(0))):
        for one, other in pairwise(sorted(places, key=lambda place: (lane(place), along(place)))):
            if lane(one) == lane(other) and places[one] != places[other]:
                gaps.setdefault((places[one], places[other], direction), along(other) - along(one) - 1)
    for (one, other, direction), gap in gaps.items():
        yield inked[one][1], inked[other][1], direction, gap if exact else 0


def _is_ink(character: str) -> bool:
    return not character.isspace() and not unicodedata.category(character).startswith("C")
