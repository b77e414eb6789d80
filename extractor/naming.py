"""What documents and figures are called: a name follows from what they say, never from where they stand.

An observation's id is a hash of its document (force and reporting period) and its identity: measure, category,
statistic, role, unit, area, breakdown and periods. Where one of them is open, the words that head the figure stand in
for it. Two figures of one document that say the same are told apart by an ordinal, which goes by their headings before
it goes by their places.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter

from extractor.model import Observation
from extractor.quick import changed

_LENGTH = 16  # hex digits: among ten million figures two share their id once in 300,000 datasets
_APART = "\x1f"
_SAID = attrgetter(
    "measure", "category", "statistic", "role", "unit", "area_type", "area", "breakdown",
    "period_start", "period_end", "period_type", "base_period_start", "base_period_end",
)  # fmt: skip
# Without any of these a figure is not known for what it is.
_NEEDED = attrgetter("measure", "category", "statistic", "role", "unit", "area", "period_end")
_LABELS = attrgetter("row_group", "row_label", "column_label")
_WORD = re.compile(r"\w+")
# `3.2 Burglary`, `Table 4: Burglary`: numbers that change when something is put before.
_NUMBERED = re.compile(r"(?:[^\W\d_]+\s+)?\d{1,2}(?:\.\d{1,2})*[.:)]?\s+(?=\S)")
# Prints in tables come first: what a sentence or a drawing repeats must not rename them.
_ASIDE = {"prose": 1, "chart": 2}
_PATH = " > "


def document_name(force: str, period_end: date | None, sha256: str) -> str:
    """The id of a document: its force and the last day it covers, its content's hash for what is not known."""
    if not force:
        return f"unknown-{sha256[:8]}"
    return f"{force}-{period_end.isoformat() if period_end else f'undated-{sha256[:8]}'}"


def named(observations: Sequence[Observation], document_id: str) -> list[Observation]:
    """The observations of one document, in the order given, each under an id of its own."""
    said = [_identity(o) for o in observations]
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, identity in enumerate(said):
        alike[identity].append(place)
    result = list(observations)
    for identity, places in alike.items():
        places.sort(key=lambda place: _order(observations[place]))  # stable: reading order where all agrees
        for ordinal, place in enumerate(places):
            key = _APART.join((document_id, *identity, str(ordinal)))
            name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
            result[place] = changed(observations[place], observation_id=name)
    return result


def _identity(o: Observation) -> tuple[str, ...]:
    said = tuple("" if part is None else str(part) for part in _SAID(o))
    return said if all(_NEEDED(o)) else (*said, *_headings(o))


def _headings(o: Observation) -> tuple[str, ...]:
    """The words over and beside a figure: of the nearest title, and of its labels."""
    title = o.table_title or o.section.rpartition(_PATH)[2]
    return (_words(_unnumbered(title)), *map(_words, _LABELS(o)))


def _order(o: Observation) -> tuple[object, ...]:
    section = _PATH.join(map(_unnumbered, o.section.split(_PATH)))
    return (_ASIDE.get(o.reader, 0), *_headings(o), _words(section), _words(o.table_title))


def _unnumbered(text: str) -> str:
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> str:
    """The words of a text, whatever stands between them and in whichever case they are set."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
