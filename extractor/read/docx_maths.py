"""Equations as the figures that they show: three over four is 0.75, ten to the third 1,000.

What an equation shows stands in its structure. Written out one sign after the other it is another figure (`34`),
so that an equation that is no plain figure is not written out where it holds digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from extractor.read.docx_package import Element, W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATION = f"{M}oMath"
UNREAD = "[equation]"

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BEFORE = re.compile(r"([-+−£]?)(\d{0,9})")
_TIMES = re.compile(r"([-+−£]?)(\d+(?:\.\d+)?)\s*[×x·∙⋅*]")
_AFTER = re.compile(r"\D*")
_LEFT_OUT = (f"{M}ctrlPr", f"{W}del", f"{W}moveFrom")  # what a tracked change deletes is not shown
_FIELD = re.compile(r"\s*EQ\s*\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)\s*", re.IGNORECASE)
_MOST_PLACES = 6  # decimals; a fraction that takes more is not printed as a decimal
_MOST_POWER = 12  # of ten; figures of a report stay below a million million


@dataclass(frozen=True, slots=True)
class Equation:
    """`text` is what stands for the equation; `unread` is how it goes where that does not say it."""

    text: str
    unread: str = ""


def read_equation(element: Element) -> Equation:
    """An equation of runs only is text; one with a fraction or a power is a figure, if it is a plain one."""
    parts = [part for part in _parts(element) if _linear(part)]
    built = [part for part in parts if part.tag != f"{M}r"]
    if not built:
        return Equation("".join(_linear(part) for part in parts))
    at = parts.index(built[0])
    before, after = ("".join(map(_linear, some)) for some in (parts[:at], parts[at + 1 :]))
    shown = _figure(before, built[0], after) if len(built) == 1 else None
    return _settled(shown, "".join(map(_linear, parts)))


def _parts(element: Element) -> Iterator[Element]:
    """The parts of an equation as they read with all tracked changes accepted."""
    for child in element:
        if child.tag in (f"{W}ins", f"{W}moveTo"):
            yield from _parts(child)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield child


def read_field(instruction: str) -> Equation:
    """A field that sets an equation: `EQ \\f(3,4)`."""
    found = _FIELD.fullmatch(instruction)
    value = _quotient(found[1].strip(), found[2].strip()) if found else None
    return _settled(None if value is None else _printed(value), instruction.strip())


def _settled(shown: str | None, linear: str) -> Equation:
    if shown is not None:
        return Equation(shown)
    return Equation(UNREAD, linear) if any(c.isdigit() for c in linear) else Equation(linear)


def _figure(before: str, part: Element, after: str) -> str | None:
    """The figure that a fraction or power shows, with a sign or whole number before it and a unit behind."""
    value = _value(part)
    whole, times = _BEFORE.fullmatch(before.strip()), _TIMES.fullmatch(before.strip())
    if value is None or not _AFTER.fullmatch(after):
        return None
    if part.tag == f"{M}f" and whole:
        return f"{whole[1]}{_printed(int(whole[2] or 0) + value)}{after}"
    if part.tag == f"{M}sSup" and times and _slot(part, "e") == "10":
        return f"{times[1]}{_printed(Decimal(times[2]) * value)}{after}"
    return f"{whole[1]}{_printed(value)}{after}" if whole and not whole[2] else None


def _value(part: Element) -> Decimal | None:
    if part.tag == f"{M}f":
        kind = part.find(f"{M}fPr/{M}type")
        stacked = kind is not None and kind.get(f"{M}val") == "noBar"  # one over the other: no fraction
        return None if stacked else _quotient(_slot(part, "num"), _slot(part, "den"))
    if part.tag == f"{M}sSup":
        base, power = _slot(part, "e"), _slot(part, "sup").replace("−", "-")
        if _NUMBER.fullmatch(base) and re.fullmatch(r"-?\d{1,2}", power) and abs(int(power)) <= _MOST_POWER:
            return _exact(Decimal(base.replace(",", "")) ** int(power)) if base.strip("0") else None
    return None


def _quotient(above: str, below: str) -> Decimal | None:
    """The fraction as a decimal, if it can be written out as one."""
    if not _NUMBER.fullmatch(above) or not _NUMBER.fullmatch(below):
        return None
    try:
        over, under = Decimal(above.replace(",", "")), Decimal(below.replace(",", ""))
        return _exact(over / under) if (over / under) * under == over else None
    except DecimalException:  # nothing can be divided by nought
        return None


def _exact(value: Decimal) -> Decimal | None:
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain if isinstance(exponent, int) and -_MOST_PLACES <= exponent <= _MOST_POWER else None


def _printed(value: Decimal) -> str:
    return f"{value:,f}"


def _slot(part: Element, name: str) -> str:
    found = part.find(f"{M}{name}")
    return _linear(found).strip() if found is not None else ""


def _linear(element: Element) -> str:
    """The signs of a part in the order in which they are stored, fractions with their bar."""
    if element.tag == f"{M}t":
        return element.text or ""
    if element.tag == f"{M}f":
        return f"{_slot(element, 'num')}⁄{_slot(element, 'den')}"
    if element.tag == f"{M}sSup":
        return f"{_slot(element, 'e')}^{_slot(element, 'sup')}"
    if element.tag == f"{M}sSub":
        return f"{_slot(element, 'e')}_{_slot(element, 'sub')}"
    if element.tag == f"{M}rad":
        return f"√({_slot(element, 'e')})"
    return "".join(map(_linear, _parts(element)))
