"""Settle what a figure is about: measure, category, area and further dimensions, from all its headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractor.codelists import Force, Vocabulary, words_of
from extractor.facts import OPEN, Facts
from extractor.quick import quick

_WIDEST = ("all", "all_crime")  # categories that hold every other


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about. `clash` names a dimension that two headings of equal rank contradict."""

    measure: str
    category: str
    area: str
    area_type: str
    breakdown: dict[str, str]
    clash: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Headings:
    """The facts that head one figure: its row, its column, and what stands around, nearest first.

    `beside` are the categories that rows of the same table name; `percent` is true where the figure is printed as one.
    """

    row: Facts
    column: Facts
    context: Sequence[Facts]
    beside: Collection[str] = ()
    percent: bool = False

    @property
    def unknown(self) -> bool:
        """True where row or column hold words that nothing explains, or do not say what they are a detail of."""
        doubtful = "subject" in self.row.doubts or "subject" in self.column.doubts
        return bool(self.row.unknown or self.column.unknown) or doubtful

    def first(self, name: str) -> str:
        """The nearest heading's word on a dimension, rows before columns before what stands around."""
        return next((v for f in (self.row, self.column, *self.context) if (v := getattr(f, name))), "")


def subject_of(headings: Headings, vocabulary: Vocabulary, force: Force | None) -> Subject:
    """Settle the subject. An unknown label leaves measure and category open instead of borrowing a farther one's."""
    category, subset, clash = _category(headings, vocabulary)
    measure, measure_clash = _measure(headings, vocabulary, category)
    area, area_type = _area(headings, vocabulary, force)
    breakdown = _breakdown(headings)
    if subset and subset != category:
        breakdown.setdefault("subset", subset)
    return Subject(measure, category, area, area_type, breakdown, clash or measure_clash)


def _category(headings: Headings, vocabulary: Vocabulary) -> tuple[str, str, str]:
    """Category, the cross-cutting subject it is a part of (domestic, hate ...), and a clash if any."""
    if headings.unknown and not _named_as_area(headings):
        return "", "", ""
    row, column = headings.row.category, headings.column.category
    near = [c for c in dict.fromkeys((row, column)) if c]
    flags = [c for c in near if _is_flag(c, vocabulary)]
    clash = ""
    if len(near) == 2:
        near = _one_of(near, vocabulary)
        if len(near) == 2 and len(flags) == 1:
            near = [c for c in near if c not in flags]
        elif len(near) == 2:
            clash, near = "category", []
    around = [f.category for f in headings.context if f.category]
    category = near[0] if near else "" if clash else next(iter(around), "")
    entry = vocabulary.categories.get(category)
    if near and around and entry is not None and entry.kind == "other" and around[0].endswith(f"_{category}"):
        category = around[0]  # `Crimes - Adult` under `Rape Adult`: the heading outside says the same and more
        entry = vocabulary.categories.get(category)
    related = {category, *_ancestors(category, vocabulary)}
    # under `Online crime`, beside a row `Online crime`, a row `Total crime` is of everything
    named = headings.beside if category in _WIDEST else ()
    outer = [c for c in (*flags, *around[:2]) if _is_flag(c, vocabulary) and c not in related and c not in named]
    inherits = entry is not None and entry.kind in ("offence", "survey", "other") and outer
    if inherits and _ancestor_of_any(category, outer, vocabulary):
        return category, "", clash
    return category, outer[0] if inherits else "", clash


def _one_of(pair: list[str], vocabulary: Vocabulary) -> list[str]:
    """The narrower of two categories where one is a part of the other; both where they have nothing in common."""
    for narrow, wide in (pair, pair[::-1]):
        if wide in _ancestors(narrow, vocabulary) or wide in _WIDEST:
            return [narrow]
    return pair


def _ancestors(category: str, vocabulary: Vocabulary) -> list[str]:
    found: list[str] = []
    while (entry := vocabulary.categories.get(category)) and entry.parent and entry.parent not in found:
        category = entry.parent
        found.append(category)
    return found


def _ancestor_of_any(category: str, others: Sequence[str], vocabulary: Vocabulary) -> bool:
    return any(category in _ancestors(other, vocabulary) for other in others)


def _is_flag(category: str, vocabulary: Vocabulary) -> bool:
    entry = vocabulary.categories.get(category)
    return entry is not None and entry.kind == "flag"


def _measure(headings: Headings, vocabulary: Vocabulary, category: str) -> tuple[str, str]:
    """The measure stated nearest; where none is stated, the one its category usually means."""
    if headings.unknown and not _named_as_area(headings):
        column = headings.column.measure if not headings.column.unknown else ""
        return column, ""
    stated = [m for m in dict.fromkeys((headings.row.measure, headings.column.measure)) if m]
    rate = _rate_of_the_table(headings, vocabulary)
    counted = len(stated) == 1 and vocabulary.measures[stated[0]].unit == "count"
    if rate and counted and set(stated) == _usual_measures(headings, vocabulary):
        return rate, ""  # `Total crime` in a table of rates: its rate, and no crimes in per cent
    if len(stated) == 2:
        stated = _of_the_crimes(stated, headings, vocabulary)
    if len(stated) == 2 and all(vocabulary.measures[m].statistic == "amount" for m in stated):
        stated = stated[1:]  # rows gathered under `Expenditure` in a column of budgets
    if len(stated) == 2:
        return "", "measure"
    if stated:
        return stated[0], ""
    near_context = headings.context[: _corner_and_title(headings)]
    explicit = next((f.measure for f in near_context if f.measure), "")
    usual = vocabulary.categories[category].measure if category in vocabulary.categories else ""
    own = bool(headings.row.category or headings.column.category)
    if explicit and not (own and usual and explicit in ("outcomes", "incidents")):
        return explicit, ""
    return usual or next((f.measure for f in headings.context if f.measure), ""), ""


def _rate_of_the_table(headings: Headings, vocabulary: Vocabulary) -> str:
    """The measure of a title of percentages, for a figure printed as one, and for a row of all crime without a sign."""
    near = headings.context[:2]
    shares = [f.measure for f in near if f.measure and vocabulary.measures[f.measure].unit == "percent"]
    if headings.percent:
        return next(iter(shares), "")
    widest = not {headings.row.category, headings.column.category}.isdisjoint(_WIDEST)
    said = [f.measure for f in near if f.unit == "percent" and f.measure]  # `Positive outcomes (%)`
    return next(iter([*shares, *said]), "") if widest and not _has_a_unit(headings) else ""


def _has_a_unit(headings: Headings) -> bool:
    """Whether row or column say in what a figure is counted."""
    return any(f.unit not in ("", "rank") or f.counts for f in (headings.row, headings.column))


def _of_the_crimes(stated: list[str], headings: Headings, vocabulary: Vocabulary) -> list[str]:
    """Of two measures, the one that is not just what a category usually counts: `All crime` under `Outcome rate`."""
    usual = _usual_measures(headings, vocabulary)
    return [m for m in stated if m not in usual] if len(usual) == 1 else stated


def _usual_measures(headings: Headings, vocabulary: Vocabulary) -> set[str]:
    """The measures that row and column state only because their categories usually count them."""
    return {
        f.measure
        for f in (headings.row, headings.column)
        if f.category in vocabulary.categories and vocabulary.categories[f.category].measure == f.measure
    }


def _corner_and_title(headings: Headings) -> int:
    """How many of the context's facts stand nearer than the first heading that states nothing."""
    return min(2, len(headings.context))


def is_unknown(row: Facts, column: Facts) -> bool:
    """Whether a heading holds words that nothing explains, but for the name of an area that it is taken for."""
    return any(f.unknown and not _names_its_area(f) for f in (row, column))


def _names_its_area(facts: Facts) -> bool:
    """Whether a heading, the innermost one of several, is the name of the area that it was taken for."""
    innermost = words_of(facts.label.rpartition(" > ")[2])
    return _is_of_an_area(facts) and set(innermost) <= set(words_of(facts.area))


def _is_of_an_area(facts: Facts) -> bool:
    return facts.area not in ("", OPEN) and facts.area_type != "force"


def _named_as_area(headings: Headings) -> bool:
    """An unknown label that was taken for an area: it leaves the subject to the other headings."""
    unknown = [f for f in (headings.row, headings.column) if f.unknown]
    return bool(unknown) and all(map(_is_of_an_area, unknown))


def _area(headings: Headings, vocabulary: Vocabulary, force: Force | None) -> tuple[str, str]:
    own = (force.name, "force") if force else ("", "")
    places = [(f.area, f.area_type) for f in (headings.row, headings.column) if f.area]
    if any(name == OPEN for name, _ in places):
        total = headings.row.total or headings.column.total
        return (_country_of_the_title(headings, vocabulary) if total else None) or ("", "")
    smaller = [p for p in places if p[1] != "force" and p[0] != "force"]
    if smaller:
        return smaller[0]
    if places:
        return own if places[0][0] == "force" and own[0] else places[0]
    if headings.row.total or headings.column.total:
        return own
    around = [(f.area, f.area_type) for f in headings.context if f.area and f.area_type not in ("force", "country")]
    if around and around[0][0] == OPEN:
        return "", ""
    if around and around[0][0] != "force":
        return around[0]
    return own if own[0] else _force_of_the_title(headings)


def _force_of_the_title(headings: Headings) -> tuple[str, str]:
    """The force that the title names, in a document of nobody known: `Road casualties by severity, Lincolnshire`."""
    named = {f.area for f in headings.context[:2] if f.area_type == "force" and f.area not in ("force", OPEN)}
    return (named.pop(), "force") if len(named) == 1 else ("", "")


def _country_of_the_title(headings: Headings, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """What a total over forces is of, where the title says in which country its figures are: `in England and Wales`."""
    titles = [f" {f.label.casefold()} " for f in headings.context[:2]]
    countries = [a for a in vocabulary.areas if a.area_type == "country"]
    named = [a for a in countries if any(f" in {a.name.casefold()} " in title for title in titles)]
    widest = max(named, key=lambda area: len(area.name), default=None)
    return (widest.name, widest.area_type) if widest is not None else None


def _breakdown(headings: Headings) -> dict[str, str]:
    merged: dict[str, str] = {}
    for facts in reversed((headings.row, headings.column, *headings.context)):
        merged.update(dict(facts.breakdown))
    return merged
