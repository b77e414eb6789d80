"""A comparison as JSON: panels with their entries, nested as they are read."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.compare.lineup import Comparison
from extractor.compare.series_model import SeriesSet


def to_json(comparison: Comparison | SeriesSet) -> str:
    """The comparison as text; numbers are JSON numbers, days ISO dates, and every value says whether it is derived."""
    return json.dumps(_plain(comparison), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if hasattr(value, "derived"):
            plain["derived"] = value.derived
        return plain
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
