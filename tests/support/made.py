"""Hand-made extractions, for tests of what comes after reading."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from extractor.model import (
    Check,
    DocumentSummary,
    Extraction,
    Finding,
    Observation,
    TableSummary,
    Unmapped,
    Where,
)

DOCUMENT = DocumentSummary(
    document_id="hampshire-2018-03-31",
    file="report.pdf",
    force="hampshire",
    force_code="E23000030",
    profile="hampshire",
    confidence=0.98,
    title="Performance report",
    period_start=date(2017, 4, 1),
    period_end=date(2018, 3, 31),
    pages=12,
    source_sha256="ab" * 32,
    media="pdf",
    reader="pdfium",
    tables_found=1,
    figures_read=2,
    warnings=1,
    seconds=1.25,
    status="read",
    message="",
)
OBSERVATION = Observation(
    observation_id="0000000000000001",
    force="hampshire",
    force_code="E23000030",
    document_id="hampshire-2018-03-31",
    measure="recorded_crime",
    category="all_crime",
    statistic="count",
    role="level",
    unit="count",
    area="Hampshire",
    area_type="force",
    breakdown="{}",
    period_label="Current YTD",
    period_start=date(2017, 4, 1),
    period_end=date(2018, 3, 31),
    period_type="year_to_date",
    base_period_start=None,
    base_period_end=None,
    value_low=None,
    value_high=None,
    value=Decimal("36000"),
    out_of=None,
    qualifier="",
    value_text="36,000",
    section="Crime > Total",
    table=1,
    grid_row=1,
    grid_column=1,
    row_group="",
    table_title="Total crime",
    row_label="All crime",
    column_label="Current YTD",
    page=3,
    x0=72.02400207519531,
    top=100.0,
    x1=120.5,
    bottom=112.25,
    check="passed",
    proof="",
    reader="pdfium",
    profile="hampshire",
    source_sha256="ab" * 32,
)
TABLE = TableSummary(
    document_id="hampshire-2018-03-31",
    table=1,
    title="Total crime",
    section="Crime",
    layout="previous and current year",
    page=3,
    x0=72.0,
    top=90.0,
    x1=500.0,
    bottom=300.0,
    rows=3,
    columns=5,
    cells=15,
    figures=2,
    method="ruled",
)


def observation(number: int = 1, **changes: Any) -> Observation:
    """An observation with an id of its own."""
    return replace(OBSERVATION, observation_id=f"{number:016x}", **changes)


def extraction(document_id: str = "hampshire-2018-03-31", seed: str = "a", **changes: Any) -> Extraction:
    """A document with two figures, a check, a finding and an unknown label."""
    sha = hashlib.sha256(seed.encode()).hexdigest()
    document = replace(DOCUMENT, document_id=document_id, source_sha256=sha, **changes)
    mine = {"document_id": document_id, "source_sha256": sha}
    first, second = (int(hashlib.sha256(f"{seed}{n}".encode()).hexdigest()[:15], 16) for n in (1, 2))
    figures = (
        observation(first, **mine),
        observation(second, **mine, value=Decimal("-4.50"), unit="percent", role="percent_change", value_text="-4.5%"),
    )
    ids = tuple(o.observation_id for o in figures)
    return Extraction(
        document=document,
        tables=(replace(TABLE, document_id=document_id),),
        observations=figures,
        findings=(Finding("odd-total", "warning", "The total is not the sum", Where(page=3, table=1)),),
        checks=(
            Check(
                f"check-{seed}", document_id, "sum", ids, Decimal(36000), Decimal(36001), Decimal(0), False, "", "1 off"
            ),
        ),
        unmapped=(Unmapped("Cattle raids", "category", "hampshire", document_id, 2, ("rural_crime",)),),
    )
