"""What a text is at first sight: a figure, a mark, a period, a year, a band, a code, or words.

One definition for every room. The examples in `schemas/figures.toml` ([kinds]) are its table and its test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extractor.notation.figures import Figure, is_band, parse_figure, without_notes
from extractor.notation.periods import find_periods, parse_period

KindOfText = Literal["figure", "mark", "period", "year", "band", "code", "words", "blank"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIXES_OF_FIGURES = "kmbpshroil"  # 12k, 45s, 1,234r, and the letters that are misread digits
_CODE = re.compile(
    rf"(?:[A-Z]{{1,4}}[-/]?\d{{1,9}}[A-Za-z]?|\d{{1,4}}(?![{_SUFFIXES_OF_FIGURES}])[A-Za-z]"
    r"|\d{1,4}\s?\([a-z]\)|\d+(?:\.\d+){2,}|0\d{1,5})"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MISREAD = re.compile(r"\d+[OIl][\dOIl]*")
_THOUSANDS = re.compile(
    r"\(?[£€$]\s?[,'’‘]?000['’]?s?\)?|\(?['’‘]000['’]?s?\)?|000['’]?s|\(000['’]?s?\)", re.IGNORECASE
)
_TELEPHONE = re.compile(r"\(?0\d{2,4}\)?[\s-]\d{3,4}[\s-]?\d{3,4}")


def kind_of(text: str, among: Sequence[str] = ()) -> KindOfText:
    """What a text is at first sight. `among` are the headings beside it, where the caller knows them.

    A `figure` looks like one, whether or not its value can be told. A `year` may as well be a count of two thousand
    and some: only its neighbours tell. A `period` may be unfinished.
    """
    figure = parse_figure(text)
    if figure.kind == "blank" or not text.strip():  # a soft hyphen by itself is not seen
        return "blank"
    if figure.kind == "mark":
        return "mark"
    if may_be_year(text):
        return "year"
    if looks_like_period(text, among):
        return "period"
    if looks_like_band(text):
        return "band"
    if looks_like_code(text):
        return "code"
    return "words" if figure.kind == "text" or _worded(text, figure) else "figure"


def _worded(text: str, figure: Figure) -> bool:
    """True for what cannot be read as a figure because words stand in it, `Q2-2019 (n=27,636)`, or it is a unit."""
    unit = _THOUSANDS.fullmatch(text.strip())
    return bool(unit) or (figure.kind == "unreadable" and bool(_WORD.search(text) or find_periods(text)))


def looks_like_figure(text: str) -> bool:
    """True for a figure, readable or not; also for a number that may be a year."""
    return kind_of(text) in ("figure", "year")


def looks_like_mark(text: str) -> bool:
    """True for what a publisher prints where there is no figure: a dash, `n/a`, `[c]`."""
    return bool(text.strip()) and parse_figure(text).kind == "mark"


def looks_like_period(text: str, among: Sequence[str] = ()) -> bool:
    """True where the whole text is a period or a piece of one (`12 months to`), a bare year included."""
    return parse_period(text, among) is not None


def looks_like_band(text: str) -> bool:
    """True for a range or a bound that labels values (`10-17`, `65+`, `Under 18`, `5 - 10 mins`); never for years."""
    return is_band(without_notes(text)) and parse_period(text) is None


def may_be_year(text: str) -> bool:
    """True for four digits that may be a year, with or without the mark of a note."""
    return bool(_YEAR.fullmatch(without_notes(text)))


def looks_like_code(text: str) -> bool:
    """True for the number of a thing (`105A`, `007`, `1.2.3`, a telephone number), which counts nothing."""
    plain = text.strip()
    if _TELEPHONE.fullmatch(plain):
        return True
    return bool(_CODE.fullmatch(plain)) and not _MISREAD.fullmatch(plain)
