"""Observations to published figures: one per cell, with every place that prints it and every rival value.

A cell is a subject, an area and a period. Where two observations fill it, equal values are one figure with two
places, and so are a value and the same value rounded. Of different values the latest edition's stands and the
others are kept as earlier vintages; between two values of one edition a preference of schemas/preferences.csv may
decide, and where none does they stay rivals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from extractor.compare.lineup import Figure, Place, Span, Subject
from extractor.compare.rules import Preference
from extractor.quick import changed

# What a comparison needs of an observation.
COLUMNS = (
    "observation_id", "force", "document_id", "measure", "category", "statistic", "role", "unit", "area", "area_type",
    "breakdown", "period_label", "period_start", "period_end", "period_type", "value", "out_of", "qualifier",
    "value_text", "table", "table_title", "row_label", "column_label", "page", "check", "base_period_start",
    "base_period_end",
)  # fmt: skip
_FRACTION = re.compile(r"\d\.(\d+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """All that is published for one cell: the figure that stands, rivals to it and earlier vintages.

    `aside` are values of the same edition that a preference put aside, and `why` says which.
    """

    figure: Figure
    rivals: tuple[Figure, ...] = ()
    earlier: tuple[Figure, ...] = ()
    aside: tuple[Figure, ...] = ()
    why: str = ""


def figures_of(rows: Iterable[Mapping[str, Any]], editions: Mapping[str, date | None]) -> list[Figure]:
    """Levels with a value and a measure, one figure per observation. `editions` maps documents to their last day."""
    return [_figure(row, editions.get(row["document_id"])) for row in rows if row["role"] == "level" and _usable(row)]


def changes_of(rows: Iterable[Mapping[str, Any]], editions: Mapping[str, date | None]) -> list[Figure]:
    """Published differences and percentage changes whose earlier period is determined."""
    return [
        _change(row, editions.get(row["document_id"]))
        for row in rows
        if row["role"] in ("difference", "percent_change") and _usable(row) and row["base_period_end"] is not None
    ]


def _usable(row: Mapping[str, Any]) -> bool:
    return bool(row["measure"] and row["force"]) and row["value"] is not None


def _change(row: Mapping[str, Any], edition: date | None) -> Figure:
    base = Span("", row["base_period_start"], row["base_period_end"], "undetermined")
    return replace(_figure(row, edition), role=row["role"], base=base)


def _figure(row: Mapping[str, Any], edition: date | None) -> Figure:
    span = _span(row["period_label"] or "", row["period_start"], row["period_end"], row["period_type"])
    place = Place(
        row["observation_id"], row["document_id"], edition, _whole(row["page"]), _whole(row["table"]),
        row["table_title"] or "", row["row_label"] or "", row["column_label"] or "", row["value_text"] or "",
    )  # fmt: skip
    about = [row[name] or "" for name in ("category", "statistic", "unit")]  # what is open stands as no value
    subject = _subject(row["measure"], *about, row["breakdown"] or "{}")
    return Figure(
        subject, row["force"], row["area"] or "", row["area_type"] or "", span, exact(row["value"]),
        observation_ids=(place.observation_id,), places=(place,), qualifier=row["qualifier"] or "",
        out_of=None if row["out_of"] is None else exact(row["out_of"]), check=row["check"] or "none",
    )  # fmt: skip


# Of hundreds of thousands of figures that answer one question, few differ in subject, period or value.
_subject = lru_cache(maxsize=4096)(Subject)
_span = lru_cache(maxsize=4096)(Span)


def exact(number: Any) -> Decimal:
    """The decimal that was published: doubles print as the shortest decimal that names them."""
    return _exact(number) if number else _decimal(number)  # zeros are equal whatever their sign


def _decimal(number: Any) -> Decimal:
    value = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


_exact = lru_cache(maxsize=1 << 14)(_decimal)


def _whole(number: Any) -> int | None:
    return None if number is None else int(number)


def cells_of(figures: Iterable[Figure], preferences: Sequence[Preference] = ()) -> list[Cell]:
    """Figures gathered by cell, in the order of subject, force, area and period."""
    groups: dict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_cell_key(figure)].append(figure)
    return [settled(groups[key], preferences) for key in sorted(groups)]


def _cell_key(figure: Figure) -> tuple[Any, ...]:
    """Periods that no document determines are never the same: their table and label keep them apart."""
    subject, span = figure.subject, figure.span
    when: tuple[Any, ...] = (span.start or date.min, span.end or date.min)
    if not span.known:
        when = (*when, span.label, figure.places[0].document_id, figure.places[0].table or 0)
    about = (subject.measure, subject.category, subject.statistic, subject.unit, subject.breakdown)
    return (*about, figure.force, figure.area_type, figure.area, *when)


def settled(group: Sequence[Figure], preferences: Sequence[Preference]) -> Cell:
    """What stands of figures that fill one cell, and what does not."""
    merged = _merged(group)
    if len(merged) == 1:
        return Cell(merged[0])
    editions = [p.edition for f in merged for p in f.places]
    newest = max((e for e in editions if e), default=None)
    # An edition without a date may be the newest of all: then no edition is earlier than another.
    standing = merged if None in editions else [f for f in merged if any(p.edition == newest for p in f.places)]
    kept = {id(f) for f in standing}
    earlier = tuple(changed(f, vintage="earlier") for f in merged if id(f) not in kept)
    standing, aside = _confirmed(standing)
    why = "it fails the sums printed around it, and this passes them" if aside else ""
    for preference in preferences if len(standing) > 1 else ():
        preferred = [f for f in standing if preference.prefer in _kinds(f)]
        if preferred and len(preferred) < len(standing):
            aside = (*aside, *(f for f in standing if f not in preferred))
            standing, why = preferred, preference.text
    first = replace(standing[0], vintage="latest") if earlier and len(standing) == 1 else standing[0]
    return Cell(first, tuple(standing[1:]), earlier, aside, why)


def _confirmed(standing: list[Figure]) -> tuple[list[Figure], tuple[Figure, ...]]:
    """Of several values of one edition those that arithmetic confirms, and the others; all where none or each is so."""
    passed = [f for f in standing if f.check == "passed"]
    failed = tuple(f for f in standing if f.check == "failed")
    return ([f for f in standing if f.check != "failed"], failed) if passed and failed else (standing, ())


def _kinds(figure: Figure) -> set[str]:
    """Whether a figure stands in a table, in a sentence, or in both."""
    return {"text" if place.table is None else "table" for place in figure.places}


def _merged(group: Sequence[Figure]) -> list[Figure]:
    """Equal values as one figure with all places, a rounded print joined to the more precise one."""
    if len(group) == 1:
        return list(group)
    ordered = sorted([(-decimals(f), _order(f), n) for n, f in enumerate(group)])
    figures = [group[n] for _, _, n in ordered]
    equal: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for place, (digits, _, _) in enumerate(ordered):
        figure = figures[place]
        equal[-digits, figure.value, figure.qualifier, figure.out_of].append(place)
    most = -ordered[0][0]
    alike: list[list[int]] = []  # those after the first say the same, to as many digits or fewer
    for (digits, *_), places in equal.items():
        # of as many digits only equal values agree
        same = [ks for ks in alike if _agree(figures[ks[0]], figures[places[0]], digits)] if digits < most else []
        if len(same) == 1:
            same[0] += places
        else:
            alike += [[place] for place in places] if same else [places]
    return sorted((_joined([figures[place] for place in sorted(places)]) for places in alike), key=_order)


def _joined(figures: Sequence[Figure]) -> Figure:
    """Figures that say the same as one, the first of them, with the places of all."""
    if len(figures) == 1:
        return figures[0]
    places = tuple(sorted((p for f in figures for p in f.places), key=_place_order))
    ids = tuple(dict.fromkeys(i for f in figures for i in f.observation_ids))
    checks = {f.check for f in figures}
    check = "failed" if "failed" in checks else max(checks)
    return changed(figures[0], places=places, observation_ids=ids, check=check)


def _place_order(place: Place) -> tuple[Any, ...]:
    """Tables before sentences, in the order of the document."""
    return (place.document_id, place.table is None, place.table or 0, place.row_label, place.column_label)


def _order(figure: Figure) -> tuple[Any, ...]:
    return (*_place_order(figure.places[0]), figure.observation_ids)


def _agree(precise: Figure, rounded: Figure, digits: int) -> bool:
    """Whether one value is the other as printed to fewer `digits`; whole counts agree only where they are equal."""
    if (precise.qualifier, precise.out_of) != (rounded.qualifier, rounded.out_of):
        return False
    if precise.value == rounded.value:
        return True
    unit = Decimal(1).scaleb(-digits)
    # A publisher's spreadsheet rounds halves up, its statistics package to even; both are the same figure.
    return rounded.value in (precise.value.quantize(unit, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def decimals(figure: Figure) -> int:
    """Digits after the point as printed: 77.0% has one, though its value is 77."""
    exponent = figure.value.normalize().as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    printed = [len(match[1]) for p in figure.places if (match := _FRACTION.search(p.value_text))]
    return max(needed, *printed) if printed else needed
