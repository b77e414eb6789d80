"""The three formats of one report say the same: everything but where it stands and what read it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sampled import SAMPLES, sample

from extractor.model import Observation
from extractor.pipeline import extract

REPORTS = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
PROVENANCE = {"grid_row", "grid_column", "page", "x0", "top", "x1", "bottom", "reader", "source_sha256"}


def facts(path: Path) -> list[dict[str, object]]:
    """Observations of the tables of a file without their provenance; white space within a cell does not count.

    Charts are left out: only Word files carry the numbers behind them.
    """
    rows = []
    for observation in extract(str(path)).observations:
        if observation.reader in ("prose", "chart"):
            continue
        row = {f.name: getattr(observation, f.name) for f in dataclasses.fields(Observation)}
        rows.append(
            {k: " ".join(v.split()) if isinstance(v, str) else v for k, v in row.items() if k not in PROVENANCE}
        )
    return rows


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("suffix", ["pdf", "txt"])
def test_every_format_gives_the_observations_of_the_word_file(report: str, suffix: str) -> None:
    expected = facts(sample(report, "docx"))
    found = facts(sample(report, suffix))
    differing = {
        (e["table"], e["row_label"], e["column_label"], k): (e[k], f[k])
        for e, f in zip(expected, found, strict=False)
        for k in e
        if e[k] != f[k]
    }
    assert differing == {}
    assert len(found) == len(expected)


def test_there_are_reports_to_compare() -> None:
    assert len(REPORTS) == 5
