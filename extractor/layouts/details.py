"""Headings that name no subject: `Rate per 1,000` and `% change` after the row or column that they are a detail of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from extractor.facts import Facts
from extractor.quick import changed

_Key = TypeVar("_Key")
_DETAILS = frozenset(("rate", "share", "mean", "median", "rank"))  # statistics of what another heading counts
_ALL = frozenset(("all", "all_crime"))


def with_their_subjects(
    named: Mapping[_Key, Facts], order: Sequence[_Key], paths: Mapping[_Key, tuple[str, ...]]
) -> dict[_Key, Facts]:
    """The headings of one axis, those that name no subject given that of the heading before them, or none at all.

    Only where these headings count different things, so that what stands around the table cannot be what they are of.
    After the last of several things a rate may be of that one or of all of them: it is open, unless the same was said
    of one before.
    """
    found = dict(named)
    groups: dict[tuple[str, ...], list[_Key]] = {}
    for key in order:
        groups.setdefault(paths[key][:-1], []).append(key)
    for keys in groups.values():
        _settle(found, keys, Counter(paths[key][-1:] for key in keys), paths)
    return found


def _settle(
    found: dict[_Key, Facts], keys: Sequence[_Key], counts: Mapping[tuple[str, ...], int],
    paths: Mapping[_Key, tuple[str, ...]],
) -> None:  # fmt: skip
    subjects = [(found[key].measure, found[key].category) for key in keys if _is_host(found[key])]
    if len(set(subjects)) < 2:
        return
    hosts: list[Facts] = []
    told = False  # whether a detail before was one of the heading right before it
    for at, key in enumerate(keys):
        facts, again = found[key], counts[paths[key][-1:]] > 1
        if _is_host(facts) or not (_is_detail(facts) or (again and not facts.unknown)):
            if facts.period is not None and not _is_host(facts) and not facts.breakdown:
                hosts.clear()  # `Actual 31 March`: what follows is of it, and what it counts its heading does not say
            hosts += [facts] if _is_host(facts) else []
            continue
        if not hosts:
            continue
        follows = any(_is_host(found[later]) for later in keys[at + 1 :])
        told = told or follows
        if again or told or _is_of(hosts):
            found[key] = _detailing(facts, hosts[-1])
        else:
            found[key] = changed(facts, doubts=facts.doubts | {"subject"})


def _is_host(facts: Facts) -> bool:
    """Whether a heading names what its figures count, or tries to with words that nothing explains."""
    return bool(facts.measure or facts.category or facts.unknown or facts.total)


def _is_detail(facts: Facts) -> bool:
    statistic = facts.statistic in _DETAILS or facts.unit.startswith(("per_", "percent"))
    return bool(facts.role or statistic) and not (facts.area or facts.breakdown or facts.baseline)


def _is_of(hosts: Sequence[Facts]) -> bool:
    """Whether what follows these headings can be of the last of them alone: a total, or the later of two levels."""
    last = hosts[-1]
    levels = [(f.measure, f.category) for f in hosts[-2:] if not f.role and not f.unknown]
    return last.total or last.category in _ALL or (len(levels) == 2 and len(set(levels)) == 1)


def _detailing(facts: Facts, host: Facts) -> Facts:
    """A detail with the subject of its host; open where the host's is."""
    if host.unknown:
        return changed(facts, doubts=facts.doubts | {"subject"})
    breakdown = tuple(sorted({**dict(host.breakdown), **dict(facts.breakdown)}.items()))
    return changed(facts, measure=host.measure, category=host.category, breakdown=breakdown)
