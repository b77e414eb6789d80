"""How figures changed: what is published stands, the rest is worked out and says so."""

from shelf import figure, shelf

import extractor

NOW, BEFORE = "2017-04/2018-03", "2016-04/2017-03"


def changes_of(*rows, **options):
    comparison = extractor.compare(shelf(*rows), options.pop("measure", "recorded_crime"), change=True, **options)
    (panel,) = comparison.panels
    return panel.entries[0].changes


def test_published_changes_stand():
    rows = [
        figure("hampshire", 20154, BEFORE),
        figure("hampshire", 21192, NOW),
        figure("hampshire", 1038, NOW, role="difference", base=BEFORE),
        figure("hampshire", "5.2", NOW, role="percent_change", unit="percent", base=BEFORE),
    ]
    (change,) = changes_of(*rows)
    assert change.earlier.value == 20154
    assert (change.difference.observation_ids, change.percent.observation_ids) == (("o3",), ("o4",))
    assert not change.difference.derived and not change.percent.derived


def test_a_change_that_is_not_published_is_worked_out_from_the_same_time_a_year_before():
    rows = [figure("leicestershire", v, p) for v, p in ((430, "2017-07/2017-09"), (893, "2018-07/2018-09"))]
    rows.append(figure("leicestershire", 500, "2018-04/2018-06"))
    (change,) = changes_of(*rows)
    assert change.difference.value == 463 and change.difference.formula == "893 - 430"
    assert str(change.percent.value) == "107.7" and change.percent.derived
    assert change.percent.observation_ids == ("o2", "o1")


def test_the_time_just_before_is_another_season():
    (change,) = changes_of(
        *(figure("warwickshire", v, p) for v, p in ((99, "2017-04/2017-06"), (105, "2017-07/2017-09")))
    )
    assert change.difference.value == 6 and [r.code for r in change.reasons] == ["season"]


def test_a_share_changes_in_points_and_never_in_per_cent():
    rows = [figure("staffordshire", v, p, statistic="share", unit="percent") for v, p in ((25.4, BEFORE), (29.2, NOW))]
    (change,) = changes_of(*rows, statistic="share")
    assert str(change.difference.value) == "3.8" and change.difference.subject.unit == "percentage_point"
    assert change.percent is None


def test_a_change_over_a_new_classification_says_so():
    """Residential burglary rose by 97 % because the class was widened."""
    rows = [figure("hampshire", v, p, category="residential_burglary") for v, p in ((4098, BEFORE), (8071, NOW))]
    (change,) = changes_of(*rows)
    assert [r.code for r in change.reasons] == ["reclassified"] and change.reasons[0].blocks


def test_every_baseline_has_a_line_of_its_own():
    year, printed = "2022-04/2023-03", {"role": "percent_change", "unit": "percent"}
    rows = [
        figure("staffordshire", 2784, year),
        figure("staffordshire", 17.3, year, base="2021-04/2022-03", **printed),
        figure("staffordshire", -10.1, year, base="2019-04/2020-03", **printed),
    ]
    assert [str(c.percent.value) for c in changes_of(*rows)] == ["17.3", "-10.1"]


def test_nothing_is_worked_out_after_nought_or_from_a_bound():
    (change,) = changes_of(figure("hampshire", 0, BEFORE), figure("hampshire", 5, NOW))
    assert change.difference.value == 5 and change.percent is None
    assert not changes_of(figure("hampshire", 5, BEFORE, qualifier="<"), figure("hampshire", 9, NOW))


def test_a_force_that_publishes_the_change_alone_is_there_with_it():
    rows = [
        figure("hampshire", 21192, NOW),
        figure("leicestershire", -7, "2018-07/2018-09", role="percent_change", unit="percent", base="2017-07/2017-09"),
    ]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", change=True).panels
    alone = panel.entries[1]
    assert alone.figure is None and alone.reasons[0].code == "no_level"
    assert alone.changes[0].percent.value == -7


def test_two_printed_changes_are_both_shown():
    """A baseline that one table prints as 78,098 and another as 79,098 gives two changes from it."""
    year, base = "2022-04/2023-03", "2019-04/2020-03"
    rows = [
        figure("staffordshire", 88286, year),
        figure("staffordshire", 10188, year, role="difference", base=base, table=35),
        figure("staffordshire", 9188, year, role="difference", base=base, table=38),
        figure("staffordshire", "12.9", year, role="percent_change", unit="percent", base=base, value_text="12.9%"),
        figure("staffordshire", "13", year, role="percent_change", unit="percent", base=base, value_text="13%"),
    ]
    (change,) = changes_of(*rows)
    assert {change.difference.value, *(f.value for f in change.rivals)} == {10188, 9188}
    assert str(change.percent.value) == "12.9" and len(change.percent.places) == 2
    assert change.reasons[0].code == "conflict" and change.reasons[0].blocks
