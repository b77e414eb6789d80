"""Read what stands in a cell as a figure, strictly: nothing is guessed and nothing is dropped in silence.

The grammar follows the number and unit notation of the ONS style guide (thousands commas, decimal point)
plus the marks that police reports add: arrows, brackets, `% pt`, `26 of 36`, `<5`. The words of it (marks, bounds,
units) stand in `schemas/figures.toml`.
"""

# ruff: noqa: E501 - a pattern reads best on one line
from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from extractor.codelists import schemas_dir
from extractor.quick import changed, quick

Kind = Literal["number", "mark", "text", "unreadable", "blank"]


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell's text says. `arrow` is +1 or -1 where an arrow stands; it is not yet in `value`.

    kind: `number` a figure was read; `mark` the publisher's sign for "none" (dash, n/a, *);
    `text` words, among them the label of a band (`10-17`); `unreadable` looks like a figure but its value cannot be told; `blank` nothing.
    `unit` is a unit that the cell itself prints, an id of the unit code list, or empty; amounts in dollars leave it
    to the caller. `low` and `high` are the bounds of an interval printed with the figure (`79.2% ±1.8`).
    `decimals` is negative where the figure is printed in millions and read in ones.
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
    low: Decimal | None = None
    high: Decimal | None = None


def _words() -> Mapping[str, Any]:
    return tomllib.loads((schemas_dir() / "figures.toml").read_text("utf-8"))


WORDS = _words()
UP, DOWN, FLAT = "↑▲△⬆⇧↗🔺", "↓▼▽⬇⇩↘🔻", "↔►◄→←⇔▶◀"
MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
MARKS = frozenset(WORDS["marks"]["any_case"])
_LOWER_MARKS = frozenset(WORDS["marks"]["lower_case"])
QUALIFIERS: Mapping[str, str] = WORDS["qualifiers"]
UNIT_WORDS: Mapping[str, str] = WORDS["units"]
CURRENCY = {"m": "gbp_million", "million": "gbp_million", "k": "gbp_thousand", "": "gbp", "bn": "gbp_billion"}
_ZEROS = {"m": 6, "million": 6, "k": 3, "": 0, "bn": 9}

_SPACE = "\u00a0\u2007\u2009\u202f"
_DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{_SPACE}]\d{{3}})+|\d+)"
_NUMBER = rf"(?:{_DIGITS}(?:\.\d+)?|\.\d+)"
_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in UNIT_WORDS.items())
_ANY_UNIT = "|".join(UNIT_WORDS.values())
_NUMBER_RE = re.compile(
    rf"(?P<sign>[+-])?\s*(?P<currency>£|GBP|(?:US)?\$)?\s*(?P<sign2>[+-])?(?P<number>{_NUMBER})\s*"
    rf"(?P<scale>(?:million|bn|m|k)\b)?\s*(?:{_UNIT})?",
    re.IGNORECASE,
)
_OF_RE = re.compile(rf"(?P<value>{_NUMBER})(?:st|nd|rd|th)?\s*(?:out of|of|/)\s*(?P<out_of>{_NUMBER})", re.IGNORECASE)
_ORDINAL_RE = re.compile(
    r"(?P<tie>=\s*|joint\s+)?(?P<value>\d{1,4})(?P<suffix>st|nd|rd|th)?(?P<equal>\s*=)?", re.IGNORECASE
)
_ONE_IN_RE = re.compile(rf"(?P<value>{_NUMBER})\s+in\s+(?P<out_of>{_NUMBER})", re.IGNORECASE)
_RATIO_RE = re.compile(rf"(?P<value>{_NUMBER})\s*:\s*1")
_CLOCK_RE = re.compile(r"(?P<sign>[+-]\s?)?(?P<h>\d{1,3}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)")
_MINUTES_RE = re.compile(r"(?P<sign>[+-]\s?)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)")
_DURATION_RE = re.compile(
    r"(?P<sign>[+-]\s?)?(?:(?P<h>\d{1,9})\s*(?:hours?|hrs?|h))?\s*(?:(?P<m>\d{1,9})\s*(?:minutes?|mins?|m))?\s*(?:and\s*)?"
    r"(?:(?P<s>\d{1,9})\s*(?:seconds?|secs?|s))?",
    re.IGNORECASE,
)
_PAIR_RE = re.compile(rf"(?P<first>{_NUMBER}\s*%?)\s*\((?P<second>[+-]?{_NUMBER}\s*%?)\)")
_MARGIN_RE = re.compile(
    rf"(?P<figure>[+-]?\s*{_NUMBER}\s*(?:{_ANY_UNIT})?)\s*\(?\s*±\s*(?P<margin>{_NUMBER})\s*(?P<unit>{_ANY_UNIT})?\s*\)?",
    re.IGNORECASE,
)
_BOUNDS_RE = re.compile(
    rf"(?P<figure>[+-]?\s*{_NUMBER}\s*(?:{_ANY_UNIT})?)\s*[(\[]\s*(?P<low>-?{_NUMBER})\s*%?\s*(?:-|to|,)\s*(?P<high>-?{_NUMBER})\s*%?\s*[)\]]",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    rf"\s*(?:[*†‡§]+|[{SUPERSCRIPTS}ᵃ-ᶻ](?:[,{SUPERSCRIPTS}ᵃ-ᶻ]*[{SUPERSCRIPTS}ᵃ-ᶻ])?"
    r"|\[(?:notes?\s*\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*|[a-z]{1,3}|\d)\]|\((?:[a-z]|[ivx]+|notes?\s*\d{1,2})\)|(?<=[\d%])r)$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?%?")
_YEAR_PAIR = re.compile(r"(\d\d)/(\d\d)")
_TIME_OF_DAY = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\.?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_RUNS = re.compile("|".join(rf"{re.escape(c)}{{{2 if c == '.' else 1},}}" for c in WORDS["marks"]["runs_of"]))


def parse_figure(text: str, spaced: bool = False, duration: bool = False) -> Figure:
    """Read one cell's text. Never raises; what cannot be read says so in `kind` and `problem`.

    `spaced` tells that the table around writes thousands with a blank (`14 388`), `duration` that the headings speak
    of a length of time, so that `03:45` is minutes and seconds and no time of day.
    """
    return _kept(text, spaced, duration) if len(text) <= _SHORT else _parse(text, spaced, duration)


def _parse(text: str, spaced: bool, duration: bool) -> Figure:
    plain = _tidy(text)
    if spaced and _SPACED.fullmatch(plain):
        plain = plain.replace(" ", "")
    if not plain:
        return Figure("blank")
    if _is_mark(plain):
        return Figure("mark")
    plain = _without_notes(plain)
    if _is_mark(plain):
        return Figure("mark")
    arrow, plain = _take_arrow(plain)
    direction, plain = _take_direction(plain)
    arrow = arrow or direction
    if not plain:
        return Figure("mark") if arrow == 0 else Figure("unreadable", arrow=arrow, problem="an arrow without a number")
    if plain.startswith("±"):
        return _plus_minus(plain, arrow)
    return _with_its_signs(plain, arrow, duration)


def _with_its_signs(plain: str, arrow: int, duration: bool) -> Figure:
    bracketed, plain = _take_brackets(plain)
    qualifier, bare = _take_qualifier(plain)
    figure = _read_minutes(bare) if duration else None
    figure = figure or _read(bare) or _read_interval(bare)
    if figure is None:
        return _not_a_number(plain, arrow)
    if figure.kind == "unreadable":
        return changed(figure, arrow=arrow)
    if qualifier == "~":
        figure, qualifier = changed(figure, problem="the figure is printed as approximate"), ""
    if qualifier in ("<=", ">="):
        figure = changed(figure, problem=f"printed as {qualifier}: the figure itself is among what it may be")
    return _assemble(figure, arrow, bracketed, qualifier[:1])


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


def without_notes(text: str) -> str:
    """The text without the marks of notes that stand behind it: `2022*`, `79²`, `1,234 [note 3]`."""
    return _without_notes(_tidy(text))


def _is_mark(plain: str) -> bool:
    return plain.casefold() in MARKS or plain in _LOWER_MARKS or bool(_RUNS.fullmatch(plain))


def _without_notes(plain: str) -> str:
    for _ in range(3):  # 79.2%² [r] *
        shorter = _FOOTNOTE.sub("", plain)
        if not shorter or shorter == plain:
            break
        plain = shorter
    return plain


def _tidy(text: str) -> str:
    plain = re.sub(r"</?[a-z]+/?>", "", text.replace("\u00ad", ""))
    for dash in MINUS:
        plain = plain.replace(dash, "-")
    plain = plain.replace("％", "%").replace("\ufe62", "+").replace("\u200b", "")
    plain = re.sub(r"[ \t\r\n\f\v]+", " ", plain).strip(" " + _SPACE)
    return plain.replace("+/-", "±")


def _take_arrow(plain: str) -> tuple[int, str]:
    direction = 0
    for signs, sense in ((UP, 1), (DOWN, -1)):
        if any(s in plain for s in signs):
            direction += sense
    kept = "".join(c for c in plain if c not in UP + DOWN + FLAT and c != "\ufe0f")
    return direction, kept.strip()


def _take_direction(plain: str) -> tuple[int, str]:
    """`up 4`, `14.1% lower`: the direction of a change in words, and its figure without a sign."""
    for pattern, sense in _DIRECTIONS:
        match = pattern.fullmatch(plain)
        if match:
            return sense, (match[1] or match[2]).strip()
    return 0, plain


def _in_words(direction: str) -> re.Pattern[str]:
    before, behind = ("|".join(WORDS["directions"][d]) for d in (direction, f"{direction}_behind"))
    return re.compile(rf"(?:(?:{before})\s+(?=[£$.\d])([^()+-]+)|(?=[£$.\d])([^()+-]+?)\s+(?:{behind}))", re.IGNORECASE)


_DIRECTIONS = ((_in_words("up"), 1), (_in_words("down"), -1))


def _take_brackets(plain: str) -> tuple[bool, str]:
    """`(175)`, `(12.3%)`, `(12.3)%`, `£(175)`: the whole figure in brackets."""
    match = re.fullmatch(r"([£$]?)\(([^()]*)\)\s*(%|[mk]\b)?", plain)
    if match and any(c.isdigit() for c in match[2]):
        return True, (match[1] + match[2] + (match[3] or "")).strip()
    return False, plain


def _take_qualifier(plain: str) -> tuple[str, str]:
    folded = plain.casefold()
    for mark, meaning in _BY_LENGTH:
        if folded.startswith(mark):
            rest = plain[len(mark) :].strip()
            if rest[:1].isdigit() or rest[:1] in tuple("£$."):
                return meaning, rest
    return "", plain


_BY_LENGTH = sorted(QUALIFIERS.items(), key=lambda item: -len(item[0]))


def _read(plain: str) -> Figure | None:
    for reader in (_read_of, _read_rank, _read_duration, _read_ratio, _read_number):
        figure = reader(plain)
        if figure is not None:
            return figure
    return None


def _read_of(plain: str) -> Figure | None:
    pair = _YEAR_PAIR.fullmatch(plain)
    if pair and int(pair[2]) == (int(pair[1]) + 1) % 100:
        return Figure("unreadable", problem="a pair of years, or one figure out of another")
    match = _OF_RE.fullmatch(plain)
    if match and ("/" not in plain or _decimal(match["value"]) <= _decimal(match["out_of"])):  # 2016/17 is a year
        return Figure("number", _decimal(match["value"]), _decimal(match["out_of"]))
    match = _ONE_IN_RE.fullmatch(plain)
    if match:
        return Figure("number", _decimal(match["value"]), _decimal(match["out_of"]), unit="ratio")
    return None


def _read_rank(plain: str) -> Figure | None:
    match = _ORDINAL_RE.fullmatch(plain)
    if match is None or not (match["tie"] or match["suffix"] or match["equal"]):
        return None
    if match["suffix"] and match["suffix"].casefold() != _suffix(int(match["value"])):
        return Figure("unreadable", problem=f"{match['suffix']} does not go with {match['value']}")
    return Figure("number", _decimal(match["value"]), unit="rank")


def _suffix(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _read_duration(plain: str) -> Figure | None:
    clock = _CLOCK_RE.fullmatch(plain)
    match = clock or _DURATION_RE.fullmatch(plain)
    if not match or sum(match[g] is not None for g in "hms") < 2:
        return None
    h, m, s = (int(match[g] or 0) for g in "hms")
    return _time(match["sign"], h * 3600 + m * 60 + s)


def _read_minutes(plain: str) -> Figure | None:
    match = _MINUTES_RE.fullmatch(plain)
    return _time(match["sign"], int(match["m"]) * 60 + int(match["s"])) if match else None


def _time(sign: str | None, seconds: int) -> Figure:
    value = Decimal(-seconds if sign and sign.strip() == "-" else seconds)
    return Figure("number", value, unit="second", signed=bool(sign))


def _read_ratio(plain: str) -> Figure | None:
    match = _RATIO_RE.fullmatch(plain)
    return Figure("number", _decimal(match["value"]), unit="ratio") if match else None


def _read_number(plain: str) -> Figure | None:
    match = _NUMBER_RE.fullmatch(plain)
    if not match or (match["sign"] and match["sign2"]) or (match["scale"] and not match["currency"]):
        return None
    if re.match(r"0\d", match["number"]):
        return Figure("unreadable", problem="a number that begins with a nought is a code rather than a figure")
    sign = match["sign"] or match["sign2"] or ""
    value = _decimal(match["number"]) * (-1 if sign == "-" else 1)
    unit = next((name for name in UNIT_WORDS if match[name]), "")
    decimals, scale = len(match["number"].partition(".")[2]), (match["scale"] or "").casefold()
    if (match["currency"] or "").upper() in ("£", "GBP"):
        unit = CURRENCY[scale]
    elif scale:
        value, decimals = value.scaleb(_ZEROS[scale]), decimals - _ZEROS[scale]
    return Figure("number", value, unit=unit, signed=bool(sign), decimals=decimals)


def _read_interval(plain: str) -> Figure | None:
    """`79.2% ±1.8` and `79.2% (77.4 to 81.0)`: a figure with what it may be off by."""
    match = _MARGIN_RE.fullmatch(plain)
    if match:
        return _with_margin(match)
    match = _BOUNDS_RE.fullmatch(plain)
    figure = _read_number(match["figure"].strip()) if match else None
    if match is None or figure is None or figure.value is None:
        return None
    low, high = _decimal(match["low"]), _decimal(match["high"])
    return changed(figure, low=low, high=high) if low <= figure.value <= high and low < high else None


def _with_margin(match: re.Match[str]) -> Figure | None:
    figure = _read_number(match["figure"].strip())
    value = figure.value if figure is not None else None
    if figure is None or value is None:
        return None
    if match["unit"] and not figure.unit:
        other = _read_number(f"1{match['unit']}")
        figure = changed(figure, unit=other.unit if other else "")
    margin = _decimal(match["margin"])
    return changed(figure, low=value - margin, high=value + margin)


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
    # "(-5)" is a figure set in brackets, not a doubly negated one
    return changed(figure, qualifier=qualifier, arrow=arrow, bracketed=bracketed and not figure.signed)


def _not_a_number(plain: str, arrow: int) -> Figure:
    pair = _PAIR_RE.fullmatch(plain)
    if pair:
        first = _read(pair["first"].strip())
        if first is not None and first.kind == "number":
            return Figure("number", first.value, unit=first.unit, arrow=arrow, decimals=first.decimals,
                          problem=f"a second figure in the cell, {pair['second']}, is not read")  # fmt: skip
    if not any(c.isdigit() for c in plain):
        return Figure("text")
    if is_band(plain):
        return Figure("text", problem="a band of values, not a value")
    for pattern, problem in _PROBLEMS:
        if pattern.fullmatch(plain):
            return Figure("unreadable", arrow=arrow, problem=problem)
    letters = sum(len(word) for word in _LETTERS.findall(plain))
    digits = sum(c.isdigit() for c in plain)
    if letters > digits or (letters == digits and plain[0].isalpha()) or _TIME_OF_DAY.fullmatch(plain):
        return Figure("text")
    return Figure("unreadable", arrow=arrow, problem="a figure in a notation that is not known")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# ---- bands: what heads a row or column of values, and is none

_BANDS = WORDS["bands"]
_AMOUNT = rf"£?\s*{_NUMBER}\s*(?:%|[mk]\b)?"
_OF_BAND = rf"(?:\s*(?:{'|'.join(_BANDS['of'])}))"
_TO_BAND = r"\s*(?:-|to|and)\s*"
_LEAD_BAND = rf"(?:(?:{_alternatives(_BANDS['lead'])})\s+)?"
_BAND = re.compile(
    rf"{_LEAD_BAND}(?P<low>{_AMOUNT})(?P<of>{_OF_BAND})?{_TO_BAND}(?P<high>{_AMOUNT})(?P<of2>{_OF_BAND})?"
    rf"|{_LEAD_BAND}{_AMOUNT}\s*(?:{_alternatives(_BANDS['after'])}){_OF_BAND}?"
    rf"|(?:{_alternatives(w for w in (*_BANDS['below'], *_BANDS['above']) if w not in QUALIFIERS)})\s*{_AMOUNT}{_OF_BAND}?"
    rf"|(?:{_alternatives((*_BANDS['below'], *_BANDS['above']))})\s*{_AMOUNT}{_OF_BAND}"
    rf"|{_LEAD_BAND}{_AMOUNT}{_OF_BAND}\s+(?:{_alternatives(w for w in _BANDS['after'] if w[0].isalpha())})",
    re.IGNORECASE,
)


def is_band(plain: str) -> bool:
    """True for `10-17`, `65+`, `Under 18`: a span that goes up, and not from one year to another."""
    match = _BAND.fullmatch(plain)
    if match is None or match["low"] is None or (match["of"] and match["of"] != match["of2"]):
        return match is not None  # of 94 secs - 5 mins the first number is the greater
    low, high = (re.sub(r"[^\d.]", "", match[name]) for name in ("low", "high"))
    years = all(len(end) == 4 and end[:2] in ("19", "20") for end in (low, high))
    return Decimal(low) < Decimal(high) and not years


_PROBLEMS = (
    (re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?\s*%?"), "one number with a blank in it, or two numbers"),
    (re.compile(r"[+-]?[\d,. ]*\d\s*\?+"), "the figure is printed with a question mark"),
    (re.compile(r"[+-]?\s*€.*\d.*|.*\d\s*€"), "an amount in euros, for which there is no unit"),
    (re.compile(r"[+-]?\d[\d,.]*[OolI|][\dOolI|,.]*%?|[OlI][\d,.]+[\dOlI]%?"), "letters stand among the digits"),
    (re.compile(r"[+-]?\d+(?: ?, ?\d+)+(?:\.\d+)?%?"), "the thousands are not set off as they should be"),
    (re.compile(r"[+-]?\d{1,3}:\d\d"), "minutes and seconds, or a time of day; no heading says which"),
)  # fmt: skip
