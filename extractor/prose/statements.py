"""From the tree of a sentence to what it states: each figure with its subject, place, time and what it is compared with.

The nodes of a clause are read from left to right. What a figure is compared with stands behind it, or in front of
the whole clause; an earlier figure has a time of its own or that of the comparison. Where two times could be meant,
nothing is stated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from extractor.model import Period
from extractor.notation.periods import PeriodRef
from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.grammar import Node, parse
from extractor.prose.lexing import COUNT, PERCENT, Token
from extractor.prose.times import Time
from extractor.prose.tokens import Sentence
from extractor.prose.words import says_ratio, word_classes


@dataclass(slots=True)
class _Event:
    """Something that a clause says, in its order."""

    kind: str  # level, earlier, change, against, when, where, peer, part
    token: Token
    time: Time | None = None
    sense: int = 0
    unit: str = ""
    place: Token | None = None


@dataclass(slots=True)
class _Clause:
    """A clause being read. `whole` is the first part of its subject, `sense` the direction of its last movement."""

    subject: str = ""
    whole: str = ""
    events: list[_Event] = field(default_factory=list)
    per_head: str = ""
    place: Token | None = None
    sense: int = 0
    verb: str = ""
    current: Time | None = None
    since: bool = False
    fte: bool = False


class Ambiguous(Exception):
    """A sentence can be read in two ways; the text says in which."""


def read_statements(sentence: Sentence) -> Reading | None:
    """What a sentence states; None where no rule takes it or it can be read in two ways."""
    try:
        return statements_of(sentence)
    except Ambiguous:
        return None


def statements_of(sentence: Sentence) -> Reading | None:
    """What a sentence states; None where no rule takes it to its end.

    Raises Ambiguous where it can be read in two ways.
    """
    tree = parse(sentence)
    other = parse(sentence, backwards=True) if tree is not None else None
    if tree is None or other is None:
        return None
    reading, again = _reading(tree, sentence), _reading(other, sentence)
    differ = [a for a, b in zip_longest(_facts(reading), _facts(again)) if a != b]
    if differ:
        raise Ambiguous(f"it can be read in two ways:\n{tree.shown()}\n{other.shown()}")
    return reading


def _facts(reading: Reading) -> list[tuple[object, ...]]:
    """What is stated, so that two readings of one sentence can be held against each other."""
    return sorted(
        (
            c.figure.start,
            c.role,
            _plain(c.topic.words),
            c.time.label if c.time else "",
            c.base.label if c.base else "",
            c.sense,
        )
        for c in reading.claims
    )


def _plain(words: str) -> str:
    """A subject without the words that add nothing to it: `offences recorded` are offences."""
    return " ".join(w for w in words.casefold().split() if w not in _adds_nothing())


@lru_cache(maxsize=1)
def _adds_nothing() -> frozenset[str]:
    kinds = word_classes()
    return frozenset(w for kind in ("verbed", "been", "article") for phrase in kinds[kind] for w in phrase.split())


def _reading(tree: Node, sentence: Sentence) -> Reading:
    opening = _Clause()
    for node in tree.all("opening"):
        _walk(node, opening, sentence)
    reading = Reading()
    last = _Clause()
    for node in tree.all("clause", "gapped", "elided"):
        clause = _Clause(sense=last.sense)
        if node.rule == "elided" or node.first("place_and_count"):  # of the same as before, in the same time
            clause.current = last.current
        if node.rule == "elided":
            clause.place = last.place
        _walk(node, clause, sentence)
        clause.subject = clause.subject or last.subject
        clause.place = clause.place or opening.place
        _state(clause, opening, reading)
        last = clause
    reading.claims.sort(key=lambda claim: claim.figure.start)
    return reading


# ---- the nodes of a clause

_Reader = Callable[[Node, _Clause, Sentence], None]


def _walk(node: Node, clause: _Clause, sentence: Sentence) -> None:
    for child in node.children:
        reader = _READERS.get(child.rule)
        if reader is not None:
            reader(child, clause, sentence)
        elif child.rule not in ("remark", "passed_over"):
            _walk(child, clause, sentence)
    if (node.rule == "tail" and not node.children) or node.rule in ("tail", "opening"):
        _bare_time(node, clause)


def _bare_time(node: Node, clause: _Clause) -> None:
    """`..., year on year`: a comparison without a word of its own."""
    inner = {id(t) for child in node.children for t in child.tokens}
    for token in node.tokens:
        if (
            token.time is not None
            and id(token) not in inner
            and token.time.kind in ("previous", "year_ago", "baseline")
        ):
            clause.events.append(_Event("against", token, token.time))


def _subject(node: Node, clause: _Clause, sentence: Sentence) -> None:
    text = sentence.text[node.tokens[0].start : node.tokens[-1].end]
    clause.whole = clause.whole or text
    clause.subject = f"{clause.subject} {text}".strip()


def _taken(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.verb = node.text


def _place(node: Node, clause: _Clause, sentence: Sentence) -> None:
    token = node.tokens[0]
    if clause.place is not None and clause.place.text != token.text:
        raise Ambiguous("two times, places, figures or directions stand where one is meant")
    clause.place = token


def _when(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.events += [_Event("when", t, _timed(node, t)) for t in node.tokens if t.time is not None]


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


def _since(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.since = True


def _fte(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.fte = True


def _placed(node: Node, clause: _Clause, sentence: Sentence) -> None:
    """A place with its own figure: `Northtown (40)`."""
    place = next(t for child in node.all("place") for t in child.tokens[:1])
    figure = next(t for t in node.tokens if t.value is not None)
    clause.events.append(_Event("level", figure, None, 0, "", place))
    for child in node.all("subject"):
        _subject(child, clause, sentence)


def _against(node: Node, clause: _Clause, sentence: Sentence) -> None:
    _walk(node, clause, sentence)
    clause.events += [_Event("against", t, t.time) for t in node.tokens if t.time is not None]


def _figure_event(kind: str) -> _Reader:
    def read(node: Node, clause: _Clause, sentence: Sentence) -> None:
        figures = [t for t in node.tokens if t.value is not None]
        times = [_timed(node, t) for t in node.tokens if t.time is not None]
        if len(figures) != 1:
            raise Ambiguous("two times, places, figures or directions stand where one is meant")
        unit = "fte" if node.first("fte") is not None else ""
        clause.events.append(_Event(kind, figures[0], times[0] if times else None, 0, unit))

    return read


def _changed(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.sense = _sense(node) or clause.sense
    for change in node.all("change", "schange"):
        token = next(t for t in change.tokens if t.value is not None)
        clause.events.append(_Event("change", token, None, clause.sense))


def _move(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.sense = _sense(node) or clause.sense


def _sense(node: Node) -> int:
    senses = {1 if n.rule == "up" else -1 for n in node.all("up", "down")}
    if node.rule in ("up", "down"):
        senses = {1 if node.rule == "up" else -1}
    if len(senses) > 1:
        raise Ambiguous("two times, places, figures or directions stand where one is meant")
    return senses.pop() if senses else 0


def _one_change(node: Node, clause: _Clause, sentence: Sentence) -> None:
    token = next(t for t in node.tokens if t.value is not None)
    sense = clause.sense if not token.sense else 0
    clause.events.append(_Event("change", token, None, sense))


def _added(node: Node, clause: _Clause, sentence: Sentence) -> None:
    """The direction of `12 fewer offences` stands behind its figures."""
    moves = [child for child in node.children if child.rule == "move"]
    clause.sense = _sense(moves[0])
    _walk(node, clause, sentence)


def _shared(node: Node, clause: _Clause, sentence: Sentence) -> None:
    inner = {id(t) for child in node.children for t in child.tokens}
    token = next(t for t in node.tokens if t.value is not None and id(t) not in inner)
    clause.events.append(_Event("share", token))
    _walk(node, clause, sentence)
    if clause.verb:  # answered 90% of 999 calls within 10 seconds
        whole, within, target = clause.subject.partition(" within ")
        clause.subject = f"{whole} {clause.verb}{within}{target}"


def _timed_act(node: Node, clause: _Clause, sentence: Sentence) -> None:
    _walk(node, clause, sentence)
    clause.subject = f"time to {clause.subject}"


def _portion(node: Node, clause: _Clause, sentence: Sentence) -> None:
    """A part and its whole: of what the figure is a share only the words say."""
    inner = {id(t) for child in node.children for t in child.tokens}
    figures = [t for t in node.tokens if t.value is not None and id(t) not in inner]
    clause.events += [_Event("portion", t, None, 0, clause.subject) for t in figures]
    clause.subject = ""
    _walk(node, clause, sentence)


def _ranked(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.events.append(_Event("rank", next(t for t in node.tokens if t.out_of is not None)))
    _walk(node, clause, sentence)


def _per_head(node: Node, clause: _Clause, sentence: Sentence) -> None:
    clause.per_head = node.tokens[0].unit


def _tail(node: Node, clause: _Clause, sentence: Sentence) -> None:
    """`(previous year 2.9%)`: a time in front of its figure."""
    base = [n for n in node.children if n.rule == "earlier"]
    inner = {id(t) for child in node.children for t in child.tokens}
    times = [t for t in node.tokens if t.time is not None and id(t) not in inner]
    if len(base) == 1 and len(times) == 1:
        figure = next(t for t in base[0].tokens if t.value is not None)
        clause.events.append(_Event("earlier", figure, times[0].time))
        return
    _walk(node, clause, sentence)


def _peer(node: Node, clause: _Clause, sentence: Sentence) -> None:
    """Each average with the figure that stands behind it; by how much the two differ is of no one area."""
    name: Node | None = None
    bare = True
    for child in node.children:
        if child.rule == "peer_name":
            name = child
        elif child.rule == "amount" and name is not None:
            figure = next(t for t in child.tokens if t.value is not None)
            place = Token("A", name.tokens[0].start, name.tokens[-1].end, name.text)
            clause.events.append(_Event("peer", replace(figure), None, 0, place.text))
            bare = False
    clause.events = [e for e in clause.events if e.kind != "change" or e.token.start > node.tokens[0].start]
    if bare and not clause.events:
        raise Ambiguous("two times, places, figures or directions stand where one is meant")


def _of_which(node: Node, clause: _Clause, sentence: Sentence) -> None:
    inner = {id(t) for child in node.children for t in child.tokens}
    count, share = (t for t in node.tokens if t.value is not None and id(t) not in inner)
    words = " ".join(sentence.text[n.tokens[0].start : n.tokens[-1].end] for n in node.children if n.rule == "subject")
    clause.events.append(_Event("part", count, None, 0, words))
    clause.events.append(_Event("part", share, None, 0, words))


_READERS: dict[str, _Reader] = {
    "subject": _subject, "place": _place, "when": _when, "against": _against,
    "level": _figure_event("level"), "item": _figure_event("level"), "count": _figure_event("level"), "taken": _taken, "since": _since, "fte": _fte,
    "placed": _placed, "placed_first": _placed, "portion": _portion,
    "earlier": _figure_event("earlier"), "past": _figure_event("earlier"), "changed": _changed, "change": _one_change, "schange": _one_change,
    "move": _move, "added": _added, "shared": _shared, "of_all": _shared, "timed_act": _timed_act, "place_and_count": _placed, "ranked": _ranked, "per_head": _per_head, "tail": _tail,
    "peer": _peer, "of_which": _of_which,
}  # fmt: skip


# ---- what the events of a clause come to


def _state(clause: _Clause, opening: _Clause, reading: Reading) -> None:
    own = {e.time.label: e.time for e in clause.events if e.kind == "when" and e.time}
    outer = {e.time.label: e.time for e in opening.events if e.kind == "when" and e.time}
    if len(own) > 1 or (own and outer and set(own) != set(outer)):
        raise Ambiguous("two times, places, figures or directions stand where one is meant")
    current = next(iter((own or outer).values()), clause.current)
    figure = next((e.token for e in clause.events if e.kind in ("level", "share", "earlier")), None)
    levels = [e for e in clause.events if e.kind == "level"]
    if current is None and len(levels) == 1 and levels[0].time is not None and levels[0].time.kind not in _BACK:
        current = levels[0].time
    clause.current = current
    if clause.per_head:  # the robbery rate per head is robbery, counted by the head
        clause.subject = " ".join(w for w in clause.subject.split() if w.casefold() not in ("rate", "rates"))
    if clause.fte:
        clause.subject += " FTE"
    if clause.fte and any(e.unit != "fte" for e in levels):
        clause.events = [replace(e, unit="fte") if e.kind in ("level", "earlier") else e for e in clause.events]
    national = any("forces" in e.token.text and _is_national(e.token) for e in clause.events if e.kind == "rank")
    shared = any(e.kind == "share" for e in clause.events) and clause.whole in clause.subject
    topic = Topic(clause.whole if shared else clause.subject, clause.subject, clause.place, current, figure, _counted(levels), national)
    _claims(clause, opening, topic, reading)
    reading.topic = topic


_BACK = ("previous", "year_ago")
_FEWEST_FORCES = 37  # a rank among so many is one among all: most similar groups have eight


def _is_national(rank: Token) -> bool:
    return rank.out_of is not None and rank.out_of >= _FEWEST_FORCES


def _counted(levels: list[_Event]) -> Decimal | None:
    return levels[0].token.value if len(levels) == 1 and levels[0].token.sign == COUNT else None


def _claims(clause: _Clause, opening: _Clause, topic: Topic, reading: Reading) -> None:
    bases = _bases(clause, opening)
    for number, event in enumerate(clause.events):
        if event.kind in _MAKERS:
            compared = event.kind == "change" or (event.kind == "earlier" and event.time is None)
            base = _base_of(number, clause, bases) if compared else None
            reading.claims.append(_MAKERS[event.kind](event, base, topic, clause))
    reading.bases += bases
    _compare(clause, topic, reading)


def _bases(clause: _Clause, opening: _Clause) -> list[Time]:
    found = [e.time for e in (*clause.events, *opening.events) if e.kind == "against" and e.time]
    earlier = [e.time for e in clause.events if e.kind == "earlier" and e.time]
    return list({t.label: t for t in (*found, *earlier)}.values())


def _base_of(number: int, clause: _Clause, bases: list[Time]) -> Time | None:
    """What a figure is compared with: the next that is named before the next change begins, or the only one."""
    if len(bases) <= 1:
        return bases[0] if bases else None
    moved = False
    for event in clause.events[number + 1 :]:
        if event.kind in ("against", "earlier") and event.time is not None:
            return event.time
        moved = moved or event.kind in ("level", "when")
        if event.kind == "change" and moved:
            break
    raise Ambiguous("two times, places, figures or directions stand where one is meant")


def _level(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    time, says = event.time or topic.time, ""
    topic = replace(topic, area=event.place) if event.place is not None else topic
    token = replace(event.token, unit=event.unit) if event.unit else event.token
    if time is not None and time.kind in _BACK:
        return Claim(token, "earlier", topic, topic.time, time, time.label)
    says = time.label if time is not None else ""
    if clause.per_head:
        return Claim(
            replace(token, unit=clause.per_head), "rate", topic, time, None, f"{says} {clause.per_head}", fills=True
        )
    share = token.sign == PERCENT and says_ratio(topic.words)
    return Claim(token, "share" if share else "level", topic, time, None, says, fills=True)


def _portion_of(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    part = replace(topic, phrase=f"{event.unit} of {topic.phrase}", parts="")
    return Claim(event.token, "share", part, topic.time, None, "share", apart=True, fills=True)


def _share(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    says = topic.time.label if topic.time else ""
    return Claim(event.token, "share", topic, topic.time, None, says, fills=True)


def _earlier(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    """An earlier figure: of its own time, else of what its clause compares with; what neither tells stays open."""
    time = event.time or base
    if time is None:
        return Claim(event.token, "level", replace(topic, time=None), Time("", "open"), None, "before")
    return Claim(event.token, "earlier", topic, topic.time, time, time.label, fills=True)


def _change(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    word = {1: "up", -1: "down", 0: ""}[event.sense or event.token.sense]
    says = f"{word} on {base.label}" if base is not None else word
    fills = base is not None and not clause.since  # since when it has changed nothing says
    return Claim(event.token, "change", topic, topic.time, base, says, event.sense, fills=fills)


def _rank(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    return Claim(event.token, "rank", topic, topic.time, None, "rank", fills=True)


def _peer_level(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    area = Token("A", event.token.start, event.token.end, event.unit)
    of_peer = replace(topic, area=area)
    if clause.per_head:
        return Claim(
            replace(event.token, unit=clause.per_head), "rate", of_peer, topic.time, None, event.unit, fills=True
        )
    return Claim(event.token, "level", of_peer, topic.time, None, event.unit, fills=True)


def _part(event: _Event, base: Time | None, topic: Topic, clause: _Clause) -> Claim:
    about = replace(topic, phrase=f"{topic.phrase} {event.unit}", parts=f"{topic.phrase} {event.unit}")
    says = f"of {topic.counted:,}" if topic.counted is not None else ""
    if event.token.sign == PERCENT:
        return Claim(event.token, "share", about, topic.time, None, says, fills=True)
    return Claim(event.token, "level", about, topic.time, None, says, whole=topic.counted, apart=True, fills=True)


_MAKERS: dict[str, Callable[[_Event, Time | None, Topic, _Clause], Claim]] = {
    "level": _level, "share": _share, "earlier": _earlier, "change": _change, "rank": _rank, "peer": _peer_level,
    "part": _part, "portion": _portion_of,
}  # fmt: skip


def _compare(clause: _Clause, topic: Topic, reading: Reading) -> None:
    """A movement from one printed figure to another has to go the way that the words say."""
    now = [e for e in clause.events if e.kind == "level"]
    then = [e for e in clause.events if e.kind == "earlier"]
    if len(now) == 1 and len(then) == 1 and clause.sense:
        word = "rise" if clause.sense > 0 else "fall"
        reading.comparisons.append(Comparison(now[0].token, then[0].token, clause.sense, word, topic))
