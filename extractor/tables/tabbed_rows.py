"""Rows of text as a text extract gives them: widths, figures, and which rows head the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

Rows = list[list[str]]

# Figures with their signs, units and footnote marks, ranks (`5 of 8 *`), and marks for missing ones.
_FIGURE = re.compile(
    r"[\s<>~≈≤≥±+\-–−↑↓▲▼(£$€]*\d[\d,.]*\s*(?:%\s*(?:pts?|points?)?|pp|k|m|bn|of\s+\d[\d,]*)?[\s)*†‡¹²³⁴-⁹]*"
    r"|[-–—:.*]+|n/?a\.?",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"[\s<>+\-]*\d[\d,.]*\s*(?:hours?|hrs?|days?|minutes?|mins?|seconds?|secs?)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?")
_MAX_HEADER_ROWS = 6
_SHORT_LABEL = 40  # characters; what heads a column of a table without figures is no longer


def is_figure(text: str) -> bool:
    """Whether a cell holds nothing but a figure, or the mark that stands for a missing one."""
    return bool(text) and bool(_FIGURE.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a number may be a year, which may head a column."""
    return bool(_YEAR.fullmatch(text))


def width(row: Sequence[str]) -> int:
    """How many cells a row has up to the last one that holds anything."""
    return max((column + 1 for column, text in enumerate(row) if text), default=0)


def only_label(row: Sequence[str]) -> bool:
    """Whether a row holds nothing but a text in its first cell."""
    return width(row) == 1


def count_header_rows(rows: Rows) -> int:
    """How many rows head the columns, title rows included: those before the first with figures.

    A row with nothing but a label at the left heads the rows below it, unless it comes before any
    heading of a column.
    """
    first = title_rows(rows, len(rows) - 1)
    start = first + 1 if _is_cut_heading(rows, first) else 0
    count = next((r for r in range(start, len(rows)) if _has_figures(rows[r], r)), len(rows))
    if count == len(rows):
        return _header_rows_without_figures(rows)
    if count > _MAX_HEADER_ROWS:
        return 1
    while count > 1 and only_label(rows[count - 1]) and not all(only_label(row) for row in rows[: count - 1]):
        count -= 1
    return count


def title_rows(rows: Rows, header_rows: int) -> int:
    """How many of the heading rows are titles: a text at the left with nothing beside it."""
    return next((r for r in range(header_rows) if not only_label(rows[r])), header_rows)


def count_stub_columns(rows: Rows, header_rows: int) -> int:
    """How many columns label the rows: those before the first that is mostly figures; at least one."""
    for column in range(1, len(rows[0])):
        texts = [row[column] for row in rows[header_rows:] if row[column]]
        if 2 * sum(is_figure(text) for text in texts) > len(texts):
            return column
    return 1


def _has_figures(row: Sequence[str], number: int) -> bool:
    """Whether a row holds figures beside its label; years alone may as well head columns."""
    beside = [text for text in row[1:] if text]
    figures = [text for text in beside if is_figure(text) or (number and _MEASURED.fullmatch(text))]
    if figures and len(figures) == len(beside) and number == 0:
        return not all(is_year(text) for text in figures)
    return bool(figures)


def _is_cut_heading(rows: Rows, number: int) -> bool:
    """Whether a row that seems to hold figures is a heading cut into pieces: `Sep- | 16 | Dec- | 16`.

    It has no label at the left, and below it stand headings, with figures below those.
    """
    if number + 2 >= len(rows) or rows[number][0] or not any(is_figure(text) for text in rows[number]):
        return False
    below = [text for text in rows[number + 1][1:] if text]
    labels = len(below) > 1 and not any(is_figure(text) for text in below)
    return labels and any(_has_figures(row, number + 2) for row in rows[number + 2 : number + 4])


def _header_rows_without_figures(rows: Rows) -> int:
    """A table of texts: a title row, or short labels over three columns or more."""
    titles = title_rows(rows, len(rows) - 1)
    if titles:
        return titles
    first = rows[0]
    return int(len(first) >= 3 and all(text and len(text) <= _SHORT_LABEL for text in first))
