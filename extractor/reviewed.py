"""What a person said of figures (`corrections.csv`), for whatever answers from a dataset.

An excluded figure is left out wherever figures are set side by side, and so is the same figure where the document
prints it again and where another format of the report does. It is never changed, and each answer says what was left
out and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any

from extractor.publish.corrections import APPLIES, CHANGED, COLUMNS, Correction

Row = Mapping[str, Any]
_BARE = re.compile(r"([0-9a-f]{16})(?:-.+)?")
# What makes two prints of one document the same figure.
_FIGURE = (
    "document_id", "measure", "category", "statistic", "role", "unit", "area_type", "area", "breakdown",
    "period_start", "period_end", "base_period_start", "base_period_end", "value",
)  # fmt: skip


@dataclass(frozen=True)
class Review:
    """The corrections of a dataset, by the ids of figures: `notes` are said of them, `excluded` tells why they are left
    out; of each, what the document says."""

    notes: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def split(self, rows: Iterable[Row]) -> tuple[Iterable[Row], list[tuple[Row, str]]]:
        """The rows of observations that stand, and those that are left out with the reason.

        Where nothing is excluded the rows are given as they come; else all are held.
        """
        if not self.excluded:
            return rows, []
        rows = [*rows]
        named = {r["observation_id"]: why for r in rows if (why := self._why(r))}
        again = {_figure(r): named[r["observation_id"]] for r in rows if r["observation_id"] in named and r["measure"]}
        kept, out = [], []
        for row in rows:
            reason = named.get(row["observation_id"]) or again.get(_figure(row))
            if reason:
                out.append((row, reason))
            else:
                kept.append(row)
        return kept, out

    def _why(self, row: Row) -> str:
        """Why a row is left out, also where it is the same figure in another format of the report; else nothing."""
        reason, text = self.excluded.get(row["observation_id"]) or self.excluded.get(
            _bare(row["observation_id"]), ("", "")
        )
        return reason if _plain(row["value_text"]) == _plain(text) else ""


def review_of(data: object) -> Review:
    """What is said of the figures of a dataset or a result; nothing where it has no corrections."""
    known: Sequence[Correction] | None = getattr(data, "reviewed", None)
    if known is not None:  # without a frame, for which pandas would be imported
        return review(known)
    frame = getattr(data, "corrections", None)
    if frame is None or not len(frame):
        return Review()
    columns = {n: frame[n].astype(object).where(frame[n].notna(), "").tolist() for n in frame.columns}
    return review(list(starmap(Correction, zip(*(columns[name] for name in COLUMNS), strict=True))))


def review(corrections: Sequence[Correction]) -> Review:
    """The corrections by their figures. One that no longer finds what it expects is only said."""
    notes: dict[str, str] = {}
    excluded: dict[str, tuple[str, str]] = {}
    for c in corrections:
        if c.state == APPLIES and c.action == "exclude":
            excluded[c.observation_id] = excluded[_bare(c.observation_id)] = (c.reason, c.found)
        elif note := note_of(c):
            notes[c.observation_id] = "; ".join(filter(None, (notes.get(c.observation_id), note)))
    return Review(notes, excluded)


def note_of(c: Correction) -> str:
    """What is said of a figure that stands; nothing where the correction is about none."""
    if c.state == APPLIES:
        return f"{'excluded' if c.action == 'exclude' else 'flagged'} in review: {c.reason}"
    if c.state != CHANGED:
        return ""
    done = "excluded" if c.action == "exclude" else "flagged"
    return f'was {done} in review when it said "{c.expect}", and has to be looked at again: {c.reason}'


def _figure(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _FIGURE)


def _bare(observation_id: str) -> str:
    found = _BARE.fullmatch(observation_id)
    return found[1] if found else observation_id


def _plain(text: object) -> str:
    return " ".join(str(text or "").split()).casefold()
