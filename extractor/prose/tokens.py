"""Cut a sentence into figures, times, places, words and marks, and write it as the line that the grammar reads.

`Robbery fell by 3% on the previous quarter.` is the line `robbery ~fell ~by <percent> on <base> . `: words as they are
in lower case (with `~` those that no subject holds), figures, times and places as their kind. A number that is no
statistic is `<noise>`, which no rule takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.prose.lexing import Token
from extractor.prose.numbers import Part, parts_of
from extractor.prose.when import FoundTime, find_when
from extractor.prose.words import marked
from extractor.quick import quick

_TIME_KINDS = {"current": "period", "report": "report", "previous": "base", "year_ago": "base", "baseline": "baseline"}
Places = Callable[[str], Iterator[tuple[int, int, str]]]  # start, end and `area` or `place` of each name in a text


@quick
@dataclass(frozen=True)
class Sentence:
    """A sentence as tokens with their kinds, and as one line. `starts` are the places of the tokens in the line."""

    text: str
    tokens: tuple[Token, ...]
    kinds: tuple[str, ...]
    line: str
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a stretch of the line."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def printed(self, tokens: tuple[Token, ...]) -> str:
        """The text that some tokens in a row stand for."""
        return self.text[tokens[0].start : tokens[-1].end]


def tokens_of(text: str, places: Places) -> Sentence:
    """The sentence as tokens. `places` finds the names of areas in a text, known ones and others."""
    found = [_time(f, text) for f in find_when(text)]
    taken = [(t.start, t.end) for _, t in found]
    for start, end, kind in places(text):
        if not any(start < e and s < end for s, e in taken):
            found.append((kind, Token("A", start, end, text[start:end])))
    at = 0
    parts: list[Part] = []
    for kind, token in sorted(found, key=lambda f: f[1].start):
        parts += parts_of(text, at, token.start)
        parts.append((kind, token))
        at = token.end
    parts += parts_of(text, at, len(text))
    return _sentence(text, parts)


def _time(found: FoundTime, text: str) -> Part:
    kind = "on_base" if found.over else _TIME_KINDS.get(found.time.kind, "noise")
    return kind, Token("T", found.start, found.end, text[found.start : found.end], time=found.time)


def _sentence(text: str, parts: list[Part]) -> Sentence:
    signs = [marked(token.text.casefold()) if kind == "word" else f"<{kind}>" for kind, token in parts]
    starts, at = [], 0
    for sign in signs:
        starts.append(at)
        at += len(sign) + 1
    tokens, kinds = tuple(t for _, t in parts), tuple(k for k, _ in parts)
    return Sentence(text, tokens, kinds, "".join(f"{sign} " for sign in signs), tuple(starts))
