"""Editions of one report: figures of the past that a later edition prints again, the same or revised.

A revision is no mistake: forces correct their records. It is listed as what it is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.check.figures import Figure, figure_of, printed
from extractor.check.repeats import likeness
from extractor.check.subjects import Identity, identity
from extractor.model import Check, Observation

_SAME_THING = 0.7  # leading digits: a figure that is revised by more than a fifth is likelier another figure


@dataclass(frozen=True, slots=True)
class _Edition:
    document_id: str
    end: date
    figures: Mapping[Identity, Sequence[Figure]]


def check_dataset(documents: Iterable[Sequence[Observation]]) -> dict[str, list[Check]]:
    """What editions of one force's report say of each other's figures: checks by id of the later document.

    Give the observations of each document of one force. Documents of the same period (one report in two formats,
    or issued anew) are compared too; there, only differences are listed.
    """
    editions = sorted((e for e in map(_edition, documents) if e), key=lambda e: (e.end, e.document_id))
    found: dict[str, list[Check]] = {}
    last: dict[Identity, int] = {}  # the edition that printed a figure last
    for place, later in enumerate(editions):
        before: dict[int, list[Identity]] = defaultdict(list)
        for key in later.figures:
            if key in last:
                before[last[key]].append(key)
            last[key] = place
        for n in sorted(before, reverse=True):
            found.setdefault(later.document_id, []).extend(_compared(editions[n], later, before[n]))
    return {name: checks for name, checks in found.items() if checks}


def _edition(observations: Sequence[Observation]) -> _Edition | None:
    """The levels of one document by what they are; None where it has none with a period."""
    figures: dict[Identity, list[Figure]] = {}
    for o in observations:
        figure = figure_of(o)
        key = identity(figure) if figure is not None and o.role == "level" and not o.qualifier else None
        if figure is not None and key is not None:
            figures.setdefault(key, []).append(figure)
    ends = [o.period_end for o in observations if o.period_end is not None]
    return _Edition(observations[0].document_id, max(ends), figures) if figures else None


def _compared(earlier: _Edition, later: _Edition, keys: Iterable[Identity]) -> Iterator[Check]:
    """These figures of both editions."""
    reissued = earlier.end == later.end
    for key in keys:
        pairs = [(a, b) for a in later.figures[key] for b in earlier.figures[key]]
        new, old = max(pairs, key=lambda p: (p[0].interval.meets(p[1].interval), likeness(*p)))
        same = new.interval.meets(old.interval)
        if (same and not reissued) or (not same and likeness(new, old) >= _SAME_THING):
            yield _check(new, old, same, reissued)


def _check(new: Figure, old: Figure, same: bool, reissued: bool) -> Check:
    now, before = new.observation, old.observation
    key = "\x1f".join((now.document_id, "edition", new.id, old.id))
    source = f"{before.document_id} has {printed(old)}"
    if same:
        message = f"{printed(new)}: {source} too."
    elif reissued:
        message = f"{printed(new)} is printed, but {source}, a document of the same period."
    else:
        message = f"{printed(new)} is printed, where {source}: the figure was revised."
    return Check(
        check_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document_id=now.document_id,
        kind="edition",
        observation_ids=(new.id, old.id),
        expected=before.value,
        published=now.value,
        tolerance=None,
        passed=same,
        verdict="" if same else "contradiction" if reissued else "revision",
        message=message,
    )
