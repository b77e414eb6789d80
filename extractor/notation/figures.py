"""Read what stands in a cell as a figure, strictly: nothing is guessed and nothing is dropped in silence.

The grammar follows the number and unit notation of the ONS style guide (thousands commas, decimal point)
plus the marks that police reports add: arrows, brackets, `% pt`, `26 of 36`, `<5`.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.quick import quick

Kind = Literal["number", "mark", "text", "unreadable", "blank"]


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell's text says. `arrow` is +1 or -1 where an arrow stands; it is not yet in `value`.

    kind: `number` a figure was read; `mark` the publisher's sign for "none" (dash, n/a, *);
    `text` words; `unreadable` looks like a figure but its value cannot be told; `blank` nothing.
    `unit` is a unit that the cell itself prints, an id of the unit code list, or empty.
    `problem` says why an unreadable figure is unreadable, or what to know about a read one.
    """

    kind: Kind
    value: Decimal | None = None
    out_of: Decimal | None = None
    qualifier: str = ""
    unit: str = ""
    arrow: int = 0
    bracketed: bool = False
    signed: bool = False
    decimals: int = 0
    problem: str = ""


UP, DOWN, FLAT = "↑▲△⬆⇧↗🔺", "↓▼▽⬇⇩↘🔻", "↔►◄→←⇔▶◀"
MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARKS = {"-", "--", "n/a", "na", "n.a.", "n/k", "..", "...", ":", "*", "**", "#", "x", "z", "nil return", "tbc",
         "tba", "not available", "not applicable", "no data", "#n/a", "#div/0!", "n/c", "[x]", "[c]", "[z]", "[low]"}  # fmt: skip
QUALIFIERS = {"<": "<", ">": ">", "~": "~", "c.": "~", "circa": "~", "approx.": "~",
              "approximately": "~", "under": "<", "over": ">", "fewer than": "<", "less than": "<",
              "more than": ">"}  # fmt: skip
UNIT_WORDS = {
    "percentage_point": r"%\s*-?\s*(?:age\s*)?(?:pts?|points?)\.?|pps?t?s?|p\.p\.|percentage points?|per cent points?|ppts?",
    "percent": r"%|per ?cent",
    "hour": r"hours?|hrs?\.?",
    "minute": r"minutes?|mins?\.?",
    "second": r"seconds?|secs?\.?",
    "day": r"(?:working |calendar )?days?",
    "fte": r"fte",
}
CURRENCY = {"m": "gbp_million", "million": "gbp_million", "k": "gbp_thousand", "": "gbp", "bn": "gbp_billion"}

_SPACE = "\u00a0\u2007\u2009\u202f"
_DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{_SPACE}]\d{{3}})+|\d+)"
_NUMBER = rf"(?:{_DIGITS}(?:\.\d+)?|\.\d+)"
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNIT_WORDS.items())
_NUMBER_RE = re.compile(
    rf"(?P<sign>[+-])?\s*(?P<pound>£)?\s*(?P<sign2>[+-])?(?P<number>{_NUMBER})\s*"
    rf"(?P<scale>(?<=[\d])(?:million|bn|m|k)\b)?\s*(?:{_UNIT})?",
    re.IGNORECASE,
)
_OF_RE = re.compile(rf"(?P<value>{_NUMBER})(?:st|nd|rd|th)?\s*(?:out of|of|/)\s*(?P<out_of>{_NUMBER})", re.IGNORECASE)
_ORDINAL_RE = re.compile(r"(?P<value>\d+)(?:st|nd|rd|th|=)", re.IGNORECASE)
_ONE_IN_RE = re.compile(rf"(?P<value>{_NUMBER})\s+in\s+(?P<out_of>{_NUMBER})", re.IGNORECASE)
_RATIO_RE = re.compile(rf"(?P<value>{_NUMBER})\s*:\s*1")
_CLOCK_RE = re.compile(r"(?P<h>\d{1,3}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)")
_DURATION_RE = re.compile(
    r"(?:(?P<h>\d+)\s*(?:hours?|hrs?|h))?\s*(?:(?P<m>\d+)\s*(?:minutes?|mins?|m))?\s*(?:and\s*)?"
    r"(?:(?P<s>\d+)\s*(?:seconds?|secs?|s))?",
    re.IGNORECASE,
)
_PAIR_RE = re.compile(rf"(?P<first>{_NUMBER}\s*%?)\s*\((?P<second>[+-]?{_NUMBER}\s*%?)\)")
_FOOTNOTE = re.compile(rf"[\s]*(?:[*†‡§]+|[{SUPERSCRIPTS}]+|\[(?:note\s*)?\w\]|\((?:[a-z]|[ivx]+)\))$", re.IGNORECASE)
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?%?")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def parse_figure(text: str, spaced: bool = False) -> Figure:
    """Read one cell's text. Never raises; what cannot be read says so in `kind` and `problem`.

    `spaced` tells that the table around writes thousands with a blank (`14 388`).
    """
    return _kept(text, spaced) if len(text) <= _SHORT else _parse(text, spaced)


def _parse(text: str, spaced: bool) -> Figure:
    plain = _tidy(text)
    if spaced and _SPACED.fullmatch(plain):
        plain = plain.replace(" ", "")
    if not plain:
        return Figure("blank")
    if plain.casefold() in MARKS:
        return Figure("mark")
    plain = _FOOTNOTE.sub("", plain) or plain
    arrow, plain = _take_arrow(plain)
    if not plain:
        return Figure("mark") if arrow == 0 else Figure("unreadable", arrow=arrow, problem="an arrow without a number")
    if plain.startswith("±"):
        return _plus_minus(plain, arrow)
    bracketed, plain = _take_brackets(plain)
    qualifier, plain = _take_qualifier(plain)
    figure = _read(plain)
    if figure is None:
        return _not_a_number(plain, arrow)
    if qualifier == "~":
        figure, qualifier = replace(figure, problem="the figure is printed as approximate"), ""
    return _assemble(figure, arrow, bracketed, qualifier)


# A cell is looked at several times before it is known to be one of figures; paragraphs are not.
_SHORT = 200
_kept = lru_cache(maxsize=16384)(_parse)


def writes_spaced_thousands(texts: Iterable[str]) -> bool:
    """True where a table parts thousands by blanks throughout: two figures at least do, and none writes them else."""
    spaced = 0
    for text in texts:
        plain = _tidy(text)
        if _SPACED.fullmatch(plain):
            spaced += 1
        elif re.search(r"\d{4}|\d,\d{3}", plain):
            return False
    return spaced >= 2


def is_figure(text: str) -> bool:
    """True where the text is a number or the publisher's mark for a missing one."""
    return parse_figure(text).kind in ("number", "mark")


def _tidy(text: str) -> str:
    plain = re.sub(r"</?[a-z]+/?>", "", text.replace("\u00ad", ""))
    for dash in MINUS:
        plain = plain.replace(dash, "-")
    plain = plain.replace("−", "-").replace("％", "%").replace("\ufe62", "+").replace("\u200b", "")
    plain = re.sub(r"[ \t\r\n\f\v]+", " ", plain).strip(" " + _SPACE)
    return plain.replace("+/-", "±")


def _take_arrow(plain: str) -> tuple[int, str]:
    direction = 0
    for signs, sense in ((UP, 1), (DOWN, -1)):
        if any(s in plain for s in signs):
            direction += sense
    kept = "".join(c for c in plain if c not in UP + DOWN + FLAT and c != "\ufe0f")
    return direction, kept.strip()


def _take_brackets(plain: str) -> tuple[bool, str]:
    """`(175)` and `(12.3%)` and `(12.3)%`: the whole figure in brackets."""
    match = re.fullmatch(r"\(([^()]*)\)\s*(%)?", plain)
    if match and any(c.isdigit() for c in match[1]):
        return True, (match[1] + (match[2] or "")).strip()
    return False, plain


def _take_qualifier(plain: str) -> tuple[str, str]:
    folded = plain.casefold()
    for mark, meaning in QUALIFIERS.items():
        if folded.startswith(mark):
            rest = plain[len(mark) :].strip()
            if rest[:1].isdigit() or rest[:1] in "£.":
                return meaning, rest
    return "", plain


def _read(plain: str) -> Figure | None:
    for reader in (_read_of, _read_duration, _read_ratio, _read_number):
        figure = reader(plain)
        if figure is not None:
            return figure
    return None


def _read_of(plain: str) -> Figure | None:
    match = _OF_RE.fullmatch(plain)
    if match and ("/" not in plain or _decimal(match["value"]) <= _decimal(match["out_of"])):  # 2016/17 is a year
        return Figure("number", _decimal(match["value"]), _decimal(match["out_of"]))
    match = _ONE_IN_RE.fullmatch(plain)
    if match:
        return Figure("number", _decimal(match["value"]), _decimal(match["out_of"]), unit="ratio")
    match = _ORDINAL_RE.fullmatch(plain)
    return Figure("number", _decimal(match["value"]), unit="rank") if match else None


def _read_duration(plain: str) -> Figure | None:
    clock = _CLOCK_RE.fullmatch(plain)
    match = clock or _DURATION_RE.fullmatch(plain)
    if not match or sum(match[g] is not None for g in "hms") < 2:
        return None
    h, m, s = (int(match[g] or 0) for g in "hms")
    return Figure("number", Decimal(h * 3600 + m * 60 + s), unit="second")


def _read_ratio(plain: str) -> Figure | None:
    match = _RATIO_RE.fullmatch(plain)
    return Figure("number", _decimal(match["value"]), unit="ratio") if match else None


def _read_number(plain: str) -> Figure | None:
    match = _NUMBER_RE.fullmatch(plain)
    if not match or (match["sign"] and match["sign2"]) or (match["scale"] and not match["pound"]):
        return None
    sign = match["sign"] or match["sign2"] or ""
    value = _decimal(match["number"])
    unit = next((name for name in UNIT_WORDS if match[name]), "")
    if match["pound"]:
        unit = CURRENCY[(match["scale"] or "").casefold()]
    decimals = len(match["number"].partition(".")[2])
    return Figure("number", -value if sign == "-" else value, unit=unit, signed=bool(sign), decimals=decimals)


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(rf"[,{_SPACE}]", "", number))


def _plus_minus(plain: str, arrow: int) -> Figure:
    figure = _read(plain.lstrip("± "))
    if figure is None or figure.value is None:
        return Figure("unreadable", arrow=arrow, problem="± without a readable number")
    if figure.value == 0:
        return Figure("number", figure.value, unit=figure.unit, decimals=figure.decimals)
    if arrow:
        return Figure("number", figure.value * arrow, unit=figure.unit, signed=True, decimals=figure.decimals)
    return Figure("unreadable", unit=figure.unit, problem="± leaves the sign open")


def _assemble(figure: Figure, arrow: int, bracketed: bool, qualifier: str) -> Figure:
    if bracketed and figure.signed:
        # "(-5)" is a figure set in brackets, not a doubly negated one
        bracketed = False
    return Figure("number", figure.value, figure.out_of, qualifier, figure.unit, arrow, bracketed,
                  figure.signed, figure.decimals, figure.problem)  # fmt: skip


def _not_a_number(plain: str, arrow: int) -> Figure:
    pair = _PAIR_RE.fullmatch(plain)
    if pair:
        first = _read(pair["first"].strip())
        if first is not None:
            return Figure("number", first.value, unit=first.unit, arrow=arrow, decimals=first.decimals,
                          problem=f"a second figure in the cell, {pair['second']}, is not read")  # fmt: skip
    if not any(c.isdigit() for c in plain):
        return Figure("text")
    letters = sum(len(word) for word in _LETTERS.findall(plain))
    digits = sum(c.isdigit() for c in plain)
    if letters > digits:
        return Figure("text")
    return Figure("unreadable", arrow=arrow, problem="a figure in a notation that is not known")
