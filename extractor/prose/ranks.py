"""Places among other forces: `ranks 2nd of the 5 forces`, `was 20th out of 40 forces for lost keys`."""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extractor.prose.claims import Claim, Reading, Topic
from extractor.prose.lexing import AREA, ORDINAL, PERIOD, RANK, Signs, Token

_PLACE = re.compile(
    r"(?:(?:is|was|are|currently|ranks|ranked|ranking|rank) )+(?:currently )?(?:ranked )?(?:the )?(?P<rank>[RO]) "
    r"(?:(?:against|among|within|in|of|out of) (?:a |its |the )?(?:peer )?group of (?P<group>N) )?"
)
_NOW = re.compile(r"this (?:has|have) (?:improved|worsened|M|changed) .*?to (?P<rank>R) ")
# 25% of thefts were solved, and this puts Northtown in second place out of 5 forces
_PUTS = re.compile(
    r"(?:this|which) (?:puts|places|ranks) (?:the force |us |A )(?:in |at )?(?:the )?(?P<rank>O|[a-z-]+) (?:place|position) "
    r"(?:(?!(?:out|and|but|which) )[^ ,;.]+ )*?out of (?:the )?(?P<group>N) (?:police )?forces "
)
_FOR = re.compile(
    r"for (?:the )?(?P<np>(?:(?!and |but |which |is |was |has |to )[a-z%X][^ ]* |[/&X] )+)(?=T|A|,|\.|\(|and|but|ranking|to|is|was|$)"
)
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
)  # fmt: skip
_SPELT = {word: Decimal(n) for n, word in enumerate((*_UNITS, *_TEENS), start=1)} | {
    name: Decimal(ten + n)
    for ten, tens, tenth in ((20, "twenty", "twentieth"), (30, "thirty", "thirtieth"), (40, "forty", "fortieth"))
    for n, name in enumerate((tenth, *(f"{tens}-{unit}" for unit in _UNITS)))
}
_LATER = re.compile(r"(?:in|over|during|this) ")
_PEERS = re.compile(r"\b(?:peer|most similar|msg|msf)\b")
_NATIONAL = re.compile(r"\bnational(?:ly)?\b|\ball forces\b|\bforces nationally\b", re.IGNORECASE)


def read_rank(
    signs: Signs, before: Topic | None, stated: Topic | None, headings: tuple[str, ...], reading: Reading
) -> bool:
    """The one place that a sentence states. Two places, or a place among nobody knows whom, are left alone.

    `before` is what the sentence before was about, `stated` what this one has stated a figure of.
    """
    places = [t for t in signs.tokens if t.sign in (RANK, ORDINAL)]
    follows = _NOW.match(signs.line)
    puts = _PUTS.search(signs.line) if len(places) < 2 else None
    match = follows or puts or _PLACE.search(signs.line)
    if match is None or (not places and puts is None) or [t for t in places if t.sign == RANK][1:]:
        return False
    figure = signs.tokens[signs.at(match.start("rank"))]
    group = _group(signs, match)
    if figure.sign != RANK and group is not None and (place := _ordinal(figure)) is not None:
        figure = replace(figure, sign=RANK, value=place, out_of=group.value, unit="rank")
    peers = bool(_PEERS.search(signs.text.casefold()))  # also inside a place: `2nd (2 of 5 MSF)`
    national = bool(_NATIONAL.search(signs.line)) or (not peers and bool(_NATIONAL.search(" ".join(headings[:1]))))
    if puts is not None:
        topic = stated if puts.start() else before  # what `this` means
    else:
        topic = _topic(signs, before if follows or _goes_on(signs, before) else None)
    if figure.out_of is None or peers == national or topic is None:
        return False
    reading.topic = replace(topic, national=national, figure=figure)
    reading.claims.append(Claim(figure, "rank", reading.topic, topic.time, None, ""))
    return True


def _group(signs: Signs, match: re.Match[str]) -> Token | None:
    if "group" not in match.re.groupindex or not match["group"]:
        return None
    return signs.tokens[signs.at(match.start("group"))]


def _ordinal(token: Token) -> Decimal | None:
    """The place that `15th` or `fifteenth` stands for."""
    digits = re.sub(r"\D", "", token.text)
    return Decimal(digits) if digits else _SPELT.get(token.text.casefold())


def _goes_on(signs: Signs, before: Topic | None) -> bool:
    """`In May Northtown was 20th` says nothing of its own but when."""
    return (
        before is not None and before.figure is not None and before.figure.sign == RANK and not _FOR.search(signs.line)
    )


def _topic(signs: Signs, before: Topic | None) -> Topic | None:
    times = [t.time for t in signs.tokens if t.sign == PERIOD and t.time is not None]
    area = next((t for t in signs.tokens if t.sign == AREA), None)
    time = times[0] if len({t.label for t in times}) == 1 else None
    if before is not None:
        return replace(before, time=time, area=area or before.area)
    phrases = [m for m in _FOR.finditer(signs.line) if not m["np"].startswith(("the period", "period"))]
    if len(phrases) > 1:
        return None
    phrase = ""
    if phrases:
        tokens = signs.between(phrases[0].start("np"), phrases[0].end("np"))
        phrase = " ".join(t.text for t in tokens)
    return Topic(phrase, area=area, time=time)
