"""Notes that a mark ties to some figures of a table: `¹ Road figures are for calendar years`.

What such a note says of time counts for the figures whose labels, or which themselves, bear the mark, and for no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.facts import TimeNote
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.times import time_notes

_MARK = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\*{1,3}|[†‡§]"
_CLAUSE = re.compile(rf"(?:^|(?<=\s))(?P<mark>{_MARK})\s*(?P<text>[^⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]+)")
_BORNE = re.compile(rf"(?<=[^\s])\s?(?P<mark>{_MARK})\s*$")
_YEARS = re.compile(r"\b(\w+)[ -]years?\b", re.IGNORECASE)


def mark_of(text: str) -> str:
    """The mark of a note that a label or a figure ends with; empty where it bears none."""
    match = _BORNE.search(text)
    return match["mark"] if match else ""


def part_marked(
    notes: Iterable[str], labels: Iterable[str], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[TimeNote, ...]]:
    """Notes without the clauses of marks that labels bear, and what these clauses say of time."""
    borne = {mark for label in labels if (mark := mark_of(label))}
    rest: list[str] = []
    found: list[TimeNote] = []
    for note in notes:
        clauses = [m for m in _CLAUSE.finditer(note) if m["mark"] in borne]
        for clause in clauses:
            times = [*time_notes([clause["text"]], lexicon), *_kinds_of_years(clause["text"], lexicon)]
            found += (replace(time, text=clause[0].strip(), mark=clause["mark"]) for time in times)
        for clause in reversed(clauses):
            note = note[: clause.start()] + note[clause.end() :]
        rest.append(note)
    return tuple(rest), tuple(found)


def _kinds_of_years(text: str, lexicon: Lexicon) -> Sequence[TimeNote]:
    """Whether a clause speaks of years that are no financial ones: pairs of years then are not what they look like."""
    cues = lexicon.vocabulary.cues
    words = cues.get("other_year", frozenset()) | cues.get("marked_year", frozenset())
    named = any(match[1].casefold() in words for match in _YEARS.finditer(text))
    return [TimeNote(text, other_years=True)] if named else []
