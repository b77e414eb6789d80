"""From the tree of a sentence to what it states: figures with subject, place, time and what they are compared with.

The events of a clause are read from left to right. What a figure is compared with stands behind it, or in front of
the whole clause; an earlier figure has a time of its own or that of the comparison. Where two times could be meant,
nothing is stated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.events import TWO, Ambiguous, Clause, Event, read_clause
from extractor.prose.grammar import Node, parse
from extractor.prose.lexing import COUNT, PERCENT, Token
from extractor.prose.times import Time
from extractor.prose.tokens import Sentence
from extractor.prose.words import says_ratio, word_classes


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
    opening = Clause()
    for node in tree.all("opening"):
        read_clause(node, opening, sentence)
    reading = Reading()
    last = Clause()
    for node in tree.all("clause", "gapped", "elided"):
        clause = Clause(sense=last.sense)
        if node.rule == "elided" or node.first("place_and_count"):  # of the same as before, in the same time
            clause.current = last.current
        if node.rule == "elided":
            clause.place = last.place
        read_clause(node, clause, sentence)
        clause.subject = clause.subject or last.subject
        clause.place = clause.place or opening.place
        _state(clause, opening, reading)
        last = clause
    reading.claims.sort(key=lambda claim: claim.figure.start)
    _all_told(tree, reading)
    return reading


def _all_told(tree: Node, reading: Reading) -> None:
    """Every figure of a sentence has its place in what it states, but for those that are passed over."""
    told = {claim.figure.start for claim in reading.claims}
    apart = {t.start for node in tree.all("passed_over", "quoted") for t in node.tokens}
    if any(t.value is not None and t.start not in told | apart for t in tree.tokens):
        raise Ambiguous("a figure of it has no place in what it states")


# ---- what the events of a clause come to


def _state(clause: Clause, opening: Clause, reading: Reading) -> None:
    own = {e.time.label: e.time for e in clause.events if e.kind == "when" and e.time}
    outer = {e.time.label: e.time for e in opening.events if e.kind == "when" and e.time}
    if len(own) > 1 or (own and outer and set(own) != set(outer)):
        raise Ambiguous(TWO)
    current = next(iter((own or outer).values()), clause.current)
    figure = next((e.token for e in clause.events if e.kind in ("level", "share", "earlier")), None)
    levels = [e for e in clause.events if e.kind == "level"]
    _same_things(clause)
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
    topic = Topic(
        clause.whole if shared else clause.subject,
        clause.subject,
        clause.place,
        current,
        figure,
        _counted(levels),
        national,
    )
    _claims(clause, opening, topic, reading)
    reading.topic = topic


def _same_things(clause: Clause) -> None:
    """Robbery that fell `to 40 arrests` is no robbery: what a figure counts has to be what its clause is about."""
    about = clause.subject.casefold()
    for event in clause.events:
        if event.kind in ("level", "earlier") and event.words.removesuffix("s").removesuffix("e") not in about:
            raise Ambiguous(f"it counts {event.words} and is about {clause.subject}")


_BACK = ("previous", "year_ago")
_FEWEST_FORCES = 37  # a rank among so many is one among all: most similar groups have eight


def _is_national(rank: Token) -> bool:
    return rank.out_of is not None and rank.out_of >= _FEWEST_FORCES


def _counted(levels: list[Event]) -> Decimal | None:
    return levels[0].token.value if len(levels) == 1 and levels[0].token.sign == COUNT else None


def _claims(clause: Clause, opening: Clause, topic: Topic, reading: Reading) -> None:
    bases = _bases(clause, opening)
    claims = []
    for number, event in enumerate(clause.events):
        if event.kind in _MAKERS:
            compared = event.kind == "change" or (event.kind == "earlier" and event.time is None)
            base = _base_of(number, clause, bases) if compared else None
            claims.append(_MAKERS[event.kind](event, base, topic, clause))
    if (clause.between or opening.between) and any(_is_open(claim) for claim in claims):
        raise Ambiguous("a change between two periods is of neither")
    reading.claims += claims
    reading.bases += bases
    _compare(clause, topic, reading)


def _is_open(claim: Claim) -> bool:
    """A change that is compared with nothing, or an earlier figure of no time."""
    return claim.base is None and (claim.role == "change" or (claim.time is not None and claim.time.kind == "open"))


def _bases(clause: Clause, opening: Clause) -> list[Time]:
    found = [e.time for e in (*clause.events, *opening.events) if e.kind == "against" and e.time]
    earlier = [e.time for e in clause.events if e.kind == "earlier" and e.time]
    return list({t.label: t for t in (*found, *earlier)}.values())


def _base_of(number: int, clause: Clause, bases: list[Time]) -> Time | None:
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
    raise Ambiguous(TWO)


def _level(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
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


def _portion_of(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    part = replace(topic, phrase=f"{event.words} of {topic.phrase}", parts="")
    return Claim(event.token, "share", part, topic.time, None, "share", apart=True, fills=True)


def _share(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    says = topic.time.label if topic.time else ""
    return Claim(event.token, "share", topic, topic.time, None, says, fills=True)


def _earlier(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    """An earlier figure: of its own time, else of what its clause compares with; what neither tells stays open."""
    time, token = event.time or base, _by_the_head(event.token, clause)
    if time is None:
        return Claim(token, "level", replace(topic, time=None), Time("", "open"), None, "before")
    return Claim(token, "earlier", topic, topic.time, time, time.label, fills=True)


def _by_the_head(token: Token, clause: Clause) -> Token:
    """A figure of a clause that counts by the head: each of its levels and changes is of the rate."""
    return replace(token, unit=clause.per_head) if clause.per_head and token.sign in (COUNT, PERCENT) else token


def _change(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    word = {1: "up", -1: "down", 0: ""}[event.sense or event.token.sense]
    says = f"{word} on {base.label}" if base is not None else word
    fills = base is not None and not clause.since  # since when it has changed nothing says
    return Claim(_by_the_head(event.token, clause), "change", topic, topic.time, base, says, event.sense, fills=fills)


def _rank(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    return Claim(event.token, "rank", topic, topic.time, None, "rank", fills=True)


def _peer_level(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    area = Token("A", event.token.start, event.token.end, event.words)
    of_peer = replace(topic, area=area)
    if clause.per_head:
        return Claim(
            replace(event.token, unit=clause.per_head), "rate", of_peer, topic.time, None, event.words, fills=True
        )
    return Claim(event.token, "level", of_peer, topic.time, None, event.words, fills=True)


def _part(event: Event, base: Time | None, topic: Topic, clause: Clause) -> Claim:
    about = replace(topic, phrase=f"{topic.phrase} {event.words}", parts=f"{topic.phrase} {event.words}")
    says = f"of {topic.counted:,}" if topic.counted is not None else ""
    if event.token.sign == PERCENT:
        return Claim(event.token, "share", about, topic.time, None, says, fills=True)
    return Claim(event.token, "level", about, topic.time, None, says, whole=topic.counted, apart=True, fills=True)


_MAKERS: dict[str, Callable[[Event, Time | None, Topic, Clause], Claim]] = {
    "level": _level, "share": _share, "earlier": _earlier, "change": _change, "rank": _rank, "peer": _peer_level,
    "part": _part, "portion": _portion_of,
}  # fmt: skip


def _compare(clause: Clause, topic: Topic, reading: Reading) -> None:
    """A movement from one printed figure to another has to go the way that the words say."""
    now = [e for e in clause.events if e.kind == "level"]
    then = [e for e in clause.events if e.kind == "earlier"]
    if len(now) == 1 and len(then) == 1 and clause.sense:
        word = "rise" if clause.sense > 0 else "fall"
        reading.comparisons.append(Comparison(now[0].token, then[0].token, clause.sense, word, topic))
