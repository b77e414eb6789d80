"""Slips of the pen that turn one number into another: digits swapped, lost or mistaken, a wrong sign, a fraction."""

from __future__ import annotations

from extractor.check.figures import Figure, written


def misprint(figure: Figure, expected: float) -> str:
    """The slip that turns the expected figure into the published one; empty where no single one does."""
    unit = figure.observation.unit
    if unit == "percent" and figure.value and abs(figure.value * 100 - expected) <= figure.step * 50 + 1e-9:
        return "a fraction is printed as a percentage"
    if figure.value and abs(figure.value + expected) <= figure.step / 2 + 1e-9:
        return "the sign is the wrong way round"
    if figure.value * expected <= 0:
        return ""
    is_, should = (written(v, figure.step, "") for v in (figure.value, expected))
    if abs(round((figure.value - expected) / figure.step)) < 10:
        return ""  # the last digit alone: it says nothing of how that came about
    return _digit_slip(_digits(is_), _digits(should))


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdigit())


def _digit_slip(is_: str, should: str) -> str:
    """Two digits swapped, one wrong, one lost or one too many; said only of numbers of three digits or more."""
    if min(len(is_), len(should)) < 3:
        return ""
    if len(is_) == len(should):
        wrong = [i for i, (a, b) in enumerate(zip(is_, should, strict=True)) if a != b]
        if len(wrong) == 2 and (is_[wrong[0]], is_[wrong[1]]) == (should[wrong[1]], should[wrong[0]]):
            return "two digits are swapped"
        return "one digit differs" if len(wrong) == 1 else ""
    longer, shorter = sorted((is_, should), key=len, reverse=True)
    if len(longer) - len(shorter) == 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
        return "a digit is missing" if longer == should else "there is a digit too many"
    return ""
