"""A figure that is printed with its own interval keeps its bounds."""

from pathlib import Path

import pytest

from extractor.pipeline import extract

REPORT = """Kent Police
Performance report, April 2022 to March 2023

Public confidence
Measure\tApr 2021 to Mar 2022\tApr 2022 to Mar 2023
Public confidence\t77.1% ±1.9\t79.2%
Victim satisfaction\t70.0% (68.1 to 71.9)\t71.5% ± 1.7
"""


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("77.1% ±1.9", 75.2, 79.0),
        ("70.0% (68.1 to 71.9)", 68.1, 71.9),
        ("71.5% ± 1.7", 69.8, 73.2),
        ("79.2%", None, None),
    ],
)
def test_bounds_are_published_with_the_figure(text: str, low: float | None, high: float | None, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    found = next(o for o in extract(str(path)).observations if o.value_text == text)
    bounds = tuple(None if b is None else float(b) for b in (found.value_low, found.value_high))
    assert bounds == (low, high)
