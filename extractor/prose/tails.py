"""The second half of sentences: `a 20% fall on April (50) but above the average (35)`.

What none of the forms in `tail_forms` takes ends the reading, and figures behind it are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.lexing import COUNT, MOVE, Signs, Token
from extractor.prose.tail_forms import TAILS
from extractor.prose.times import Time

_HIGHER, _LOWER = ("higher", "above", "greater", "exceeding", "more"), ("lower", "below", "fewer", "less")


# Where a figure stood, the word that led to it is left: `fell by to in May`, `down from in April`.
_LEFT_OVER = re.compile(
    r"\b(?:of|by|to) (?:, )?(?=(?:by|to|in|on|from|compared|compare|when)\b)"
    r"|\bcompared (?=(?:on|in|from|compared|when)\b)|^, "
)
_LEFT_IN = re.compile(r"\b(from|with|to) in\b")


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
        """The first token of a group, or of the one that takes its place where the figure stands before its period."""
        for name in (group, f"{group}_b"):
            if name in self.match.re.groupindex and self.match[name] is not None:
                return self.signs.tokens[self.signs.at(self.match.start(name))]
        return None

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
    words = " ".join(" ".join(t.text for t in tokens).split())
    return _LEFT_IN.sub(r"\1", _LEFT_OVER.sub("", _LEFT_OVER.sub("", words)))


def starts_tail(signs: Signs, position: int) -> bool:
    """True where a change or comparison starts at this place of the line."""
    return any(p.match(signs.line, position) for _, p in TAILS)


def read_tails(signs: Signs, position: int, topic: Topic, reading: Reading) -> int:
    """Read changes and comparisons one after the other; returns the place where the reading ends."""
    while True:
        tail = next((_Tail(n, m, signs) for n, p in TAILS if (m := p.match(signs.line, position))), None)
        if tail is None or tail.match.end() == position:
            return position
        about = _about(tail, topic)
        reading.bases += tail.bases
        _READERS[tail.name](tail, about, reading)
        topic = about if about.words == topic.words else topic
        reading.topic = topic
        position = tail.match.end()
        _fill_bases(reading)


def _fill_bases(reading: Reading) -> None:
    """A change that does not say since when is since what the level beside it was of."""
    bases = {c.base.label: c.base for c in reading.claims if c.role == "earlier" and c.base is not None}
    if len(bases) == 1:
        base = next(iter(bases.values()))
        filled = [replace(c, base=base) if c.role == "change" and c.base is None else c for c in reading.claims]
        reading.claims[:] = filled


def _about(tail: _Tail, topic: Topic) -> Topic:
    """The period that a comparison names belongs to everything the sentence says.

    A change of something else (`with a 10% rise in arson`) is of a topic of its own.
    """
    time = tail.time("time") or tail.time("time_b") or tail.time("inner") or topic.time
    if tail.name in ("by_to", "to_from"):
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
    amounts = [t for t in (tail.token("amount"), tail.token("second")) if t is not None]
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


def _none(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """`No change` beside a count is a change by nought; of a percentage it says only that it was about the same."""
    words = tail.signs.between(tail.match.start("amount"), tail.match.end("amount"))
    if topic.figure is not None and topic.figure.sign == COUNT and words:
        nought = Token(COUNT, words[0].start, words[-1].end, "no change", Decimal(0), unit="count")
        reading.claims.append(Claim(nought, "change", topic, topic.time, tail.time("base"), tail.says, 0))
    _levels(tail, topic, reading, 0)


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
    last = next((c for c in reversed(reading.claims) if c.role == "change"), None)
    then, now = tail.token("then"), tail.token("now")
    base = tail.time("base") or (last.base if last is not None and tail.name == "levels" else None) or _EARLIER
    if then is None or now is None or then.sign != now.sign or then.sense or now.sense:
        return
    move = tail.token("move")
    word = move.text if move is not None else ""
    sense = _sense(tail) or (last.sense if last is not None and tail.name == "levels" else 0)
    reading.claims.append(Claim(then, "earlier", topic, topic.time, base, f"{word} from {base.label}".strip()))
    to = f"{word} to {topic.time.label if topic.time else ''}".strip()
    reading.claims.append(Claim(now, "level", topic, topic.time, None, to))
    if sense:
        reading.comparisons.append(Comparison(now, then, sense, f"{word} from".strip(), topic))


def _by_to(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """A change and what it comes to; it is from the level that the sentence has stated, if it has."""
    now, base = tail.token("now"), topic.base
    amounts = [t for t in (tail.token("amount"), tail.token("second")) if t is not None]
    for amount in amounts:
        reading.claims.append(Claim(amount, "change", topic, topic.time, base, tail.says, _sense(tail)))
    _levels(tail, topic, reading, _sense(tail))
    if now is not None and not now.sense:
        reading.claims.append(
            Claim(now, "level", topic, topic.time, None, topic.time.label if topic.time else tail.says)
        )


def _pair(tail: _Tail, topic: Topic, reading: Reading) -> None:
    """The two levels of a comparison whose periods the words before have named."""
    now, then = tail.token("now"), tail.token("then")
    named = {b.label: b for b in reading.bases if b.kind in ("previous", "year_ago", "current")}
    base = tail.time("when_then") or (next(iter(named.values())) if len(named) == 1 else _EARLIER)
    if now is None or then is None or now.sign != then.sign or now.sense or then.sense:
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
    "none": _none,
    "relation": _relation,
    "from": _from,
    "from_to": _from_to,
    "levels": _from_to,
    "by_to": _by_to,
    "to_from": _by_to,
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
        if figure.sense and sense and tail.name == "change":  # signed: the change once more, not a level
            reading.claims.append(Claim(figure, "change", topic, topic.time, base, says, sense))
            continue
        reading.claims.append(Claim(figure, "earlier", topic, topic.time, base, says))
        if topic.figure is not None and sense:
            reading.comparisons.append(Comparison(topic.figure, figure, sense, says, topic))


def _pairs(tail: _Tail) -> Iterator[tuple[Token, Time]]:
    for figure, base in (("then", "base"), ("then2", "base2")):
        token, time = tail.token(figure), tail.time(base)
        if token is not None and time is not None:
            yield token, time
