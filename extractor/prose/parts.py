"""Parts of a count that stands before them: `of these, 12 (25%) have ...`, `48 lost pets - 30 cats, 18 dogs`.

A part keeps the whole that it is of, so that the list can be added up and a percentage beside it be held against it.
What a part is seldom has a name in the vocabulary; the words beside it are its label.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.prose.claims import Claim, Reading, Topic
from extractor.prose.heads import AUX, BRACKETED, PLACED, Head
from extractor.prose.lexing import AREA, COUNT, SPELT, Signs, Token
from extractor.prose.times import Time

_NUMBER = rf"(?:N|{'|'.join(SPELT)})"
_WORD = rf"(?!(?:and|or|{'|'.join(SPELT)}) )(?:[a-z%][^ ]*|[/&X-]|{BRACKETED}) "
_STOP = r"(?=[.,;:)] |\( |- | *$|(?:and|but|which|this|compared|with) )"
_SAID = rf"(?:{AUX} )(?:also |been |not )*(?P<vp>(?:{PLACED})*?)"
_THESE = r"of (?:these|which|those|them|whom) (?:(?P<all>N) )?"
# of these, 12 (25%) have been found; of which, 50% (6) were cats; 12.5% (6) of these have been claimed
_OF_THESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_THESE}(?P<np>(?:[a-z][^ ]* )*?)(?:, )?(?:(?P<share>P) \( (?P<count>N) (?:[a-z]+ )?\) |(?P<count2>{_NUMBER}) \( (?P<share2>P) \) )(?:[a-z]+ )?{_SAID}{_STOP}",
        rf"(?P<share>P) (?:\( (?P<count>N) (?:[a-z]+ )?\) )?of (?:these|those|them) (?P<np>(?:[a-z][^ ]* )*?)(?:\( (?P<count2>N) \) )?{_SAID}{_STOP}",
        rf"(?P<word>one (?:half|third|quarter|fifth)|half|two thirds|three quarters) \( (?P<count>N) \) of (?:the|these|those) (?P<all>N) (?P<np>(?:[a-z][^ ]* )+?){_SAID}{_STOP}",
        # of the 48 pets lost, twelve (25%) were found
        rf"of (?:(?:the|these|those) )?(?P<all>N) (?P<np>(?:{PLACED})+?), (?P<count>{_NUMBER}) \( (?P<share>P) \) (?:{AUX} )?(?P<vp>(?:{PLACED})+?){_STOP}",
    )
)
_PART = rf"{_NUMBER} (?!(?:more|fewer|less|additional|extra|further|other|others|of (?:them|these|those|which|whom)) )(?:{_WORD})*(?:A (?:{_WORD})*)?"
_LISTED = re.compile(
    rf"(?P<opens>(?:- |: |\( |, )?(?:(?:this|these|which|of which) )?(?:(?:included?|including|includes|comprising|being|were|was) )*)"
    rf"(?P<list>{_PART}(?:(?:, and |, |; |/ |and ){_PART})+)(?=[.,;)] | *$)"
)
_EACH = re.compile(rf"(?P<count>{_NUMBER}) (?P<np>(?:{_WORD})*(?:A (?:{_WORD})*)?)")
# of these 48 pets, twelve were found, one was sold, 28 were returned and seven did not come back
_DEALT_WITH = re.compile(rf"of (?:the|these|those) (?P<all>N) (?P<np>(?:{PLACED})+?)(?:, )?(?=(?:{_NUMBER}) {AUX} )")
_FATE = re.compile(
    rf"(?:^|(?<=, )|(?<=and ))(?P<count>{_NUMBER}) (?:{AUX} )?(?P<vp>(?:{PLACED})+?)(?=[.,;()] | *$|and )"
)
_NEXT = re.compile(rf"(?:, |; |and )+(?P<count>{_NUMBER}) \( (?P<share>P) \) (?:{AUX} )?(?P<vp>(?:{PLACED})+?){_STOP}")
_OPENED = re.compile(
    rf"(?:.*?, )?there (?:were|was|has been|have been) (?P<all>{_NUMBER}) (?P<np>(?:{PLACED})+?)(?=[-:] )"
)
_NOT_ALL = ("includ",)  # a list that says so may leave parts out
# Parts, and by how much of the whole, or by how many, a list of so many may miss it and still mean to be complete.
_FEWEST, _OFF, _OFF_BY = 3, Decimal("0.02"), Decimal(1)


def read_parts(signs: Signs, start: int, before: Topic | None, reading: Reading) -> int:
    """Parts of what the sentence, or the one before it, has counted; returns where the reading ends."""
    topic = reading.topic or before
    if topic is not None and topic.counted is not None and reading.claims and start:
        end = _listed(signs, start, topic, topic.counted, reading)
        if end > start:
            return end
    if not reading.claims and (end := _opened(signs, reading) or _dealt_with(signs, reading)):
        return end
    return _of_these(signs, start, topic, reading)


def _of_these(signs: Signs, start: int, topic: Topic | None, reading: Reading) -> int:
    found = ((m, n) for n, p in enumerate(_OF_THESE) for m in [p.search(signs.line, start)] if m)
    match = min(found, key=lambda f: (f[0].start(), f[1]), default=(None, 0))[0]
    if match is None:
        return start
    head = Head(match, signs)
    whole = head.token("all")
    counted = whole.value if whole is not None else topic.counted if topic is not None else None
    own = head.topic()
    time = topic.time if topic is not None and topic.time is not None else own.time  # of when the whole was counted
    if counted is None or head.unclear or not _part(head, counted, time, head.words("np"), reading):
        return start
    end = match.end()
    while (more := _NEXT.match(signs.line, end)) and _part(Head(more, signs), counted, time, head.words("np"), reading):
        end = more.end()
    reading.topic = replace(topic, counted=counted) if topic is not None else None
    return end


def _part(head: Head, whole: Decimal, time: Time | None, words: str, reading: Reading) -> bool:
    """Add a share and its count, or one of them; False where they are no part of the whole."""
    count, share = head.token("count") or head.token("count2"), head.token("share") or head.token("share2")
    if (count is None and share is None) or not _fits(count, whole):
        return False
    own = head.topic()
    part = Topic(f"{words} {head.words('vp')}".strip(), area=own.area, time=time)
    says = f"of {whole:,}"
    if share is not None:
        reading.claims.append(Claim(share, "share", part, time, None, says, paired=True, apart=True))
    if count is not None:
        figure = replace(count, sign=COUNT)
        reading.claims.append(Claim(figure, "level", part, time, None, says, whole=whole, paired=True, apart=True))
    return True


def _fits(count: Token | None, whole: Decimal) -> bool:
    return count is None or (count.value is not None and not count.sense and count.value <= whole)


def _listed(signs: Signs, start: int, topic: Topic, whole: Decimal, reading: Reading) -> int:
    match = _LISTED.match(signs.line, start)
    if match is None:
        return start
    head = Head(match, signs)
    parts = [Head(m, signs) for m in _EACH.finditer(signs.line, match.start("list"), match.end("list"))]
    claims = list(_parts(parts, topic, whole))
    complete = not any(word in match["opens"] for word in _NOT_ALL)
    if not claims or not _adds_up(claims, whole, complete) or "respectively " in head.match.string:
        return start
    reading.claims += claims
    return match.end()


def _parts(parts: list[Head], topic: Topic, whole: Decimal) -> Iterator[Claim]:
    for part in parts:
        count = part.token("count")
        area = next((t for t in part.tokens("np") if t.sign == AREA), None)
        words = " ".join(part.words("np", "vp").split())
        if count is None:
            continue
        words = "" if topic.phrase.casefold().endswith(words.casefold()) else words
        about = Topic(f"{topic.phrase} {words}".strip() or topic.words, area=area, time=topic.time)
        figure = replace(count, sign=COUNT)
        yield Claim(figure, "level", about, topic.time, None, f"of {whole:,}", whole=whole, apart=True)


def _adds_up(claims: list[Claim], whole: Decimal, complete: bool) -> bool:
    """Whether figures in a row are the parts of the whole: their sum is it, or misses it by little."""
    total = sum((c.figure.value for c in claims if c.figure.value is not None), Decimal(0))
    if total == whole:
        return True
    return complete and len(claims) >= _FEWEST and abs(total - whole) <= max(_OFF * whole, _OFF_BY)


def _opened(signs: Signs, reading: Reading) -> int:
    """`There were nine pets - three of them cats, ...`: a whole in words counts because of its parts."""
    match = _OPENED.match(signs.line)
    if match is None:
        return 0
    head = Head(match, signs)
    whole = head.token("all")
    if whole is None or whole.value is None or head.unclear:
        return 0
    figure = replace(whole, sign=COUNT)
    topic = replace(head.topic(), figure=figure, counted=whole.value)
    end = _listed(signs, match.end(), topic, whole.value, reading)
    if end == match.end():
        return 0
    reading.claims.insert(0, Claim(figure, "level", topic, topic.time, None, "", apart=True))
    reading.topic = topic
    return end


def _dealt_with(signs: Signs, reading: Reading) -> int:
    match = _DEALT_WITH.match(signs.line)
    if match is None:
        return 0
    head = Head(match, signs)
    whole = head.token("all")
    parts = [Head(m, signs) for m in _FATE.finditer(signs.line, match.end())]
    if whole is None or whole.value is None:
        return 0
    topic = replace(head.topic(), counted=whole.value)
    claims = list(_parts(parts, topic, whole.value))
    if not _adds_up(claims, whole.value, complete=True):
        return 0
    reading.claims += claims
    reading.topic = topic
    return parts[-1].match.end()
