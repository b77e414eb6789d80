"""Forms in which other forces state figures, each with one that looks like it and states something else."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Robbery - 40 (previous quarter: 37)", "40 37"),
        ("Robbery, by contrast, fell 18% to 74 offences.", "-18 74"),
        ("Robbery fell by 5.1% in 2016/17 to 140 recorded offences.", "-5.1 140"),
        ("Robbery (40 offences) is at its lowest level since 2012.", "40"),
        ("Robbery: 40 (down 3 or 7% on the previous quarter)", "40 -3 -7"),
        ("Robbery offences went up by 12 to 131 (a rise of 10.1%) when compared with the same quarter of 2016.", "12 131 10.1"),
        ("A 9% reduction in robbery was achieved compared with July to September 2016.", "-9"),
        ("In total 40 robbery offences were recorded, a year-on-year reduction of 22%.", "40 -22"),
        ("Business robbery was up (4.4%) and personal robbery down (8.0%).", "4.4 -8.0"),
        ("Of the 40 robbery offences recorded, 10 were solved.", "40 10"),
        ("Use of force was recorded on 210 occasions in the first quarter of 2017/18.", "210"),
        ("There has been no change in robbery, which remains at 40 offences.", "40"),
        ("Robbery levels are unchanged at 40.", "40"),
        ("Robbery showed little change at 40 offences (38 in the previous quarter).", "40 38"),
        ("Robbery offences numbered 40, 2% below the previous quarter.", "40 -2"),
        ("Compared with July to September 2016 there were 5.2% more robberies and 1.8% fewer burglaries.", "5.2 -1.8"),
        ("Robbery: 14 in July, 9 in August 2017.", "14 9"),
        ("Calls to 999 peaked at 904 in July 2017, before easing to 718 in September 2017.", "904 718"),
        ("Robbery offences fell to 37 (-9.8% on the previous quarter).", "37 -9.8"),
        ("Robbery fell for the third quarter running, by 11%, to 42.", "-11 42"),
        ("Robbery went down to 41 offences in 2016/17, having been 46 the year before.", "41 46"),
        ("Robbery rose by a small margin, from 34 in the previous quarter to 37 offences.", "34 37"),
        ("The force had 812.4 FTE police officers at the end of September 2017.", "812.4"),
        ("There were 40 robbery offences this quarter, of which 31% led to a charge.", "40 31"),
        ("North Warwickshire recorded 28 robbery offences; Rugby, 24.", "28 24"),
    ],
)  # fmt: skip
def test_the_form_is_read(read, sentence, values):
    found = [o for o in read(sentence, "Recorded crime")[0] if o.value is not None]
    assert " ".join(str(o.value) for o in found) == values


@pytest.mark.parametrize(
    "sentence",
    [
        "Robbery - 40 or more cases are needed for a trend.",
        "Robbery - 4 of the 6 priorities were met.",
        "Robbery, by contrast, could fall 18% to 74 offences.",
        "Robbery (12 offences) is at its lowest level if fraud is left out.",
        "Robbery: 40 (down 3 on the plan).",
        "A 9% reduction in robbery was promised compared with July to September 2016.",
        "Robbery was up (4.4%) in Rugby alone among repeat victims.",
        "Of the 40 robberies recorded, 10 may have been linked.",
        "Taser was drawn on 12 occasions and fired on 3.",
        "There has been no change in robbery, which remains at 40 excluding cash in transit.",
        "Robbery levels are unchanged at 5 sites.",
        "Robbery offences fell to 37 (-9.8% on the plan).",
        "The force had 812.4 police officers at the end of September 2017.",
        "Robbery numbered 40 in the survey.",
        "The rate of robbery fell to 15.2 per 1,000 people aged under 25.",
        "Robbery peaked at 40 in one week in July, before easing to 20 in September 2017.",
    ],
)
def test_what_only_looks_like_it_has_no_measure(read, sentence):
    assert [o for o in read(sentence, "Recorded crime")[0] if o.measure] == []


def test_a_level_of_arrests_is_none_of_the_offence(read):
    found = read("Robbery fell from 30 in the previous quarter to 20 arrests.", "Recorded crime")[0]
    assert [o for o in found if o.measure and str(o.value) == "20"] == []
