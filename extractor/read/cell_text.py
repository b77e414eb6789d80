"""Texts of cells that were set on several lines."""

from __future__ import annotations

import re

_PRESSED = re.compile(r"(?<=\d)[\n\t]+(?=\d{3}(?!\d))")  # what would pass for the space that parts thousands


def apart(text: str) -> str:
    """Tabs as spaces; two figures on two lines, or with a tab between, stay two: 410 and 432 are not 410 432."""
    return _PRESSED.sub(" | ", text).replace("\t", " ")
