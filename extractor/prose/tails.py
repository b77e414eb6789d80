"""The second half of sentences: `a 13% reduction compared to the previous quarter (261) but above the average (211)`.

Each pattern takes a whole phrase of changes and comparisons with the figures in it; what none of them takes ends the
reading, and figures behind it are left alone.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.lexing import MOVE, Signs, Token
from extractor.prose.times import Time

_LINK = (
    r"(?:(?:[,;:/-]|and|but|which|this|these|that|it|is|are|was|were|has|have|had|been|also|as|well|with|there|however|"
    r"although|while|whilst|a|an|the|representing|represents|represented|equates|to|remains|remain|remained|remaining|"
    r"being|seen|saw|sees|showing|shows|show|proportion) )*"
)
_ADVERB = (
    r"(?:(?:slightly|slight|significantly|significant|small|notable|notably|further|marginally|marginal|large|marked|"
    r"markedly|again|also|still|now|however|general|overall|only|just|currently|therefore|considerable|considerably|"
    r"substantial|substantially|sharp|sharply) )*"
)
_BASE = r"(?P<base>[BTVL])"
_IN_BRACKETS = r"\( (?P<{0}>[NPQU])(?: [a-z]+)? \) "
_OFFENCES = r"(?:(?:offences|offence|crimes|incidents|reports|records|calls|cases|outcomes) )?"
_AGAINST = (
    r"(?:(?P<compare>(?:C|from|on|since|than|over|against|upon) (?:to |with ||both |the |that |in |for |of )*"
    r"(?:(?P<inner>T) (?:with|to|and) (?:the )?)?)" + _BASE + r" (?:" + _IN_BRACKETS.format("then") + r")?"
    r"(?:(?:and|,) (?:both |the |also )?(?P<base2>[BTVL]) " + _IN_BRACKETS.format("then2") + r")?)"
)
_TIME = r"(?:(?:in|during|over|for|within|the) )*(?:(?P<time>T) )?"
_IN_NP = r"(?:(?:in|of) (?P<np>(?:(?!C |in |by )[a-z%][^ ]* |[X/&A] )+?))?"
_ON = r"(?:(?:in|during|at|as|of|by|on|the|end) )*"
_FEW = r"(?:[a-z][^ ]* ){0,2}?"
_UNIT = rf"{_FEW}"
_COMPARED = rf"{_TIME}{_AGAINST}"
_AMOUNT = r"(?P<amount>[PQN])"
_SECOND = rf"(?:{_IN_BRACKETS.format('second')}{_OFFENCES})?"

_TAILS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(f"{_LINK}{_ADVERB}(?:{pattern})"))
    for name, pattern in (
        # a 13% (34) reduction in reports (210) compared to the previous quarter (306)
        ("change", rf"(?:\( )?(?P<amount>[PQ]) (?:\) )?{_SECOND}(?P<move>M) (?:{_IN_BRACKETS.format('second_b')})?{_IN_NP}(?:(?:in |during )*(?P<time_b>T) )?(?:{_IN_BRACKETS.format('now')})?{_COMPARED}"),
        # a reduction of -1,389 incidents (-25%) on the same quarter; increased by 8% (16,529) in the last 12 months ...
        ("change", rf"(?P<move>M) (?:(?:slightly|significantly) )?{_IN_NP}(?:C )?(?:of|by) {_AMOUNT} {_OFFENCES}{_SECOND}{_OFFENCES}{_COMPARED}"),
        # ... and by 18.9% (1,717) compared to the baseline
        ("change", rf"by {_AMOUNT} {_OFFENCES}{_SECOND}{_COMPARED}"),
        # fell 8% compared to the previous quarter
        ("change", rf"(?P<move>M) (?P<amount>P) {_SECOND}{_COMPARED}"),
        # have reduced (-4.7%) compared to the previous 12 months
        ("change", rf"(?P<move>M) (?:(?:slightly|significantly) )?\( {_AMOUNT} \) {_COMPARED}"),
        # are stable (0%) compared to the previous 12 months
        ("stable", rf"(?:stable|static|unchanged) \( {_AMOUNT} \) {_COMPARED}"),
        # when comparing these volumes to the previous 12 months there has been a decrease of 7% (-3,590 offences)
        ("change", rf"(?P<compare>C (?:these [a-z]+ )?(?:to )?){_BASE} (?:, )?(?:there )?(?:has|have) been (?:a|an) {_ADVERB}(?P<move>M) of {_AMOUNT} {_SECOND}"),
        # this represents a +8% increase: of the same two periods as the figure before it
        ("again", r"(?P<amount>P) (?P<move>M) (?!in |of |on |from |by |C |\()"),
        # 41% higher than the same period last year (135)
        ("change", rf"{_AMOUNT} {_SECOND}(?P<than>higher|lower|more|fewer|less|greater) {_COMPARED}"),
        # have reduced from 7,359 in August 2016 to 5,174 in January 2017
        ("from_to", rf"(?P<move>M) (?:(?:slightly|significantly) )?from (?P<then>[NPU]) {_FEW}(?:{_ON}(?P<base>[TB]) )?to (?P<now>[NPU]) (?:{_UNIT}{_ON}(?P<time>T) )?"),
        # increased by 131 to 1,971 by 31 March 2023
        ("by_to", rf"(?P<move>M) by (?P<amount>[NPQ]) {_SECOND}to (?P<now>[NPU]) (?:(?:, )?{_ON}(?P<time>T) )?"),
        # which is an increase from 5.10% in August 2017
        ("from", rf"(?P<move>M) (?:from) (?P<then>[PU]) (?:{_IN_BRACKETS.format('second_then')})?(?:in|during) (?:the )?{_BASE} "),
        # compared to the previous quarter (69 v 91): of the two periods named before it
        ("pair", r"\( (?P<now>[NPU]) (?:in )?(?:(?P<when>T) )?(?:, )?C (?:to )?(?P<then>[NPU]) (?:in )?(?:(?P<when_then>[TB]) )?\) "),
        # has seen no change compared to the previous 12 months (41)
        ("moved", rf"no change {_COMPARED}"),
        # an increase compared to the previous quarter (236)
        ("moved", rf"(?P<move>M) {_COMPARED}"),
        # (but) above the quarter average (211); comparable to the same quarter last year (621)
        ("relation", rf"(?P<relation>comparable|similar|in line|consistent|higher|lower|above|below|greater|exceeding|equal) (?:in volume )?{_TIME}(?:(?:to|with|than|from|C) )?(?:both )?(?:that (?:of|in) )?(?:the )?{_BASE} (?:{_IN_BRACKETS.format('then')})?(?:(?:and|,) (?:the )?(?P<base2>[BTVL]) {_IN_BRACKETS.format('then2')})?"),
    )
)  # fmt: skip
_HIGHER, _LOWER = ("higher", "above", "greater", "exceeding", "more"), ("lower", "below", "fewer", "less")


_LEFT_OVER = re.compile(
    r"\b(?:of|by to ,?|by|compared) (?=by |on |compared|compare|when|from|in )"
)  # where a figure stood


# What a change may be said to be of without another subject.
SAME_AGAIN = frozenset(
    ("offences", "crimes", "incidents", "reports", "records", "cases", "calls", "volume", "volumes", "numbers",
     "the number", "recorded offences", "recorded crimes", "reported offences", "the volume", "overall volumes")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Tail:
    name: str
    match: re.Match[str]
    signs: Signs

    def token(self, group: str) -> Token | None:
        if group not in self.match.re.groupindex or self.match[group] is None:
            return None
        return self.signs.tokens[self.signs.at(self.match.start(group))]

    def time(self, group: str) -> Time | None:
        token = self.token(group)
        return token.time if token is not None else None

    def words(self, group: str) -> str:
        """The words of a group as printed."""
        if group not in self.match.re.groupindex or not self.match[group]:
            return ""
        tokens = self.signs.between(self.match.start(group), self.match.end(group))
        return " ".join(t.text for t in tokens)

    @property
    def bases(self) -> list[Time]:
        """The periods compared with. A month or quarter that no figure is given of tells nothing of this one's."""
        told = self.name != "relation" or self.token("then") is not None
        times = (t for t in (self.time("base"), self.time("base2")) if t is not None)
        return [t for t in times if told or t.span == "12 months"]

    @property
    def says(self) -> str:
        """The words of the comparison as printed, without the figures that follow."""
        return said(self.signs, *self._span())

    def _span(self) -> tuple[int, int]:
        groups = self.match.re.groupindex
        first = [
            self.match.start(g)
            for g in ("compare", "relation", "move", "than", "amount")
            if g in groups and self.match[g]
        ]
        last = self.match.end("base") if "base" in groups and self.match["base"] else self.match.end()
        return (min(first) if first else self.match.start()), last


def said(signs: Signs, start: int, end: int) -> str:
    """The words between two places of the line, figures in brackets left out."""
    tokens = [t for t in signs.between(start, end) if t.sign not in ("N", "P", "Q", "U", "(", ")")]
    return _LEFT_OVER.sub("", " ".join(" ".join(t.text for t in tokens).split()))


def starts_tail(signs: Signs, position: int) -> bool:
    """True where a change or comparison starts at this place of the line."""
    return any(p.match(signs.line, position) for _, p in _TAILS)


def read_tails(signs: Signs, position: int, topic: Topic, reading: Reading) -> int:
    """Read changes and comparisons one after the other; returns the place where the reading ends."""
    while True:
        tail = next((_Tail(n, m, signs) for n, p in _TAILS if (m := p.match(signs.line, position))), None)
        if tail is None or tail.match.end() == position:
            return position
        about = _about(tail, topic)
        reading.bases += tail.bases
        _READERS[tail.name](tail, about, reading)
        topic = about if about.words == topic.words else topic
        reading.topic = topic
        position = tail.match.end()


def _about(tail: _Tail, topic: Topic) -> Topic:
    """The period that a comparison names belongs to everything the sentence says.

    A change of something else (`with a 13% increase in personal robbery`) is of a topic of its own.
    """
    time = tail.time("time") or tail.time("time_b") or tail.time("inner") or topic.time
    if tail.name == "by_to":
        topic = replace(topic, base=topic.time if topic.figure is not None and topic.time != time else None)
    if tail.name == "pair":
        time = topic.time or tail.time("when")
    inside = tail.words("np")
    if topic.phrase and inside and inside.casefold() not in SAME_AGAIN:
        topic = Topic(inside, area=topic.area)
    now = tail.token("now")
    return replace(topic, time=time, figure=now if now is not None and not now.sense else topic.figure)


def _change(tail: _Tail, topic: Topic, reading: Reading) -> None:
    sense, base = _sense(tail), tail.time("base")
    now = tail.token("now")
    amounts = [t for t in (tail.token("amount"), tail.token("second"), tail.token("second_b")) if t is not None]
    if now is not None and now.sense:  # a signed figure behind the noun is the change once more, not a level
        amounts, now = [*amounts, now], None
    if len(amounts) > 1 and amounts[0].sign == amounts[1].sign:
        amounts = amounts[:1]  # two counts or two percentages: which is what cannot be told
    for amount in amounts:
        reading.claims.append(Claim(amount, "change", topic, topic.time, base, tail.says, sense))
    if now is not None:
        reading.claims.append(Claim(now, "level", topic, topic.time, None, ""))
    _levels(tail, topic, reading, sense)


def _moved(tail: _Tail, topic: Topic, reading: Reading) -> None:
    _levels(tail, topic, reading, _sense(tail))


def _relation(tail: _Tail, topic: Topic, reading: Reading) -> None:
    word = tail.match["relation"]
    _levels(tail, topic, reading, 1 if word in _HIGHER else -1 if word in _LOWER else 0)


def _from(tail: _Tail, topic: Topic, reading: Reading) -> None:
    _levels(tail, topic, reading, _sense(tail))
    part, base = tail.token("second_then"), tail.time("base")
    if part is not None:
        reading.claims.append(Claim(part, "part", topic, topic.time, base, tail.says))


def _stable(tail: _Tail, topic: Topic, reading: Reading) -> None:
    amount = tail.token("amount")
    if amount is not None:
        reading.claims.append(Claim(amount, "change", topic, topic.time, tail.time("base"), tail.says, 0))


def _again(tail: _Tail, topic: Topic, reading: Reading) -> None:
    amount, last = tail.token("amount"), reading.claims[-1] if reading.claims else None
    if amount is not None and last is not None and last.role == "change" and last.figure.sign != amount.sign:
        says = f"{tail.says} {last.says}"
        reading.claims.append(Claim(amount, "change", last.topic, last.time, last.base, says, _sense(tail)))


def _from_to(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """Two levels; where no period is named for the first, it is of some time before."""
    then, now, base = tail.token("then"), tail.token("now"), tail.time("base") or _EARLIER
    if then is None or now is None or then.sign != now.sign or then.sense or now.sense:
        return
    move = tail.token("move")
    word = move.text if move is not None else ""
    reading.claims.append(Claim(then, "earlier", topic, topic.time, base, f"{word} from {base.label}".strip()))
    to = f"{word} to {topic.time.label if topic.time else ''}".strip()
    reading.claims.append(Claim(now, "level", topic, topic.time, None, to))
    reading.comparisons.append(Comparison(now, then, _sense(tail), f"{word} from", topic))


def _by_to(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """A change and what it comes to; it is from the level that the sentence has stated, if it has."""
    now, base = tail.token("now"), topic.base
    amounts = [t for t in (tail.token("amount"), tail.token("second")) if t is not None]
    for amount in amounts:
        reading.claims.append(Claim(amount, "change", topic, topic.time, base, tail.says, _sense(tail)))
    if now is not None and not now.sense:
        reading.claims.append(
            Claim(now, "level", topic, topic.time, None, topic.time.label if topic.time else tail.says)
        )


def _pair(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """The two levels of a comparison whose periods the words before have named."""
    now, then = tail.token("now"), tail.token("then")
    named = {b.label: b for b in reading.bases if b.kind in ("previous", "year_ago", "current")}
    base = tail.time("when_then") or (next(iter(named.values())) if len(named) == 1 else None)
    if now is None or then is None or now.sign != then.sign or now.sense or then.sense or base is None:
        return
    sense = next((c.sense for c in reversed(reading.claims) if c.role == "change"), 0)
    reading.claims.append(Claim(now, "level", topic, topic.time, None, topic.time.label if topic.time else ""))
    reading.claims.append(Claim(then, "earlier", topic, topic.time, base, base.label))
    if sense:
        reading.comparisons.append(Comparison(now, then, sense, base.label, topic))


_EARLIER = Time("", "open")  # before, and nobody says when
_READERS = {
    "again": _again,
    "change": _change,
    "moved": _moved,
    "relation": _relation,
    "from": _from,
    "from_to": _from_to,
    "by_to": _by_to,
    "pair": _pair,
    "stable": _stable,
}


def _sense(tail: _Tail) -> int:
    move = tail.token("move")
    if move is not None and move.sign == MOVE:
        return move.sense
    word = tail.match.groupdict().get("than") or ""
    return 1 if word in _HIGHER else -1 if word in _LOWER else 0


def _levels(tail: _Tail, topic: Topic, reading: Reading, sense: int) -> None:
    """The earlier figures that stand in brackets behind what they are of, and what the words say of them."""
    for number, (figure, base) in enumerate(_pairs(tail)):
        says = base.label if number else tail.says
        if topic.figure is not None and topic.figure.sign != figure.sign:
            continue
        reading.claims.append(Claim(figure, "earlier", topic, topic.time, base, says))
        if topic.figure is not None and sense:
            reading.comparisons.append(Comparison(topic.figure, figure, sense, says, topic))


def _pairs(tail: _Tail) -> Iterator[tuple[Token, Time]]:
    for figure, base in (("then", "base"), ("then2", "base2")):
        token, time = tail.token(figure), tail.time(base)
        if token is not None and time is not None:
            yield token, time
