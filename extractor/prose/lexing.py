"""Cut a sentence into figures, times, areas, movements and words, and write it as a line of signs.

The signs are what the grammar matches on: `N offences were recorded T ; a P M C B ( N ) .` Words stay words.
A number that is no statistic (a target, an age, a grade, one said to be about right) gets a sign of its own, so that
no pattern can take it for a figure.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.prose.times import Time, find_times
from extractor.quick import quick

COUNT, PERCENT, POINTS, DURATION, RANK, ORDINAL, PART, DAILY = (
    "N", "P", "Q", "U", "R", "O", "F", "D"
)  # fmt: skip
NOISE, PERIOD, BASE, AVERAGE, BASELINE, MOVE, COMPARE, AREA, PER_HEAD = "X", "T", "B", "V", "L", "M", "C", "A", "K"


@quick
@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a sentence. `text` is as printed; `sense` is +1 or -1 for a movement or a signed figure."""

    sign: str
    start: int
    end: int
    text: str
    value: Decimal | None = None
    out_of: Decimal | None = None
    unit: str = ""
    sense: int = 0
    time: Time | None = None


@quick
@dataclass(frozen=True)
class Signs:
    """A sentence as tokens and as one line of signs, a blank after each."""

    text: str
    tokens: tuple[Token, ...]
    line: str
    starts: tuple[int, ...]

    def at(self, position: int) -> int:
        """Which token stands at a place of the line."""
        return self.starts.index(position)

    def behind(self, position: int) -> Signs:
        """The part of the sentence from a place of the line on."""
        first = self.starts.index(position)
        starts = tuple(s - position for s in self.starts[first:])
        return Signs(self.text, self.tokens[first:], self.line[position:], starts)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a stretch of the line."""
        return tuple(t for t, s in zip(self.tokens, self.starts, strict=True) if start <= s < end)


_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BEFORE = r"(?<![\w.,£$€/:])"
_SIGNED = rf"{_BEFORE}(?:(?<=\()[+-]\s|[+-])?{_NUM}"  # a line may end between a bracketed sign and its number
_UP = r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|grow(?:th|n|s)?|grew|uplift|gain(?:ed)?"
_DOWN = r"decreas(?:e|es|ed|ing)|reduc(?:tion|ed|es|ing|tions)|fall(?:s|en|ing)?|fell|drop(?:ped|s|ping)?|declin(?:e|es|ed|ing)"
_MOVED = "".join(
    (
        "(?:",
        "|".join(
            rf"(?<={w})" for w in ("is ", "was ", "are ", "were ", "been ", "went ", "gone ", ", ", r"\(", "% ", r"\d ")
        ),
        ")",
    )
)
_MOVES = (
    r"(?=\s+(?:by\s+|from\s+)?[+-]?\d|\s+on\s+(?:the\s+)?(?:previous|same|last|year))"  # is up 6%; 34% up on last year
)
# What makes a number no statistic: words before it ...
_VAGUE = (
    r"(?:about|around|approximately|approx\.?|circa|c\.|nearly|almost|over|under|up to|at least|at most|more than|"
    r"less than|fewer than|just over|just under|some|roughly|below|above|(?:target|ambition|aspiration|aim|goal|"
    r"average|mean) of|grades?|outcomes?|schedule|question|page|pages|paragraph|section|table|figure|level|class|aged|ages?|"
    r"phase|stage|tier|type|version|appendix|item|room|code|codes|op|operation|number|no\.|q|top|first|last|next|every|"
    r"within|between)"
)
# ... and words behind it.
_NOT_COUNTED = (
    r"(?:\s*[-–]?\s*(?:months?|days?|years?|weeks?|hours?|consecutive|times|mph|point|year-olds?|plus|or more|or less|or fewer|"
    r"out of|in (?:every )?\d|of (?:the )?\d|pm\b|am\b)|\+|\s?[-/]\s?\d|:\d|\.\d+\.|(?:st|nd|rd|th)\b|[a-z]|\))"
)
_TARGET = r"\s*(?:\w+\s+)?(?:target|aspiration|ambition|threshold|tolerance|confidence (?:interval|level))"
_WORD_GOES_ON = r"(?:\w|['&-](?=\w))*"
_TIMES_UNIT = r"(?:minutes?|mins?|seconds?|secs?)"
_RULES: tuple[tuple[str, str], ...] = (
    ("per_head", r"\bper\s+1,?000\s+(?:of\s+(?:the\s+)?)?(?P<head>population|people|residents|households)\b|\bper\s+[\d,]+\s+\w+"),
    ("money", rf"[£$€]\s?{_NUM}(?:\s?(?:million|bn|m|k)\b)?"),
    ("range", rf"\bbetween\s+{_NUM}\s*(?:%|\w+)?\s+and\s+{_NUM}\s*(?:%|{_TIMES_UNIT}|days?)?|{_SIGNED}\s?%?\s?-\s?{_NUM}\s?%?(?!\d)"),
    ("rank", rf"{_BEFORE}(?P<place>\d+)(?:st|nd|rd|th)\s+(?:out\s+)?(?:of|in)\s+(?:the\s+)?(?P<group>\d+)(?:\s+forces)?"
             rf"|{_BEFORE}(?P<place2>\d+)(?:st|nd|rd|th)\s+\(\s*\d+\s+of\s+(?P<group2>\d+)[^()]*\)"),
    ("ordinal", rf"{_BEFORE}\d+(?:st|nd|rd|th)\b"),
    ("line", r"(?<![\d.,+-])(?:999|101)(?![\d%]|[,.]\d)(?!\s+(?:\w+\s+){0,4}(?:offences|crimes|incidents|reports|arrests|collisions|cases)\b)"),
    ("ages", r"\baged\s+\d+(?:\s*(?:to|-)\s*\d+|\s+(?:and|or)\s+(?:over|above|older|under|younger))\b"),
    ("daily", rf"(?:\baverage\s+of\s+)?(?P<daily>{_BEFORE}{_NUM})(?=\s+(?:(?P<daily_than>more|additional|extra|fewer|less)\s+(?:\w+\s+){{0,3}}"
              rf"|(?:\w+\s+){{0,2}}(?P<daily_than2>extra|more|fewer|less)\s+)(?:per|a|each|every)\s+day\b)"),
    ("noise", rf"\b{_VAGUE}\s*\(?\s*{_SIGNED}(?:\s*(?:%|per cent|{_TIMES_UNIT}|days?|hours?))?"
              rf"|\bin\s+{_NUM}\s+{_TIMES_UNIT}|{_SIGNED}\s?(?:%|{_TIMES_UNIT}|days?)?(?={_TARGET})"),
    ("duration", rf"{_BEFORE}(?P<min>\d{{1,6}})\s*(?:minutes?|mins?)\s*(?:and\s+)?(?P<sec>\d{{1,6}})\s*(?:seconds?|secs?)\b"
                 rf"|{_BEFORE}(?P<time>\d+(?:\.\d+)?)\s*(?P<time_unit>{_TIMES_UNIT})\b"),
    ("part_of", rf"(?P<part>{_BEFORE}{_NUM})\s+(?:out\s+)?of\s+(?:(?:the|these|those)\s+(?P<whole>{_NUM})|(?P<whole2>{_NUM})(?<!\b10)(?<!\b100))(?!\s?%|[\d,.]*\d)"),
    ("points", rf"(?P<points>{_SIGNED})\s*(?:%\s*-?\s*)?(?:percentage\s+points?|%?\s?pts?\b|ppts?\b|points?\b)"),
    ("percent", rf"(?P<percent>{_SIGNED})\s?(?:%|per\s?cent\b)(?!\s?[+])"),
    ("not_counted", rf"{_SIGNED}(?={_NOT_COUNTED}(?<!\)))"),
    ("year", rf"{_BEFORE}(?:19|20)\d\d(?![\d%,]|\.\d)"),
    ("count", rf"(?P<count>{_SIGNED})(?![\d%]|[.,]\d)"),
    ("compare", r"\b(?:(?:when|as|if)\s+)?(?:compared|compare|comparing|in\s+comparison)(?:\s+(?:to|with|against))?(?:\s+the(?=\s+(?:same|previous)))?"
                r"|\b(?:versus|vs\.?|relative\s+to)(?!\w)|\bv\.?(?=\s*\d)"),
    ("up", rf"\b(?:{_UP})\b|{_MOVED}up{_MOVES}\b"),
    ("down", rf"\b(?:{_DOWN})\b|{_MOVED}down{_MOVES}\b"),
    ("word", rf"[A-Za-z]{_WORD_GOES_ON}"),
    ("percent_word", r"%"),
    ("mark", r"[,;:.()/&-]"),
)  # fmt: skip
_LEXER = re.compile("|".join(f"(?P<is_{name}>{pattern})" for name, pattern in _RULES), re.IGNORECASE)


def signs_of(text: str, areas: Sequence[str]) -> Signs:
    """The sentence as signs. `areas` are the names and aliases that count as areas, as they are written."""
    tokens = sorted(_tokens(text, areas), key=lambda t: t.start)
    parts = [t.sign for t in tokens]
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return Signs(text, tuple(tokens), "".join(f"{p} " for p in parts), tuple(starts))


def places_in(text: str, areas: Sequence[str]) -> list[Token]:
    """The areas that a text names, in its order."""
    return list(_places(text, tuple(areas))) if areas else []


@lru_cache(maxsize=4)  # a sentence is asked for its areas when it is cut into signs, and once more when it is read
def _places(text: str, areas: tuple[str, ...]) -> tuple[Token, ...]:
    return tuple(Token(AREA, m.start(), m.end(), m[0]) for m in area_pattern(areas).finditer(text))


def _tokens(text: str, areas: Sequence[str]) -> list[Token]:
    tokens = [_time_token(f.start, f.end, text, f.time) for f in find_times(text)]
    taken = [(t.start, t.end) for t in tokens]
    tokens += [t for t in places_in(text, areas) if not any(t.start < e and s < t.end for s, e in taken)]
    at = 0
    for start, end in [*sorted((t.start, t.end) for t in tokens), (len(text), len(text))]:
        tokens += _plain_tokens(text, at, start)
        at = end
    return tokens


def _plain_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch without times and areas, as `_LEXER` alone would find them.

    Nine of ten are words that begin no other rule: these go past the rules, which saves most of the time.
    """
    tokens: list[Token] = []
    while start < end:
        plain = _PLAIN_WORD.match(text, start, end)
        if plain is not None and not (plain["letters"] and _begins_rule(plain["letters"])):
            start = plain.end()
            if plain["mark"]:
                tokens.append(Token(plain["mark"], start - 1, start, plain["mark"]))
            else:
                tokens.append(_word(plain["word"], plain.start("word"), start))
            continue
        match = _LEXER.search(text, start, end)
        if match is None:
            break
        tokens.append(_token(match))
        start = match.end()
    return tokens


# A word after blanks, of which no rule takes note, with the letters that it begins with; or a mark that begins none.
_PLAIN_WORD = re.compile(rf"\s*(?:(?P<word>(?P<letters>[A-Za-z]+){_WORD_GOES_ON})|(?P<mark>[,;:()/&]))")
# The first letters of all rules that do not begin with a digit, a sign or a mark; a word that is missing here is a
# word and nothing else.
_FIRST = re.compile(
    rf"{_UP}|{_DOWN}|down|per|between|in|when|as|if|compar[a-z]*|versus|vs|v|relative|about|around|approximately|approx|"
    r"circa|c|nearly|almost|over|under|up|at|more|less|fewer|just|some|roughly|below|above|target|ambition|aspiration|aim|"
    r"goal|average|mean|grades?|outcomes?|schedule|question|pages?|paragraph|section|table|figure|level|class|aged|ages?|"
    r"phase|stage|tier|type|version|appendix|item|room|codes?|op|operation|number|no|q|top|first|last|next|every|within",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _begins_rule(letters: str) -> bool:
    """Whether a rule other than that of words may begin with a word that begins with these letters."""
    return _FIRST.fullmatch(letters) is not None


# `North Staffordshire` is not Staffordshire, `Warwick University` not Warwick.
_PART_OF = "".join(
    rf"(?<!\b{w} )" for w in ("North", "South", "East", "West", "Central", "Greater", "Mid", "Upper", "Lower")
)
_NAMED_AFTER = r"(?!\s(?:upon|Road|Street|University|School|Court|Hospital|Prison|Station|Castle)\b)"


@lru_cache(maxsize=8)
def area_pattern(areas: tuple[str, ...]) -> re.Pattern[str]:
    """The names of areas as they stand in sentences, longest first."""
    names = "|".join(re.escape(a) for a in sorted(areas, key=len, reverse=True))
    return re.compile(rf"(?<![\w-]){_PART_OF}(?:{names})(?:'s)?(?![\w-]){_NAMED_AFTER}")


def _time_token(start: int, end: int, text: str, time: Time) -> Token:
    sign = {"current": PERIOD, "average": AVERAGE, "baseline": BASELINE}.get(time.kind, BASE)
    return Token(sign, start, end, text[start:end], time=time)


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    kind = (match.lastgroup or "").removeprefix("is_")  # the group that closes last is the rule itself
    make = _MAKERS.get(kind)
    if make is not None:
        return make(match)
    if kind == "word":
        return _word(text, match.start(), match.end())
    sign = _SIGNS.get(kind) or ("%" if kind == "percent_word" else text)
    return Token(sign, match.start(), match.end(), text, sense={"up": 1, "down": -1}.get(kind, 0))


def _word(text: str, start: int, end: int) -> Token:
    sign = text.casefold()
    if sign in SPELT:
        return Token(sign, start, end, text, Decimal(SPELT[sign]), unit="count")
    return Token(sign, start, end, text)


# Numbers in words keep their word as a sign: only a list of parts takes them for figures, `one of the` is none.
SPELT = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), start=1
    )
}  # fmt: skip
_SIGNS = {"money": NOISE, "ages": NOISE, "range": NOISE, "line": NOISE, "noise": NOISE, "not_counted": NOISE, "year": NOISE, "ordinal": ORDINAL,
          "compare": COMPARE, "up": MOVE, "down": MOVE}  # fmt: skip


def number(text: str) -> Decimal:
    """The number that a run of digits with a sign and thousands commas writes."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def _figure(sign: str, unit: str, group: str) -> Callable[[re.Match[str]], Token]:
    def make(match: re.Match[str]) -> Token:
        text = match[group]
        sense = {"+": 1, "-": -1}.get(text[0], 0)
        return Token(sign, match.start(), match.end(), match[0], number(text), unit=unit, sense=sense)

    return make


def _duration(match: re.Match[str]) -> Token:
    if match["min"] is not None:
        seconds = Decimal(int(match["min"]) * 60 + int(match["sec"]))
        return Token(DURATION, match.start(), match.end(), match[0], seconds, unit="second")
    unit = "minute" if match["time_unit"].casefold().startswith("min") else "second"
    return Token(DURATION, match.start(), match.end(), match[0], Decimal(match["time"]), unit=unit)


def _rank(match: re.Match[str]) -> Token:
    place, group = match["place"] or match["place2"], match["group"] or match["group2"]
    return Token(RANK, match.start(), match.end(), match[0], Decimal(place), Decimal(group), "rank")


def _part_of(match: re.Match[str]) -> Token:
    whole = number(match["whole"] or match["whole2"])
    return Token(PART, match.start(), match.end(), match[0], number(match["part"]), whole, "count")


def _daily(match: re.Match[str]) -> Token:
    sense = -1 if (match["daily_than"] or match["daily_than2"]).casefold() in ("fewer", "less") else 1
    return Token(DAILY, match.start(), match.end(), match[0], number(match["daily"]), unit="count", sense=sense)


def _per_head(match: re.Match[str]) -> Token:
    unit = {"households": "per_1000_households"}.get((match["head"] or "").casefold(), "per_1000_population")
    return Token(PER_HEAD if match["head"] else NOISE, match.start(), match.end(), match[0], unit=unit)


_MAKERS: dict[str, Callable[[re.Match[str]], Token]] = {
    "points": _figure(POINTS, "percentage_point", "points"),
    "percent": _figure(PERCENT, "percent", "percent"),
    "count": _figure(COUNT, "count", "count"),
    "duration": _duration,
    "rank": _rank,
    "per_head": _per_head,
    "part_of": _part_of,
    "daily": _daily,
}
