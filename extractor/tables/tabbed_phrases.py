"""Known phrases, found again in the pieces that conversion cut them into.

A heading that is laid across several cells is cut at their edges: `Herefo | rdshire`. The letter
under a cut may be seen from both sides, once as something else: `Jur | n-16`, `Telford 8 | & Wrekin`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

_MONTHS = frozenset(
    month[:length]
    for month in (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
    for length in (3, 4 if month.startswith("sep") else 3, len(month))
)
_DATED = re.compile(r"(?P<name>[^\d]*?)[\s\-–'’.]*(?P<year>(?:(?:19|20)\d\d|\d\d)(?:\s*/\s*\d\d)?)")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d(?:\s*/\s*(?:20)?\d\d)?)\s*(?P<name>[^\d]+)")
_TELLING = re.compile(r"[\d%£<>+]")
_MAX_PIECES = 8  # of one phrase; with more, trying every slip would cost too much
_FUZZY = 90.0  # of 100; "northwordcestershire" is 97 from North Worcestershire, 92 from South
_MARGIN = 4.0  # by which the best phrase must lead the next
_FUZZY_LENGTH = 8  # letters; shorter phrases are too near one another
# A label that lacks only one of these is another form of the word, not a cut one.
_ENDINGS = frozenset(("s", "es", "d", "ed", "er", "ers", "ing", "ly", "al", "y"))
_MIN_CUT = 10  # characters of a label that may be completed
_MIN_TAIL = 8  # characters of the words at its end that must begin a known phrase


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase put together again. `certain` is false where letters had to be overlooked freely."""

    text: str
    certain: bool


class Phrases:
    """The vocabulary, indexed by letters and digits alone."""

    def __init__(self, known: Collection[str]) -> None:
        self._by_key: dict[str, str] = {}
        for phrase in sorted(known):
            if letters := key(phrase):
                self._by_key.setdefault(letters, phrase)

    def __contains__(self, text: str) -> bool:
        return key(text) in self._by_key or self._dated(text) is not None

    def find(self, pieces: Sequence[str], fuzzy: bool = True) -> Found | None:
        """The one phrase that the pieces make up: exactly, but for a letter at a cut, or nearly.

        Its letters are those of the pieces, its spaces those of the phrase.
        """
        if len(pieces) > _MAX_PIECES or not "".join(pieces).strip():
            return None
        exact = self._exact(pieces)
        if exact is not None:
            return Found(exact, True)
        slips = {text for variant in _slips(pieces) if (text := self._exact(variant)) is not None}
        if slips:
            return Found(slips.pop(), True) if len(slips) == 1 else None
        return self._near(pieces) if fuzzy else None

    def complete(self, label: str) -> str | None:
        """A label cut off in mid-word, with what all known phrases that begin so go on with."""
        if len(label) < _MIN_CUT or label in self:
            return None
        rest = self._rest(label)
        return label + rest if rest else None

    def complete_word(self, label: str) -> str | None:
        """A label cut off in mid-word, with the end of that word, if its last words begin a known phrase."""
        for start in re.finditer(r"(?<=\s)\w", label):
            tail = label[start.start() :]
            rest = self._rest(tail) if len(tail) >= _MIN_TAIL and " " in tail and tail not in self else ""
            if rest:
                return label + rest.split(" ")[0]
        return None

    def _rest(self, start: str) -> str:
        """What all known phrases that go on from `start` in mid-word share: whole words, or nothing."""
        folded = start.casefold()
        rests = {p[len(start) :] for p in self._by_key.values() if p.casefold().startswith(folded)} - {""}
        if not rests or not start[-1].isalpha() or not all(rest[0].isalpha() for rest in rests):
            return ""
        shared: list[str] = []
        for words in zip(*(rest.split(" ") for rest in sorted(rests)), strict=False):
            if len(set(words)) > 1:
                break
            shared.append(words[0])
        return " ".join(shared) if shared and shared[0].casefold() not in _ENDINGS else ""

    def _exact(self, pieces: Sequence[str]) -> str | None:
        phrase = self._by_key.get(key("".join(pieces)))
        return _spaced(pieces, phrase) if phrase is not None else self._dated("".join(pieces))

    def _dated(self, text: str) -> str | None:
        """A month, or a known phrase, with a year before or after it; as written."""
        text = text.strip()
        if key(text) in _MONTHS:
            return text
        dated = _DATED.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
        name = key(dated.group("name")) if dated else ""
        return text if name and (name in _MONTHS or name in self._by_key) else None

    def _near(self, pieces: Sequence[str]) -> Found | None:
        letters = key("".join(pieces))
        if len(letters) < _FUZZY_LENGTH:
            return None
        best = process.extract(letters, self._by_key.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=_FUZZY - _MARGIN)
        if not best or best[0][1] < _FUZZY or (len(best) > 1 and best[0][1] - best[1][1] < _MARGIN):
            return None
        if _TELLING.findall(letters) != _TELLING.findall(best[0][0]) or not _at_cuts(pieces, best[0][0]):
            return None  # a digit makes another period or class of call, a sign another unit
        phrase = self._by_key[best[0][0]]
        return Found(phrase[0].upper() + phrase[1:] if pieces[0][0].isupper() else phrase, False)


def _at_cuts(pieces: Sequence[str], phrase_key: str) -> bool:
    """Whether the pieces differ from the phrase by one letter at most at each cut and nowhere else.

    East Midlands and West Midlands differ by two letters of twelve, and by a region.
    """
    cuts = list(itertools.accumulate(len(key(piece)) for piece in pieces[:-1]))
    for edit in Levenshtein.editops(key("".join(pieces)), phrase_key):
        near = next((cut for cut in cuts if cut - 1 <= edit.src_pos <= cut), None)
        if near is None:
            return False
        cuts.remove(near)
    return True


def _spaced(pieces: Sequence[str], phrase: str) -> str:
    """The pieces, with a space at a cut wherever the phrase has one there."""
    gaps = {len(key(phrase[:index])) for index, char in enumerate(phrase) if char.isspace()}
    text = ""
    for piece in pieces:
        apart = text and not text[-1].isspace() and not piece[:1].isspace() and len(key(text)) in gaps
        text += (" " if apart else "") + piece
    return " ".join(text.split())


def key(text: str) -> str:
    """Letters, digits and the signs that make another unit, in lower case; `&` reads `and`."""
    folded = text.casefold().replace("&", "and")
    return "".join(char for char in folded if char.isalnum() or char in "%£<>+")


def glue(pieces: Sequence[str]) -> str:
    """The pieces of an unknown heading: a small letter goes on with the word before it."""
    text = ""
    for piece in pieces:
        gap = "" if not text or (text[-1].isalpha() and piece[:1].islower()) else " "
        text += gap + piece
    return text


def _slips(pieces: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The pieces with one character fewer at the left or right of one or more of the cuts."""
    for choice in itertools.product((0, 1, 2), repeat=len(pieces) - 1):
        variant = list(pieces)
        for cut, side in enumerate(choice):
            if side == 1 and _may_go(variant[cut][::-1], variant[cut + 1]):
                variant[cut] = variant[cut][:-1]
            elif side == 2 and _may_go(variant[cut + 1], variant[cut][::-1]):
                variant[cut + 1] = variant[cut + 1][1:]
            elif side:
                break
        else:
            if any(choice):
                yield tuple(variant)


def _may_go(piece: str, beyond: str) -> bool:
    """Whether the first character of `piece`, next to the cut, may be a letter that is seen twice.

    A sign says what is counted, a digit beside others is part of a number, and a piece of one
    character would be lost whole.
    """
    if len(piece) < 2 or not piece[0].isalnum():
        return False
    return not piece[0].isdigit() or not (piece[1].isdigit() or beyond[:1].isdigit())
