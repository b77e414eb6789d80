"""Figures that go and figures that come of one document, where both are the same figure under other words.

A figure that is open carries its headings in its id, and what a heading means may be learned later. So a figure that
seems to go is looked for among those that come: first under the very headings that it had; then row by row, column by
column and table by table, where all that one prints is printed, digit for digit, under another heading, and under one
only. What could be two things stays withdrawn and added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

_HEADINGS = ("table_title", "row_group", "row_label", "column_label")
_LABELS = ("table_title", "row_label", "column_label")
_Groups = dict[Hashable, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Print:
    """A figure with the words over and beside it."""

    observation_id: str
    document_id: str
    table_title: str
    row_group: str
    row_label: str
    column_label: str
    value_text: str


_Names = tuple[str, ...]
# Of each look: the headings by which rows, columns and tables are told apart, and what of their figures must agree.
_LOOKS: tuple[tuple[_Names, _Names], ...] = (
    (_HEADINGS, (*_HEADINGS, "value_text")),
    (_LABELS, (*_LABELS, "value_text")),  # groups that were not known, as in schema 1
    (("table_title", "row_group", "row_label"), ("table_title", "row_group", "column_label", "value_text")),
    (("table_title", "column_label"), ("table_title", "row_group", "row_label", "value_text")),
    (("table_title",), ("row_group", "row_label", "column_label", "value_text")),
    (("table_title", "row_group"), ("table_title", "row_label", "column_label", "value_text")),
)


def reworded(gone: Sequence[Print], come: Sequence[Print]) -> dict[str, str]:
    """Ids of figures, of whichever documents, that only go by other words now, with the ids under which they come."""
    pairs: dict[str, str] = {}
    for whole, part in _LOOKS:
        taken = set(pairs.values())
        left = [p for p in gone if p.observation_id not in pairs]
        new = [p for p in come if p.observation_id not in taken]
        pairs |= dict(_matched(_groups(left, whole, part), _groups(new, whole, part)))
    return pairs


def _matched(old: _Groups, new: _Groups) -> Iterable[tuple[str, str]]:
    for content, groups in old.items():
        others = new.get(content, [])
        if len(groups) == len(others) == 1:
            yield from zip(groups[0], others[0], strict=True)


def _groups(prints: Sequence[Print], whole: _Names, part: _Names) -> _Groups:
    """The rows, columns or tables by what they hold, each as the ids of its figures in one order."""
    name, said = attrgetter("document_id", *whole), attrgetter("document_id", *part)
    rows: dict[Any, list[tuple[Any, str]]] = defaultdict(list)
    for p in prints:
        rows[name(p)].append((said(p), p.observation_id))
    found: _Groups = defaultdict(list)
    for row in rows.values():
        row.sort()
        found[tuple(content for content, _ in row)].append([observation_id for _, observation_id in row])
    return found
