"""A sentence that counts by the head speaks of the rate throughout: its earlier figures and its changes too."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Robbery offences per 1,000 population were 0.42, compared with 0.51 in the previous quarter.",
            [("0.42", "level", "per_1000_population"), ("0.51", "level", "per_1000_population")],
        ),
        (
            "Robbery offences per 1,000 population fell by 5% on the previous quarter.",
            [("-5", "percent_change", "percent")],
        ),
        (
            "Burglaries per 1,000 households fell from 3.1 in the previous quarter to 2.9.",
            [("3.1", "level", "per_1000_households"), ("2.9", "level", "per_1000_households")],
        ),
    ],
)
def test_all_figures_of_a_rate_are_of_the_rate(read, sentence, told):
    found = read(sentence, "Robbery")[0]
    assert [(str(o.value), o.role, o.unit) for o in found] == told
    assert {o.statistic for o in found} == {"rate"}


def test_satisfaction_of_burglary_victims_is_not_of_homes_alone(read):
    found = read("Satisfaction of burglary victims was 71% in September 2017.", "Victim satisfaction")[0]
    assert [(o.measure, o.category) for o in found] == [("victim_satisfaction", "burglary")]


@pytest.mark.parametrize("kind", ["Fatal", "Serious"])
def test_collisions_by_severity_are_no_count_of_people(read, kind):
    found = read(f"{kind} collisions rose by 3 on the previous quarter.", "Roads policing")[0]
    assert [(o.measure, o.category) for o in found] == [("road_collisions", kind.casefold())]
