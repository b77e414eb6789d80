"""The mistakes of the five whole reports, in their tables and between tables and text, where the reports are at hand.

Each was looked up on the page: these are found and nothing else.
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
ROBBERY = ["567", "816"]  # two tables on personal robbery, of one period and basis: 568 and 824 in the first
TABLES = {
    "hampshire-2018-03": [],
    "leicestershire-2018-09": ["-734", "+467"],
    "staffordshire-2023-03": ["-0.14", *BASES, "7.8%", "1.1%", "1,784", "79,098", "81.6%", "85.6%", *SUMS, *ROBBERY],
    "warwickshire-2017-09": HOUSEHOLDS_2017,
    "west-mercia-2016-12": HOUSEHOLDS_2016,
}
TEXT = {
    "hampshire-2018-03": [],
    "leicestershire-2018-09": [],
    "staffordshire-2023-03": [
        "average of 61", "average of 61",  # calls more a day: 16,529 a year are 45
        "average of 138", "138",  # 27,289 a year are 75
        "4.0%",  # the abandonment rate fell by 1.13 points, from 4.0%
        "53.5%",  # 200,465 of 270,091 is 74.2%
        "37%",  # shares of all ages make 94%
        "13.5%",  # of 353 offences an increase by 2
        "-369", "-218",  # knife crime of a part less that of the whole force in the baseline year
        "-53", "-62",  # gun crime likewise
        "+46",  # from 54 to 113 conduct matters
        "88%",  # 30 of 35 is 86%
        "28",  # with 9, 1, 21 and 1 it makes 60 of 61 cases
        "-1.9%",  # -2.0% in the table
        "131",  # from 1,805 to 1,971 is 166
        "no change",  # leaves the two areas 78 gun crimes before, the force had 76
        "10,452",  # with 4,572 and 1,546 the shares would be 63%, 28% and 9.3%; printed are 63%, 27% and 9.2%
    ],
    "warwickshire-2017-09": [
        "34%",  # from 1,070 to 1,428 is 33.46%
        "13%",  # from 473 to 542 is 14.6%
        "199",  # with 158 it makes 357, the force's change is 358
        "50",  # with 34 it makes 84, the force's change is 82
        "65%",  # 56 of 56
        "15%",  # 730 of 4,522 is 16.1%
        "2,052",  # three times a monthly average of 445 to 521
    ],
    "west-mercia-2016-12": [
        "20,668", "19,601",  # 20,673 and 19,602 in the table
        "2,517", "2,532",  # 2,516 and 2,530
        "1,649", "1,401",  # 1,650 and 1,400
        "164",  # 148 + 19
        "47%",  # from 456 to 350 is 23%; the two are the force's figures
    ],
}  # fmt: skip
WORDS = {  # what the words beside it say is otherwise
    # upside down; on the 1st of each month; elsewhere 15th of 42
    "staffordshire-2023-03": ["between 47%-45%", "2023-01-03", "15 of 43"],
    "leicestershire-2018-09": ["344"],  # a continual increase: 194, 355, 344
    "warwickshire-2017-09": ["730"],  # below 698
    "west-mercia-2016-12": ["134,875"],  # a reduction from 118,008
}


def in_doubt(report: str, in_text: bool) -> list[str]:
    extraction = extract(str(REPORTS / f"{report}.docx"))
    ids = {i for check in extraction.checks for i in check.blamed[:1]}
    named = [o for o in extraction.observations if o.observation_id in ids and (o.reader == "prose") == in_text]
    return sorted(" ".join(o.value_text.split()) for o in named)


@pytest.mark.parametrize("report", sorted(TABLES))
def test_the_tables_of_a_report(report: str) -> None:
    assert in_doubt(report, in_text=False) == sorted(TABLES[report])


@pytest.mark.parametrize("report", sorted(TEXT))
def test_the_text_of_a_report(report: str) -> None:
    assert in_doubt(report, in_text=True) == sorted(TEXT[report])


@pytest.mark.parametrize("report", sorted(TABLES))
def test_the_words_of_a_report(report: str) -> None:
    findings = extract(str(REPORTS / f"{report}.docx")).findings
    assert [f.found for f in findings if f.code == "contradicting-words"] == WORDS.get(report, [])


@pytest.mark.parametrize("report", sorted(TABLES))
def test_nothing_is_put_down_to_our_reading(report: str) -> None:
    assert [c.message for c in extract(str(REPORTS / f"{report}.docx")).checks if c.verdict == "misreading"] == []
