"""Headings over columns that are set with spaces: which lines make one heading, and which lie over several columns.

Lines one above the other over one column are one heading. A spanner is rarely as wide as what it heads; how far it
reaches is told by `text_spanners`. Where that is not certain, nothing is placed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from extractor.notation.cuts import is_cut_off
from extractor.notation.kinds import kind_of
from extractor.read.text_words import Column, Word, under

Group = tuple[int, ...]  # neighbouring columns
Placed = dict[int, tuple[str, int]]  # texts by column, with how many columns each covers
_NEAR = 1  # characters by which a text may miss the side or the middle of its column


@dataclass
class Heads:
    """The headings met so far, from the lowest line up. `figures` are the columns that hold figures."""

    columns: Sequence[Column]
    figures: Sequence[int]
    own: dict[int, list[Word]] = field(default_factory=dict)
    spanners: list[dict[Group, list[Word]]] = field(default_factory=list)

    def reach(self, group: Sequence[int]) -> Column:
        """From the first to the last character of some columns, their own headings included."""
        words = [word for at in group for word in self.own.get(at, ())]
        starts = [self.columns[at].start for at in group] + [word.start for word in words]
        return Column(min(starts), max([self.columns[at].end for at in group] + [word.end for word in words]))

    def label(self, at: int) -> str:
        """All that stands over one column by now."""
        over = [word for line in self.spanners for group, words in line.items() if at in group for word in words]
        return " ".join(word.text for word in [*over, *self.own.get(at, ())])

    @property
    def headed(self) -> list[int]:
        """The columns with figures that have a heading of their own beneath the line that is looked at."""
        return [at for at in self.figures if at in self.own]

    def top(self, at: int) -> Word:
        """The upper line of a column's own heading; where it has none, the column itself."""
        column = self.columns[at]
        return self.own[at][0] if at in self.own else Word("", column.start, column.end)

    def rows(self) -> list[Placed]:
        """Lines of spanners, then one of the headings proper."""
        over = [{group[0]: (_text(words), len(group)) for group, words in line.items()} for line in self.spanners]
        return [*over, {at: (_text(words), 1) for at, words in self.own.items()}]


def _text(words: Sequence[Word]) -> str:
    return "\n".join(word.text for word in words)


def continued(words: Sequence[Word], heads: Heads) -> bool:
    """Whether the texts of a line are the upper lines of the spanners beneath, one of each."""
    below = list(heads.spanners[0].values()) if heads.spanners else []
    if not below or len(below) != len(words) or not set_alike(words, [one[0] for one in below]):
        return False
    for word, spanner in zip(words, below, strict=True):
        spanner.insert(0, word)
    return True


def stacked(words: Sequence[Word], heads: Heads) -> bool:
    """Whether every text of a line stands over one column and begins its heading, or goes on upwards with it."""
    at = [under(word, heads.columns) for word in words]
    if heads.spanners or any(len(one) > 1 for one in at) or len({one[0] for one in at}) < len(at):
        return False
    places = {one[0]: word for one, word in zip(at, words, strict=True)}
    above = {column: word for column, word in places.items() if column in heads.own and column in heads.figures}
    whole = places.keys() >= set(heads.figures)
    cut = [column for column, word in above.items() if is_cut_off(word.text)]
    if not whole and not (
        all(sits(word, column, heads) for column, word in above.items()) and alone(above, heads, cut)
    ):
        return False
    for column, word in places.items():
        heads.own.setdefault(column, []).insert(0, word)
    return True


def alone(above: Collection[int], heads: Heads, cut: Collection[int] = ()) -> bool:
    """Whether no column that a line leaves out is headed by a period as those are that it goes on with: `Apr-Jun` over
    the second of `2022 | 2023` may well head both. `R12M to`, which is `cut` off, has to go on where it stands.
    """
    kinds = {at: kind_of(heads.label(at)) for at in heads.own if at in heads.figures}
    over = {kinds[at] for at in above if at not in cut} & {"year", "period"}
    return not any(kind in over for at, kind in kinds.items() if at not in above)


def sits(word: Word, at: int, heads: Heads) -> bool:
    """Whether a text is set as the heading beneath it is set over its column: at the right, the left or the middle."""
    column = heads.columns[at]
    upper = heads.top(at)
    right, left = upper.end == column.end, upper.start == column.start
    if (right and word.end == upper.end) or (left and word.start == upper.start):
        return True
    return not right and not left and abs(word.start + word.end - upper.start - upper.end) <= 2 * _NEAR


def set_alike(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether texts of one line share a side or their middle with those of another, the same one all of them."""
    pairs = list(zip(words, others, strict=True))
    return (
        all(abs(a.end - b.end) <= _NEAR for a, b in pairs)
        or all(abs(a.start - b.start) <= _NEAR for a, b in pairs)
        or all(abs(a.start + a.end - b.start - b.end) <= 2 * _NEAR for a, b in pairs)
    )
