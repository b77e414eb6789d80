"""Printed tables and sentences as observations, so that a test shows the figures as a reader sees them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from made import OBSERVATION

from extractor.check import Checked, check_document
from extractor.codelists import vocabulary
from extractor.model import Observation
from extractor.notation.figures import parse_figure

THIS_YEAR = {"period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
LAST_YEAR = {"period_start": date(2021, 4, 1), "period_end": date(2022, 3, 31)}
BASELINE = {"period_start": date(2018, 7, 1), "period_end": date(2019, 6, 30)}
CHANGE = {**THIS_YEAR, "base_period_start": date(2021, 4, 1), "base_period_end": date(2022, 3, 31)}
FROM_BASELINE = {**THIS_YEAR, "base_period_start": date(2018, 7, 1), "base_period_end": date(2019, 6, 30)}
UNDATED: dict[str, Any] = {"period_start": None, "period_end": None}
PERCENT = {"unit": "percent", "statistic": "share"}
RATE = {"unit": "per_1000_population", "statistic": "rate"}

Facts = dict[str, Any]
PREVIOUS, LAST = ("Previous 12 Months", LAST_YEAR), ("Last 12 Months", THIS_YEAR)
DIFFERENCE = ("Difference", {**CHANGE, "role": "difference"})
PER_CENT = ("% Change", {**CHANGE, "role": "percent_change", "unit": "percent"})
BASE = ("Baseline", BASELINE)
BASE_PER_CENT = ("% Change from Baseline", {**FROM_BASELINE, "role": "percent_change", "unit": "percent"})


def table(columns: list[tuple[str, Facts]], *rows: Any, number: int = 1, **facts: Any) -> list[Observation]:
    """A table: `columns` are labels with facts; each row is a label, perhaps facts, and its cells as printed."""
    made = []
    for label, *cells in rows:
        own = cells.pop(0) if isinstance(cells[0], dict) else {}
        name = str(label)
        for (column, heads), text in zip(columns, cells, strict=True):
            if text:
                subject = {"category": name.casefold(), **facts, **heads, **own}
                made.append(figure(text, row_label=name, column_label=column, table=number, **subject))
    return _numbered(made)


def said(*figures: tuple[str, Facts], **facts: Any) -> list[Observation]:
    """The figures of one sentence."""
    common = {"reader": "prose", "table": 0, "row_label": "offences recorded", "category": "all_crime", **facts}
    return _numbered([figure(text, **{**common, **own}) for text, own in figures])


def figure(text: str, **facts: Any) -> Observation:
    """One observation as printed."""
    printed = parse_figure(text)
    value = printed.value if printed.value is None or not printed.bracketed else -printed.value
    base = {
        "check": "none",
        "value_text": text,
        "value": value,
        "out_of": printed.out_of,
        "qualifier": printed.qualifier,
    }
    if printed.unit:
        base["unit"] = printed.unit
    return replace(OBSERVATION, page=None, table_title="", section="", **{**base, **facts})


def _numbered(observations: list[Observation]) -> list[Observation]:
    """Ids that no two tables of a test share."""
    result = []
    for i, o in enumerate(observations):
        key = f"{o.document_id} {o.table} {o.row_label} {o.column_label} {i} {o.value_text} {o.period_end} {o.role}"
        result.append(replace(o, observation_id=hashlib.sha256(key.encode()).hexdigest()[:16]))
    return result


def checked(*parts: list[Observation]) -> Checked:
    """What arithmetic says of tables and sentences together."""
    return check_document([o for part in parts for o in part], vocabulary())


def blamed(*parts: list[Observation]) -> list[tuple[str, str, str]]:
    """Row label (or words), column label and text of every figure that a problem is told of, in order.

    Others that may be wrong just as well are left to `alike`.
    """
    by_id = {o.observation_id: o for part in parts for o in part}
    ids = dict.fromkeys(i for c in checked(*parts).checks for i in c.blamed[: None if c.verdict == "exchanged" else 1])
    return [(by_id[i].row_label, by_id[i].column_label, by_id[i].value_text) for i in ids]


def alike(*parts: list[Observation]) -> list[set[str]]:
    """Texts of the figures that each problem blames."""
    by_id = {o.observation_id: o for part in parts for o in part}
    sets = dict.fromkeys(c.blamed for c in checked(*parts).checks if c.blamed)
    return [{by_id[i].value_text for i in ids} for ids in sets]


def verdicts(*parts: list[Observation]) -> set[str]:
    """The verdicts on everything that does not hold."""
    return {c.verdict for c in checked(*parts).checks if not c.passed}


def messages(*parts: list[Observation]) -> list[str]:
    """The sentences on everything that does not hold."""
    return [c.message for c in checked(*parts).checks if not c.passed]


def shown(*parts: list[Observation]) -> set[str]:
    """Texts of the figures whose value is shown, whatever of their headings."""
    says = checked(*parts).proofs
    return {o.value_text for part in parts for o in part if "value" in says.get(o.observation_id, "").split("+")}


def passed(*parts: list[Observation]) -> set[str]:
    """Texts of the figures that have passed: value and headings are shown."""
    says = checked(*parts).verdicts
    return {o.value_text for part in parts for o in part if says.get(o.observation_id) == "passed"}
