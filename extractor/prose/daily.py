"""Changes told per day: `an average of 45 calls extra a day`.

Of what, the words behind the figure say, else the telephone line named before it, else what the sentence is about.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.prose.claims import Claim, Reading, Topic
from extractor.prose.lexing import DAILY, NOISE, Signs, Token

_LINES = ("999", "101")
_WORDS = 4  # words behind the figure that may name what is counted


def read_daily(signs: Signs, before: Topic | None, reading: Reading) -> None:
    """Add the changes per day that a sentence states."""
    for place, token in enumerate(signs.tokens):
        if token.sign != DAILY or token.value is None:
            continue
        phrase = _named(signs.tokens, place)
        topic = reading.topic or before
        if not phrase and topic is None:
            continue
        about = Topic(phrase) if phrase or topic is None else replace(topic, time=None)
        figure = replace(token, value=abs(token.value), sense=0)
        reading.claims.append(Claim(figure, "daily", about, None, None, "a day", token.sense))


def _named(tokens: tuple[Token, ...], place: int) -> str:
    """The calls of a line, named behind the figure or, nearest, before it."""
    behind = [t.text for t in tokens[place + 1 : place + 1 + _WORDS] if t.sign == NOISE and t.text in _LINES]
    before = [t.text for t in tokens[:place] if t.sign == NOISE and t.text in _LINES]
    line = next(iter(behind), before[-1] if before else "")
    return f"{line} calls" if line else ""
