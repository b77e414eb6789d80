"""Sentences that state no level of their own: changes, `N more than`, shares of areas, and those that go on."""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from dataclasses import replace

from extractor.prose.averages import read_average
from extractor.prose.claims import ACCOUNTS, Claim, Context, Reading, Topic
from extractor.prose.clauses import read_clauses, read_kinds
from extractor.prose.heads import LEAD, PLACED, PRONOUNS, WORD, Head, read_stated
from extractor.prose.lexing import Signs
from extractor.prose.parts import read_parts
from extractor.prose.series import read_series
from extractor.prose.tails import read_tails, said, starts_tail

_SUBJECT = re.compile(rf"{LEAD}(?P<np>(?:that (?:were|was|are|is) |{PLACED})+)")
_STARTS = frozenset(
    ("has", "have", "had", "is", "are", "was", "were", "saw", "shows", "represents", "represented", ",", ";", "(", "M")
)  # fmt: skip
# Northtown received 40 more letters in Q1 than last year
_MORE = re.compile(
    rf"{LEAD}(?:(?:{PLACED})+?)??(?:there (?:have|has) been |(?P<subject>(?:{WORD})+?)(?:is|are) M with |(?:has |have |had )?(?:dealt with|recorded|created|received|made|seen) )"
    rf"(?:(?P<share>P) \( (?P<count>N) \) (?P<than>more|fewer|less) |an additional (?P<figure>N) |(?P<figure2>N) (?P<than2>more|fewer|less|additional) (?:, )?)"
    rf"(?P<np>(?:{WORD})+?)(?:(?:in|during|over|for) )*(?:(?P<when>T) )?(?P<compare>(?:C|than) (?:to |with )?(?:the )?)(?P<base>[BTL]) "
)  # fmt: skip
_ACCOUNTS = re.compile(
    rf"(?P<area>A) accounts? for (?P<share>P) \( (?P<figure>N) \) (?:of (?P<np>(?:{PLACED})+?))?(?=and (?:A|the|has|have) |[.,;] |in |$)"
)
_INSIDE = re.compile(r" (?:in|of) (?P<np>(?:(?!in |C )[a-z][^ ]* |[X/&] )+)")
_MOVE_FIRST = re.compile(r"(?:(?:overall|a|an) (?:, )?)*M in ")
_ON_FROM = re.compile(r"(?:this|these|it|that|an?|the (?:proportion|number|figure|rate|volume)) ")
_BESIDES = re.compile(r"this is (?:(?![NPQURMC] )[^ .;]+ )+?(?:and|but) (?=(?:is|was|remains|still) )")
# What follows a reading at once narrows it: `... on last year among the young`.
_QUALIFIED = re.compile(r"(?:in|across|within|for|at|among|amongst|between|involving|where|per) ")
_AND = re.compile(r"(?:[,;] )?(?:and|but|while|whilst) ")
_LIKEWISE = re.compile(
    r"a similar (?:[a-z]+|M) (?:is|was|are|has been|can be) (?:also )?seen (?:for|in|across) (?P<np>(?:[a-z]+ )+|A )(?=[.] |$)"
)
# 50% decrease (-2) in lost keys, in a list that a line such as `In May compared with April:` opens
_YEAR = "12 months"  # the span of a time that covers a year
_ITEM = re.compile(rf"(?P<share>P) (?P<move>M) (?:\( (?P<figure>N) \) )?in (?P<np>(?:{WORD})+)(?:[.] )?$")
_OPENS = re.compile(r"(?:(?:in|during|over|for) )*(?P<time>T) (?P<compare>C )(?:the )?(?P<base>B) (?:: )$")


def read_sentence(signs: Signs, context: Context) -> Reading:
    """All figures of one sentence, in the light of what the sentences before it were about."""
    before = context.before
    reading = Reading()
    end = _accounts(signs, reading, before)
    if not end and (read_series(signs, reading) or read_kinds(signs, reading)):
        return reading
    for read in (read_stated, _more, _changed):
        end = end or read(signs, reading)
        if end:
            end = _further(signs, end, context, reading)
            _second(signs, end, reading)
            _share_time(reading)
            return Reading() if _QUALIFIED.match(signs.line, end) else reading
    if before is not None and _ON_FROM.match(signs.line):
        reading.topic = before
        start = m.end() if (m := _BESIDES.match(signs.line)) and not starts_tail(signs, 0) else 0
        end = read_tails(signs, start, before, reading)
        if end > start and (reading.claims or reading.comparisons) and not _QUALIFIED.match(signs.line, end):
            return reading
    reading = Reading()
    if _MOVE_FIRST.match(signs.line) and (end := _moved_first(signs, reading)):
        return Reading() if _QUALIFIED.match(signs.line, end) else reading
    if not read_average(signs, context.place, reading):
        _further(signs, 0, context, reading)
    return reading


def _moved_first(signs: Signs, reading: Reading) -> int:
    """`Rise in parking fines of 15% on last year`: the change stands before its subject."""
    end = read_tails(signs, 0, Topic(""), reading)
    if reading.claims:
        _take_subject(signs, 0, end, reading)
    return end if reading.claims else 0


def _further(signs: Signs, start: int, context: Context, reading: Reading) -> int:
    """Parts and clauses behind what is read, or where nothing is, anywhere in the sentence."""
    end = read_parts(signs, start, context.before, reading)
    return read_clauses(signs, end, context.last, reading) if end == start else end


def read_likewise(signs: Signs) -> str:
    """`A similar fall was seen in Northtown`: what the next sentence is about as well."""
    match = _LIKEWISE.match(signs.line)
    return Head(match, signs).words("np") if match else ""


def read_opening(signs: Signs) -> Topic | None:
    """The period and what it is compared with, where a line opens a list with them."""
    match = _OPENS.match(signs.line)
    if match is None:
        return None
    head = Head(match, signs)
    time, base = head.token("time"), head.token("base")
    return Topic("", time=time.time if time else None, base=base.time if base else None)


def read_item(signs: Signs, opening: Topic) -> Reading:
    """An item of a list of changes."""
    reading = Reading()
    match = _ITEM.match(signs.line)
    if match is None or opening.base is None:
        return reading
    head = Head(match, signs)
    topic = Topic(head.words("np"), time=opening.time)
    move = head.token("move")
    says = f"{move.text if move else ''} compared to {opening.base.label}"
    for figure in (head.token("share"), head.token("figure")):
        if figure is not None and move is not None:
            reading.claims.append(Claim(figure, "change", topic, topic.time, opening.base, says, move.sense))
    reading.bases.append(opening.base)
    return reading


def _second(signs: Signs, end: int, reading: Reading) -> None:
    """A second clause with a subject of its own: `and thefts have fallen by 12 (4%) since ...`."""
    match = _AND.match(signs.line, end)
    if match is None:
        return
    other = Reading()
    behind = signs.behind(match.end())
    if _changed(behind, other) or _accounts(behind, other, reading.topic):
        reading.claims += other.claims
        reading.comparisons += other.comparisons
        reading.bases += other.bases
        reading.topic = None


def _share_time(reading: Reading) -> None:
    """A year's change whose year only the other half of the sentence names: `rose by 7% on last year to ...`."""
    named = {c.time.label: c.time for c in reading.claims if c.time is not None and c.time.span == _YEAR}
    if len(named) != 1:
        return
    time = next(iter(named.values()))
    for number, claim in enumerate(reading.claims):
        if claim.time is None and claim.base is not None and claim.base.span in ("year", _YEAR):
            reading.claims[number] = replace(claim, time=time, topic=replace(claim.topic, time=time))


def _changed(signs: Signs, reading: Reading) -> int:
    """A subject and its change: `Fly-tipping fell by 8.5% (17) on ...`."""
    whole = _SUBJECT.match(signs.line)
    limit = whole.end() if whole else -1
    for token, position in zip(signs.tokens, signs.starts, strict=True):
        if position > limit:
            return 0
        if token.sign not in _STARTS or not starts_tail(signs, position):
            continue
        match = _SUBJECT.fullmatch(signs.line, 0, position)
        if match is None or (head := Head(match, signs)).unclear:
            return 0
        topic = head.topic()
        topic = replace(topic, phrase="") if topic.phrase.casefold() == "there" else topic
        if topic.phrase.casefold() in PRONOUNS:
            return 0
        end = read_tails(signs, position, topic, reading)
        if reading.claims and not topic.phrase:
            _take_subject(signs, position, end, reading)
        return end if reading.claims else 0
    return 0


def _take_subject(signs: Signs, start: int, end: int, reading: Reading) -> None:
    """`Northtown saw a 5% rise in bicycle thefts (42)`: the subject stands inside the change."""
    inside = _INSIDE.search(signs.line, start, end)
    if inside is None:
        reading.claims.clear()
        reading.comparisons.clear()
        return
    phrase = Head(inside, signs).words("np")
    reading.claims[:] = [replace(c, topic=replace(c.topic, phrase=phrase)) for c in reading.claims]
    reading.comparisons[:] = [replace(c, topic=replace(c.topic, phrase=phrase)) for c in reading.comparisons]
    if reading.topic is not None:
        reading.topic = replace(reading.topic, phrase=phrase)


def _more(signs: Signs, reading: Reading) -> int:
    match = _MORE.match(signs.line)
    if match is None or (head := Head(match, signs)).unclear:
        return 0
    base = head.token("base")
    topic = head.topic()
    if match["subject"]:
        topic = replace(topic, phrase=head.words("subject"), parts="")
    says = said(signs, match.start("compare"), match.end("base"))
    sense = -1 if (match["than"] or match["than2"]) in ("fewer", "less") else 1
    time = base.time if base else None
    for group in ("share", "count", "figure", "figure2"):
        figure = head.token(group)
        if figure is not None:
            reading.claims.append(Claim(figure, "change", topic, topic.time, time, says, sense))
    reading.bases += [time] if time else []
    reading.topic = topic
    return read_tails(signs, match.end(), topic, reading)


def _accounts(signs: Signs, reading: Reading, before: Topic | None) -> int:
    """An area's share of the force: `Northtown accounts for 62.5% (50) of ...`; of what, `before` may say."""
    match = _ACCOUNTS.match(signs.line)
    if match is None:
        return 0
    head = Head(match, signs)
    area, share, count = head.token("area"), head.token("share"), head.token("figure")
    phrase = head.words("np") or (before.phrase if before is not None else "")
    if area is None or share is None or count is None or not phrase:
        return 0
    topic = Topic(phrase, area=area, figure=count)
    reading.claims.append(Claim(share, "share", topic, None, None, ACCOUNTS))
    reading.claims.append(Claim(count, "level", topic, None, None, ACCOUNTS))
    reading.topic = topic
    return read_tails(signs, match.end(), topic, reading)
