"""Which figure of a relation that fails is the wrong one: the one whose correction mends most and breaks least.

Where several are as likely, nothing tells them apart: a few are named together, and of many none is blamed. That more
relations hold with one figure than with another tells nothing where they would hold with it corrected as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.check.figures import Figure
from extractor.check.intervals import Interval
from extractor.check.relations import Bound, Relation
from extractor.check.slips import misprint
from extractor.quick import quick

Related = Relation | Bound
_LEAST_CHANGE = -100.0  # percent
_MOST_NAMED = 3  # figures that are as likely to be wrong: of more, none is blamed


@quick
@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that cannot be right: what it would have to be, and the failing relations that this mends.

    `rivals` are other figures that may be the wrong one just as well. `moved` are figures that stand in the wrong
    place rather than being wrong, and `words` say how.
    """

    figure: Figure
    wanted: Interval
    mends: tuple[Related, ...]
    rivals: tuple[Figure, ...] = ()
    moved: tuple[Figure, ...] = ()
    words: str = ""
    misread: bool = False

    @property
    def blamed(self) -> tuple[Figure, ...]:
        """The figures that may be wrong; none where something is wrong that is not printed, or any may be."""
        if isinstance(self.first, Bound) and self.first.open:
            return ()
        if self.moved:
            return self.moved
        return () if self.is_undecided else (self.figure, *self.rivals)

    @property
    def is_undecided(self) -> bool:
        """Whether so many figures may be the wrong one that none is blamed."""
        return len(self.rivals) >= _MOST_NAMED

    @property
    def doubted(self) -> tuple[Figure, ...]:
        """The figures that have not been shown to be right, whether or not they are blamed."""
        return self.moved or (self.figure, *self.rivals)

    @property
    def first(self) -> Related:
        """The relation that says most plainly what is wrong: one of which the figure is the result, if any is."""
        return next((r for r in self.mends if r.target is self.figure), self.mends[0])


def suspects(relations: Sequence[Related], explained: Sequence[Suspect] = ()) -> list[Suspect]:
    """One suspect for every set of failing relations that one figure explains, in the order of the document.

    `explained` are suspects found otherwise; what they mend is left to them.
    """
    by_figure: dict[str, list[Related]] = {}
    for relation in relations:
        for figure in relation.figures:
            by_figure.setdefault(figure.id, []).append(relation)
    unblamed = [r for r in relations if r.gap and isinstance(r, Bound) and r.open]
    told = {id(r) for s in explained for r in s.mends}
    left = [r for r in relations if r.gap and r not in unblamed and id(r) not in told]
    found = [*explained]
    found += [Suspect(r.target, r.expected, (r,)) for r in unblamed if r.expected is not None]
    known: dict[tuple[int, str], tuple[Rank, Suspect] | None] = {}  # what the relations left say of their figures
    while left:
        for relation in left:
            for figure in relation.figures:
                if (id(relation), figure.id) not in known:
                    known[id(relation), figure.id] = _ranked(figure, relation, by_figure[figure.id], left)
        ranked = (known[id(r), f.id] for r in left for f in r.figures)
        best = max((r for r in ranked if r is not None), key=lambda r: r[0], default=None)
        if best is None:
            break
        suspect = replace(best[1], rivals=_rivals(*best, by_figure, left))
        found.append(suspect)
        left = [r for r in left if r not in suspect.mends]
        mended = {f.id for r in suspect.mends for f in r.figures}  # of other figures nothing has changed
        known = {key: value for key, value in known.items() if key[1] not in mended}
    position = {id(r): i for i, r in enumerate(relations)}
    return sorted(found, key=lambda s: position[id(s.first)])


Rank = tuple[int, bool, int, bool]
_PRINTED_AGAIN = ("repeat", "prose")
_EVIDENCE = 2  # parts of a rank that tell likely from unlikely; the rest only put one order on equals


def _rivals(
    rank: Rank, suspect: Suspect, by_figure: Mapping[str, Sequence[Related]], left: Sequence[Related]
) -> tuple[Figure, ...]:
    """The figures that may be the wrong one just as well.

    They are the other printing, those that explain the failure as well, or that nothing else backs. A result that
    misses by its last digit was rounded otherwise, and of a sentence whose figures contradict each other it is the
    result that is held to be wrong: its sources are in no doubt.
    """
    first = suspect.first
    either = isinstance(first, Bound) and first.weak and len(first.sources) == 1  # a part above its whole
    if (isinstance(first, Bound) and not either) or _by_rounding(suspect):
        return ()
    return tuple(
        other
        for other in first.figures
        if other is not suspect.figure
        and (other.observation.reader != "prose" or first.kind in _PRINTED_AGAIN)
        and _is_rival(other, rank, first, by_figure[other.id], left, either)
    )


def _is_rival(
    other: Figure, rank: Rank, first: Related, own: Sequence[Related], left: Sequence[Related], either: bool
) -> bool:
    equal = _ranked(other, first, own, left)
    if equal is None:
        impossible = first.implied(other) is not None
        return first.kind != "repeat" and not impossible and not any(not r.gap and not r.weak for r in own)
    if first.kind in _PRINTED_AGAIN or either:
        return equal[0][0] >= rank[0]
    return equal[0][:_EVIDENCE] >= rank[:_EVIDENCE]


def _by_rounding(suspect: Suspect) -> bool:
    """Whether a figure is the result of others and misses by no more than its last digit."""
    figure, first = suspect.figure, suspect.first
    result = first.target is figure and first.kind in ("percent_change", "share", "rate", "ratio")
    return result and not figure.is_exact and suspect.wanted.gap(figure.interval) <= figure.step


def _least(figure: Figure) -> float:
    """What a figure cannot be below: a level below nought, but for money, and a fall by more than there was."""
    o = figure.observation
    if o.role == "percent_change":
        return _LEAST_CHANGE
    return 0.0 if figure.is_level and o.unit != "gbp_thousand" else -math.inf


def _ranked(
    figure: Figure, relation: Related, own: Sequence[Related], left: Sequence[Related]
) -> tuple[Rank, Suspect] | None:
    """How well a figure explains why a relation fails, with what else that mends.

    Mended relations count for it and relations that hold now and then would not count against it. Among equals
    the likelier culprit is one that a single slip turns into what it should be. The rest only says who is named first:
    the figure with the fewest relations that hold, the result before its sources.
    """
    wanted = relation.implied(figure)
    if wanted is None or wanted.high < _least(figure):
        return None
    mended = [relation]
    for other in own:
        if other is relation or other not in left:
            continue
        implied = other.implied(figure)
        both = wanted.common(implied) if implied is not None else None
        if both is not None:
            wanted = both
            mended.append(other)
    held = [r for r in own if not r.gap and not r.weak]
    breaks = sum((i := r.implied(figure)) is not None and not i.meets(wanted) for r in held)
    narrow = wanted.width <= figure.step
    slip = narrow and bool(misprint(figure, wanted.middle))
    rank = (len(mended) - breaks, slip, -len(held), relation.target is figure)
    for other in held:  # what would fit should go on fitting what holds
        allowed = other.allowed(figure) if isinstance(other, Relation) else other.implied(figure)
        both = wanted.common(allowed) if allowed is not None else None
        wanted = both if both is not None else wanted
    return rank, Suspect(figure, wanted, tuple(mended))
