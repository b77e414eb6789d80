"""Evidence for whose a document is and of when: values that can be weighed, printed and drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from extractor.model import Period

Key = TypeVar("Key")

# What the evidence of one place may weigh in all: a hundred captions say no more than a title page does.
_MOST = {"front": 40.0, "running": 8.0, "early": 8.0, "table": 8.0, "caption": 4.0, "later": 3.0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one text says. `kind` tells how: `labelled`, `titled`, `bare`, `sentence`, `table`, `own` (a date of the
    document itself), `claim`, `name`, `rival`. `says` is the force or body, where it is about one."""

    text: str
    place: str
    kind: str
    weight: float
    period: Period | None = None
    says: str = ""


def weigh(evidence: Iterable[tuple[Key, Evidence]]) -> Mapping[Key, float]:
    """The weight of all evidence for each key, no place weighing more than it may."""
    by_place: dict[Key, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for key, entry in evidence:
        by_place[key][entry.place] += entry.weight
    return {key: sum(min(_MOST[place], sum_) for place, sum_ in places.items()) for key, places in by_place.items()}
