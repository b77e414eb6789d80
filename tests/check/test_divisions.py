"""Areas that the text says make up the force, against what the force had before."""

import pytest
from printed import CHANGE, LAST, PERCENT, PREVIOUS, THIS_YEAR, messages, said, table

MORE = {**CHANGE, "role": "difference"}
CRIME = {"category": "robbery"}


def divided(*areas, before="40"):
    """The force's two figures in a table, and for each area its share, count and change in the text."""
    figures = [*table([PREVIOUS, LAST], ("Robbery", CRIME, before, "50"))]
    for name, share, count, change in areas:
        place = {"area": name, "area_type": "district", **CRIME}
        figures += said((share, {**THIS_YEAR, **PERCENT}), (count, THIS_YEAR), (change, MORE), **place)
    return figures


def test_areas_that_had_more_than_the_force():
    (found,) = set(messages(divided(("Ipswich", "60%", "30", "5"), ("Lowestoft", "40%", "20", "0"))))
    assert found.endswith(
        "it leaves 25 + 20 = 45 for the areas before, more than the 40 of the whole force; else 40 is wrong."
    )


@pytest.mark.parametrize(
    ("areas", "before"),
    [
        ((("Ipswich", "60%", "30", "5"), ("Lowestoft", "40%", "20", "0")), "45"),  # they fit
        ((("Ipswich", "60%", "30", "5"), ("Lowestoft", "40%", "20", "0")), "44"),  # one record moved
        ((("Ipswich", "60%", "30", "5"), ("Lowestoft", "30%", "15", "0")), "30"),  # they do not divide the force
        ((("Ipswich", "60%", "30", "5"),), "20"),  # one area is no division
    ],
)
def test_what_is_no_contradiction(areas, before):
    assert messages(divided(*areas, before=before)) == []
