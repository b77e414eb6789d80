"""Further editions of a sample: the text of a report with its months moved and its counts changed.

Only what a reader could change by hand is changed: the months named, the reporting period, and whole numbers in rows
of tables. The figures no longer add up everywhere, as in a real report that was hurried.
"""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December")  # fmt: skip
_SHORT = re.compile(rf"\b({'|'.join(MONTHS)})-(\d\d)\b")
_FULL = re.compile(rf"\b({'|'.join(LONG)})\b(?: (20\d\d)\b)?")
_WHOLE = re.compile(r"^\d{2,}$")


def moved(text: str, months: int, percent: int, year: int) -> str:
    """The report `months` later, with whole numbers of two digits and more in tables changed by `percent`.

    `year` is that of the report as it is, for months in its text that name none.
    """

    def short(match: re.Match[str]) -> str:
        number = int(match[2]) * 12 + MONTHS.index(match[1]) + months
        return f"{MONTHS[number % 12]}-{number // 12:02}"

    def full(match: re.Match[str]) -> str:
        number = int(match[2] or year) * 12 + LONG.index(match[1]) + months
        return LONG[number % 12] + (f" {number // 12}" if match[2] else "")

    lines = []
    for line in text.split("\n"):
        line = _FULL.sub(full, _SHORT.sub(short, line))
        if "\t" in line:
            label, *cells = line.split("\t")
            line = "\t".join([label, *(_changed(cell, percent) for cell in cells)])
        lines.append(line)
    return "\n".join(lines)


def _changed(cell: str, percent: int) -> str:
    return str(round(int(cell) * (100 + percent) / 100)) if _WHOLE.match(cell) else cell
