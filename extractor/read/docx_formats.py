"""Numbers as a number format shows them: 0.051 in the format `0.0%` is 5.1%, 43191 in `mmm-yy` is Apr-18.

Charts and spreadsheets store the number and the format. What is printed is the one in the other.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, DecimalException

GENERAL = "General"
_DIGITS = 10  # significant digits of a number in the format General, as Excel shows them
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?(,*)")
_DATE = re.compile(r"(?<![A-Za-z])(?:d{1,4}|m{1,5}|y{2,4}|q)(?![A-Za-z])", re.IGNORECASE)
_PARTS = re.compile(r"d{1,4}|m{1,5}|y{2,4}", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]|am/pm", re.IGNORECASE)
_MONTHS = tuple(calendar.month_name)[1:]
_EPOCH = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_MAX_DAY = 2_958_465  # 31 December 9999


def number_of(text: str) -> Decimal | None:
    """The number that a file stores as text; None for an error such as `#N/A`."""
    try:
        value = Decimal(text.strip())
    except DecimalException:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 30 else None


def is_date_format(code: str) -> bool:
    bare = _LITERAL.sub(" ", code)
    return bool(_DATE.search(bare) or re.search(r"[dmy]{1,5}[-/ .,][dmy]{1,5}", bare, re.IGNORECASE)) and not (
        _CLOCK.search(bare)
    )


def is_percent_format(code: str) -> bool:
    return "%" in _LITERAL.sub("", code)


def shown(value: Decimal, code: str, since_1904: bool = False) -> str | None:
    """The number in this format; None where the format is not one that is understood."""
    if not code or code.casefold() == GENERAL.casefold() or code == "@":
        return plain(value)
    if is_date_format(code):
        return _day(value, code, since_1904)
    sections = _sections(code)
    section, signed = sections[0], value
    if value < 0 and len(sections) > 1:
        section, signed = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    return _in_section(signed, section)


def plain(value: Decimal) -> str:
    """The number without a format, free of the noise of binary fractions."""
    rounded = Decimal(f"{value:.{_DIGITS}g}") if value else Decimal(0)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(code: str) -> list[str]:
    """For positive, negative and zero numbers; a semicolon in quotes parts nothing."""
    return [part.replace("\0", ";") for part in re.sub(r'"[^"]*"', _veiled, code).split(";")]


def _veiled(quoted: re.Match[str]) -> str:
    return quoted.group().replace(";", "\0")


def _in_section(value: Decimal, section: str) -> str | None:
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return "\x01"

    pattern = _LITERAL.sub(keep, section)
    number = _PLACES.search(pattern)
    if number is None:
        return None if re.search(r"[A-Za-z]", pattern) else _with(pattern, literals)
    before, after = pattern[: number.start()], pattern[number.end() :]
    if re.search(r"[A-Za-z#0?/]", before + after):  # fractions, scientific notation, times of day
        return None
    text = _grouped(value, number, before + after)
    sign = "-" if text.startswith("-") else ""
    return sign + _with(before + text[len(sign) :] + after, literals).strip()


def _grouped(value: Decimal, number: re.Match[str], around: str) -> str:
    places, thousands = number[1] or "", len(number[2])
    scaled = (value * 100 ** around.count("%")).scaleb(-3 * thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in number.group()[: len(number.group()) - thousands] else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".")


def _with(pattern: str, literals: list[str]) -> str:
    kept = iter(literals)
    return re.sub("\x01", lambda _: next(kept), pattern)


def _day(value: Decimal, code: str, since_1904: bool) -> str | None:
    days = int(value)
    if not 0 < days <= _MAX_DAY:
        return None
    day = _EPOCH[since_1904] + timedelta(days=days)
    bare = _LITERAL.sub(lambda found: found[1] or found[2] or "", _sections(code)[0])
    return _PARTS.sub(lambda found: _part(day, found.group().lower()), bare).strip()


def _part(day: date, token: str) -> str:
    month = _MONTHS[day.month - 1]
    return {
        "d": str(day.day),
        "dd": f"{day.day:02d}",
        "ddd": day.strftime("%a"),
        "dddd": day.strftime("%A"),
        "m": str(day.month),
        "mm": f"{day.month:02d}",
        "mmm": month[:3],
        "mmmm": month,
        "mmmmm": month[:1],
        "yy": f"{day.year % 100:02d}",
    }.get(token, str(day.year))
