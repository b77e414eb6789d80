"""One problem once: the same report in several formats, the same mistake in a table and in a sentence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractor.check.problems import Problem

Row = Mapping[str, Any]
# What of a figure says whether another is the same.
SUBJECT = (
    "measure", "category", "statistic", "role", "unit", "area", "breakdown", "period_start", "period_end",
    "base_period_start", "base_period_end", "value",
)  # fmt: skip


def once(problems: Sequence[Problem], documents: Iterable[Row], by_id: Mapping[str, Row]) -> list[Problem]:
    """The problems in their order, each with its copies; `by_id` are the observations of the dataset."""
    editions = {str(d["document_id"]): _edition(d) for d in documents}
    kept: list[Problem] = []
    known: dict[Hashable, int] = {}
    for problem in problems:
        edition = editions.get(problem.document_id, problem.document_id)
        keys = list(_keys(problem, edition, by_id))
        at = next((known[k] for k in keys if k in known and _is_copy(kept[known[k]], problem, k)), None)
        if at is None:
            at = len(kept)
            kept.append(problem)
        else:
            kept[at] = replace(kept[at], copies=(*kept[at].copies, problem))
        for key in keys:
            known.setdefault(key, at)
    return kept


def _edition(document: Row) -> Hashable:
    """What is the same of one report in several formats: its force and the last day that it covers."""
    force, end = document.get("force"), document.get("period_end")
    return (force, end) if force and end is not None and end == end else str(document["document_id"])


def _keys(problem: Problem, edition: Hashable, by_id: Mapping[str, Row]) -> Iterator[tuple[Hashable, ...]]:
    """By what two problems can be the same one: what is printed where, and what the figure is."""
    place = problem.place
    if place is None:
        return
    labels = (place.row_label, place.column_label, bool(place.table))
    yield ("printed", edition, problem.kind, problem.published, problem.expected, *labels)
    own = by_id.get(place.observation_id)
    if own is not None and own.get("measure") and own.get("period_end") is not None and len(problem.blamed) == 1:
        yield ("figure", edition, *(str(own.get(name)) for name in SUBJECT))


def _is_copy(first: Problem, problem: Problem, key: tuple[Hashable, ...]) -> bool:
    """Whether what is printed alike stands in another document; a figure may be printed twice in one."""
    return key[0] == "figure" or first.document_id != problem.document_id
