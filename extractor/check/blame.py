"""Which figure of a relation that fails is the wrong one: the one whose correction mends most and breaks least."""

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


@quick
@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that cannot be right: what it would have to be, and the failing relations that this mends.

    `rival` is another figure that may be the wrong one just as well. `moved` are figures that stand in the wrong
    place rather than being wrong, and `words` say how.
    """

    figure: Figure
    wanted: Interval
    mends: tuple[Related, ...]
    rival: Figure | None = None
    moved: tuple[Figure, ...] = ()
    words: str = ""
    misread: bool = False

    @property
    def blamed(self) -> tuple[Figure, ...]:
        """The figures that may be wrong; none where something is wrong that is not printed."""
        if isinstance(self.first, Bound) and self.first.open:
            return ()
        if self.moved:
            return self.moved
        return (self.figure,) if self.rival is None else (self.figure, self.rival)

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
        suspect = replace(best[1], rival=_rival(*best, by_figure, left))
        found.append(suspect)
        left = [r for r in left if r not in suspect.mends]
        mended = {f.id for r in suspect.mends for f in r.figures}  # of other figures nothing has changed
        known = {key: value for key, value in known.items() if key[1] not in mended}
    position = {id(r): i for i, r in enumerate(relations)}
    return sorted(found, key=lambda s: position[id(s.first)])


Rank = tuple[int, bool, int, bool]


def _rival(
    rank: Rank, suspect: Suspect, by_figure: Mapping[str, Sequence[Related]], left: Sequence[Related]
) -> Figure | None:
    """The figure that may be the wrong one just as well.

    It is the other printing, one that explains the failure as well in every respect, or one that nothing else backs.
    """
    first = suspect.first
    either = isinstance(first, Bound) and first.weak and len(first.sources) == 1  # a part above its whole
    for other in first.figures:
        if other is suspect.figure or (isinstance(first, Bound) and not either):
            continue
        own = by_figure[other.id]
        equal = _ranked(other, first, own, left)
        if equal is None:
            impossible = first.implied(other) is not None
            if first.kind != "repeat" and not impossible and not any(not r.gap and not r.weak for r in own):
                return other
        elif (
            equal[0] == rank
            or (either and equal[0][:3] == rank[:3])
            or (first.kind == "repeat" and equal[0][0] == rank[0])
        ):
            return other
    return None


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
    the likelier culprit is one that a single slip turns into what it should be, then the figure with the fewest
    relations that hold, then the result before its sources.
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
