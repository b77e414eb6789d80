"""Cut a sentence into figures, times, places, words and marks, and write it as the line that the grammar reads.

`Robbery fell by 3% on the previous quarter.` is the line `robbery fell by <percent> on <base> . `: words as they are in
lower case, figures, times and places as their kind. A number that is no statistic (a date, an age, a time of day, one
said to be about right) is `<noise>`, which no rule takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.codelists import code_rows
from extractor.prose.lexing import COUNT, DURATION, PERCENT, POINTS, RANK, Token
from extractor.prose.when import FoundTime, find_when
from extractor.quick import quick

KINDS = {"count": COUNT, "percent": PERCENT, "points": POINTS, "duration": DURATION, "rank": RANK}
_TIME_KINDS = {"current": "period", "report": "report", "previous": "base", "year_ago": "base", "baseline": "baseline"}


@quick
@dataclass(frozen=True)
class Sentence:
    """A sentence as tokens and as one line, a blank after each token. `starts` are their places in the line."""

    text: str
    tokens: tuple[Token, ...]
    kinds: tuple[str, ...]
    line: str
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a stretch of the line."""
        return self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@lru_cache(maxsize=1)
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """The words and phrases of each class of `schemas/sentences_words.csv`."""
    return {row["class"]: tuple(row["words"].split("|")) for row in code_rows("sentences_words", ("class",))}


@lru_cache(maxsize=1)
def _closed() -> frozenset[str]:
    kinds = word_classes()
    return frozenset(word for kind in ("function", "up", "down") for word in kinds[kind])


def marked(word: str) -> str:
    """A word as it stands in the line: one that no subject holds has a mark of its own in front."""
    return f"~{word}" if word in _closed() else word


Places = Callable[[str], Iterator[tuple[int, int, str]]]  # start, end and `area` or `place` of each name in a text


@lru_cache(maxsize=1)
def _never() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\w'-])\L<words>(?![\w'-])", regex.IGNORECASE, words=word_classes()["never"])


def what_is_not_plain(text: str) -> str:
    """The word that says that a sentence tells what might be, ought to be or was thought; empty where none does."""
    match = _never().search(text)
    return match[0] if match is not None else ""


def says_ratio(words: str) -> bool:
    """Whether a subject says that it is a share or a rate and no count."""
    return not frozenset(word_classes()["ratio"]).isdisjoint(words.casefold().split())


@lru_cache(maxsize=1)
def _narrowing() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\w'-])\L<words>(?![\w'-])|,\s*for\b", regex.IGNORECASE, words=word_classes()["restricting"]
    )


def is_narrowed(sentence: str, end: int) -> bool:
    """Whether words behind the last figure read, or before the sentence's first comma, take a part out."""
    opening = sentence.partition(",")[0]
    return bool(_narrowing().search(sentence, end) or ("," in sentence and _narrowing().match(opening)))


def in_words(sentence: str) -> bool:
    """Whether a sentence has a share or points written in words: `forty-one per cent`."""
    return _SHARE_IN_WORDS.search(sentence) is not None


def tokens_of(text: str, places: Places) -> Sentence:
    """The sentence as tokens. `places` finds the names of areas in a text, known ones and others."""
    found = [_time_token(f, text) for f in find_when(text)]
    taken = [(t.start, t.end) for _, t in found]
    for start, end, kind in places(text):
        if not any(start < e and s < end for s, e in taken):
            found.append((kind, Token("A", start, end, text[start:end])))
    at = 0
    tokens: list[tuple[str, Token]] = []
    for kind, token in sorted(found, key=lambda f: f[1].start):
        tokens += _plain(text, at, token.start)
        tokens.append((kind, token))
        at = token.end
    tokens += _plain(text, at, len(text))
    return _sentence(text, tokens)


def _sentence(text: str, tokens: list[tuple[str, Token]]) -> Sentence:
    parts = [marked(t.text.casefold()) if kind == "word" else f"<{kind}>" for kind, t in tokens]
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return Sentence(
        text, tuple(t for _, t in tokens), tuple(k for k, _ in tokens), "".join(f"{p} " for p in parts), tuple(starts)
    )


def _time_token(found: FoundTime, text: str) -> tuple[str, Token]:
    kind = "on_base" if found.over else _TIME_KINDS.get(found.time.kind, "noise")
    return kind, Token("T", found.start, found.end, text[found.start : found.end], time=found.time)


# ---- figures

_NUM = r"(?>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_SPELT = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SPELT[1:10])}))?|{'|'.join(_SPELT)})"
_PER_CENT = r"(?:\s?%|\s?per\s?cent\b)"
_PP = r"(?:\s*-?\s*percentage\s+points?\b|\s*(?:%\s*)?p\.?p\.?t?s?\b(?!\w)|\s*%?\s*(?:pts|points?)\b)"
_MIN, _SEC, _HOUR = r"(?:minutes?|mins?)", r"(?:seconds?|secs?)", r"(?:hours?|hrs?)"
_VAGUE = (
    r"(?:about|around|approximately|approx\.?|circa|c\.|nearly|almost|over|under|up\s+to|at\s+least|at\s+most|"
    r"(?:more|less|fewer)\s+than|just\s+(?:over|under|below|above)|some|roughly|close\s+to|an?\s+estimated|"
    r"(?:in\s+)?excess\s+of|between|as\s+many\s+as|every|only\s+about|target\s+of|further|another|other|first|last|next|"
    r"top|bottom|grades|question|pages?|paragraphs?|sections?|tables?|figures?|level|class|aged|ages?|"
    r"phase|stage|tier|type|version|appendix|item|room|codes?|op|operation|number|no\.?|q|act|over|band|priority|"
    r"reference|ref|tel|telephone|call|chapter|annex|note|line|group|district|ward|article|rule|step|day|week|year)"
)
_AFTER = (
    r"(?:\s*[-–]?\s*(?:(?:months?|days?|years?|weeks?|hours?|consecutive|successive|times|mph|point|year-olds?|plus|pm|am|"
    r"out\s+of)\b|(?:in|of)\s+(?:the\s+|these\s+|those\s+|every\s+)?\d{1,3}(?![\d/,]))|\+|\s?[-/:]\s?\d|\.\d+\.|(?:st|nd|rd|th)\b|[a-z]|\s+or\s+(?:more|less|fewer|over|above)\b)"
)
_RULES = (
    ("within", rf"\b(?:within|in\s+under|in\s+less\s+than|in)\s+(?:{_NUM}|{_IN_WORDS})\s+(?:{_MIN}|{_SEC}|{_HOUR})\b"),
    ("per_head", r"\bper\s+(?P<head>1,?000|100,?000|million|1,?000,?000)\s+(?:of\s+(?:the\s+)?)?(?P<whom>population|people|residents|households|employees)\b"),
    ("money", rf"[£$€]\s?{_NUM}(?:\s?(?:million|billion|bn|m|k)\b)?"),
    ("rank", r"(?<![\w.,])(?P<place>\d+)(?:st|nd|rd|th)\s+(?:\w+\s+)?(?:out\s+)?(?:of|in)\s+(?:the\s+)?(?P<group>\d+)\b(?:\s+forces)?"),
    ("code", r"\b(?:outcomes?|grade|schedule|category)\s+\d{1,2}\b(?![,.]\d|\s?%)|(?<![\w.,+-])(?:999|101)(?![\w%]|[,.]\d)(?!\s+(?:\w+\s+){0,4}(?:offences|crimes|incidents|reports|arrests|collisions|cases)\b)"),
    ("noise", rf"\b(?:{_VAGUE})\s*\(?\s*(?:[+-]\s*)?{_NUM}(?:{_PER_CENT})?|\bone\s+in\s+\w+"),
    ("duration", rf"(?<![\w.,-])(?P<min>\d+)\s*{_MIN}\s*(?:and\s+)?(?P<sec>\d+)\s*{_SEC}\b|(?<![\w.,-])(?P<time>{_NUM})\s*-?(?P<unit>{_MIN}|{_SEC}|{_HOUR})\b"),
    ("points", rf"(?<![\w.,£/])(?P<pp>[+-]?\s?(?:{_NUM})|\b{_IN_WORDS}){_PP}"),
    ("percent", rf"(?<![\w.,£/])(?P<pc>[+-]?\s?(?:{_NUM})|\b{_IN_WORDS}){_PER_CENT}(?!\s?\+|\s*-\s*\d)"),
    ("number", rf"(?<![\w.,£/:]|\d-)(?P<number>[+-]?{_NUM})(?![\d%])"),
    ("word", r"\p{L}(?:[\p{L}\p{N}]|['&-](?=\w))*"),
    ("mark", r"'s|[^\s\w]"),
    ("rest", r"\S+?"),
)  # fmt: skip
_LEXER = regex.compile("|".join(f"(?P<is_{name}>{pattern})" for name, pattern in _RULES), regex.IGNORECASE)
_SHARE_IN_WORDS = regex.compile(rf"\b{_IN_WORDS}(?:{_PER_CENT}|{_PP})", regex.IGNORECASE)
_NOT_COUNTED = regex.compile(_AFTER, regex.IGNORECASE)
_WORD = regex.compile(r"\s*(?:(?P<word>(?P<first>\p{L}+)(?:[\p{L}\p{N}]|['&-](?=\w))*)|(?P<word>(?P<first>[,;:.()])))")
_LEADS = frozenset(
    ["about", "around", "approximately", "approx", "circa", "c", "nearly", "almost", "over", "under", "up", "at", "more", "less", "fewer", "just", "some", "roughly", "close", "a", "an", "in", "excess", "between", "as", "every", "only", "target", "further", "another", "other", "first", "last", "next", "top", "bottom", "grades", "grade", "outcome", "outcomes", "question", "page", "pages", "paragraph", "paragraphs", "section", "sections", "table", "tables", "figure", "figures", "level", "class", "aged", "age", "ages", "phase", "stage", "tier", "type", "version", "appendix", "item", "room", "code", "codes", "op", "operation", "number", "no", "q", "act", "band", "priority", "reference", "ref", "tel", "telephone", "call", "chapter", "annex", "note", "line", "group", "district", "ward", "article", "rule", "step", "day", "week", "year", "within", "per", "one", "schedule", "category"]
) | {*_SPELT, *_TENS}
_YEAR = regex.compile(r"[+-]?(?:19|20)\d\d")


def _plain(text: str, start: int, end: int) -> Iterator[tuple[str, Token]]:
    """The tokens of a stretch without times and places. Nine of ten are words that begin no figure."""
    while start < end:
        word = _WORD.match(text, start, end)
        if word is not None and word["first"].casefold() not in _LEADS:
            start = word.end()
            yield "word", Token("w", word.start("word"), start, word["word"])
            continue
        match = _LEXER.search(text, start, end)
        if match is None:
            return
        yield _token(match, text)
        start = match.end()


def _token(match: regex.Match[str], text: str) -> tuple[str, Token]:
    name = (match.lastgroup or "").removeprefix("is_")
    if name in ("word", "mark"):
        return "word", Token("w", match.start(), match.end(), match[0])
    maker = _MAKERS.get(name)
    kind, token = maker(match, text) if maker is not None else (name if name != "rest" else "noise", None)
    return kind, token or Token("X", match.start(), match.end(), match[0])


Made = tuple[str, Token | None]


def _figure(kind: str, match: regex.Match[str], printed: str, unit: str = "") -> Made:
    value = _value(printed)
    if value is None:
        return "noise", None
    sense = {"+": 1, "-": -1}.get(printed.strip()[0], 0)
    token = Token(KINDS[kind], match.start(), match.end(), match[0], value, unit=unit, sense=sense)
    return (f"plus_{kind}" if sense else kind), token


def _value(printed: str) -> Decimal | None:
    plain = printed.replace(",", "").replace(" ", "").casefold()
    if plain.lstrip("+-")[:1].isdigit():
        return Decimal(plain)
    tens, _, ones = printed.casefold().replace("-", " ").partition(" ")
    if tens in _SPELT:
        return Decimal(_SPELT.index(tens))
    return Decimal(20 + 10 * _TENS.index(tens) + (_SPELT.index(ones) if ones else 0)) if tens in _TENS else None


def _number(match: regex.Match[str], text: str) -> Made:
    plain = match["number"]
    if _NOT_COUNTED.match(text, match.end()) or _YEAR.fullmatch(plain) or ("." in plain and not _per_head(text)):
        return "noise", None
    return _figure("count", match, plain, "count")


def _per_head(text: str) -> bool:
    return " per " in text


def _duration(match: regex.Match[str], text: str) -> Made:
    if match["min"]:
        value, unit = Decimal(int(match["min"]) * 60 + int(match["sec"])), "second"
    else:
        value = Decimal(match["time"].replace(",", ""))
        unit = {"m": "minute", "s": "second", "h": "hour"}[match["unit"][0].casefold()]
    return "duration", Token(DURATION, match.start(), match.end(), match[0], value, unit=unit)


_HEADS = {"1000": "per_1000", "100000": "per_100000", "million": "per_million", "1000000": "per_million"}
_WHOM = {"households": "households", "employees": "employees"}


def _head(match: regex.Match[str], text: str) -> Made:
    unit = f"{_HEADS[match['head'].replace(',', '').casefold()]}_{_WHOM.get(match['whom'].casefold(), 'population')}"
    return "per_head", Token("K", match.start(), match.end(), match[0], unit=unit)


def _rank(match: regex.Match[str], text: str) -> Made:
    value, group = Decimal(match["place"]), Decimal(match["group"])
    return "rank", Token(RANK, match.start(), match.end(), match[0], value, group, "rank")


_MAKERS: dict[str, Callable[[regex.Match[str], str], Made]] = {
    "number": _number, "duration": _duration, "per_head": _head, "rank": _rank,
    "percent": lambda m, text: _figure("percent", m, m["pc"], "percent"),
    "points": lambda m, text: _figure("points", m, m["pp"], "percentage_point"),
    "money": lambda m, text: ("noise", None),
}  # fmt: skip
