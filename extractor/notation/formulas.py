"""Texts that a spreadsheet would run as formulas when it opens a CSV file.

Such a text gets one apostrophe in front, in CSV only. Numbers, and texts that are a signed number with its unit
(`-83`, `+2.0 % pt`, a bare `-`), stay as they are. `unescape` gives the published text back exactly.
"""

from __future__ import annotations

import re

import regex

# In front of it, apostrophes, spaces of any kind, and characters that do not show: a spreadsheet may drop them.
_TRIGGER = regex.compile(r"'*[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]*[=+\-@\t\r\n＝＋－＠]")
_SIGNED_NUMBER = re.compile(r"[+-]\s?[£$€]?\s?\d[\d,. ]*(?:\s?(?:%|%?\s?(?:pts?|ppts?|pp|p\.p\.)))?[*†‡]?|[+-]")


def escape(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    if not _TRIGGER.match(text) or _SIGNED_NUMBER.fullmatch(text):
        return text
    return "'" + text


def unescape(text: str) -> str:
    """The text as it was before `escape`."""
    return text[1:] if text.startswith("'") and _TRIGGER.match(text) else text
