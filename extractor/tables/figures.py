"""What a cell of figures looks like, whatever it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

SIGN = r"[<>~≈±+\-–−≤≥↑↓▲▼△▽⬆⬇→=£$€¥(\[]*"
NUMBER = r"(?:\d+(?:[.,:/’']\d+)*|[.,]\d+)"
UNIT = r"(?:%|‰|°|st|nd|rd|th|k|m|bn|p|s|h|pts?|pp|pct|hrs?|mins?|secs?|days?)?"
MARK = r"[)\]*†‡§#¹²³⁴⁵⁶⁷⁸⁹⁰+%.;,]*"
TOKEN = re.compile(rf"^{SIGN}{NUMBER}{UNIT}{MARK}(?:[-–/]{NUMBER}{UNIT}{MARK})?$", re.I)
# Words that may stand between or beside the numbers of one figure.
BETWEEN = re.compile(
    r"^(?:of|out|to|from|or|and|in|pts?|pp|%|[-–—/±+<>≤≥↑↓▲▼=£$€*†‡()|]+|"
    r"hrs?|hours?|mins?|minutes?|secs?|seconds?|days?|k|m|bn|p|s|h|mn?|million|millions|billion|"
    r"per|cent|points?|kg|eur|gbp|usd|\([a-z]\)|[a-z]\))$",
    re.I,
)
# What stands where there is no figure.
MISSING = re.compile(r"^(?:[-–—:.*~…•x✓✔]{1,3}|n[/.]?\s?[ak]\.?|na|nil|none|nk|c|z|tbc|tba|:)$", re.I)
YEAR = re.compile(
    r"^(?:(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{2}/\d{2})[*†‡¹²³]*$"
)  # years, financial years and dates: headings more often than values
BARE_YEAR = re.compile(r"^(?:19|20)\d\d\b")
YEARS_APART = 60  # a series of headings that spans more years than this has not been seen
MAX_LENGTH = 40  # characters; nothing longer is one figure


@lru_cache(maxsize=50_000)
def is_figure(text: str) -> bool:
    """Whether a text holds nothing but a figure, or the mark that stands for a missing one.

    A figure may carry its sign, unit, share in brackets, denominator or footnote mark:
    "1 649 692", "38 (24.7%)", "26 of 36", "-2.3% pts".
    """
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return False
    if MISSING.match(text):
        return True
    tokens = text.split()
    numbers = sum(bool(TOKEN.match(token)) for token in tokens)
    if not numbers:
        return False
    return all(TOKEN.match(token) or BETWEEN.match(token) for token in tokens)


def is_year(text: str) -> bool:
    """Whether a text is a year or date, which heads a column more often than it fills a cell."""
    return bool(YEAR.match(text.strip()))


def are_years(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are years or dates that head columns: all of them, and near each other.

    Counts such as 1977, 2057 and 2079 look like years one by one.
    """
    if not texts or not all(is_year(text) for text in texts):
        return False
    years = [int(text.strip()[:4]) for text in texts if BARE_YEAR.match(text.strip())]
    return not years or max(years) - min(years) <= YEARS_APART
