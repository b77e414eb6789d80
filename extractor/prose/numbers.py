"""Cut words and figures: which numbers of a sentence are figures, and which are names, ages, bounds or times of day.

What a number is not for lies in words around it: `page 4`, `about 40`, `aged 12`, `40 or more`. These words are
classes of `schemas/sentences_words.csv` (`vague`, `numbered`, `counting_on`).
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.prose.lexing import COUNT, DURATION, PERCENT, POINTS, RANK, Token
from extractor.prose.words import word_classes

Part = tuple[str, Token]  # a token with its kind: word, count, percent, plus_percent, noise, ...

_KINDS = {"count": COUNT, "percent": PERCENT, "points": POINTS, "duration": DURATION, "rank": RANK}
_NUM = r"(?>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_SPELT = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SPELT[1:10])}))?|{'|'.join(_SPELT)})"
_PER_CENT = r"(?:\s?%|\s?per\s?cent\b)"
_POINTS = r"(?:\s*-?\s*percentage\s+points?\b|\s*(?:%\s*)?p\.?p\.?t?s?\b(?!\w)|\s*%?\s*(?:pts|points?)\b)"
_MIN, _SEC, _HOUR = r"(?:minutes?|mins?)", r"(?:seconds?|secs?)", r"(?:hours?|hrs?)"
_FREE = r"(?<![\w.,£/])"  # no other figure, date or amount goes on into it
_RULES = (
    ("within", rf"\b(?:within|in\s+under|in\s+less\s+than|in)\s+(?:{_NUM}|{_IN_WORDS})\s+(?:{_MIN}|{_SEC}|{_HOUR})\b"),
    ("per_head", r"\bper\s+(?P<head>1,?000|100,?000|million|1,?000,?000)\s+(?:of\s+(?:the\s+)?)?(?P<whom>population|people|residents|households|employees)\b"),
    ("money", rf"[£$€]\s?{_NUM}(?:\s?(?:million|billion|bn|m|k)\b)?"),
    ("rank", r"(?<![\w.,])(?P<place>\d+)(?:st|nd|rd|th)\s+(?:\w+\s+)?(?:out\s+)?(?:of|in)\s+(?:the\s+)?(?P<group>\d+)\b(?:\s+forces)?"),
    ("code", r"\b\L<coded>\s+\d{1,2}\b(?![,.]\d|\s?%)|(?<![\w.,+-])(?:999|101)(?![\w%]|[,.]\d)(?!\s+(?:\w+\s+){0,4}\L<recorded_things>\b)"),
    ("noise", rf"\b(?:\L<vague>|\L<numbered>)\s*\(?\s*(?:[+-]\s*)?{_NUM}(?:{_PER_CENT})?|\bone\s+in\s+\w+"),
    ("duration", rf"(?<![\w.,-])(?P<min>\d{{1,6}})\s*{_MIN}\s*(?:and\s+)?(?P<sec>\d{{1,6}})\s*{_SEC}\b|(?<![\w.,-])(?P<time>{_NUM})\s*-?(?P<unit>{_MIN}|{_SEC}|{_HOUR})\b"),
    ("points", rf"{_FREE}(?P<points>[+-]?\s?(?:{_NUM})|\b{_IN_WORDS}){_POINTS}"),
    ("percent", rf"{_FREE}(?P<percent>[+-]?\s?(?:{_NUM})|\b{_IN_WORDS}){_PER_CENT}(?!\s?\+|\s*-\s*\d)"),
    ("number", rf"(?<![\w.,£/:]|\d-)(?P<number>[+-]?{_NUM})(?![\d%])"),
    ("word", r"\p{L}(?:[\p{L}\p{N}]|['&-](?=\w))*"),
    ("mark", r"'s|[^\s\w]"),
    ("rest", r"\S+?"),
)  # fmt: skip
# What stands behind a number that is none: 7 out of 10, 40 or more, 21:30, 4th, 14/88213
_NOT_COUNTED = r"\s*[-–]?\s*\L<counting_on>\b|\s*(?:in|of)\s+(?:the\s+|these\s+|those\s+|every\s+)?\d{1,3}(?![\d/,])|\+|\s?[-/:]\s?\d|\.\d+\.|[a-z]"
_FTE = regex.compile(r"\s*\(?\s*(?:fte|full[\s-]+time[\s-]+equivalents?)\b", regex.IGNORECASE)
_YEAR = regex.compile(r"[+-]?(?:19|20)\d\d")
_WORD = regex.compile(r"\s*(?:(?P<word>(?P<first>\p{L}+)(?:[\p{L}\p{N}]|['&-](?=\w))*)|(?P<word>(?P<first>[,;:.()])))")
_SHARE_IN_WORDS = regex.compile(rf"\b{_IN_WORDS}(?:{_PER_CENT}|{_POINTS})", regex.IGNORECASE)


@lru_cache(maxsize=2)
def _compiled(pattern: str) -> regex.Pattern[str]:
    lists = {kind: word_classes()[kind] for kind in ("coded", "recorded_things", "vague", "numbered", "counting_on")}
    return regex.compile(pattern, regex.IGNORECASE, ignore_unused=True, **lists)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _lexer() -> regex.Pattern[str]:
    return _compiled("|".join(f"(?P<is_{name}>{pattern})" for name, pattern in _RULES))


@lru_cache(maxsize=1)
def _leads() -> frozenset[str]:
    """The first words of all rules: any other word is a word and nothing else."""
    kinds = word_classes()
    phrases = (phrase for kind in ("coded", "vague", "numbered") for phrase in kinds[kind])
    return frozenset(
        ("within", "in", "per", "one", *_SPELT, *_TENS, *(phrase.split()[0].strip(".") for phrase in phrases))
    )


def parts_of(text: str, start: int, end: int) -> Iterator[Part]:
    """The tokens of a stretch without times and places. Nine of ten are words that begin no figure."""
    leads, lexer = _leads(), _lexer()
    while start < end:
        word = _WORD.match(text, start, end)
        if word is not None and word["first"].casefold() not in leads:
            start = word.end()
            yield "word", Token("w", word.start("word"), start, word["word"])
            continue
        match = lexer.search(text, start, end)
        if match is None:
            return
        yield _part(match, text[:end])
        start = match.end()


def share_in_words(sentence: str) -> bool:
    """Whether a sentence has a share or points written in words: `forty-one per cent`."""
    return _SHARE_IN_WORDS.search(sentence) is not None


def _part(match: regex.Match[str], text: str) -> Part:
    name = (match.lastgroup or "").removeprefix("is_")
    if name in ("word", "mark"):
        return "word", Token("w", match.start(), match.end(), match[0])
    made = _MAKERS[name](match, text) if name in _MAKERS else None
    if made is not None:
        return made
    kind = name if name in ("within", "code", "money") else "noise"
    return kind, Token("X", match.start(), match.end(), match[0])


def _figure(kind: str, match: regex.Match[str], printed: str, unit: str) -> Part | None:
    value = _value(printed)
    if value is None:
        return None
    sense = {"+": 1, "-": -1}.get(printed.strip()[0], 0)
    token = Token(_KINDS[kind], match.start(), match.end(), match[0], value, unit=unit, sense=sense)
    return (f"plus_{kind}" if sense else kind), token


def _value(printed: str) -> Decimal | None:
    plain = printed.replace(",", "").replace(" ", "").casefold()
    if plain.lstrip("+-")[:1].isdigit():
        return Decimal(plain)
    tens, _, ones = printed.casefold().replace("-", " ").partition(" ")
    if tens in _SPELT:
        return Decimal(_SPELT.index(tens))
    return Decimal(20 + 10 * _TENS.index(tens) + (_SPELT.index(ones) if ones else 0)) if tens in _TENS else None


def _number(match: regex.Match[str], text: str) -> Part | None:
    plain = match["number"]
    counted = _compiled(_NOT_COUNTED).match(text, match.end()) is None and not _YEAR.fullmatch(plain)
    if not counted or ("." in plain and " per " not in text and not _FTE.match(text, match.end())):
        return None  # a count has decimals only by the head, or where part-time people are counted by their hours
    return _figure("count", match, plain, "count")


def _duration(match: regex.Match[str], text: str) -> Part:
    if match["min"]:
        value, unit = Decimal(int(match["min"]) * 60 + int(match["sec"])), "second"
    else:
        value = Decimal(match["time"].replace(",", ""))
        unit = {"m": "minute", "s": "second", "h": "hour"}[match["unit"][0].casefold()]
    return "duration", Token(DURATION, match.start(), match.end(), match[0], value, unit=unit)


_HEADS = {"1000": "per_1000", "100000": "per_100000", "million": "per_million", "1000000": "per_million"}
_WHOM = {"households": "households", "employees": "employees"}


def _head(match: regex.Match[str], text: str) -> Part:
    unit = f"{_HEADS[match['head'].replace(',', '').casefold()]}_{_WHOM.get(match['whom'].casefold(), 'population')}"
    return "per_head", Token("K", match.start(), match.end(), match[0], unit=unit)


def _rank(match: regex.Match[str], text: str) -> Part:
    value, group = Decimal(match["place"]), Decimal(match["group"])
    return "rank", Token(RANK, match.start(), match.end(), match[0], value, group, "rank")


_MAKERS: dict[str, Callable[[regex.Match[str], str], Part | None]] = {
    "number": _number, "duration": _duration, "per_head": _head, "rank": _rank,
    "percent": lambda m, text: _figure("percent", m, m["percent"], "percent"),
    "points": lambda m, text: _figure("points", m, m["points"], "percentage_point"),
}  # fmt: skip
