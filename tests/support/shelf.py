"""A small dataset written by hand, one line a figure, for tests of comparisons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

NAMES = {
    "hampshire": "Hampshire",
    "warwickshire": "Warwickshire",
    "west_mercia": "West Mercia",
    "leicestershire": "Leicestershire",
    "staffordshire": "Staffordshire",
}


@dataclass
class Shelf:
    """What `compare` takes: the two frames of a dataset."""

    observations: pd.DataFrame
    documents: pd.DataFrame


def figure(force, value, period, measure="recorded_crime", category="all_crime", **changes):
    """One observation. `period` is `2018-03` for a month, `2017-04/2018-03` for months, empty for unknown."""
    start, end = days(period)
    row = {
        "observation_id": "",
        "force": force,
        "document_id": f"{force}-{end or 'undated'}",
        "measure": measure,
        "category": category,
        "statistic": "count",
        "role": "level",
        "unit": "count",
        "area": NAMES.get(force, force),
        "area_type": "force",
        "breakdown": "{}",
        "period_label": period,
        "period_start": start,
        "period_end": end,
        "period_type": "month" if start and (start.year, start.month) == (end.year, end.month) else "undetermined",
        "base_period_start": None,
        "base_period_end": None,
        "value": float(value),
        "out_of": None,
        "qualifier": None,
        "value_text": str(value),
        "table": 1,
        "table_title": "",
        "row_label": category,
        "column_label": period,
        "page": None,
        "check": "none",
        **changes,
    }
    if "base" in row:
        row["base_period_start"], row["base_period_end"] = days(row.pop("base"))
    return row


def days(period):
    """First and last day of `2018-03` or `2017-04/2018-03`."""
    if not period:
        return None, None
    first, _, last = period.partition("/")
    end = date.fromisoformat(f"{last or first}-28") + timedelta(days=4)
    return date.fromisoformat(f"{first}-01"), end - timedelta(days=end.day)


def shelf(*rows):
    """The dataset of these observations; each gets an id by its place in the list, `o1`, `o2` ..."""
    numbered = [{**row, "observation_id": row["observation_id"] or f"o{n}"} for n, row in enumerate(rows, start=1)]
    frame = pd.DataFrame(numbered)
    for name in ("period_start", "period_end", "base_period_start", "base_period_end"):
        frame[name] = pd.to_datetime(frame[name])
    for name in ("table", "page"):
        frame[name] = frame[name].astype("Int64")
    ids = dict.fromkeys((row["document_id"], row["force"]) for row in numbered)
    dated = [re.search(r"\d{4}-\d\d-\d\d", document) for document, _ in ids]
    ends = [date.fromisoformat(match[0]) if match else None for match in dated]
    documents = pd.DataFrame(
        {
            "document_id": [i for i, _ in ids],
            "force": [f for _, f in ids],
            "file": [f"{i}.pdf" for i, _ in ids],
            "period_end": pd.to_datetime(pd.Series(ends, dtype="object")),
        }
    )
    return Shelf(frame, documents)
