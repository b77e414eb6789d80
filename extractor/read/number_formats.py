"""Numbers as a number format shows them: 0.051 in the format `0.0%` is 5.1%, 43191 in `mmm-yy` is Apr-18.

Charts and spreadsheets store the number and the format. What is printed is the one in the other.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

from extractor.read.time_formats import is_date_format, is_time_format, moment

__all__ = ["GENERAL", "is_date_format", "is_percent_format", "number_of", "plain", "shown"]

GENERAL = "General"
_DIGITS = 10  # significant digits of a number in the format General, as Excel shows them
_EXCEL = Context(prec=15)  # significant digits that a spreadsheet reckons with: the rest is noise of binary fractions
_WIDE = Context(prec=400)  # for all places that the longest format can ask for
_LONGEST = 255  # characters of a format, as Excel has it
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?(,*)")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COLOUR = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+)\]", re.IGNORECASE)
_TESTS = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "=": lambda a, b: a == b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<>": lambda a, b: a != b,
}


def number_of(text: str) -> Decimal | None:
    """The number that a file stores as text; None for an error such as `#N/A`."""
    try:
        value = Decimal(text.strip())
    except DecimalException:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 30 else None


def is_percent_format(code: str) -> bool:
    """Whether the format shows shares as per cent."""
    return "%" in _LITERAL.sub("", code)


def shown(value: Decimal, code: str, since_1904: bool = False) -> str | None:
    """The number in this format, empty where it shows none; None where the format is not one that is understood."""
    if not code or code.casefold() == GENERAL.casefold() or code == "@":
        return plain(value)
    if len(code) > _LONGEST:
        return None
    try:
        return _shown(_EXCEL.plus(value), code, since_1904)
    except DecimalException:  # more digits than numbers here have: no spreadsheet shows them either
        return None


def _shown(value: Decimal, code: str, since_1904: bool) -> str | None:
    sections = _sections(code)
    section, signed = _chosen(sections, value)
    if is_date_format(section) or is_time_format(section):
        return moment(value, section, since_1904)
    if not section.strip():
        return ""
    text = _in_section(signed, section)
    if text and value < 0 and signed > 0 and _alike(section, sections[0]):
        return f"-{text}"  # told by its colour alone
    return text


def plain(value: Decimal) -> str:
    """The number without a format, free of the noise of binary fractions."""
    rounded = Decimal(f"{value:.{_DIGITS}g}") if value else Decimal(0)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(code: str) -> list[str]:
    """For positive, negative and zero numbers; a semicolon in quotes parts nothing."""
    return [part.replace("\0", ";") for part in re.sub(r'"[^"]*"|\\.', _veiled, code).split(";")]


def _veiled(quoted: re.Match[str]) -> str:
    return quoted.group().replace(";", "\0")


def _chosen(sections: list[str], value: Decimal) -> tuple[str, Decimal]:
    """The section for a number, by conditions of its own or by the sign, and the number as that section takes it."""
    bounds = [_CONDITION.search(section) for section in sections]
    if any(bounds):
        numeric = list(zip(sections, bounds, strict=True))[:3]
        met = (s for s, b in numeric if b is None or _TESTS[b[1]](value, Decimal(b[2])))
        return next(met, sections[-1]), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _alike(section: str, first: str) -> bool:
    """Whether the section of negative numbers prints what that of positive ones does, but for its colour."""
    return _COLOUR.sub("", section).strip() == _COLOUR.sub("", first).strip()


def _in_section(value: Decimal, section: str) -> str | None:
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return "\x01"

    pattern = _LITERAL.sub(keep, section)
    general = re.search(GENERAL, pattern, re.IGNORECASE)
    number = general or _PLACES.search(pattern)
    if number is None:
        return None if re.search(r"[A-Za-z]", pattern) else _with(pattern, literals).strip()
    before, after = pattern[: number.start()], pattern[number.end() :]
    if re.search(r"[A-Za-z#0?/]", before + after):  # fractions, scientific notation
        return None
    text = plain(value) if general else _grouped(value, number, before + after)
    sign = "-" if text.startswith("-") else ""
    printed = _with(before + text[len(sign) :] + after, literals).strip()
    if not general and not text and not any(character.isalnum() for character in printed):
        return "-" if "-" in printed or "–" in printed else ""  # `£ -`, the nought of accounts
    return sign + printed


def _grouped(value: Decimal, number: re.Match[str], around: str) -> str:
    places, thousands = number[1] or "", len(number[2])
    scaled = (value * 100 ** around.count("%")).scaleb(-3 * thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP, _WIDE)
    whole = number.group()[: len(number.group()) - thousands]
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    if not rounded and "0" not in whole:
        return ""
    wanted = whole.partition(".")[0].count("0")
    text = text.rstrip(".")
    missing = wanted - len(text.lstrip("-").partition(".")[0].replace(",", ""))
    if missing > 0:
        text = text.replace("-", "-" + "0" * missing, 1) if text.startswith("-") else "0" * missing + text
    return "" if text == "-" else text.lstrip("-") if not rounded else text


def _with(pattern: str, literals: list[str]) -> str:
    kept = iter(literals)
    return re.sub("\x01", lambda _: next(kept), pattern)
