"""What a document says its own words for times mean: `'This year' means 1 April to 30 September 2020`.

A definition before the first table counts for all of them, a later one for the table after it and the others of its
section, and a note beneath a table for that table. One behind the last table counts for all of them, where no other
definition of the same words stands in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.codelists import Vocabulary
from extractor.model import Block, Period, Table
from extractor.notation.forms import NUMBERS
from extractor.notation.periods import Found, PeriodRef, find_periods, shift_period

_QUOTED = r"[\"“‘'](?P<quoted>[^\"“”‘’']{2,30})[\"”’']"
_PLAIN = r"(?<![\w’'])(?<!\d\s)(?P<plain>(?:[^\W\d_]+[ -]){0,3}?[^\W\d_]+)"
_CLAUSE_END = re.compile(
    r"[.;](?=\s|$)|\)|,?\s+(?:and|whereas|while)\s+(?=[\"“‘']|(?:the\s+)?[^\W\d_]+\s)|,\s+(?=[\"“‘']|(?:[^\W\d_]+\s+){1,3}(?:=|to\b))"
)
_LONGEST = 160  # characters of what a word means: a page of text in one paragraph is no definition
_ENDED_OPEN = re.compile(r"\b(?:to|until|and|ending|ended)\s*$", re.IGNORECASE)
_SMALL = frozenset(
    ("the", "a", "from", "for", "of", "in", "period", "months", "month", "figures", "data", "time", "just")
)
_A_YEAR_EARLIER = re.compile(
    r"\b(?:(?:a|one) year (?:earlier|before|ago)|(?:the|last|previous|prior|preceding) year(?: before| earlier)?|"
    r"(?:12|twelve) months (?:earlier|before|previously))\b",
    re.IGNORECASE,
)  # fmt: skip
_TWELVE_BEFORE = re.compile(
    r"\b(?:(?:12|twelve) months before|(?:preceding|previous|prior) (?:12|twelve) months|year before)\b", re.IGNORECASE
)
_UNLESS = re.compile(r"(?:unless|except|throughout)\b", re.IGNORECASE)  # `unless a table says otherwise`
_OF = re.compile(r"\b(?:of|in|for|during|from)\b", re.IGNORECASE)  # `the same six months of 2019`
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Definition:
    """Words of the document, casefolded, and the period they mean in it."""

    words: tuple[str, ...]
    period: Period


Definitions = Mapping[tuple[str, ...], Period]


def definitions(text: str, vocabulary: Vocabulary) -> list[Definition]:
    """The definitions in a text, in order. `the same period last year` is a year before what was defined first."""
    reader = _Reader(vocabulary)
    found: list[Definition] = []
    if not reader.may_define(text):
        return found
    for match in reader.pattern.finditer(text):
        if not found and (match["after"] or match["elided"] is not None):
            continue  # a verb may be left out only where one stood before
        words = _words(match["quoted"] or match["plain"] or match["after"])
        words = words if match["quoted"] else reader.time_words(words)
        meant = reader.meaning(_clause(text, match.end()), found[0].period if found else None) if words else None
        if meant is not None:
            found.append(Definition(words, meant))
    return found


def in_force(body: Sequence[Block | Table], vocabulary: Vocabulary) -> dict[int, Definitions]:
    """What the document's words for times mean in each table, by the table's `id`; without those where none do."""
    stated = [(at, one) for at, text in _texts(body) for one in definitions(text, vocabulary)]
    tables = [at for at, item in enumerate(body) if isinstance(item, Table)]
    if not stated or not tables:
        return {}
    meanings: dict[tuple[str, ...], set[Period]] = {}
    for _, one in stated:
        meanings.setdefault(one.words, set()).add(one.period)
    everywhere = {d.words: d.period for at, d in stated if at > tables[-1] and len(meanings[d.words]) == 1}
    result: dict[int, Definitions] = {}
    for at, following in zip(tables, [*tables[1:], len(body)], strict=True):
        before = {d.words: d.period for place, d in stated if place < tables[0] or _counts(body, place, at)}
        beneath = {d.words: d.period for place, d in stated if at < place < following and _in_section(body, at, place)}
        result[id(body[at])] = {**everywhere, **before, **beneath}
    return result


def used(text: str, defined: Definitions) -> Iterator[Found]:
    """Where a heading uses defined words, the longest first."""
    taken: list[tuple[int, int]] = []
    for words in sorted(defined, key=len, reverse=True):
        between = r"[\W_]+"
        for match in re.finditer(rf"(?<!\w){between.join(map(re.escape, words))}(?!\w)", text, re.IGNORECASE):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield Found(*match.span(), PeriodRef(match[0], defined[words]))


def _texts(body: Sequence[Block | Table]) -> Iterator[tuple[int, str]]:
    """The texts of a document with their places: paragraphs, and the titles and notes of tables."""
    for at, item in enumerate(body):
        texts = (item.text,) if isinstance(item, Block) else (item.caption, *item.notes)
        yield from ((at, " ".join(text.split())) for text in texts)


def _counts(body: Sequence[Block | Table], place: int, table: int) -> bool:
    """Whether a definition counts for a later table: one with no heading between, or the first one after it, if it does
    not stand beneath another table."""
    if place > table:
        return False
    before = max((at for at, item in enumerate(body[:place]) if isinstance(item, Table)), default=None)
    beneath = before is not None and _in_section(body, before, place)
    first = not beneath and not any(isinstance(item, Table) for item in body[place + 1 : table])
    return first or _in_section(body, place, table)


def _in_section(body: Sequence[Block | Table], first: int, last: int) -> bool:
    """Whether one place of a document follows another with no heading between."""
    return not any(isinstance(i, Block) and i.kind == "heading" for i in body[first + 1 : last + 1])


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _clause(text: str, start: int) -> str:
    """The rest of a clause; an empty one where it goes on for longer than a definition does."""
    end = _CLAUSE_END.search(text, start, start + _LONGEST)
    stop = end.start() if end else len(text)
    return text[start:stop].strip(" ,.;:") if stop - start <= _LONGEST else ""


class _Reader:
    """The words that define and those that are defined, from the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        cues = vocabulary.cues
        self._timely = cues.get("timely", frozenset())
        self._spans = cues.get("timespan", frozenset())
        self._same = cues.get("same", frozenset())
        verbs, verbs_to, times = (
            "|".join(sorted(words, key=len, reverse=True))
            for words in (
                cues.get("defines", frozenset()),
                cues.get("defines_to", frozenset()),
                self._timely | self._spans,
            )
        )
        verb = rf"(?:\b(?:(?:{verbs})|(?:{verbs_to})\s+to)\b:?|[=:(]|(?P<elided>to\b|(?<=[\"”’']\s)))"
        self.pattern = re.compile(
            rf"(?:{_QUOTED}|{_PLAIN})\s*{verb}\s*|\band\s+(?:the\s+)?(?P<after>(?:(?:{times})\s+){{1,3}})(?=the\b)",
            re.IGNORECASE,
        )

    def may_define(self, text: str) -> bool:
        """A glance that costs little: most texts have no word for a time that needs a meaning."""
        return not self._timely.isdisjoint(_words(text))

    def time_words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The end of a phrase that is made of words for times alone: of `performance this year` the last two."""
        kept: list[str] = []
        for word in reversed(words):
            if word not in self._timely and word not in self._spans:
                break
            kept.insert(0, word)
        return tuple(kept) if self._timely.intersection(kept) else ()

    def meaning(self, clause: str, first: Period | None) -> Period | None:
        """The period that a clause is, and nothing but that; `first` is what the text has defined before."""
        if self._same.intersection(_words(clause)):
            year = clause[of.end() :] if (of := _OF.search(clause)) else ""
            return _a_year_before(clause, [f.ref.period for f in find_periods(year) if f.ref.period], first)
        if _TWELVE_BEFORE.search(clause):
            return _the_twelve_before(clause, first)
        found = find_periods(clause)
        period = found[0].ref.period if found else None
        if period is None or period.start is None:
            return None
        lead, rest = clause[: found[0].start], clause[found[0].end :].strip(" ,.;:()")
        if (rest and not _UNLESS.match(rest)) or _ENDED_OPEN.search(lead):
            return None
        return period if all(map(self._says_no_more, _words(lead))) else None

    def _says_no_more(self, word: str) -> bool:
        """Whether a word before a period adds nothing to its days: `the six months from`."""
        return word in _SMALL or word in self._spans or word in NUMBERS or word.isdigit()


def _a_year_before(clause: str, named: Sequence[Period], first: Period | None) -> Period | None:
    """`the same six months of 2019`: what was defined first, in the year before it."""
    if first is None:
        return None
    before = shift_period(first, -12, clause)
    said = bool(_A_YEAR_EARLIER.search(clause)) or bool(named)
    return before if said and all(_holds(year, before) for year in named) else None


def _the_twelve_before(clause: str, first: Period | None) -> Period | None:
    """`the 12 months before that`: the year before, where what was defined first is twelve months too."""
    before = shift_period(first, -12, clause) if first is not None else None
    if first is None or first.start is None or before is None or before.end is None:
        return None
    return before if (first.start - before.end).days == 1 else None


def _holds(year: Period, period: Period) -> bool:
    if not (year.start and year.end and period.start and period.end):
        return False
    return year.start <= period.start and period.end <= year.end
