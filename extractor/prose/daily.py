"""Changes told per day: `an average of 12 letters more each day`.

Of what, the words behind the figure say, else the telephone line named before it, else what the sentence is about.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.prose.claims import Claim, Reading, Topic
from extractor.prose.lexing import DAILY, NOISE, Signs, Token

_LINES = ("999", "101")
_EACH = ("per", "a", "each", "every")
_THAN = ("more", "additional", "extra", "fewer", "less")
_GENERAL = frozenset(("calls", "call", "incidents", "offences", "crimes", "occurrences", "reports"))


def read_daily(signs: Signs, before: Topic | None, reading: Reading) -> None:
    """Add the changes per day that a sentence states."""
    for place, token in enumerate(signs.tokens):
        if token.sign != DAILY or token.value is None:
            continue
        phrase = _named(signs.tokens, place)
        topic = reading.topic or before
        if phrase is None or (not phrase and topic is None):
            continue
        about = Topic(phrase) if phrase or topic is None else replace(topic, time=None)
        figure = replace(token, value=abs(token.value), sense=0)
        reading.claims.append(Claim(figure, "daily", about, None, None, "a day", token.sense))


def _named(tokens: tuple[Token, ...], place: int) -> str | None:
    """What is counted: the words behind the figure, with the telephone line named there or, nearest, before it.

    Empty where only the sentence says it; None where the words behind the figure do not end in a day.
    """
    behind: list[Token] = []
    for token in tokens[place + 1 :]:
        if token.sign in _EACH:
            break
        behind.append(token)
    else:
        return None
    line = next((t.text for t in behind if t.text in _LINES), "")
    words = [t.text for t in behind if t.sign not in _THAN and t.text not in _LINES]
    if words and not _GENERAL.issuperset(w.casefold() for w in words):
        return " ".join(words)
    before = [t.text for t in tokens[:place] if t.sign == NOISE and t.text in _LINES]
    line = line or next(reversed(before), "")
    return f"{line} calls" if line else ""
