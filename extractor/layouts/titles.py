"""The document's own title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layouts.cues import cues
from extractor.layouts.passages import Passage
from extractor.notation.periods import find_periods

_TITLE_WORDS = 16
_FIRST = 14  # lines of the front, its title among them
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]?\s")  # the heading of a section
_WORD = re.compile(r"[^\W\d_]{3,}")


def title(passages: Sequence[Passage]) -> str:
    """Of the short lines of the front, the first that names a report, best as a heading and with its period."""
    lines = [p for p in passages if p.place in ("front", "early", "caption") and _may_be(p)][:_FIRST]
    if not lines:
        return ""
    best = max(enumerate(lines), key=lambda entry: (_score(entry[1]), -entry[0]))[1]
    return best.value or best.text


def _may_be(passage: Passage) -> bool:
    text = passage.text
    plain = text.casefold().strip(" .:-–")
    contents = "...." in text
    return (
        len(text.split()) <= _TITLE_WORDS and plain not in cues().markings and bool(_WORD.search(text)) and not contents
    )


def _score(passage: Passage) -> int:
    text = passage.text
    named = bool(cues().documents.search(text))
    dated = any(f.ref.period is not None for f in find_periods(text))
    inner = bool(_NUMBERED.match(text)) or passage.place != "front" or text.endswith((".", ":", ","))
    return named * 2 + dated + (passage.heading and named) - inner * 3
