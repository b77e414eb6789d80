"""The whole observations of every sample, as a person read and accepted them.

After a change that is meant, look at the difference and accept it with `pytest tests/test_golden.py --force-regen`.
One golden a report, from its PDF; `test_formats.py` holds the Word file and the text extract to the same facts.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from extractor.model import Observation
from extractor.pipeline import extract

ROOT = Path(__file__).parent.parent
REPORTS = sorted(path.stem for path in (ROOT / "samples").glob("*.pdf"))
COLUMNS = [f.name for f in dataclasses.fields(Observation)]
PLACES = {"x0", "top", "x1", "bottom"}


def as_csv(observations: tuple[Observation, ...]) -> str:
    """Observations as CSV; boxes to the whole point, which is as fine as a person can see."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for observation in observations:
        row = [getattr(observation, name) for name in COLUMNS]
        writer.writerow(
            ["" if v is None else round(v) if n in PLACES else v for n, v in zip(COLUMNS, row, strict=True)]
        )
    return text.getvalue()


@pytest.mark.parametrize("report", REPORTS)
def test_the_figures_of_a_sample_are_those_that_were_accepted(
    report: str, file_regression: FileRegressionFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    observations = extract(f"samples/{report}.pdf").observations
    file_regression.check(
        as_csv(observations), fullpath=ROOT / "tests" / "golden" / f"{report}.csv", newline="\n", encoding="utf-8"
    )


def test_there_are_five_reports() -> None:
    assert len(REPORTS) == 5
