"""One problem once: the same report in several formats, the same mistake in a table and in a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extractor.check.problems import Problem

Row = Mapping[str, Any]
Key = bytes  # whether it is one of a figure, and a digest
Keys = tuple[Key, ...]
_FIGURE = "figure"
# What of a figure says whether another is the same.
SUBJECT = (
    "measure", "category", "statistic", "role", "unit", "area", "breakdown", "period_start", "period_end",
    "base_period_start", "base_period_end", "value",
)  # fmt: skip


def keys_of(problems: Iterable[Problem], documents: Iterable[Row], by_id: Mapping[str, Row]) -> Iterator[Keys]:
    """By what each problem can be the same as another; `documents` and `by_id`, their observations, are what these
    problems are of."""
    editions = {str(d["document_id"]): _edition(d) for d in documents}
    for problem in problems:
        edition = editions.get(problem.document_id, problem.document_id)
        yield tuple(map(_digest, _keys(problem, edition, by_id)))


def once(problems: Sequence[Problem], keys: Mapping[int, Keys]) -> list[Problem]:
    """The problems in their order, each with its copies; `keys` has those of each by its `id`."""
    kept: list[Problem] = []
    known: dict[Key, int] = {}
    for problem in problems:
        own = keys[id(problem)]
        at = next((known[k] for k in own if k in known and _is_copy(kept[known[k]], problem, k)), None)
        if at is None:
            at = len(kept)
            kept.append(problem)
        else:
            kept[at] = replace(kept[at], copies=(*kept[at].copies, problem))
        for key in own:
            known.setdefault(key, at)
    return kept


def _digest(key: tuple[Hashable, ...]) -> Key:
    """What stands for a key: of a hundred thousand problems the keys would be larger than the problems."""
    text = repr(key).encode("utf-8", "backslashreplace")
    return bytes([key[0] == _FIGURE]) + hashlib.blake2b(text, digest_size=15).digest()


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
        yield (_FIGURE, edition, *(str(own.get(name)) for name in SUBJECT))


def _is_copy(first: Problem, problem: Problem, key: Key) -> bool:
    """Whether what is printed alike stands in another document; a figure may be printed twice in one."""
    return bool(key[0]) or first.document_id != problem.document_id
