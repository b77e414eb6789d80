"""Pieces of headings that a line break cut off: `ASB Apr-`, `R12M to`, `Number of`."""

from __future__ import annotations

import re

_CUT = re.compile(r"\w[-–—/]\s*$|\s(?:to|of|on|in|from|vs|against|than|per|with)\s*$", re.IGNORECASE)


def is_cut_off(text: str) -> bool:
    """Whether a heading goes on in the line beneath it: it ends with a dash, or with a word that nothing ends with."""
    return _CUT.search(text) is not None
