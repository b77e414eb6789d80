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

_MONTHS = frozenset(
    month[:length]
    for month in (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
    for length in (3, 4 if month.startswith("sep") else 3, len(month))
)
_DATED = re.compile(r"(?P<name>[^\d]*?)[\s\-–'’.]*(?P<year>(?:(?:19|20)\d\d|\d\d)(?:\s*/\s*\d\d)?)")
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
        """The one phrase that the pieces make up: exactly, but for a letter at a cut, or nearly."""
        if len(pieces) > _MAX_PIECES or not "".join(pieces).strip():
            return None
        exact = self._exact(pieces)
        if exact is not None:
            return Found(exact, True)
        slips = {text for variant in _slips(pieces) if (text := self._exact(variant)) is not None}
        if slips:
            return Found(slips.pop(), True) if len(slips) == 1 else None
        return self._near(key("".join(pieces))) if fuzzy else None

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
        joined = "".join(pieces)
        phrase = self._by_key.get(key(joined))
        if phrase is not None:
            return phrase.upper() if joined.isupper() else phrase
        return self._dated(joined)

    def _dated(self, text: str) -> str | None:
        """A month, or a known phrase, with a year after it; as written."""
        text = text.strip()
        dated = _DATED.fullmatch(text)
        if dated is None:
            return text if key(text) in _MONTHS else None
        name = key(dated.group("name"))
        return text if name in _MONTHS or name in self._by_key else None

    def _near(self, letters: str) -> Found | None:
        if len(letters) < _FUZZY_LENGTH:
            return None
        best = process.extract(letters, self._by_key.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=_FUZZY - _MARGIN)
        if not best or best[0][1] < _FUZZY or (len(best) > 1 and best[0][1] - best[1][1] < _MARGIN):
            return None
        if re.findall(r"\d", letters) != re.findall(r"\d", best[0][0]):
            return None  # a digit makes another period or class of call
        return Found(self._by_key[best[0][0]], False)


def key(text: str) -> str:
    """Letters and digits alone, in lower case; `&` reads `and`."""
    return "".join(char for char in text.casefold().replace("&", "and") if char.isalnum())


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
        if any(choice):
            variant = list(pieces)
            for cut, side in enumerate(choice):
                if side == 1:
                    variant[cut] = variant[cut][:-1]
                elif side == 2:
                    variant[cut + 1] = variant[cut + 1][1:]
            yield tuple(variant)
