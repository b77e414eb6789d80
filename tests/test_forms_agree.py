"""A report written as workbook, web page or slides says what its Word file says."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import forms
import pytest

from extractor.model import Observation
from extractor.pipeline import extract
from extractor.read import read

SAMPLES = Path(__file__).parent.parent / "samples" / "forms"
REPORTS = ("leicestershire-2018-09", "west-mercia-2016-12")
# What depends on the form: places, the path of headings, and what the numbers of tables are part of.
ELSEWHERE = {
    "grid_row", "grid_column", "page", "x0", "top", "x1", "bottom", "reader", "source_sha256", "section", "table",
    "observation_id", "table_title", "check", "proof",
}  # fmt: skip


def facts(path: Path) -> list[dict[str, Any]]:
    """Observations of the tables of a file but for where they stand; white space within a cell does not count."""
    found = []
    for observation in extract(str(path)).observations:
        if observation.reader in ("prose", "chart"):
            continue
        names = [field.name for field in dataclasses.fields(Observation) if field.name not in ELSEWHERE]
        row = {name: getattr(observation, name) for name in names}
        found.append({name: " ".join(v.split()) if isinstance(v, str) else v for name, v in row.items()})
    return found


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("form", ["xlsx", "ods", "html", "pptx"])
def test_every_form_gives_the_facts_of_the_word_file(report: str, form: str, tmp_path: Path) -> None:
    source = SAMPLES / f"{report}.docx"
    path = tmp_path / f"{report}.{form}"
    path.write_bytes(getattr(forms, f"to_{form}")(read(source)))
    assert facts(path) == facts(source)
