"""The likelier explanation of a figure that contradicts others: rounding, a misprint, a wrong base, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.check.blame import Suspect
from extractor.check.figures import Figure, printed, written
from extractor.check.intervals import Interval
from extractor.check.relations import Bound, Relation
from extractor.check.sheets import Sheet
from extractor.check.slips import misprint

_FEWEST = 3  # changes that must share a base before one that is printed nowhere is believed in
_FEWER = 1.5  # inhabitants to a household, or of whatever else a rate is taken: a smaller excess is a slip
_OF_THE_RESULT = ("wrong_base", "misreading")  # verdicts that say how a result came about
_NARROW = 0.02  # a base known to a fiftieth is met by another figure of its line by chance only rarely


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict (an id of the list in schemas/checks.schema.json) and the words that give its reason."""

    verdict: str
    words: str = ""


def expected_value(suspect: Suspect) -> float:
    """What the figure would be, as exactly as the printed figures beside it tell."""
    first = suspect.first
    if first.target is suspect.figure and first.value is not None:
        return first.value
    return suspect.wanted.middle


class Explainer:
    """Explains the suspects of one document."""

    def __init__(self, sheets: Sequence[Sheet], suspects: Sequence[Suspect], stated: Sequence[Figure] = ()) -> None:
        self._sheet_of = {f.id: sheet for sheet in sheets for f in sheet.figures}
        self._sheets = sheets
        self._suspects = suspects
        self._wrong = {s.figure.id for s in suspects}
        self._bases = self._common_bases()
        self._of_force = {
            _told(f): f.observation.area for f in stated if f.observation.area_type == "force" and f.is_level
        }

    def explained(self) -> list[tuple[Suspect, Explanation]]:
        """Every suspect with the likelier cause. A cause that only the suspect can have clears its rivals."""
        pairs = [(s, self.explain(s)) for s in self._suspects]
        return [(replace(s, rivals=()) if e.verdict in _OF_THE_RESULT or _only_slip(s, e) else s, e) for s, e in pairs]

    def explain(self, suspect: Suspect) -> Explanation:
        """The likelier cause; `contradiction` where none is known, `assumption` where there may be no mistake."""
        explanation, assumed = self._cause(suspect), suspect.first.assumes
        if not assumed or explanation.verdict not in ("contradiction", "misprint"):
            return explanation
        reason = f"{explanation.words}; " if explanation.words else ""
        return Explanation("assumption", f"{reason}this takes it that {assumed}")

    def _cause(self, suspect: Suspect) -> Explanation:
        if suspect.moved:
            return Explanation("misreading" if suspect.misread else "exchanged", suspect.words)
        figure, expected = suspect.figure, expected_value(suspect)
        base = self._bases.get(figure.id)
        if base is not None:
            return Explanation("wrong_base", base)
        if suspect.first.kind == "part_against_whole":
            return Explanation("wrong_base", "a part of the force is compared with the whole of it")
        if suspect.first.kind == "population" and figure.value >= _FEWER * expected:
            return Explanation("wrong_base", "the rate is of something else than inhabitants, such as households")
        if not suspect.blamed and not suspect.is_undecided:
            return Explanation("contradiction", "a part is left out, or one of them is too small")
        if self._is_heading_doubtful(suspect):
            return Explanation("misreading", "so does most of its column: the heading may mean something else")
        printed_twice = suspect.first.kind in ("repeat", "prose")
        if not figure.is_exact and not printed_twice and suspect.wanted.gap(figure.interval) <= figure.step:
            exact = written(expected, figure.step / 100, figure.observation.unit)
            return Explanation("rounding", f"unrounded it is {exact}, so that the last digit is wrong")
        if printed_twice and not figure.is_exact and suspect.wanted.gap(figure.interval) == 0:
            return Explanation("rounding", "one of the two is rounded otherwise")
        slip = "" if isinstance(suspect.first, Bound) else misprint(figure, expected)
        if slip:
            return Explanation("misprint", slip)
        if printed_twice and suspect.wanted.gap(figure.interval) <= _NARROW * abs(expected):
            return Explanation("contradiction", "the two may have been drawn from the records on different days")
        return Explanation("contradiction", self._borrowed(suspect.first))

    def _borrowed(self, relation: Relation | Bound) -> str:
        """Levels said to be an area's that the text gives for the whole force too."""
        if isinstance(relation, Bound) or relation.target.observation.area_type in ("", "force"):
            return ""
        place = relation.target.observation.area
        sources = [f for f in relation.figures[1:] if f.is_level and f.observation.area == place]
        areas = {area for f in sources if (area := self._of_force.get(_told(f)))}
        if not sources or len(areas) != 1 or any(_told(f) not in self._of_force for f in sources):
            return ""
        figures = " and ".join(printed(f) for f in reversed(sources))
        return f"{figures} are also given for all of {next(iter(areas))}, so that they are hardly the area's"

    def _is_heading_doubtful(self, suspect: Suspect) -> bool:
        """True where most changes of a column fail: then it is likelier that its heading was misunderstood."""
        figure, kind = suspect.figure, suspect.first.kind
        sheet = self._sheet_of.get(figure.id)
        if sheet is None or kind not in ("difference", "percent_change") or suspect.first.target is not figure:
            return False
        column = sheet.around(figure)[1].figures.values()
        wrong = sum(f.id in self._wrong for f in column)
        return wrong >= _FEWEST and 2 * wrong > len(column)

    # ---- percentages of a wrong base

    def _common_bases(self) -> dict[str, str]:
        """For percentage changes: the base that they were really taken of, in words.

        A base that explains several changes of one line is taken before one that explains a single one.
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for suspect in self._suspects:
            relation = suspect.first
            if (
                isinstance(relation, Relation)
                and relation.kind == "percent_change"
                and relation.target is suspect.figure
            ):
                found[suspect.figure.id] = list(self._bases_of(relation))
        votes = Counter(key for options in found.values() for key, _ in options)
        words = {}
        for figure_id, options in found.items():
            ranked = sorted(options, key=lambda o: -votes[o[0]])
            if ranked and (votes[ranked[0][0]] > 1 or not ranked[0][0].startswith("elsewhere")):
                words[figure_id] = ranked[0][1]
        return self._unprinted(set(words)) | words

    def _unprinted(self, known: set[str]) -> dict[str, str]:
        """Changes of one column that are all of one base, which the document does not print."""
        columns: dict[tuple[int, int], list[Relation]] = {}
        for suspect in self._suspects:
            relation, figure = suspect.first, suspect.figure
            sheet = self._sheet_of.get(figure.id)
            if not isinstance(relation, Relation) or relation.kind != "percent_change" or relation.target is not figure:
                continue
            if sheet is not None and figure.id not in known:
                columns.setdefault((sheet.number, sheet.places[figure.id][1]), []).append(relation)
        words: dict[str, str] = {}
        for relations in columns.values():
            base = _one_base(relations) if len(relations) >= _FEWEST else None
            if base is not None:
                about = (
                    f"all {len(relations)} such figures of the column are changes from one figure of about {base:,.0f}"
                )
                words |= {r.target.id: about for r in relations}
        return words

    def _bases_of(self, relation: Relation) -> Iterator[tuple[str, str]]:
        """Figures that a percentage change can have been taken of instead: a key of each, and the words."""
        sheet = self._sheet_of.get(relation.target.id)
        if sheet is None:
            return
        current, base = relation.top[0][1], relation.bottom[0][1]
        row, column = sheet.around(base)
        near = [*row.figures.values(), *column.figures.values()]
        for other in near:
            if other is base or not other.adds_up:
                continue
            place = f"{sheet.number} {sheet.places[other.id]}" if other in column.figures.values() else ""
            key = f"near {place or _line_key(sheet, other, row.figures.values())}"
            yield from _tried(relation, current, base, other, key, "")
        for elsewhere in self._sheets:
            if elsewhere is sheet:
                continue
            for other in elsewhere.figures:
                o, b = other.observation, base.observation
                if other.adds_up and (o.period_start, o.period_end) == (b.period_start, b.period_end):
                    where = f", the figure of {_named(other)} in table {elsewhere.number}"
                    yield from _tried(relation, current, base, other, f"elsewhere {other.id}", where)


def _told(figure: Figure) -> tuple[object, ...]:
    """What is said by a level, but for where."""
    o = figure.observation
    return (o.measure, o.category, o.breakdown, o.period_start, o.period_end, o.value)


def _one_base(relations: Sequence[Relation]) -> float | None:
    """The base of which all percentage changes can have been taken, where there is one and it is well known."""
    common: Interval | None = None
    for relation in relations:
        growth = relation.target.interval.times(0.01).shifted(1.0)
        base = relation.top[0][1].interval.over(growth)
        common = base if common is None or base is None else common.common(base)
        if base is None or common is None:
            return None
    return common.middle if common is not None and common.width <= _NARROW * abs(common.middle) else None


def _line_key(sheet: Sheet, figure: Figure, row: object) -> str:
    return f"{sheet.number} column {sheet.places[figure.id][1]}"


def _tried(
    relation: Relation, current: Figure, base: Figure, other: Figure, key: str, where: str
) -> Iterator[tuple[str, str]]:
    """The change of the level, or the difference, as a percentage of another figure, where that is what is printed."""
    target = relation.target
    if other.interval.low <= 0 <= other.interval.high or target.step > _NARROW * abs(target.value) * 5:
        return
    whole = Relation("percent_change", target, ((1, current),), ((1, other),), 100.0, -100.0)
    if whole.holds:
        yield f"{key} level", f"it is the change from {printed(other)}{where}"
    part = Relation("percent_change", target, ((1, current), (-1, base)), ((1, other),), 100.0)
    if part.holds:
        name = where or f", {other.observation.column_label.split(' > ')[-1]}"
        yield f"{key} part", f"it is the difference as a percentage of {printed(other)}{name}"


def _named(figure: Figure) -> str:
    o = figure.observation
    return " > ".join(filter(None, (o.row_label, o.column_label)))


def _only_slip(suspect: Suspect, explanation: Explanation) -> bool:
    """Whether digits that changed places, or a sign turned, explain the suspect and none of those that may be wrong
    instead."""
    if explanation.verdict != "misprint":
        return False
    wanted = ((rival, suspect.first.implied(rival)) for rival in suspect.rivals)
    return not any(implied is not None and misprint(rival, implied.middle) for rival, implied in wanted)


def _as_told(figure: Figure) -> str:
    """The figure as printed, or the words that stand for it: `no change`."""
    text = figure.observation.value_text
    return printed(figure) if any(c.isdigit() for c in text) else f'"{text}"'


def sentence(suspect: Suspect, explanation: Explanation) -> str:
    """What is wrong, in one plain sentence."""
    if suspect.moved:
        return f"{explanation.words[:1].upper()}{explanation.words[1:]}."
    figure, relation = suspect.figure, suspect.first
    should = written(expected_value(suspect), figure.step, figure.observation.unit)
    reason = f"; {explanation.words}" if explanation.words else ""
    says = "stands in the text" if figure.observation.reader == "prose" else "is printed"
    if relation.target is figure:
        return f"{_as_told(figure)} {says}, but {relation.words.say(should)}{reason}{_instead(suspect)}."
    return _of_a_source(suspect, explanation, should, reason)


def _of_a_source(suspect: Suspect, explanation: Explanation, should: str, reason: str) -> str:
    """The sentence on a figure from which another follows."""
    figure, target = suspect.figure, suspect.first.target
    result = written(suspect.first.value or 0.0, target.step, target.observation.unit)
    held_against = "is printed" if target.observation.reader != "prose" else "stands in the text"
    start = f"{printed(target)} {held_against}, but {suspect.first.words.say(result)}; "
    if suspect.rivals:
        return f"{start}{_any_of(suspect)}{reason}."
    better = "" if explanation.verdict == "misprint" else f"as {printed(target)} fits other figures better, "
    return f"{start}{better}{printed(figure)} is likelier to be wrong, and {should} would fit{reason}."


def _any_of(suspect: Suspect) -> str:
    """That nothing tells which of some figures is wrong."""
    if suspect.is_undecided:
        return f"nothing tells which of the {len(suspect.doubted)} figures is wrong"
    names = [_as_told(f) for f in suspect.doubted]
    return f"{', '.join(names[:-1])} or {names[-1]} is wrong, and nothing tells which"


def _instead(suspect: Suspect) -> str:
    """That another figure than the result may be the wrong one; of two printings that goes without saying."""
    if not suspect.rivals or suspect.first.kind in ("repeat", "prose"):
        return ""
    if suspect.is_undecided:
        return f"; {_any_of(suspect)}"
    return f"; else {' or '.join(_as_told(f) for f in suspect.rivals)} is wrong"
