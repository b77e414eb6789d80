"""The document's own title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layouts.cues import cues, date_cues
from extractor.layouts.passages import Passage
from extractor.notation.periods import find_periods

_TITLE_WORDS = 16
_WORD = re.compile(r"[^\W\d_]{3,}")


def title(passages: Sequence[Passage]) -> str:
    """Of the short lines of the front, the first that names a report, best as a heading and with its period."""
    front = [p for p in passages if p.place == "front"] or [p for p in passages if p.place in ("early", "caption")]
    lines = [p for p in front if _may_be(p)]
    if not lines:
        return ""
    return max(enumerate(lines), key=lambda entry: (_score(entry[1]), -entry[0]))[1].text


def _may_be(passage: Passage) -> bool:
    text = passage.text
    plain = text.casefold().strip(" .:-–")
    return (
        len(text.split()) <= _TITLE_WORDS
        and plain not in cues().markings
        and bool(_WORD.search(text))
        and "...." not in text  # a line of a table of contents
    )


def _score(passage: Passage) -> int:
    text = passage.text
    named = any(cue.kind == "title" for cue in date_cues(text))
    dated = any(f.ref.period is not None for f in find_periods(text))
    return named * 2 + dated + (passage.heading and named) - text.endswith((".", ":", ",")) * 2
