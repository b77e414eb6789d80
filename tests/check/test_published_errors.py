"""The mistakes that the sample reports print, each judged by a person, and no others.

The samples hold the figures of real reports. Everything listed is wrong on the page, or at odds with another figure
of the same report; whatever else the checks would say of the samples would be a misunderstanding of ours.
"""

import pytest
from sampled import sample

from extractor.model import Extraction
from extractor.pipeline import extract

CHANGE_FROM_BASELINE = "% Change From Baseline"
HOUSEHOLDS = "Per 1,000 pop"

# Row label, last part of the column label, published, verdict. What is wrong stands behind each.
TABLES: dict[str, set[tuple[str, str, str, str]]] = {
    "hampshire-2018-03": set(),
    "leicestershire-2018-09": {
        ("4.1 Volume of Positive Outcomes", "Volume Change", "-734", "misprint"),  # 1,998 less 2,722 is -724
        ("5.1 Number of Stop and Searches", "Volume Change", "+467", "contradiction"),  # 893 less 430 is 463
    },
    "staffordshire-2023-03": {
        ("", "Difference %", "-0.14", "misprint"),  # a fraction: 24.85 to 21.49 is -13.5%
        # the difference from the baseline as a percentage of the previous twelve months
        ("Mobile Phone", CHANGE_FROM_BASELINE, "59.3%", "wrong_base"),
        ("Seatbelt", CHANGE_FROM_BASELINE, "16.4%", "wrong_base"),
        ("No Insurance", CHANGE_FROM_BASELINE, "12.5%", "wrong_base"),
        ("No MOT", CHANGE_FROM_BASELINE, "-16.8%", "wrong_base"),
        ("Due Care", CHANGE_FROM_BASELINE, "37.6%", "wrong_base"),
        ("2022", "Percentage of Repeat Offenders", "7.8%", "contradiction"),  # 862 of 11,310 is 7.6%
        ("2022", "Percentage of Offenders that received a Home Visit", "1.1%", "rounding"),  # 1.008%
        # changes of four offences, all from the baseline of another line
        ("Other Serious Sexual Offences", CHANGE_FROM_BASELINE, "-76.7%", "wrong_base"),
        ("Other Sexual Offences", CHANGE_FROM_BASELINE, "-90.7%", "wrong_base"),
        ("Other Violence against the person", CHANGE_FROM_BASELINE, "137.9%", "wrong_base"),
        ("Rape", CHANGE_FROM_BASELINE, "-83.6%", "wrong_base"),
        # 1,781 + 710 + 18,205 + 1,253 is 4 less than 21,953, the sum of the table before it
        ("Other Violence against the person", "Last 12 Months", "18,205", "contradiction"),
        ("Total Complaints", "Last 12 Months", "1,784", "contradiction"),  # 406 + 1,377 is 1,783
        ("All Crime", "Baseline (Apr 19 to Mar 20)", "79,098", "misprint"),  # 78,098 where the parts are listed
        # a year below all of its quarters but one, and one above what its quarters allow
        ("Crown Court", "Current 12 Months", "81.6%", "assumption"),
        ("Magistrates Court", "Current 12 Months", "85.6%", "assumption"),
    },
    "warwickshire-2017-09": {
        (offence, HOUSEHOLDS, rate, "wrong_base")  # per 1,000 households among rates of inhabitants
        for offence, rates in {
            "Residential Burg - Dwelling": ("2.3", "2.1", "2.6", "2.5", "2.2"),
            "Burg Bus. Comm (inc. non dwell)": ("2.5", "4.5", "1.7", "2.7", "2.1"),
        }.items()
        for rate in rates
    },
    "west-mercia-2016-12": {
        ("Domestic Burglary", HOUSEHOLDS, rate, "wrong_base") for rate in ("1.6", "1.1", "2.4", "1.0", "1.8", "1.4")
    },
}

# Totals that their parts do not make, without a figure that is to blame: the 15 groups make 11,076.
LACKING = {"warwickshire-2017-09": {("Total Recorded Crime", "11086")}}


def in_doubt(extraction: Extraction) -> set[tuple[str, str, str, str]]:
    """The figures of tables that are blamed, as they are listed above."""
    by_id = {o.observation_id: o for o in extraction.observations}
    found = set()
    for check in extraction.checks:
        for o in (by_id[i] for i in check.blamed[:1]):
            if o.reader != "prose":
                text = " ".join(o.value_text.split())
                found.add((o.row_label, o.column_label.split(" > ")[-1], text, check.verdict))
    return found


@pytest.mark.parametrize("report", sorted(TABLES))
@pytest.mark.parametrize("suffix", ["docx", "pdf", "txt"])
def test_the_mistakes_of_a_report_and_nothing_else(report: str, suffix: str) -> None:
    extraction = extract(str(sample(report, suffix)))
    assert in_doubt(extraction) == TABLES[report]
    by_id = {o.observation_id: o for o in extraction.observations}
    targets = [by_id[c.observation_ids[0]] for c in extraction.checks if not c.passed and not c.blamed]
    assert {(o.row_label, o.value_text.replace(",", "")) for o in targets} == LACKING.get(report, set())


@pytest.mark.parametrize(
    ("report", "shown", "passed"),
    [
        ("hampshire-2018-03", 0.75, 0.6),
        ("leicestershire-2018-09", 0.8, 0.75),
        ("staffordshire-2023-03", 0.85, 0.7),
        ("warwickshire-2017-09", 0.85, 0.55),
        ("west-mercia-2016-12", 0.9, 0.6),
    ],
)
def test_the_value_of_most_figures_is_shown_and_the_headings_of_many(report: str, shown: float, passed: float) -> None:
    extraction = extract(str(sample(report, "docx")))
    valued = [o for o in extraction.observations if o.value is not None and o.reader != "chart"]
    failed = sum(o.check == "failed" for o in valued)
    assert sum("value" in o.proof for o in valued) + failed >= shown * len(valued)
    assert (extraction.document.confirmed_share or 0) >= passed
    shares = [t.confirmed_share for t in extraction.tables if t.confirmed_share is not None]
    assert shares and all(0 <= share <= 1 for share in shares)
