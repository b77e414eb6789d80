"""A date of a meeting, a letter or a publication in the last heading before a table dates no figure of it."""

from __future__ import annotations

import pytest

from extractor.layouts.when import dates_the_document
from extractor.pipeline import extract

REPORT = """DERBYSHIRE POLICE AND CRIME COMMISSIONER

{}

Table 1. Burglary by age

Age group\tOffences\tArrests
0-12\t10\t4
13-17\t20\t5
"""


def spans(tmp_path, heading: str) -> set[str]:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(heading), encoding="utf-8")
    return {f"{o.period_start or 'open'}/{o.period_end or 'open'}" for o in extract(str(path)).observations}


@pytest.mark.parametrize(
    "heading",
    ["Meeting of 7 August 2023", "7 August 2023", "Board meeting, Thursday 3 August 2023",
     "Performance Report – August 2023"],
)  # fmt: skip
def test_a_date_of_the_document_dates_no_figure(tmp_path, heading: str) -> None:
    assert spans(tmp_path, heading) == {"open/open"}


@pytest.mark.parametrize(
    ("heading", "days"),
    [("Position as at 30 June 2023", "2023-06-30/2023-06-30"), ("Burglary, August 2023", "2023-08-01/2023-08-31"),
     ("Performance report, 1 April to 30 June 2023", "2023-04-01/2023-06-30")],
)  # fmt: skip
def test_a_period_of_the_figures_in_a_heading_dates_them(tmp_path, heading: str, days: str) -> None:
    assert spans(tmp_path, heading) == {days}


def test_a_day_in_the_title_of_a_table_itself_dates_it() -> None:
    assert not dates_the_document("Workforce on 31 March 2023", titles_a_table=True)
    assert dates_the_document("Panel meeting, 31 March 2023", titles_a_table=True)
