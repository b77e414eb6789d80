"""The first half of sentences: what is counted, where and when, and the figure it comes to.

A head pattern takes a sentence from its first word. What follows the head is left to the tails. A sentence that no
head takes, and that does not go on from the one before it, is not understood.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.prose.claims import Claim, Reading, Role, Topic
from extractor.prose.lexing import AREA, BASE, NOISE, PERIOD, Signs, Token
from extractor.prose.tails import read_tails, said, starts_tail
from extractor.prose.times import Time

_AUX = r"(?:were|was|is|are|has|have|had|been|be|will|would|could|should|can|may|did|do|does)"
_NOT = rf"(?!(?:{_AUX}|which|this|but|than|respectively|if|because|when) )"
_WORD = rf"{_NOT}(?:[a-z%][^ ]*|[/&X-]|\( (?:[a-z&/]+ |X )+\)) "
_PLACED = rf"{_NOT}(?:[a-z%][^ ]*|[/&XAT-]|\( (?:[a-z&/]+ |X )+\)) "
_ON = r"(?!(?:and|but|which|this|while|whilst|however|respectively|compared) |(?<!satisfied )with )"
_REST = rf"{_ON}(?:[a-z%][^ ]*|[/&XATB]) "
_WHEN = r"(?:in|during|over|for|within|throughout|as|at|of|the|end|course|on|from|by)"
_LEAD = (
    rf"(?:(?:however|overall|also|currently) (?:, )?)*(?:(?:{_WHEN} )*(?P<lead>T) (?:, )?)?"
    r"(?:(?:across|in|within|for) (?:the )?A (?:police )?(?:, )?)?(?:(?:{_WHEN} )+(?P<lead2>T) (?:, )?)?"
).replace("{_WHEN}", _WHEN)
_END = r"(?= *$|[,;:.(] |- |(?:and|but|which|this|while|whilst|(?<!satisfied )with) |(?:(?:a|an) )?(?:[a-z]+ )?M |C )"

# name, pattern: `figure` is what is stated, `np` and `vp` the words that say of what.
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        # 606 missing person reports were recorded in the last quarter
        ("level", rf"{_LEAD}(?:X \( )?(?P<figure>N) (?:\) )?(?!of )(?P<np>(?:{_WORD})+?)(?:were|was|have been|has been) (?P<vp>(?:{_REST})*?){_END}"),
        # during quarter 2 18/19 there were 603 knife crime offences recorded
        ("level", rf"{_LEAD}there (?:were|was|have been|has been) (?:a total of )?(?P<figure>N) (?!of )(?P<np>(?:{_PLACED})+?){_END}"),
        # the force has recorded 46,025 crimes
        ("level", rf"{_LEAD}(?:(?:A|the force|the constabulary|we|police) )+(?:has |have |had |also )*(?:recorded|received|made|issued|logged) (?:a total of )?(?P<figure>N) (?!of |more |fewer )(?P<np>(?:{_PLACED})+?){_END}"),
        # markers have been applied to 2,967 offences in this quarter
        ("level", rf"{_LEAD}(?P<np>(?:{_WORD})+?)(?:were|was|have been|has been) applied to (?P<figure>N) (?P<vp>(?:{_PLACED})+?){_END}"),
        # the number of offences assigned an outcome Jul - Sep 2017 (17) has increased compared to ...
        ("level", rf"{_LEAD}(?:the )?(?:total )?(?:number|volume|amount) of (?P<np>(?:{_PLACED})+?)\( (?P<figure>N) \) (?=(?:has|have|had|was|were|is|are) )"),
        ("share", rf"{_LEAD}(?:the )?(?:proportion|percentage) of (?P<np>(?:{_PLACED})+?)\( (?P<figure>P) \) (?=(?:has|have|had|was|were|is|are) )"),
        # 19,640 ASB occurrences in the last 12 months, a decrease ...
        ("level", rf"(?P<figure>N) (?!of )(?P<np>(?:{_WORD})+?)(?:(?:in|during|over) )*(?P<lead>T) (?=, |; |$)"),
        # 73% (1,204) of offences recorded Jul - Sep 2017 were assigned an outcome
        ("share", rf"{_LEAD}(?:a proportion of )?(?P<figure>P) (?:\( (?P<count>N) \) )?(?:of )?(?P<np>(?:{_PLACED})+?)(?:(?:were|was|is|are) (?:also )?(?P<vp>(?:{_REST})*?))?{_END}"),
        # the average percentage of hours lost to sickness in September 2017 is 5.91% for officers
        ("value", rf"{_LEAD}(?P<np>(?:{_PLACED})+?)(?:is|was|were|are|stands at|stood at) (?:at )?(?:\( )?(?P<figure>[PU]) (?:\) )?(?:or (?P<count>N) [a-z]+ )?(?P<vp>(?:for (?:{_WORD})+?)?)(?:(?:{_WHEN} )*(?P<when>T) )?(?={_END[3:-1]}|which |this |M )"),
        # ... with 83% being answered in March 2023 within 10 seconds
        ("value", rf"(?P<np>(?:{_WORD})+?)(?:(?:has|have|had) (?:[a-z]+ )*|M |and )+.*?with (?P<figure>[PU]) (?:being )?(?:answered |abandoned |recorded )?in (?P<when>T) (?=[.,;] |$|within X |after )"),
    )
)  # fmt: skip
_CHANGE = re.compile(
    rf"{_LEAD}(?P<np>(?:{_PLACED}|that (?:were|was|are|is) )+?)(?=(?:has |have |had |is |are |was |were |saw |shows |represents |represented |, |; |M |\( ))"
)
_MORE = re.compile(
    rf"{_LEAD}(?:(?:{_PLACED})+?)??(?:there (?:have|has) been |(?P<subject>(?:{_WORD})+?)(?:is|are) M with |(?:has |have |had )?(?:dealt with|recorded|created|received|made|seen) )"
    rf"(?:(?P<share>P) \( (?P<count>N) \) (?P<than>more|fewer|less) |an additional (?P<figure>N) |(?P<figure2>N) (?P<than2>more|fewer|less|additional) (?:, )?)"
    rf"(?P<np>(?:{_WORD})+?)(?:(?:in|during|over|for) )*(?:(?P<when>T) )?(?P<compare>(?:C|than) (?:to |with )?(?:the )?)(?P<base>[BTL]) "
)  # fmt: skip
_ACCOUNTS = re.compile(
    rf"(?:and )?(?P<area>A) accounts? for (?P<share>P) \( (?P<figure>N) \) of (?P<np>(?:{_PLACED})+?)(?=and (?:A|the|has|have) |[.,;] |in |$)"
)
_ON_FROM = re.compile(r"(?:this|these|it|that|an?|the (?:proportion|number|figure|rate|volume))")
_BESIDES = re.compile(r"this is (?:(?![NPQURMC] )[^ .;]+ )+?(?:and|but) (?=(?:is|was|remains|still) )")
_PRONOUNS = frozenset(
    ("volumes", "volume", "numbers", "levels", "performance", "figures", "this", "it", "they", "both areas")
)


@dataclass(frozen=True, slots=True)
class _Head:
    match: re.Match[str]
    signs: Signs

    def token(self, group: str) -> Token | None:
        if group not in self.match.re.groupindex or self.match[group] is None:
            return None
        return self.signs.tokens[self.signs.at(self.match.start(group))]

    def words(self, *groups: str) -> str:
        """The words of some groups as printed, without figures, times and areas."""
        tokens = [t for g in groups for t in _unplaced(self._tokens(g))]
        return " ".join(t.text for t in tokens if _is_word(t))

    def _tokens(self, group: str) -> tuple[Token, ...]:
        if group not in self.match.re.groupindex or not self.match[group]:
            return ()
        return self.signs.between(self.match.start(group), self.match.end(group))

    @property
    def whole(self) -> tuple[Token, ...]:
        return self.signs.between(self.match.start(), self.match.end())


def _is_word(token: Token) -> bool:
    return token.sign.islower() or token.sign in ("&", "/", "-", "%", "M") or token.sign == NOISE


_PLACING = frozenset(_WHEN.strip("(?:)").split("|")) | {"across", "into", "to", "area", "police"}


def _unplaced(tokens: tuple[Token, ...]) -> list[Token]:
    """The tokens without the prepositions that lead to an area, a time or the end: `recorded across A last quarter`."""
    kept: list[Token] = []
    placing = True
    for token in reversed(tokens):
        if token.sign in (AREA, PERIOD, BASE):
            placing = True
        elif not (placing and token.sign in _PLACING):
            placing = False
            kept.append(token)
    return kept[::-1]


def read_sentence(signs: Signs, before: Topic | None) -> Reading:
    """All figures of one sentence, in the light of what the sentence before it was about."""
    reading = Reading()
    for read in (_accounts, _stated, _more, _changed):
        if read(signs, reading):
            return reading
    if before is not None and _ON_FROM.match(signs.line):
        reading.topic = before
        start = m.end() if (m := _BESIDES.match(signs.line)) and not starts_tail(signs, 0) else 0
        if read_tails(signs, start, before, reading) == start or not (reading.claims or reading.comparisons):
            return Reading()
    return reading


def _stated(signs: Signs, reading: Reading) -> bool:
    for name, pattern in _HEADS:
        match = pattern.match(signs.line)
        if match is None or _unclear(head := _Head(match, signs)):
            continue
        figure = head.token("figure")
        topic = replace(_topic(head), figure=figure)
        if figure is None or topic.phrase.casefold() in _PRONOUNS:
            continue
        role: Role = "share" if name == "share" else "level"
        says = said(signs, match.start("lead"), match.end("lead")) if _has(match, "lead") else _label(topic.time)
        count = head.token("count")
        reading.claims.append(Claim(figure, role, topic, topic.time, None, says))
        if count is not None:
            part: Role = "part" if name == "share" else "level"
            reading.claims.append(Claim(count, part, topic, topic.time, None, says))
        reading.topic = topic
        read_tails(signs, match.end(), topic, reading)
        return True
    return False


def _has(match: re.Match[str], group: str) -> bool:
    return group in match.re.groupindex and match[group] is not None


def _label(time: Time | None) -> str:
    return time.label if time is not None else ""


def _changed(signs: Signs, reading: Reading) -> bool:
    match = _CHANGE.match(signs.line)
    if match is None or not starts_tail(signs, match.end()):
        return False
    head = _Head(match, signs)
    topic = _topic(head)
    if _unclear(head) or topic.phrase.casefold() in _PRONOUNS:
        return False
    end = read_tails(signs, match.end(), topic, reading)
    if reading.claims and not topic.phrase:
        _take_subject(signs, match.end(), end, reading)
    return bool(reading.claims)


def _take_subject(signs: Signs, start: int, end: int, reading: Reading) -> None:
    """`Telford has seen a 31% reduction in missing person reports (210)`: the subject stands inside the change."""
    inside = re.compile(r" (?:in|of) (?P<np>(?:(?!in |C )[a-z][^ ]* |[X/&] )+)").search(signs.line, start, end)
    if inside is None:
        reading.claims.clear()
        reading.comparisons.clear()
        return
    phrase = _Head(inside, signs).words("np")
    reading.claims[:] = [replace(c, topic=replace(c.topic, phrase=phrase)) for c in reading.claims]
    reading.comparisons[:] = [replace(c, topic=replace(c.topic, phrase=phrase)) for c in reading.comparisons]
    if reading.topic is not None:
        reading.topic = replace(reading.topic, phrase=phrase)


def _more(signs: Signs, reading: Reading) -> bool:
    match = _MORE.match(signs.line)
    if match is None or _unclear(head := _Head(match, signs)):
        return False
    base = head.token("base")
    figures = [t for t in (head.token("share"), head.token("count"), head.token("figure"), head.token("figure2")) if t]
    than = match["than"] or match["than2"] or "more"
    topic = _topic(head)
    if match["subject"]:
        topic = replace(topic, phrase=head.words("subject"), parts="")
    says = said(signs, match.start("compare"), match.end("base"))
    for figure in figures:
        sense = -1 if than in ("fewer", "less") else 1
        reading.claims.append(Claim(figure, "change", topic, topic.time, base.time if base else None, says, sense))
    reading.topic = topic
    read_tails(signs, match.end(), topic, reading)
    return bool(figures)


def _accounts(signs: Signs, reading: Reading) -> bool:
    match = _ACCOUNTS.match(signs.line)
    if match is None:
        return False
    head = _Head(match, signs)
    area, share, count = head.token("area"), head.token("share"), head.token("figure")
    if area is None or share is None or count is None:
        return False
    topic = Topic(head.words("np"), area=area, figure=count)
    reading.claims.append(Claim(share, "share", topic, None, None, "accounts for"))
    reading.claims.append(Claim(count, "level", topic, None, None, "accounts for"))
    reading.topic = topic
    read_tails(signs, match.end(), topic, reading)
    return True


def _topic(head: _Head) -> Topic:
    """What the head is about. A period in front counts before one further on."""
    tokens = head.whole
    lead = head.token("lead") or head.token("lead2") or head.token("when")
    times = {t.time.label: t.time for t in tokens if t.sign == PERIOD and t.time is not None}
    time = lead.time if lead is not None else next(iter(times.values())) if len(times) == 1 else None
    area = next((t for t in tokens if t.sign == AREA), None)
    return Topic(head.words("np"), head.words("np", "vp"), area, time)


def _unclear(head: _Head) -> bool:
    """Two areas, or a list of figures: which of them the figure is of cannot be told."""
    areas = {t.text.removesuffix("'s") for t in head.whole if t.sign == AREA}
    return len(areas) > 1 or "respectively" in head.signs.line
