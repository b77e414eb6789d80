"""What the pages call things: states of a figure, its unit, its period, the codes of findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from extractor.compare.lineup import Span
from extractor.compare.wording import described, period_text

Row = Mapping[str, Any]

PROVEN, CONTRADICTED, OPEN, UNCHECKED = "proven", "contradicted", "open", "unchecked"
# Each state with its sign, which stands beside the colour, and with what it means.
STATES = {
    PROVEN: ("✓", "Proven", "arithmetic in the document shows this reading, and no likely misreading fits it"),
    CONTRADICTED: (
        "✕",
        "Contradicted",
        "the likeliest to be wrong where figures of the document contradict each other",
    ),
    OPEN: ("?", "Open", "the document does not settle what the figure is of; the open fields are named"),
    UNCHECKED: (
        "–",
        "Not proven",
        "read in full; nothing contradicts it, and what holds of it would hold of a likely misreading too",
    ),
}
OPEN_FIELDS = ("role", "unit", "statistic", "period", "area")
_UNITS = {
    "count": "number",
    "percent": "per cent",
    "percentage_point": "percentage points",
    "per_1000_population": "per 1,000 people",
    "per_100000_population": "per 100,000 people",
    "per_million_population": "per million people",
    "per_1000_households": "per 1,000 households",
    "per_1000_employees": "per 1,000 employees",
    "fte": "full-time equivalents",
    "gbp_thousand": "thousand pounds",
}
_ROLES = {"difference": "change", "percent_change": "change in per cent"}
_PROOFS = {"value": "its value", "heading": "its headings", "period": "its period", "area": "its area"}


def open_fields(row: Row) -> list[str]:
    """What is left open of a figure."""
    is_open = {name: not row[name] for name in ("role", "unit", "statistic", "area")}
    is_open["period"] = row["period_start"] is None or row["period_end"] is None
    return [name for name in OPEN_FIELDS if is_open[name]]


def state_of(row: Row) -> str:
    """What the checks say of a figure; one that none speaks of is open where a field of it is."""
    if row["check"] in ("passed", "failed"):
        return PROVEN if row["check"] == "passed" else CONTRADICTED
    return OPEN if open_fields(row) else UNCHECKED


def unit_text(row: Row) -> str:
    """Unit, statistic and role: `number`, `mean, minutes`, `change, percentage points`; nothing where all are open."""
    unit, statistic = row["unit"] or "", row["statistic"] or ""
    words = [_ROLES.get(row["role"] or "", "")]
    words.append("" if statistic == "count" and unit == "count" else statistic)
    words.append(_UNITS.get(unit, f"{unit}s" if unit in ("second", "minute", "hour", "day") else unit))
    return ", ".join(dict.fromkeys(filter(None, words)))


def when_text(row: Row) -> str:
    """The period for people, with the earlier one of a change; what is printed where the days are not settled."""
    kind = row["period_type"] or ""
    text = period_text(Span(row["period_label"] or "", row["period_start"], row["period_end"], kind))
    base = row["base_period_start"], row["base_period_end"]
    return f"{text}, against {period_text(Span('', *base, ''))}" if all(base) else text


def area_text(row: Row) -> str:
    """The area, and how it is broken down further."""
    return " · ".join(filter(None, (row["area"] or "", described(row["breakdown"] or "{}"))))


def proof_text(proof: str) -> str:
    """What was shown of a figure: `its value and its headings`."""
    words = [_PROOFS.get(code, code) for code in proof.split("+") if code]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def code_text(code: str) -> str:
    """The code of a finding, a check or a verdict as words."""
    text = code.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def span_text(start: date | None, end: date | None) -> str:
    """The period that a document covers; its last day alone where the first is not known."""
    if end is not None and start is None:
        return f"to {period_text(Span('', end, end, ''))}"
    return period_text(Span("", start, end, "")) if end else ""
