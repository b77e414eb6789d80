"""What each form of `schemas/periods.toml` says: its days, or the reference that its days are told from.

A reader gives None where the words are no period of its kind (`2016/19` is no pair of years), so that another form
may read them, and raises ValueError where they are a date that does not exist: then no part of them is a period.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.notation.read_days import DAYS
from extractor.notation.read_spans import SPANS
from extractor.notation.read_years import YEARS
from extractor.notation.says import Reader

READERS: Mapping[str, Reader] = {**SPANS, **YEARS, **DAYS}
