"""A report as long as wanted: each page with a heading, a paragraph and a ruled table of made-up figures.

A page has 24 figures, twice as many as a page of a real performance report has on average.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
from raw_pdf import raw_pdf

_OFFENCES = ("Robbery", "Residential burglary", "Vehicle offences", "Shoplifting", "Criminal damage", "Arson", "Rape")
_HEADINGS = ("Offence", "2016/17", "2017/18", "Change", "% Change")
_ROWS = 6
_LEFT, _WIDTHS, _ROW = 60, (160, 75, 75, 75, 75), 18  # points


def pdf(pages: int) -> bytes:
    """The report as a PDF."""
    return raw_pdf(*(_page(number) for number in range(1, pages + 1)), media=(0, 0, 595, 842))


def _page(number: int) -> str:
    parts = [_text(_LEFT, 780, f"{number}. Recorded crime in ward {number}", 14, "F2")]
    for line in range(20):
        words = f"Line {line + 1} of what is said about ward {number}, in the middle of the page, at some length."
        parts.append(_text(_LEFT, 750 - 14 * line, words, 10))
    top = 430
    rows = [_HEADINGS, *(_figures(number, i) for i in range(_ROWS))]
    for r, row in enumerate(rows):
        x = _LEFT
        for width, text in zip(_WIDTHS, row, strict=True):
            y = top - _ROW * r
            parts.append(f"0.5 w {x} {y} {width} {_ROW} re S")
            parts.append(_text(x + 4, y + 5, text, 9, "F2" if r == 0 else "F1"))
            x += width
    parts.append(_text(290, 30, str(number), 9))
    return "\n".join(parts)


def _figures(number: int, row: int) -> tuple[str, ...]:
    before, now = (7 * number + 31 * row) % 900 + 50, (11 * number + 17 * row) % 900 + 50
    name = f"{_OFFENCES[row % len(_OFFENCES)]} {row // len(_OFFENCES) or ''}".strip()
    return name, str(before), str(now), str(now - before), f"{100 * (now - before) / before:.1f}%"


def _text(x: float, y: float, text: str, size: float, font: str = "F1") -> str:
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET"
