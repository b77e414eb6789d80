"""Say why a field of a figure is left open, so that no field is empty without a word."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.facts import SEVERAL, UNLABELLED, MatchedCell
from extractor.model import Finding, Observation, Where

_FIELDS = ("role", "unit", "statistic", "period", "area")


def open_fields(o: Observation, cell: MatchedCell, text: str, where: Where) -> Iterable[Finding]:
    """One finding for a figure whose role, unit, period or area is open, naming the fields and the heading in doubt."""
    missing = [name for name in _FIELDS if _is_open(o, name)]
    if not missing:
        return
    fields = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    yield Finding("open-fields", "info", f'"{text}": {fields} left open: {_why(o, cell, missing)}', where, found=text)


def _is_open(o: Observation, name: str) -> bool:
    if name == "period":
        return o.period_end is None or o.period_start is None
    return not getattr(o, name)


def _why(o: Observation, cell: MatchedCell, missing: list[str]) -> str:
    """The heading that is missing or not understood; for a period, that none states one."""
    for facts, axis in ((cell.row, "row"), (cell.column, "column")):
        if facts.unknown == UNLABELLED:
            return "its row has no label"
        if facts.unknown == SEVERAL:
            return f"the figure stands in several {axis}s at once"
    unknown = [f.unknown_label for f in (cell.column, cell.row) if f.unknown_label]
    if not o.column_label and "role" in missing:
        return "its column has no heading"
    if unknown and missing != ["period"]:
        return " and ".join(f'"{label}"' for label in unknown) + " is not understood"
    if missing == ["period"]:
        return f'"{o.period_label}" does not tell the days' if o.period_label else "no heading states one"
    return "no heading settles it"
