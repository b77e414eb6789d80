"""Guards over a whole document: what cannot be, and two figures that claim to be the same and differ.

Such a figure was not understood, or was published wrongly; which of the two is not for this room to say. What tells
the figures apart, or makes them impossible, is opened, and a finding says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.codelists import Vocabulary
from extractor.model import Finding, Observation, Where
from extractor.quick import changed

_HUNDRED = Decimal(100)
_SIGNED_UNITS = ("gbp_thousand",)  # a budget may be overspent; everything else that is counted is not below nought


def guard(observations: Sequence[Observation], book: Vocabulary) -> tuple[list[Observation], list[Finding]]:
    """The observations with opened what cannot be, and what was found."""
    result, findings = [], []
    for o in observations:
        doubt = _impossible(o, book)
        if doubt is not None:
            code, message, opened = doubt
            findings.append(Finding(code, "warning", message, _where(o), found=o.value_text))
            o = changed(o, **dict.fromkeys(opened, ""))
        result.append(o)
    opened_by_id, more = _same_identity(result)
    return [changed(o, **opened_by_id[i]) if i in opened_by_id else o for i, o in enumerate(result)], findings + more


def _where(o: Observation) -> Where:
    return Where(o.document_id, o.page, o.table or None, o.row_label, o.column_label)


def _impossible(o: Observation, book: Vocabulary) -> tuple[str, str, tuple[str, ...]] | None:
    """A finding's code and message, and the fields to open, for a figure that cannot be; None for all others."""
    if o.value is None:
        return None
    text = " ".join(o.value_text.split())
    if o.role == "level" and o.value < 0 and o.unit not in _SIGNED_UNITS:
        message = f'"{text}" is below nought, which no level is: it may be a change'
        return "negative-level", message, ("role", "statistic")
    if o.role == "percent_change" and o.value < -_HUNDRED:
        return "impossible-change", f'"{text}": nothing falls by more than 100 per cent', ("role",)
    return _impossible_pair(o, text) or _impossible_share(o, text, book)


def _impossible_pair(o: Observation, text: str) -> tuple[str, str, tuple[str, ...]] | None:
    if o.out_of is None or o.value is None or o.value <= o.out_of:
        return None
    if o.statistic == "rank":
        return "impossible-rank", f'"{text}": place {o.value} in a group of {o.out_of}', ()
    return "impossible-pair", f'"{text}": {o.value} out of {o.out_of}', ("statistic",)


def _impossible_share(o: Observation, text: str, book: Vocabulary) -> tuple[str, str, tuple[str, ...]] | None:
    measure = book.measures.get(o.measure)
    share = o.statistic == "share" or (measure is not None and measure.statistic == "share")
    if o.role == "level" and o.unit == "percent" and share and o.value is not None and o.value > _HUNDRED:
        return "impossible-share", f'"{text}": a share of more than 100 per cent', ("statistic", "role")
    return None


# ---- the same identity twice


def _identity(o: Observation) -> tuple[object, ...]:
    return (
        o.measure, o.category, o.statistic, o.role, o.unit, o.area, o.breakdown,
        o.period_start, o.period_end, o.period_type, o.base_period_start, o.base_period_end,
    )  # fmt: skip


def _is_settled(o: Observation) -> bool:
    """Whether a figure claims to be of one thing at one time; one that is open claims nothing that another could."""
    return bool(o.value is not None and o.measure and o.role and o.unit and o.area and o.period_end and o.table)


def _same_identity(observations: Sequence[Observation]) -> tuple[dict[int, dict[str, object]], list[Finding]]:
    """Figures of one table that say the same and differ, although their headings do not: what sets them apart was
    not understood."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, o in enumerate(observations):
        if _is_settled(o):
            groups[(o.table, *_identity(o))].append(at)
        elif o.value is not None and o.table and o.period_end:  # with labels alike, what is open sets none apart
            groups[(o.table, o.row_label, o.column_label, o.grid_row, *_identity(o))].append(at)
    opened: dict[int, dict[str, object]] = {}
    findings = []
    for places in groups.values():
        if len({observations[p].value for p in places}) < 2:
            continue
        fields = _set_apart([observations[p] for p in places])
        for p in places:
            opened[p] = fields
            findings.append(_told(observations[p], [observations[q] for q in places if q != p]))
    return opened, findings


def _set_apart(figures: Sequence[Observation]) -> dict[str, object]:
    """The fields that the headings by which these figures differ would settle."""
    fields: dict[str, object] = {}
    rows, columns = ({getattr(o, name) for o in figures} for name in ("row_label", "column_label"))
    one_row = len({o.grid_row for o in figures}) == 1
    if len(rows) > 1 or (len(columns) == 1 and not one_row):  # where not even the labels differ, the rows do
        fields |= {"measure": "", "category": ""}
    if len(columns) > 1 or one_row:
        fields |= {"role": "", "period_start": None, "period_end": None, "base_period_start": None,
                   "base_period_end": None, "period_type": "undetermined"}  # fmt: skip
    return fields


def _told(o: Observation, others: Iterable[Observation]) -> Finding:
    other = next(iter(others))
    message = (
        f'"{o.value_text}" and "{other.value_text}" ({other.row_label}, {other.column_label}) would be the same figure '
        "with two values: what tells them apart is not understood and left open"
    )
    return Finding("same-identity", "warning", " ".join(message.split()), _where(o), found=o.value_text)
