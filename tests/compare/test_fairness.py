"""What may be set beside what, and the reason where it may not."""

import pytest
from shelf import figure, shelf

import extractor
from extractor.errors import UsageError

LAST, BEFORE = "2017-04/2018-03", "2016-04/2017-03"


def entries(comparison, panel=0):
    return {e.force: e for e in comparison.panels[panel].entries}


def blocking(entry):
    return [reason.code for reason in entry.reasons if reason.blocks]


def test_figures_of_one_time_may_be_set_side_by_side():
    comparison = extractor.compare(
        shelf(figure("hampshire", 10, LAST), figure("staffordshire", 20, LAST)), "recorded_crime"
    )
    found = entries(comparison)
    assert found["hampshire"].comparable_with == ("staffordshire",)
    assert not found["hampshire"].reasons
    assert "may be compared" in comparison.panels[0].verdict


def test_figures_with_no_day_in_common_are_of_other_times():
    comparison = extractor.compare(
        shelf(figure("hampshire", 10, LAST), figure("staffordshire", 20, "2022-04/2023-03")), "recorded_crime"
    )
    found = entries(comparison)
    assert blocking(found["hampshire"]) == ["other_period"]
    assert "Staffordshire (Apr 2022–Mar 2023)" in found["hampshire"].reasons[0].text
    assert "no two of these figures are of the same time" in comparison.panels[0].verdict


def test_a_year_is_not_set_beside_a_quarter_of_it():
    data = [figure("hampshire", 10, LAST), figure("warwickshire", 3, "2017-07/2017-09")]
    found = entries(extractor.compare(shelf(*data), "recorded_crime"))
    assert [(r.code, r.blocks) for r in found["hampshire"].reasons] == [("other_length", True)]
    for row in data:
        row.update(measure="sickness_days", category=None, statistic="mean", unit="day")
    found = entries(extractor.compare(shelf(*data), "sickness_days"))
    assert [(r.code, r.blocks) for r in found["hampshire"].reasons] == [("other_length", True)]


def test_another_target_is_another_definition():
    """One force prints a service level, the other what it answers within 10 seconds."""
    rows = [
        figure(f, v, LAST, "answered_in_target", "999", statistic="share", unit="percent")
        for f, v in (("hampshire", 90.9), ("staffordshire", 77.72))
    ]
    comparison = extractor.compare(shelf(*rows), "answered_in_target")
    found = entries(comparison)
    assert blocking(found["staffordshire"]) == ["definition"]
    assert "10 seconds" in found["staffordshire"].reasons[0].text and found["staffordshire"].reasons[0].source
    verdict = comparison.panels[0].verdict
    assert verdict.startswith("Not a fair comparison: ")
    assert verdict.endswith("By the figures alone Hampshire would come first (higher is better).")


def test_two_forces_with_the_same_target_may_be_compared():
    rows = [
        figure(f, 90, LAST, "answered_in_target", "999", statistic="share", unit="percent")
        for f in ("staffordshire", "warwickshire")
    ]
    assert not entries(extractor.compare(shelf(*rows), "answered_in_target"))["warwickshire"].reasons


def test_surveys_of_other_people_are_told_apart():
    rows = [
        figure(f, v, "2016-12", "public_confidence", None, statistic="share", unit="percent")
        for f, v in (("staffordshire", 68), ("warwickshire", 80.4), ("west_mercia", 77.2))
    ]
    found = entries(extractor.compare(shelf(*rows), "public_confidence"))
    assert blocking(found["staffordshire"]) == ["survey"]
    assert found["west_mercia"].comparable_with == ("warwickshire",)


def test_a_new_classification_parts_figures_before_it_from_figures_after_it():
    rows = [
        figure("hampshire", 4098, BEFORE, category="residential_burglary"),
        figure("staffordshire", 2784, "2016-10/2017-09", category="residential_burglary"),
    ]
    found = entries(extractor.compare(shelf(*rows), category="residential_burglary"))
    assert blocking(found["hampshire"]) == ["other_year", "reclassified"]
    for row in rows:
        row["category"] = "robbery"
    assert blocking(entries(extractor.compare(shelf(*rows), category="robbery"))["hampshire"]) == ["other_year"]


def test_provisional_figures_and_suppressed_ones_stand_beside_nothing():
    rows = [
        figure("hampshire", 18.6, LAST, statistic="rate", unit="per_1000_population", row_label="MSG actual"),
        figure("staffordshire", 19.6, LAST, statistic="rate", unit="per_1000_population"),
        figure("hampshire", 5, LAST, "headcount", "", qualifier="<"),
        figure("staffordshire", 9, LAST, "headcount", ""),
    ]
    data = shelf(*rows)
    found = entries(extractor.compare(data, "recorded_crime", statistic="rate"))
    assert "provisional" in blocking(found["hampshire"]) and not found["staffordshire"].comparable_with
    assert "bound" in blocking(entries(extractor.compare(data, "headcount"))["hampshire"])


def test_a_figure_of_part_of_the_crimes_is_not_set_beside_one_of_all():
    data = shelf(
        figure("staffordshire", 1260, LAST, category="criminal_damage", breakdown='{"subset": "domestic_abuse"}'),
        figure("warwickshire", 390, LAST, category="criminal_damage"),
    )
    found = entries(extractor.compare(data, category="criminal_damage"))
    assert "definition" in blocking(found["staffordshire"])
    assert "subset: domestic_abuse" in found["staffordshire"].reasons[0].text
    assert not found["warwickshire"].comparable_with


def test_several_breakdowns_are_named_and_shown_when_asked_for():
    rows = [
        figure(
            "hampshire", v, LAST, "victim_satisfaction", "hate_crime", statistic="share", unit="percent", breakdown=b
        )
        for b, v in (('{"setting": "rural"}', 84.3), ('{"setting": "non_rural"}', 76.8))
    ]
    data = shelf(*rows)
    (panel,) = extractor.compare(data, "victim_satisfaction").panels
    assert panel.entries[0].figure is None and "setting: rural" in panel.entries[0].reasons[0].text
    panels = extractor.compare(data, "victim_satisfaction", breakdowns=True).panels
    assert {p.subject.breakdown for p in panels} == {"{}", '{"setting": "rural"}', '{"setting": "non_rural"}'}


def test_a_measure_that_one_force_publishes_says_so_and_names_those_that_do_not():
    data = shelf(figure("hampshire", 10, LAST), figure("staffordshire", 3, LAST, "arrests", ""))
    comparison = extractor.compare(data, "recorded_crime")
    assert (
        comparison.panels[0].verdict == "Only Hampshire has a figure of this here: there is nothing to compare it with."
    )
    assert comparison.absent == ("staffordshire",)


def test_a_count_has_no_best_but_per_head():
    data = shelf(*(figure(f, 10, LAST, "asb_incidents", "all") for f in ("hampshire", "staffordshire")))
    assert "Hampshire comes first per 1,000 people (lower is better)" in (
        extractor.compare(data, "asb_incidents").panels[0].verdict
    )
    later = shelf(*(figure(f, 10, "2022-04/2023-03", "asb_incidents", "all") for f in ("hampshire", "staffordshire")))
    assert "first" not in extractor.compare(later, "asb_incidents").panels[0].verdict


def test_the_period_asked_for_is_shown_and_what_is_not_there_is_said():
    data = shelf(
        figure("hampshire", 1, BEFORE), figure("hampshire", 2, LAST), figure("west_mercia", 3, "2016-10/2016-12")
    )
    found = entries(extractor.compare(data, "recorded_crime", period="2016-11"))
    assert (found["hampshire"].figure.value, found["west_mercia"].figure.value) == (1, 3)
    assert blocking(found["hampshire"]) == ["other_length"]
    found = entries(extractor.compare(data, "recorded_crime", period="2018"))
    assert found["west_mercia"].figure is None
    assert "published only for Oct–Dec 2016" in found["west_mercia"].reasons[0].text
    every = extractor.compare(data, "recorded_crime", period="all").panels[0].entries
    assert [e.figure.value for e in every] == [1, 2, 3]


def test_the_longest_period_of_at_most_a_year_that_ends_last_is_the_latest():
    rows = [figure("hampshire", n, p) for n, p in enumerate(("2018-03", LAST, "2015-04/2018-03", "2018-02"))]
    assert entries(extractor.compare(shelf(*rows), "recorded_crime"))["hampshire"].figure.value == 1


@pytest.mark.parametrize("when", ["2018-13", "yesterday", "18", "2018-02-30"])
def test_a_period_that_is_none_is_told(when):
    with pytest.raises(UsageError, match="no period"):
        extractor.compare(shelf(figure("hampshire", 1, LAST)), "recorded_crime", period=when)


def test_unknown_ids_are_told_with_the_nearest_ones():
    data = shelf(figure("hampshire", 1, LAST))
    with pytest.raises(UsageError, match="did you mean recorded_crime"):
        extractor.compare(data, "recorded_crimes")
    with pytest.raises(UsageError, match="no category"):
        extractor.compare(data, category="zzz")
    with pytest.raises(UsageError, match="name a measure"):
        extractor.compare(data)


def test_words_find_measures_and_categories_in_any_number():
    data = shelf(
        figure("hampshire", 49, LAST, "action_taken_outcomes", "rape_adult"),
        figure("hampshire", 1368, LAST, "recorded_crime", "rape_adult"),
        figure("hampshire", 9, LAST, "action_taken_outcomes", "robbery"),
    )
    found = extractor.compare(data, words="rape outcome").panels
    assert [(p.subject.measure, p.subject.category) for p in found] == [("action_taken_outcomes", "rape_adult")]


def test_a_district_is_not_set_beside_a_force_nor_one_peer_group_beside_another():
    part = {"area": "Rugby District", "area_type": "district"}
    peers = {"area": "Most Similar Group", "area_type": "peer_group"}
    rows = [figure("hampshire", 10, LAST), figure("warwickshire", 2, LAST, **part)]
    rows += [figure(f, 9, LAST, "asb_incidents", "all", **peers) for f in ("hampshire", "warwickshire")]
    for measure in ("recorded_crime", "asb_incidents"):
        for entry in entries(extractor.compare(shelf(*rows), measure, areas=True)).values():
            assert "area" in blocking(entry) and not entry.comparable_with


def test_with_several_figures_a_force_no_verdict_is_given_for_all():
    rows = [figure("hampshire", 1, BEFORE), figure("hampshire", 2, LAST), figure("staffordshire", 3, LAST)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", period="all").panels
    assert "each line says for itself" in panel.verdict
    assert [e.comparable_with for e in panel.entries] == [(), ("staffordshire",), ("hampshire",)]
