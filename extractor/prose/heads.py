"""The first half of sentences: what is counted, where and when, and the figure it comes to.

A head pattern takes a sentence from its first word; what follows the head is left to the tails. A sentence that no
head takes, and that does not go on from the one before it, is not understood.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.prose.claims import Claim, Reading, Role, Topic
from extractor.prose.lexing import AREA, BASE, COUNT, NOISE, PART, PERIOD, Signs, Token
from extractor.prose.tails import read_tails, said
from extractor.prose.times import Time

AUX = r"(?:were|was|is|are|has|have|had|been|will|would|could|should|can|may|might|must|did|do|does)"
_NOT = rf"(?!(?:{AUX}|which|this|but|than|respectively|if|because|when) )"
BRACKETED = r"\( (?:[a-z&/-]+ |X )+\)"
WORD = rf"{_NOT}(?:[a-z%][^ ]*|[/&X-]|{BRACKETED}) "
PLACED = rf"{_NOT}(?:[a-z%][^ ]*|[/&XAT-]|{BRACKETED}) "
_REST = r"(?!(?:and|but|which|this|while|whilst|however|respectively|compared) )(?:[a-z%][^ ]*|[/&XATB]) "
WHEN = r"(?:(?:in|during|over|for|within|throughout|as|at|of|the|end|course|on) )*"
LEAD = (
    rf"(?:(?:since|following|after) (?:[a-z][^ ]* ){{1,6}}, )?(?:(?:however|overall|also|currently|note|nb) (?:[,:] )?)*(?:{WHEN}(?P<lead>T) (?:, )?)?"
    rf"(?:(?:across|in|within|for) (?:the )?A (?:police )?(?:, )?)?(?:{WHEN}(?P<lead2>T) (?:, )?)?(?:a total of )?"
)
_STOP = r" *$|[,;:.(] |- |this (?:is|was|has|had|represents|represented|equates) |(?:and (?!over |under |older |above )|but |which |while |whilst )|(?:with )?(?:(?:a|an|the) )?(?:[a-z]+ )?[MP] |C "
_END = rf"(?={_STOP})"
_COUNTED = r"(?!(?:of|more|fewer|less|additional|further|out) )"  # what a figure is a part of, or is added to
_FEW_OF = r"(?:N (?:to N )?(?=(?!(?:more|fewer|less|higher|lower) )[a-z]))"  # linked to 2 occurrences
# What is said of a share: `were solved`, `have lost more than one`, `(stopped at night) took a test`
_SAID_OF = rf"(?:(?:{BRACKETED} )?(?:(?:were|was|is|are) (?:also )?|(?:have|has|had) (?:also |been )*(?!(?:[a-z]+ )?M ))(?P<vp>(?:{_REST}|{_FEW_OF})*?)|{BRACKETED} (?P<done>[a-z][^ ]* (?:{_REST})*?))?"
_ROUGHLY = r"(?:(?:just|over|under|more|than|nearly|almost|about|around|a|an|the|one|two|three|four|half|third|thirds|quarter|quarters|fifth|fifths|majority|X (?:out of|in|in every) N) )+"
_FORCE = r"(?:(?:A|the force|the constabulary|we|police) )+(?:has |have |had |also )*"

# `figure` is what is stated; `np` and `vp` are the words that say of what.
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        # 48 bicycle thefts were recorded in May
        ("level", rf"{LEAD}(?:X \( )?(?P<figure>N) (?:\) )?{_COUNTED}(?P<np>(?:{WORD})+?)(?:were|was|have been|has been) (?P<vp>(?:{_REST})*?){_END}"),
        # in May there were 48 bicycle thefts recorded
        ("level", rf"{LEAD}there (?:were|was|have been|has been) (?:a total of )?(?P<figure>N) {_COUNTED}(?P<np>(?:{PLACED})+?){_END}"),
        # Northtown recorded 48 thefts
        ("level", rf"{LEAD}{_FORCE}(?:recorded|received|made|issued|logged) (?:a total of )?(?P<figure>N) {_COUNTED}(?P<np>(?:{PLACED})+?){_END}"),
        # notes have been added to 48 thefts in May
        ("level", rf"{LEAD}(?P<np>(?:{WORD})+?)(?:were|was|have been|has been) applied to (?P<figure>N) {_COUNTED}(?P<vp>(?:{PLACED})+?){_END}"),
        # the number of thefts solved in May (48) has fallen since ...
        ("level", rf"{LEAD}(?:the )?(?:total )?(?:number|volume|amount) of (?P<np>(?:{PLACED})+?)\( (?P<figure>N) \) (?=(?:has|have|had|was|were|is|are) )"),
        ("share", rf"{LEAD}(?:the )?(?:proportion|percentage) of (?P<np>(?:{PLACED})+?)\( (?P<figure>P) \) (?=(?:has|have|had|was|were|is|are) )"),
        # 48 thefts in May, a fall ...
        ("level", rf"(?P<figure>N) {_COUNTED}(?P<np>(?:{WORD})+?)(?:(?:in|during|over) )*(?P<lead>T) (?=, |; |\. |$)"),
        # 0.4 thefts per 1,000 households in May
        ("rate", rf"{LEAD}(?:.*?, )?{_FORCE}(?P<figure>N) (?P<np>(?:{WORD})+?)(?P<per>K) {WHEN}(?P<when>T) "),
        # under half (45%) of thefts were solved; two fifths (41%) of owners were called; nearly 3 out of 4 (74%) had locks
        ("share", rf"{LEAD}{_ROUGHLY}\( (?P<figure>P) \) (?:of )?(?P<np>(?:{PLACED})+?){_SAID_OF}{_END}"),
        # 25% (12) of thefts recorded in May were solved
        ("share", rf"{LEAD}(?:(?:a proportion of|only|just) )?(?P<figure>P) (?:\( (?P<count>N) (?:[a-z]+ )?\) )?(?:of )?(?P<np>(?:{PLACED})+?){_SAID_OF}{_END}"),
        # 12 (25%) of the thefts were solved in May
        ("counted", rf"{LEAD}(?:only |just )?(?P<figure>N) \( (?P<share>P) \) (?:of )?(?P<np>(?:{PLACED})+?){_SAID_OF}{_END}"),
        # 12 of the 48 owners (25%) have bought another lock
        ("counted", rf"{LEAD}(?P<figure>F) (?P<np>(?:{PLACED})+?)\( (?P<share>P) \) {_SAID_OF}{_END}"),
        # 25% were content with their locks
        ("share", rf"{LEAD}(?P<figure>P) were (?P<np>satisfied with (?:{WORD})+?){_END}"),
        # in May, we answered 84% of letters
        ("share", rf"(?:despite [a-z ]+, )?{LEAD}{_FORCE}(?P<vp>answered )(?P<figure>P) of (?P<np>(?:{WORD})+?)(?:{WHEN}(?P<when>T) )?{_END}"),
        # the share of bicycles found in May is 12.5% for Northtown
        ("value", rf"{LEAD}(?P<np>(?:for (?:{WORD})+?, )?(?:{PLACED})+?)(?:is|was|were|are|stands at|stood at) (?:at )?(?:\( )?(?P<figure>[PU]) (?:\) )?(?:or N [a-z]+ )?(?P<vp>(?:for (?:{WORD})+?)?)(?:{WHEN}(?P<when>T) )?(?={_STOP}|M )"),
        # horses in May were 24, ...
        ("known", rf"{LEAD}(?!(?:the|this|that) (?!number |volume |total ))(?P<np>(?:{PLACED})+?)(?:is|was|were|are|stands at|stood at) (?:at )?(?P<figure>N) (?:{WHEN}(?P<when>T) )?{_END}"),
        # trust has risen to 60.5% as at the end of May; trust appears to be steady at 60%
        ("value", rf"{LEAD}(?P<np>(?:{PLACED})+?)(?:(?:has|have) M to|(?:(?:is|are|was|were|has|have|appears?|remains?|remained|to|be|been) )+(?:stable|static|unchanged|steady)? ?at) (?P<figure>[PU]) (?:{WHEN}(?P<when>T) )?{_END}"),
        # ... with 84% being answered in May
        ("value", rf"(?P<np>(?:{WORD})+?)(?:(?:has|have|had) (?:[a-z]+ )*|M |and )+.*?with (?P<figure>[PU]) (?:being )?(?:answered |abandoned |recorded )?in (?P<when>T) (?=[.,;] |$|X |after )"),
    )
)  # fmt: skip
# A subject that only a sentence before can fill.
PRONOUNS = frozenset(
    ("volumes", "volume", "numbers", "levels", "performance", "figures", "this", "it", "they", "these", "rates", "results")
)  # fmt: skip
_POINTS_BACK = re.compile(r"(?:these|those|them|which)\b", re.IGNORECASE)  # parts of what was counted before
_SPREAD = frozenset(
    ("per", "each", "every", "average", "averages", "daily", "weekly", "monthly", "typically", "usually", "typical", "normally")
)  # fmt: skip
_DENIED = re.compile(r"(?:^|(?:were|was|is|are|has|have|had|been|did) )(?:not|never|no) ")
_WISHED = re.compile(
    r"(?:(?:the|an?|our|[a-z]+) ){0,3}(?:aspirations?|targets?|ambitions?|goals?|aims?) (?:with|for|of|on|is|was|remains) "
)
_NOT_OF = frozenset(["between", "from", "since", "until", "after", "before", "by"])
_PLACING = frozenset(
    ("in", "during", "over", "for", "within", "throughout", "as", "at", "of", "the", "end", "course", "on", "from", "by",
     "across", "into", "to", "with", "area", "areas", "police", "policing")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A pattern matched on a sentence, with the tokens behind its groups."""

    match: re.Match[str]
    signs: Signs

    def token(self, group: str) -> Token | None:
        """The first token of a group; None where the group is not there."""
        if group not in self.match.re.groupindex or self.match[group] is None:
            return None
        return self.signs.tokens[self.signs.at(self.match.start(group))]

    def words(self, *groups: str) -> str:
        """The words of some groups as printed, without figures, times, areas and what leads to them."""
        return " ".join(t.text for g in groups for t in _unplaced(self.tokens(g)) if _is_word(t))

    def tokens(self, group: str) -> tuple[Token, ...]:
        """All tokens of a group."""
        if group not in self.match.re.groupindex or not self.match[group]:
            return ()
        return self.signs.between(self.match.start(group), self.match.end(group))

    @property
    def whole(self) -> tuple[Token, ...]:
        """The tokens from the first word to the end of the head."""
        return self.signs.between(self.match.start(), self.match.end())

    @property
    def unclear(self) -> bool:
        """Two areas, or figures in a list: which of them a figure is of cannot be told. Or something did not happen,
        or is only wished for.
        """
        areas = {t.text.removesuffix("'s") for t in self.whole if t.sign == AREA}
        wished, denied = _WISHED.match(self.match[0]), _DENIED.search(self.match[0])
        return len(areas) > 1 or "respectively " in self.signs.line or wished is not None or denied is not None

    @property
    def unclear_but_for_rows(self) -> bool:
        """The same where figures stand in a row, one for each period: `respectively` tells them apart."""
        areas = {t.text.removesuffix("'s") for t in self.whole if t.sign == AREA}
        return len(areas) > 1 or _DENIED.search(self.match[0]) is not None

    def topic(self) -> Topic:
        """What the head is about. A period in front counts before one further on."""
        lead = self.token("lead") or self.token("lead2") or self.token("when")
        times = {t.time.label: t.time for t in self.whole if t.sign == PERIOD and t.time is not None}
        time = lead.time if lead is not None else next(iter(times.values())) if len(times) == 1 else None
        if time is not None and self._bounded():
            time = Time("", "open")
        area = next((t for t in self.whole if t.sign == AREA), None)
        return Topic(self.words("np"), self.words("np", "vp", "done"), area, time)

    def _bounded(self) -> bool:
        """`between April and June`, `since July`: the time named is where a period starts or ends."""
        pairs = zip(self.whole, self.whole[1:], strict=False)
        return any(b.sign == PERIOD and a.sign in _NOT_OF for a, b in pairs)


def _is_word(token: Token) -> bool:
    return token.sign.islower() or token.sign in ("&", "/", "-", "%", "M", NOISE)


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


def read_stated(signs: Signs, reading: Reading) -> int:
    """A figure stated with what it is of, and what is said of it; returns where the reading ends, 0 if nowhere."""
    for name, pattern in _HEADS:
        match = pattern.match(signs.line)
        if match is None or (head := Head(match, signs)).unclear:
            continue
        figure = head.token("figure")
        topic = replace(head.topic(), figure=figure, counted=_counted(figure, head.token("count")))
        if figure is None or topic.phrase.casefold() in PRONOUNS or _POINTS_BACK.match(topic.phrase):
            continue
        if figure.sign == COUNT and name != "rate" and not _SPREAD.isdisjoint(topic.words.casefold().split()):
            return 0  # so many a day, or on average
        _state(head, name, figure, topic, reading)
        reading.topic = topic
        return read_tails(signs, match.end(), topic, reading)
    return 0


def _counted(figure: Token | None, count: Token | None) -> Decimal | None:
    """What `these` means in what follows: the count stated, or the one behind a share."""
    counted = figure if figure is not None and figure.sign in (COUNT, PART) else count
    return counted.value if counted is not None else None


_ROLES: dict[str, Role] = {"share": "share", "counted": "part", "known": "known"}


def _state(head: Head, name: str, figure: Token, topic: Topic, reading: Reading) -> None:
    lead = head.match.start("lead") if head.token("lead") else None
    says = (
        said(head.signs, lead, head.match.end("lead")) if lead is not None else topic.time.label if topic.time else ""
    )
    per, count, share = head.token("per"), head.token("count"), head.token("share")
    role = _ROLES.get(name, "level")
    if per is not None:
        figure, role, says = replace(figure, unit=per.unit), "rate", f"{says} {per.text}".strip()
    paired = count is not None or share is not None
    if share is not None:
        reading.claims.append(Claim(share, "share", topic, topic.time, None, says, paired=paired))
    reading.claims.append(Claim(figure, role, topic, topic.time, None, says, paired=paired))
    if count is not None:
        reading.claims.append(Claim(count, "part", topic, topic.time, None, says, paired=paired))
