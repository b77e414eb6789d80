"""Figures that are right and stand in the wrong place: one exchange that explains all that fails.

Two columns under each other's headings, two rows beside each other's labels, two cells, a column of differences
without signs: where one of these makes everything hold that fails as printed, and nothing fail that holds, it is the
likelier mistake by far than as many misprints as there are failures. Whether the publisher made it or this program,
the figures do not tell.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from extractor.check.blame import Related, Suspect
from extractor.check.changes import change
from extractor.check.figures import Figure, printed, written
from extractor.check.proof import printed_alike
from extractor.check.relations import Bound, Relation
from extractor.check.sheets import Line, Sheet
from extractor.check.slips import misprint

_FEWEST = 2  # failures that an exchange must explain
_MOST_LEFT = 0.25  # of them: what may still fail among the figures exchanged, as other mistakes stand there too
_CHANGES = ("difference", "percent_change")
_MOST_TOLD = 6  # figures of the text that a sentence lists
_MOST_CELLS = 40  # figures in failing relations of one table among which a pair is sought
_MOST_PAIRS = 20_000  # of lines that are tried in one table: in ordinary ones there are a few hundred
_LONGEST_TURN = 5  # lines in a row whose labels may have moved by one
_ALONE = 1.5  # decimal digits of a single change that two levels exchanged make right, where no slip does
_ALIKE = 0.5  # decimal digits by which two exchanges may differ and be as likely
_HINT = 0.5  # the same, of a change that may be wrong itself
_LIGHT = 0.3  # decimal digits that any failure weighs: it was one or the other way round
_PROOF = 2.0  # decimal digits that what an exchange makes hold must weigh


@dataclass(frozen=True, slots=True)
class Rearrangements:
    """What exchanges explain: suspects, and relations that hold but show nothing, as they would either way."""

    suspects: tuple[Suspect, ...] = ()
    idle: frozenset[int] = frozenset()  # by `id`


def rearrangements(relations: Sequence[Related], sheets: Sequence[Sheet]) -> Rearrangements:
    """The exchanges that explain failing relations; each relation is explained once, by the larger exchange first."""
    search = _Search(relations, sheets)
    found: list[Suspect] = []
    idle: set[int] = set()
    for sheet in sheets:
        if not search.failing[sheet.number]:
            continue
        pairs, largest = _other_pairs(sheet, search), search.largest(sheet)
        if largest is None or len(largest[1].mends) <= sum(len(s.mends) for s in pairs):
            found += pairs
            search.done([r for s in pairs for r in s.mends])
        found += search.all(sheet, search.of_lines)
        for suspect, others in _unsigned(sheet, relations, search):
            found.append(suspect)
            idle |= others
        found += search.all(sheet, search.of_cells)
        found += search.of_levels(sheet)
    return Rearrangements(tuple(found), frozenset(idle))


class _Search:
    """Exchanges within the tables of one document."""

    def __init__(self, relations: Sequence[Related], sheets: Sequence[Sheet]) -> None:
        places = {f.id: s.number for s in sheets for f in s.figures}
        self._done: set[int] = set()
        self._of: dict[str, list[Related]] = defaultdict(list)
        self.failing: dict[int, list[Related]] = defaultdict(list)  # by table; open bounds blame nobody
        for relation in relations:
            for figure in relation.figures:
                self._of[figure.id].append(relation)
            if relation.gap and not _is_idle(relation) and not (isinstance(relation, Bound) and relation.open):
                for number in {places[f.id] for f in relation.figures if f.id in places}:
                    self.failing[number].append(relation)

    def done(self, relations: Sequence[Related]) -> None:
        """Leave out what has been explained."""
        self._done |= {id(r) for r in relations}
        for number in self.failing:
            self.failing[number] = [r for r in self.failing[number] if id(r) not in self._done]

    def holds(self, figure: Figure) -> bool:
        """Whether a figure is a change that is right as it is understood."""
        return any(r.target is figure and r.holds and r.kind in _CHANGES for r in self._of[figure.id])

    def all(self, sheet: Sheet, look: Callable[[Sheet], Suspect | None]) -> list[Suspect]:
        """What one kind of exchange explains, time and again, until there is no more."""
        found: list[Suspect] = []
        while (suspect := look(sheet)) is not None:
            found.append(suspect)
        return found

    def of_levels(self, sheet: Sheet) -> Iterator[Suspect]:
        """The two levels of a single change in per cent, which tells the earlier from the later of them.

        So may a level and the difference beside it have changed places, which leaves the difference right. Where the
        change says too little to prove it, all of them may be wrong.
        """
        for relation in self.failing[sheet.number]:
            if relation.kind != "percent_change" or not isinstance(relation, Relation) or not relation.bottom:
                continue
            if relation.target.id not in sheet.places or misprint(relation.target, relation.value):
                continue
            for a, b in self._beside(sheet, relation):
                exchange = {a.id: b, b.id: a}
                weight = relation.standing_for(exchange).weight if relation.holds_with(exchange) else 0.0
                others = [r for f in (a, b) for r in self._of[f.id] if r.holds and not r.weak]
                if weight < _HINT or not all(r.holds_with(exchange) for r in others):
                    continue
                if weight >= _ALONE:
                    words = _words("cell", (_cell(a), _cell(b)), exchange, [relation])
                    yield Suspect(a, b.interval, (relation,), moved=(a, b), words=words)
                elif relation.expected is not None:
                    yield Suspect(relation.target, relation.expected, (relation,), rivals=(a, b))
                break

    def _beside(self, sheet: Sheet, relation: Relation) -> Iterator[tuple[Figure, Figure]]:
        """The two levels of a change; then one of them and a difference of the same row or column."""
        now, before = relation.top[0][1], relation.bottom[0][1]
        if now.id not in sheet.places or before.id not in sheet.places or now is before:
            return
        yield now, before
        for level in (now, before):
            for line in sheet.around(level):
                others = [f for f in line.figures.values() if f.observation.role == "difference"]
                yield from ((level, f) for f in others if printed_alike(level, f))

    def of_lines(self, sheet: Sheet) -> Suspect | None:
        """The exchange of two columns, or of two rows, that explains most; taken as the explanation."""
        best = self.largest(sheet)
        return self._taken(best, with_rest=best is not None and best[1].words.startswith("the rows"))

    def largest(self, sheet: Sheet) -> tuple[float, Suspect] | None:
        """The exchange of two columns, or of two rows, that explains most, and the weight of what it explains."""
        failing = self.failing[sheet.number]
        if len(failing) < _FEWEST:
            return None
        best: tuple[float, Suspect] | None = None
        for axis in (1, 0):
            lines = sheet.axes()[axis]
            touched = sorted({sheet.places[f.id][axis] for r in failing for f in r.figures if f.id in sheet.places})
            for moves in (*_pairs(touched, len(lines)), *_turns(touched, len(lines))):
                exchange = _moved(lines, moves)
                of_lines = [{f.id for f in lines[k].figures.values()} for k in moves]
                told = self._explained(exchange, of_lines) if len(exchange) > 2 else None
                if told is None or (best is not None and told[0] <= best[0]):
                    continue
                moved = tuple(f for k in moves for f in lines[k].figures.values())
                names = tuple(_name(lines[k].label) for k in moves)
                words = _words("column" if axis else "row", names, exchange, told[1])
                best = (told[0], Suspect(moved[0], moved[0].interval, tuple(told[1]), moved=moved, words=words))
        return best

    def of_cells(self, sheet: Sheet) -> Suspect | None:
        """The exchange of two cells of one row or column that explains most."""
        failing = self.failing[sheet.number]
        figures = {f.id: f for r in failing for f in r.figures if f.id in sheet.places}
        if len(failing) < _FEWEST or len(figures) > _MOST_CELLS:
            return None
        best: tuple[float, list[Related]] | None = None
        pairs: list[tuple[Figure, Figure]] = []  # that explain the most alike
        for a, b in combinations(figures.values(), 2):
            (row, column), (other_row, other_column) = sheet.places[a.id], sheet.places[b.id]
            if (row != other_row and column != other_column) or not printed_alike(a, b):
                continue
            told = self._explained({a.id: b, b.id: a})
            if told is not None and (best is None or told[0] > best[0] + _ALIKE):
                best, pairs = told, [(a, b)]
            elif told is not None and best is not None and told[0] > best[0] - _ALIKE:
                pairs.append((a, b))
        if best is None:
            return None
        a, b = pairs[0]
        words = _words("cell", (_cell(a), _cell(b)), {a.id: b, b.id: a}, best[1])
        words += "".join(f"; or else {_cell(x)} and {_cell(y)} do" for x, y in pairs[1:])
        moved = tuple({f.id: f for pair in pairs for f in pair}.values())
        return self._taken((best[0], Suspect(a, b.interval, tuple(best[1]), moved=moved, words=words)), with_rest=True)

    def _taken(self, best: tuple[float, Suspect] | None, with_rest: bool = False) -> Suspect | None:
        """The best exchange; `with_rest` leaves to it whatever else fails of figures that are not where they belong."""
        if best is None:
            return None
        suspect = best[1]
        if with_rest:
            rest = [r for f in suspect.moved for r in self._of[f.id] if r.gap and id(r) not in self._done]
            suspect = replace(suspect, mends=tuple({id(r): r for r in (*suspect.mends, *rest)}.values()))
        self.done(suspect.mends)
        return suspect

    def _explained(
        self, exchange: Mapping[str, Figure], lines: Sequence[Collection[str]] = ()
    ) -> tuple[float, list[Related]] | None:
        """What fails as printed and holds exchanged, with its weight; None where it is too little or something breaks.

        A single slip that would explain as much is the simpler mistake.
        """
        touched = {id(r): r for name in exchange for r in self._of[name] if not _is_idle(r)}
        mended: list[Related] = []
        broken: list[frozenset[str]] = []
        left = 0
        for relation in touched.values():
            if id(relation) in self._done or any(all(f.id in line for f in relation.figures) for line in lines):
                continue  # along one of the lines: it moves as a whole
            holds = relation.holds_with(exchange)
            if relation.holds and not holds:
                broken.append(_ids(relation))
            if relation.gap and holds:
                mended.append(relation)
            left += bool(relation.gap) and not holds
        told = {_ids(r) for r in mended}  # of the same figures: what holds is the same sum with its total elsewhere
        if len(mended) < _FEWEST or left > _MOST_LEFT * len(mended) or any(ids not in told for ids in broken):
            return None
        weight = sum(max(r.weight, _LIGHT) if isinstance(r, Relation) else 1.0 for r in mended) - left
        return (weight, mended) if weight >= _PROOF and not _by_one(mended) else None


Moves = Mapping[int, int]  # line to the line whose figures belong to it


def _pairs(touched: Sequence[int], size: int) -> Iterator[Moves]:
    """Every two lines of which one at least has a figure in doubt; in a long table only near ones, for time."""
    reach = max(1, _MOST_PAIRS // (2 * len(touched))) if touched else 0
    near = ((i, j) for i in touched for j in range(max(0, i - reach), min(size, i + reach + 1)))
    for i, j in sorted({(min(i, j), max(i, j)) for i, j in near if i != j}):
        yield {i: j, j: i}


def _turns(touched: Sequence[int], size: int) -> Iterator[Moves]:
    """Labels of three lines or more in a row that have moved up or down by one, the last to the other end."""
    if not touched:
        return
    for length in range(3, min(_LONGEST_TURN, size) + 1):
        for start in range(max(0, touched[0] - length + 1), min(touched[-1], size - length) + 1):
            run = range(start, start + length)
            yield {k: run[(k - start + 1) % length] for k in run}
            yield {k: run[(k - start - 1) % length] for k in run}


def _moved(lines: Sequence[Line], moves: Moves) -> dict[str, Figure]:
    """The figures that belong where others stand, by the ids of those; nothing where what is printed rules it out."""
    found: dict[str, Figure] = {}
    for i, j in moves.items():
        own, other = lines[i].figures, lines[j].figures
        common = [p for p in own if p in other]
        if not common or 2 * sum(printed_alike(own[p], other[p]) for p in common) < len(common):
            return {}
        found |= {own[p].id: other[p] for p in common}
    return found


def _is_idle(relation: Related) -> bool:
    """Whether a relation says nothing of where a figure stands: a bound without sources, a figure met by its value."""
    if isinstance(relation, Bound):
        return not relation.sources
    return relation.kind == "prose" and not relation.reprint


def _ids(relation: Related) -> frozenset[str]:
    return frozenset(f.id for f in relation.figures)


def _by_one(relations: Sequence[Related]) -> bool:
    """Whether a single slip in one figure alone explains all of them."""
    common = set.intersection(*({f.id for f in r.figures} for r in relations))
    for figure in (f for f in relations[0].figures if f.id in common):
        wanted = relations[0].implied(figure)
        for relation in relations[1:]:
            implied = relation.implied(figure)
            wanted = wanted.common(implied) if wanted is not None and implied is not None else None
        if wanted is not None and wanted.width <= figure.step and misprint(figure, wanted.middle):
            return True
    return False


def _other_pairs(sheet: Sheet, search: _Search) -> list[Suspect]:
    """Lines of changes that are, place by place, those between two other lines than their periods say.

    `Variance` beside a budget, the spending so far and a forecast: of which two it is, its heading does not tell.
    """
    failing = {r.target.id: r for r in search.failing[sheet.number] if isinstance(r, Relation) and r.kind in _CHANGES}
    found: list[Suspect] = []
    for lines in (sheet.columns, sheet.rows):
        levels = [ln for ln in lines if any(f.is_level for f in ln.figures.values())]
        for line in lines if len(levels) > 2 else ():
            wrong = {p: failing[f.id] for p, f in line.figures.items() if f.id in failing}
            if len(wrong) < _FEWEST or any(search.holds(f) for f in line.figures.values()):
                continue
            known = {f.id for r in wrong.values() for f in r.figures}
            pairs = list(permutations(levels, 2))
            fits = [pair for pair in pairs if _fits(pair, wrong, known, math.log10(len(pairs)))]
            if len(fits) == 1:
                names = [_name(ln.label) for ln in (line, *fits[0])]
                words = "{} is {} less {}, and not the change between the periods it was taken for".format(*names)
                moved = tuple(r.target for r in wrong.values())
                mends = tuple(wrong.values())
                failing = {name: r for name, r in failing.items() if r not in mends}
                found.append(Suspect(moved[0], moved[0].interval, mends, moved=moved, words=words, misread=True))
    return found


def _fits(pair: tuple[Line, Line], wrong: Mapping[int, Relation], known: set[str], price: float) -> bool:
    """Whether a pair of lines, not the one tried, gives every change that another gives wrongly."""
    current, base = pair
    weight = 0.0
    fresh = False
    for place, relation in wrong.items():
        a, b = current.figures.get(place), base.figures.get(place)
        if a is None or b is None or not (a.is_level and b.is_level):
            return False
        other = change(relation.target, a, b)
        if other is None or not other.holds:
            return False
        weight += other.weight
        fresh = fresh or a.id not in known or b.id not in known
    return fresh and weight >= _PROOF + price


def _unsigned(sheet: Sheet, relations: Sequence[Related], search: _Search) -> Iterator[tuple[Suspect, set[int]]]:
    """Columns (or rows) of differences that all lack their sign: those that should be falls, and the relations of all.

    A difference without a sign says nothing of which level came first.
    """
    by_target = {r.target.id: r for r in relations if isinstance(r, Relation) and r.kind == "difference"}
    for line in (*sheet.columns, *sheet.rows):
        own = [by_target[f.id] for f in line.figures.values() if f.id in by_target]
        wrong = [r for r in own if r.gap and r in search.failing[sheet.number]]
        turned = [r for r in wrong if abs(r.value + r.target.value) <= r.tolerance + r.target.step / 2]
        if len(turned) < _FEWEST or len(turned) < len(wrong) or any(r.target.value < 0 for r in own):
            continue
        if not any(r.holds for r in own):
            continue  # all of them the wrong way round: the levels may well have changed places
        moved = tuple(r.target for r in turned)
        first = turned[0]
        words = (
            f"{_name(line.label)} prints no signs: {printed(first.target)}, where "
            f"{first.words.say(_said(first))}, and so in {len(turned)} of {len(own)} places"
        )
        search.done(turned)
        yield Suspect(moved[0], moved[0].interval, tuple(turned), moved=moved, words=words), {id(r) for r in own}


def _said(relation: Relation) -> str:
    return written(relation.value, relation.target.step, relation.target.observation.unit)


def _name(label: str) -> str:
    return f'"{" ".join(label.split())}"' if label else "(no label)"


def _cell(figure: Figure) -> str:
    o = figure.observation
    place = " | ".join(" ".join(t.split()) for t in (o.row_label, o.column_label) if t)
    return f"{printed(figure)} ({place})"


def _words(kind: str, names: Sequence[str], exchange: Mapping[str, Figure], mended: Sequence[Related]) -> str:
    """What was exchanged, and one relation as it reads then."""
    example = next((r for r in mended if isinstance(r, Relation)), None)
    told = ""
    if example is not None:
        instead = example.standing_for(exchange)
        others = {id(f): exchange.get(f.id, f) for f in example.figures}
        slots = tuple(
            others.get(id(s), s) if isinstance(s, Figure)
            else tuple(others.get(id(f), f) for f in s) if isinstance(s, tuple) else s
            for s in example.words.slots
        )  # fmt: skip
        told = f": then {type(example.words)(example.words.template, slots).say(printed(instead.target))}"
    elif (bound := next((r for r in mended if isinstance(r, Bound) and r.kind == "part_of_whole"), None)) is not None:
        told = f": {bound.words.say('')}, and of the part {printed(bound.target)} are printed"
    text = [printed(r.target) for r in mended if r.kind == "prose"][:_MOST_TOLD]
    if text:
        told = f": so the text has it, with {', '.join(text)}"
    named = f"{', '.join(names[:-1])} and {names[-1]}"
    two = {"column": f"the columns {named} have each other's figures",
           "row": f"the rows {named} have each other's figures",
           "cell": f"{named} stand in each other's place"}[kind]  # fmt: skip
    count = f"{len(mended)} relations hold that fail as printed"
    return f"{two}, or headings: exchanged, {count}{told}"
