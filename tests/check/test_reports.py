"""The mistakes of the five whole reports, in their tables and between tables and text, where the reports are at hand.

Each was looked up on the page. Tables must give these and nothing else; of the text at least these.
"""

import os
from pathlib import Path

import pytest

from extractor.pipeline import extract

SHARED = Path(os.environ.get("EXTRACTOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REPORTS = SHARED / "documents" / "docx"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not at hand")

# Texts of the figures in doubt. Those of the samples are explained in test_published_errors.
HOUSEHOLDS_2017 = ["2.3", "2.5", "2.1", "4.5", "2.6", "1.7", "2.5", "2.7", "2.2", "2.1", "2.1", "2.7"]
HOUSEHOLDS_2016 = ["1.6", "1.1", "2.4", "1.0", "1.8", "1.4"]
BASES = ["59.3%", "16.4%", "12.5%", "-16.8%", "37.6%", "-76.7%", "-90.7%", "137.9%", "-83.6%"]
SUMS = ["10,911", "18,205"]  # 101 + 9,096 + 895 + 816 is 10,908; 1,781 + 710 + 18,205 + 1,253 is 21,949, not 21,953
ROBBERY = ["567", "568", "816"]  # two tables on personal robbery, of one period and basis: 568 and 824 in the first
TABLES = {
    "hampshire-2018-03": [],
    "leicestershire-2018-09": ["-734", "+467"],
    "staffordshire-2023-03": ["-0.14", *BASES, "7.8%", "1.1%", "1,784", "79,098", "81.6%", "85.6%", *SUMS, *ROBBERY],
    "warwickshire-2017-09": HOUSEHOLDS_2017,
    "west-mercia-2016-12": HOUSEHOLDS_2016,
}
TEXT = {
    "staffordshire-2023-03": {
        "4.0%",  # the abandonment rate fell by 1.13 points, from 4.0%
        "13.5%",  # of 353 offences an increase by 2
        "-369",  # knife crime of a city less that of the whole force in the baseline year
        "-53",  # gun crime likewise
        "+46",  # from 54 to 113 conduct matters
    },
    "warwickshire-2017-09": {"34%"},  # from 1,070 to 1,428 is 33.46%
    "west-mercia-2016-12": {
        "20,668",  # 20,673 in the table
        "2,517",  # 2,516
        "2,532",  # 2,530
        "1,649",  # 1,650
        "164",  # 148 + 19
        "47%",  # from 456 to 350 is 23%; the two are the force's figures
    },
}


def in_doubt(report: str, in_text: bool) -> list[str]:
    extraction = extract(str(REPORTS / f"{report}.docx"))
    ids = {i for check in extraction.checks for i in check.blamed}
    named = [o for o in extraction.observations if o.observation_id in ids and (o.reader == "prose") == in_text]
    return sorted(" ".join(o.value_text.split()) for o in named)


@pytest.mark.parametrize("report", sorted(TABLES))
def test_the_tables_of_a_report(report: str) -> None:
    assert in_doubt(report, in_text=False) == sorted(TABLES[report])


@pytest.mark.parametrize("report", sorted(TEXT))
def test_the_text_of_a_report(report: str) -> None:
    assert set(in_doubt(report, in_text=True)) >= TEXT[report]


@pytest.mark.parametrize("report", sorted(TABLES))
def test_nothing_is_put_down_to_our_reading(report: str) -> None:
    assert [c.message for c in extract(str(REPORTS / f"{report}.docx")).checks if c.verdict == "misreading"] == []
