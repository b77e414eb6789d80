"""Clauses that stand by themselves somewhere in a sentence: a change with its own subject and both of its levels,
the changes of several areas that share a verb, shares in a row.

`... owed to a 50% fall in arson this month (4) compared with last month (8)`
`... with Northtown showing a rise of 10% (20) and Southtown one of 25% (8)`
`... 70% (350) called once, 20% (100) called twice and 10% (50) called more often`
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.prose.claims import Claim, Comparison, Reading, Topic
from extractor.prose.heads import AUX, LEAD, PLACED, WHEN, Head
from extractor.prose.lexing import AREA, PERIOD, SPELT, Signs
from extractor.prose.tails import SAME_AGAIN

_BY = r"(?:by|to|of|with|and|being|was|saw|seen|,|-|;) "
# a 50% (4) fall in arson in this month (4) compared with last month (8)
_WHOLE_CHANGE = re.compile(
    rf"(?:^|(?<= ))(?:{_BY}|(?:a|an) )(?:(?:a|an) )?(?:[a-z]+ )?(?:(?P<share>P) (?:\( (?P<count>N) \) )?(?P<move>M)|(?P<move2>M) of (?P<share2>P)) (?:in|of) (?P<np>(?:(?!in |during |this |C )(?:[a-z][^ ]*|[/&X-]) )+?)"
    rf"(?:in (?P<area>A) )?{WHEN}(?:(?P<when>T) )?\( (?P<now>N) \) (?P<compare>C (?:to |with )?(?:the )?)(?P<base>[BT]) \( (?P<then>N) \) "
)
# falls in arson (4 in May, compared with 8 in April)
_BOTH_LEVELS = re.compile(
    rf"(?:^|(?<= ))(?:{_BY}|[a-z]+ |^)(?:(?:a|an) )?(?:[a-z]+ )?(?P<move>M) (?:(?:was|were|been|seen|recorded) )*(?:in|of|for) (?P<np>(?:(?!in |during |this |C )(?:[a-z][^ ]*|[/&X-]) )+?)\( (?P<now>N) (?:[a-z]+ )?in (?P<when>T) (?:, )?C (?P<then>N) (?:[a-z]+ )?in (?P<base>[BT]) \) "
)
_AREA_CHANGE = re.compile(
    r"(?P<area>A) (?:(?:showing|shows|showed|seeing|saw|with|recording|has|have|had|seen|a|an|of|the) )*"
    r"(?:(?P<share>P) (?:\( (?P<count>N) (?:[a-z]+ )?\) )?(?P<move>M) (?:\( (?P<count2>N) (?:[a-z]+ )?\) )?|(?P<move2>M) of (?P<share2>P) (?:\( (?P<count3>N) (?:[a-z]+ )?\) )?"
    r"|one of (?P<share3>P) (?:\( (?P<count4>N) (?:[a-z]+ )?\) )?)"
)
# a rise of 10% (20) in Northtown; a 25% (8) fall in Southtown
_CHANGE_IN = re.compile(
    r"(?:(?P<share>P) (?:\( (?P<count>N) (?:[a-z]+ )?\) )?(?P<move>M) (?:\( (?P<count2>N) (?:[a-z]+ )?\) )?|(?P<move2>M) of (?P<share2>P) (?:\( (?P<count3>N) (?:[a-z]+ )?\) )?)"
    r"(?:in|across) (?P<area>A) (?=[.,;] |and | *$)"
)
_SEEN_IN = re.compile(
    r"(?P<move>M) (?:(?:was|were|seen|recorded) )*(?:in|across) (?P<list>A \( P \) (?:(?:, |and |, and )A \( P \) )+)"
)
_SEEN = re.compile(r"(?P<area>A) \( (?P<share>P) \) ")
_SHARE = re.compile(
    rf"(?P<share>P) \( (?P<count>N) (?:[a-z]+ )?\) (?P<of>of )?(?P<np>(?:{PLACED})+?)(?:{AUX} (?:also |been )*(?P<vp>(?:{PLACED})*?))?(?=[.,;:)] |- | *$|(?:and|but|which|compared|with|[NPM]) )"
)
_BETWEEN = re.compile(r"(?:(?![NPQURMC] )[^ .]+ ){1,16}?(?=P \( N )|and (?=P \( N )")


# arson accounted for 2% (40) of what was recorded; stolen keys make up 12% (60) of ...
_MAKES_UP = re.compile(
    rf"(?:^|(?<=, )|(?<=- )|(?<=to )|(?<=and ))(?P<part>(?!and )(?:{PLACED})+?)(?:which )?(?:accounts? for|accounted for|makes? up|made up|represents?|represented) (?P<share>P) \( (?P<count>N) \) of (?P<np>(?:{PLACED})+?)(?=[.,;:)] |- | *$|(?:and (?:has|have|is|was|the|A|N|P)|but|which|compared) )"
)
# 60% of thefts were of bicycles, 30% of tools and 10% of keys
_KINDS = re.compile(
    rf"{LEAD}(?P<first>P) of (?P<np>(?:{PLACED})+?)(?:were|was|are|is) (?P<kinds>(?:[a-z-]+ ){{1,2}}(?:(?:, |and |, and )P (?:were |was |are |is )?(?:[a-z-]+ ){{1,2}})+)(?=[.,;] | *$)"
)
_KIND = re.compile(
    r"(?:^|(?<= ))(?:(?P<share>P) (?:were |was |are |is )?)?(?P<kind>(?!and )[a-z-]+ (?:(?!and )[a-z-]+ )?)"
)


_OFTEN = SPELT | {"once": 1, "twice": 2}
_TIMES = re.compile(
    rf"\b(?P<first>{'|'.join(_OFTEN)})(?: (?:or|to|and) (?P<last>{'|'.join(_OFTEN)}))?(?: times)?(?P<open> or more| or more often)?\b"
    r"(?P<only> of\b)?"
)


def read_kinds(signs: Signs, reading: Reading) -> int:
    """The kinds that a whole divides into, each with its share; returns where the reading ends, 0 if nowhere."""
    match = _KINDS.match(signs.line)
    if match is None or (head := Head(match, signs)).unclear:
        return 0
    whole, first = head.topic(), head.token("first")
    words = re.sub(r"^all ", "", whole.phrase, flags=re.IGNORECASE)
    for kind in (Head(m, signs) for m in _KIND.finditer(signs.line, match.start("kinds"), match.end("kinds"))):
        share = kind.token("share") or first
        if share is not None:
            topic = replace(whole, phrase=f"{kind.words('kind')} {words}", parts="")
            says = whole.time.label if whole.time is not None else ""
            reading.claims.append(Claim(share, "kind", topic, whole.time, None, says))
    return match.end()


def _made_up(signs: Signs, start: int, last: Topic | None, reading: Reading) -> int:
    """What a part makes up of a whole, with its count."""
    end = start
    for match in _MAKES_UP.finditer(signs.line, start):
        head = Head(match, signs)
        share, count = head.token("share"), head.token("count")
        if share is None or count is None or share.sense or count.sense or head.unclear:
            continue
        whole = Topic(head.words("np"), area=head.topic().area)
        time = next((t.time for t in head.tokens("np") if t.sign == PERIOD), None)
        topic = replace(whole, parts=f"{whole.phrase} {head.words('part')}", time=time)
        says = time.label if time is not None else ""
        reading.claims.append(Claim(share, "share", topic, time, None, says, paired=True))
        reading.claims.append(Claim(count, "part", topic, time, None, says, paired=True))
        end = match.end()
    return end


def read_clauses(signs: Signs, start: int, last: Topic | None, reading: Reading) -> int:
    """Read what the sentence adds from a place on; returns where that ends, `start` if nowhere.

    `last` is the last statement of the section with a period to compare with.
    """
    for read in (_shares, _area_changes, _whole_changes, _made_up):
        end = read(signs, start, last, reading)
        if end > start:
            return end
    return start


def _whole_changes(signs: Signs, start: int, last: Topic | None, reading: Reading) -> int:
    end = start
    for pattern in (_WHOLE_CHANGE, _BOTH_LEVELS):
        for match in pattern.finditer(signs.line, start):
            if _states_change(Head(match, signs), match, last, reading):
                end = max(end, match.end())
        if end > start:
            break
    return end


def _states_change(head: Head, match: re.Match[str], last: Topic | None, reading: Reading) -> bool:
    move = head.token("move") or head.token("move2")
    now, then, base, when = (head.token(name) for name in ("now", "then", "base", "when"))
    if move is None or now is None or then is None or base is None or base.time is None or now.sense or then.sense:
        return False
    phrase = head.words("np")
    if phrase.casefold() in SAME_AGAIN:  # of what the section speaks of
        phrase = last.phrase if last is not None else "offences"
    areas = [t for t in head.whole if t.sign == AREA]
    topic = Topic(phrase, area=areas[0] if areas else None, time=when.time if when else None, figure=now)
    says = f"{move.text} compared to {base.time.label}"
    for amount in (head.token("share"), head.token("share2"), head.token("count")):
        if amount is not None:
            reading.claims.append(Claim(amount, "change", topic, topic.time, base.time, says, move.sense))
    reading.claims.append(Claim(now, "level", topic, topic.time, None, topic.time.label if topic.time else ""))
    reading.claims.append(Claim(then, "earlier", topic, topic.time, base.time, says))
    reading.comparisons.append(Comparison(now, then, move.sense, says, topic))
    reading.bases.append(base.time)
    return len(areas) < 2


def _area_changes(signs: Signs, start: int, last: Topic | None, reading: Reading) -> int:
    """The changes of two areas or more, of what the section speaks of and since when it compares."""
    last = _spoken_of(start, last, reading)
    if last is None or last.base is None:
        return start
    found = list(_AREA_CHANGE.finditer(signs.line, start))
    listed = _SEEN_IN.search(signs.line, start)
    sense = 0
    if listed is not None:
        found = list(_SEEN.finditer(signs.line, listed.start("list"), listed.end("list")))
        move = Head(listed, signs).token("move")
        sense = move.sense if move is not None else 0
    if listed is None and (not found or found[0]["share3"] is not None):
        found = list(_CHANGE_IN.finditer(signs.line, start)) if not start else []
    fewest = 1 if found and found[0].re is _CHANGE_IN else 2
    if len(found) < fewest or "respectively " in signs.line or _spoken_otherwise(signs, start, found[0].start()):
        return start
    for match in found:
        head = Head(match, signs)
        move = head.token("move") or head.token("move2")
        sense = move.sense if move is not None else sense  # `... and Southtown one of 25%` goes the same way
        reading.claims += _of_area(head, last, sense)
    return found[-1].end()


def _spoken_of(start: int, last: Topic | None, reading: Reading) -> Topic | None:
    """What areas in a clause are compared in: what the sentence has stated before it, else the last statement."""
    if not start or reading.topic is None:
        return last
    bases = {b.label: b for b in reading.bases if b.kind in ("previous", "year_ago")}
    if len(bases) == 1 and reading.topic.area is None:
        return replace(reading.topic, base=next(iter(bases.values())))
    return last if last is not None and not bases and last.words == reading.topic.words else None


_SAYS_NOTHING = re.compile(
    r"(?:(?:an?|the|this|has|have|been|was|were|recorded|seen|in|both|all|across|areas?|policing|M|with|there|is|of|most|districts?|offences|volumes?|,|driven|due|to|by|largely|mainly|A|increases?) )*"
)


def _spoken_otherwise(signs: Signs, start: int, end: int) -> bool:
    """True where a subject of their own stands before the areas: `robbery rose, with Northtown showing ...`."""
    return _SAYS_NOTHING.fullmatch(signs.line, start, end) is None


def _of_area(head: Head, last: Topic, sense: int) -> Iterator[Claim]:
    move, area = head.token("move") or head.token("move2"), head.token("area")
    word, sense = (move.text, move.sense) if move is not None else ("change", sense)
    topic = replace(last, area=area, figure=None, counted=None)
    says = f"{word} compared to {last.base.label if last.base else ''}"
    for name in ("share", "share2", "share3", "count", "count2", "count3", "count4"):
        figure = head.token(name)
        if figure is not None:
            yield Claim(figure, "change", topic, last.time, last.base, says, sense)


def _is_every_number(labels: Sequence[str]) -> bool:
    """Whether parts are told by a number of times that leaves none out: `once`, `two or three`, `four or more`."""
    expected: int | None = 1
    for label in labels:
        times = [m for m in _TIMES.finditer(label.casefold()) if m["only"] is None]
        if len(times) != 1 or _OFTEN.get(times[0]["first"]) != expected:
            return False
        last = times[0]["last"] or times[0]["first"]
        expected = None if times[0]["open"] else _OFTEN[last] + 1
    return expected is None and len(labels) > 1


def _shares(signs: Signs, start: int, last: Topic | None, reading: Reading) -> int:
    """Shares in a row, each with its count: those that follow one that is read, or two and more by themselves."""
    follows = bool(reading.claims) and reading.claims[-1].paired and not reading.claims[-1].apart
    found: list[re.Match[str]] = []
    position = start
    while True:
        if found or follows or start == 0:
            gap = _BETWEEN.match(signs.line, position)
            position = gap.end() if gap is not None else position
        match = _SHARE.match(signs.line, position)
        if match is None:
            break
        found.append(match)
        position = match.end()
    if not found or (len(found) < 2 and not follows) or "respectively " in signs.line:
        return start
    topic = reading.topic
    row = reading.claims[-2:] if follows else []
    if row and row[0].topic.words == row[0].topic.phrase and signs.line.startswith("and ", start):
        return start  # 88% of knife crimes and 12% of gun crimes were solved: what is said of the first comes last
    wholes = [row[0].topic.phrase] if row else []
    del reading.claims[len(reading.claims) - len(row) :]
    for match in found:
        head = Head(match, signs)
        share, count = head.token("share"), head.token("count")
        if share is None or count is None or share.sense or count.sense:
            continue
        part = replace(head.topic(), time=topic.time if topic is not None else None)
        wholes += [head.words("np")] if match["of"] else []
        part = replace(part, phrase=head.words("np", "vp"), parts="")
        says = part.time.label if part.time else ""
        row.append(Claim(share, "share", part, part.time, None, says, paired=True, apart=True))
        row.append(Claim(count, "part", part, part.time, None, says, paired=True, apart=True))
    if len({whole.casefold().split()[0] for whole in wholes if whole}) < 2:  # of one whole, as far as they say
        of, all_told = len(row) // 2, ", all told" if _is_every_number([c.topic.words for c in row[::2]]) else ""
        row = [replace(c, says=f"{c.says} (share {n // 2 + 1} of {of}{all_told})".strip()) for n, c in enumerate(row)]
    reading.claims += row
    return found[-1].end()
