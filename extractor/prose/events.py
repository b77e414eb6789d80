"""The nodes of a clause as events in their order: figures, times, places, movements, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.model import Period
from extractor.notation.periods import PeriodRef
from extractor.prose.grammar import Node
from extractor.prose.lexing import Token
from extractor.prose.times import Time
from extractor.prose.tokens import Sentence
from extractor.prose.words import word_classes


class Ambiguous(Exception):
    """A sentence can be read in two ways; the text says in which."""


Kind = Literal["level", "share", "earlier", "change", "rank", "peer", "part", "portion", "when", "against"]


@dataclass(slots=True)
class Event:
    """Something that a clause says: a figure of some kind, when it is of, or what it is compared with.

    `sense` is the direction of a change; `words` name the average of a `peer`, the `part` of a whole, the subject
    that is a `portion` of another, or what a level says that it counts (`40 arrests`); `place` is the figure's own
    where each figure of a list has one.
    """

    kind: Kind
    token: Token
    time: Time | None = None
    sense: int = 0
    unit: str = ""
    words: str = ""
    place: Token | None = None


@dataclass(slots=True)
class Clause:
    """A clause while it is read.

    `whole` is the first part of its subject, `sense` the direction of its last movement, `current` the time it is of,
    `verb` what was done with a share of the whole; `since` says that it compares with a day long ago,
    `between` that its time has two ends.
    """

    subject: str = ""
    whole: str = ""
    events: list[Event] = field(default_factory=list)
    per_head: str = ""
    place: Token | None = None
    sense: int = 0
    verb: str = ""
    current: Time | None = None
    since: bool = False
    between: bool = False
    fte: bool = False


TWO = "two times, places, figures or directions stand where one is meant"
_SKIPPED = ("remark", "passed_over")  # understood, and of no figure that is read

_Reader = Callable[[Node, Clause, Sentence], None]


def read_clause(node: Node, clause: Clause, sentence: Sentence) -> None:
    """Add to a clause what a node and the nodes in it say.

    Raises Ambiguous where two things stand where one is meant.
    """
    for child in node.children:
        reader = _NODES.get(child.rule)
        if reader is not None:
            reader(child, clause, sentence)
        elif child.rule not in _SKIPPED:
            read_clause(child, clause, sentence)
    if node.rule in ("tail", "opening"):
        _compared(node, clause)


_COMPARED = ("previous", "year_ago", "baseline")


def _compared(node: Node, clause: Clause) -> None:
    """`..., year on year` and `a year-on-year fall`: a comparison without a word of its own."""
    times = [(t, t.time) for t in node.own if t.time is not None and t.time.kind in _COMPARED]
    clause.events += [Event("against", token, time) for token, time in times]


def _subject(node: Node, clause: Clause, sentence: Sentence) -> None:
    text = sentence.printed(node.tokens)
    clause.whole = clause.whole or text
    clause.subject = f"{clause.subject} {text}".strip()


def _taken(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.verb = node.text


def _place(node: Node, clause: Clause, sentence: Sentence) -> None:
    token = node.tokens[0]
    if clause.place is not None and clause.place.text != token.text:
        raise Ambiguous(TWO)
    clause.place = token


def _when(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.between = clause.between or node.first("between") is not None
    clause.events += [Event("when", t, _timed(node, t)) for t in node.tokens if t.time is not None]


def _timed(node: Node, token: Token) -> Time | None:
    """The time of a token; `at the end of November` is its last day."""
    time = token.time
    if time is None or node.first("at_end") is None:
        return time
    period = time.ref.period if time.ref is not None else None
    if period is None or period.end is None:
        return Time(time.label, "open")
    last = Period(time.label, period.end, period.end, "point_in_time")
    return replace(time, ref=PeriodRef(time.label, last))


def _since(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.since = True


def _occasions(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.events.append(Event("level", next(t for t in node.own if t.value is not None)))
    read_clause(node, clause, sentence)


def _fte(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.fte = True


def _placed(node: Node, clause: Clause, sentence: Sentence) -> None:
    """A place with its own figure: `Northtown (40)`."""
    place = next(t for child in node.all("place") for t in child.tokens[:1])
    figure = next(t for t in node.tokens if t.value is not None)
    clause.events.append(Event("level", figure, place=place))
    for child in node.all("subject"):
        _subject(child, clause, sentence)


def _against(node: Node, clause: Clause, sentence: Sentence) -> None:
    read_clause(node, clause, sentence)
    again = {t.start for child in node.all("again") for t in child.tokens}  # the previous year (2016): one time
    clause.events += [Event("against", t, t.time) for t in node.tokens if t.time is not None and t.start not in again]


def _figure(kind: Kind) -> _Reader:
    def read(node: Node, clause: Clause, sentence: Sentence) -> None:
        figures = [t for t in node.tokens if t.value is not None]
        times = [_timed(node, t) for t in node.tokens if t.time is not None]
        if len(figures) != 1:
            raise Ambiguous(TWO)
        for child in node.all("per_head"):
            _per_head(child, clause, sentence)
        unit = "fte" if node.first("fte") is not None else ""
        clause.fte = clause.fte or bool(unit)
        things = " ".join(t.text.casefold() for t in node.tokens if t.text.casefold() in word_classes()["told_things"])
        clause.events.append(Event(kind, figures[0], times[0] if times else None, unit=unit, words=things))

    return read


def _changed(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.sense = _sense(node) or clause.sense
    for change in node.all("change", "schange"):
        token = next(t for t in change.tokens if t.value is not None)
        clause.events.append(Event("change", token, sense=clause.sense))
    _compared(node, clause)


def _move(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.sense = _sense(node) or clause.sense


def _sense(node: Node) -> int:
    senses = {1 if n.rule == "up" else -1 for n in node.all("up", "down")}
    if node.rule in ("up", "down"):
        senses = {1 if node.rule == "up" else -1}
    if len(senses) > 1:
        raise Ambiguous(TWO)
    return senses.pop() if senses else 0


def _one_change(node: Node, clause: Clause, sentence: Sentence) -> None:
    token = next(t for t in node.tokens if t.value is not None)
    sense = clause.sense if not token.sense else 0
    clause.events.append(Event("change", token, sense=sense))


def _added(node: Node, clause: Clause, sentence: Sentence) -> None:
    """The direction of `12 fewer offences` stands behind its figures."""
    moves = [child for child in node.children if child.rule == "move"]
    clause.sense = _sense(moves[0])
    read_clause(node, clause, sentence)


def _shared(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.events.append(Event("share", next(t for t in node.own if t.value is not None)))
    read_clause(node, clause, sentence)
    if clause.verb:  # answered 90% of 999 calls within 10 seconds
        whole, within, target = clause.subject.partition(" within ")
        clause.subject = f"{whole} {clause.verb}{within}{target}"


def _timed_act(node: Node, clause: Clause, sentence: Sentence) -> None:
    read_clause(node, clause, sentence)
    clause.subject = f"time to {clause.subject}"


def _portion(node: Node, clause: Clause, sentence: Sentence) -> None:
    """A part and its whole: of what the figure is a share only the words say."""
    clause.events += [Event("portion", t, words=clause.subject) for t in node.own if t.value is not None]
    clause.subject = ""
    read_clause(node, clause, sentence)


def _ranked(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.events.append(Event("rank", next(t for t in node.tokens if t.out_of is not None)))
    read_clause(node, clause, sentence)


def _per_head(node: Node, clause: Clause, sentence: Sentence) -> None:
    clause.per_head = node.tokens[0].unit


def _tail(node: Node, clause: Clause, sentence: Sentence) -> None:
    """A tail of a clause; in `(previous year 2.9%)` the time stands in front of its figure."""
    earlier = [n for n in node.children if n.rule == "earlier"]
    times = [t.time for t in node.own if t.time is not None]
    if len(earlier) == 1 and len(times) == 1 and "(" in {t.text for t in node.own}:
        figure = next(t for t in earlier[0].tokens if t.value is not None)
        clause.events.append(Event("earlier", figure, times[0]))
        return
    read_clause(node, clause, sentence)


def _peer(node: Node, clause: Clause, sentence: Sentence) -> None:
    """Each average with the figure that stands behind it; by how much the two differ is of no one area."""
    clause.events = [e for e in clause.events if e.kind != "change"]
    name = ""
    for child in node.children:
        if child.rule == "peer_name":
            name = child.text
        elif child.rule == "amount":
            clause.events.append(Event("peer", next(t for t in child.tokens if t.value is not None), words=name))


def _of_which(node: Node, clause: Clause, sentence: Sentence) -> None:
    words = " ".join(sentence.printed(n.tokens) for n in node.children if n.rule in ("did", "subject"))
    clause.events += [Event("part", t, words=words) for t in node.own if t.value is not None]


_NODES: dict[str, _Reader] = {
    "subject": _subject, "did": _subject, "place": _place, "when": _when, "against": _against, "since": _since,
    "fte": _fte,
    "level": _figure("level"), "item": _figure("level"), "count": _figure("level"), "taken": _taken,
    "earlier": _figure("earlier"), "past": _figure("earlier"), "per_head": _per_head, "tail": _tail,
    "changed": _changed, "change": _one_change, "schange": _one_change, "move": _move, "added": _added,
    "shared": _shared, "of_all": _shared, "portion": _portion, "of_which": _of_which,
    "part_said": _of_which, "done_in": _shared, "ranked": _ranked,
    "placed": _placed, "placed_first": _placed,
    "counted_as": _occasions, "added_too": _added, "place_and_count": _placed, "timed_act": _timed_act, "peer": _peer,
}  # fmt: skip
