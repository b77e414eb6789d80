"""Nothing is guessed: what fills one cell twice is shown twice, unless a rule decides."""

from shelf import figure, shelf

import extractor

YEAR = "2019-04/2020-03"


def only(data, **options):
    (panel,) = extractor.compare(data, "recorded_crime", **options).panels
    (entry,) = panel.entries
    return entry


def test_two_values_for_one_cell_are_both_shown_with_their_places():
    """A baseline printed as 78,098 in one table and as 79,098 in another of the same report."""
    entry = only(
        shelf(
            figure("staffordshire", 78098, YEAR, table=35, row_label="All Crime"),
            figure("staffordshire", 79098, YEAR, table=38, row_label="All Crime"),
        )
    )
    values = {f.value: str(f.places[0]) for f in (entry.figure, *entry.rivals)}
    assert set(values) == {78098, 79098}
    assert "table 35" in values[78098] and "table 38" in values[79098]
    assert entry.aligned == ()  # nothing is worked out from a figure that is in doubt
    assert [r.code for r in entry.reasons] == ["conflict"] and entry.reasons[0].blocks


def test_the_same_value_in_two_places_is_one_figure_with_two_places():
    entry = only(shelf(figure("hampshire", 843, YEAR, table=55), figure("hampshire", 843, YEAR, table=56)))
    assert not entry.rivals and [p.table for p in entry.figure.places] == [55, 56]
    assert entry.figure.observation_ids == ("o1", "o2")


def test_a_rounded_print_agrees_with_the_precise_one():
    entry = only(
        shelf(
            figure("warwickshire", "86.4", YEAR, statistic="share", unit="percent", value_text="86.4%", table=1),
            figure("warwickshire", "86", YEAR, statistic="share", unit="percent", value_text="86%", table=2),
        ),
        statistic="share",
    )
    assert str(entry.figure.value) == "86.4" and len(entry.figure.places) == 2


def test_a_print_with_a_nought_behind_the_point_is_as_precise_as_it_looks():
    entry = only(
        shelf(
            figure("warwickshire", "77.2", YEAR, statistic="share", unit="percent", value_text="77.2%", table=1),
            figure("warwickshire", "77", YEAR, statistic="share", unit="percent", value_text="77.0%", table=2),
        ),
        statistic="share",
    )
    assert len(entry.rivals) == 1


def test_a_later_edition_revises_and_the_earlier_value_is_kept():
    entry = only(
        shelf(
            figure("hampshire", 936, YEAR, document_id="hampshire-2020-03-31"),
            figure("hampshire", 941, YEAR, document_id="hampshire-2021-03-31"),
        )
    )
    assert (entry.figure.value, entry.figure.vintage) == (941, "latest")
    assert [(f.value, f.vintage) for f in entry.earlier] == [(936, "earlier")]
    assert "936 in hampshire-2020-03-31" in entry.reasons[0].text and not entry.reasons[0].blocks


def test_an_undated_edition_decides_nothing():
    entry = only(
        shelf(
            figure("hampshire", 936, YEAR, document_id="hampshire-undated"),
            figure("hampshire", 941, YEAR, document_id="hampshire-2021-03-31"),
        )
    )
    assert len(entry.rivals) == 1


def test_a_table_stands_before_a_sentence_of_the_same_edition_and_both_are_shown():
    entry = only(
        shelf(
            figure("west_mercia", 20668, "2016-10/2016-12", table=None, row_label="offences"),
            figure("west_mercia", 20673, "2016-10/2016-12", table=4),
        )
    )
    assert entry.figure.value == 20673 and [f.value for f in entry.aside] == [20668]
    assert entry.aligned[0].observation_ids == ("o2",)
    assert "20,668" in entry.reasons[0].text and entry.reasons[0].code == "set_aside"


def test_periods_that_nobody_states_are_never_taken_for_the_same():
    comparison = extractor.compare(
        shelf(figure("hampshire", 1, "", table=1), figure("hampshire", 2, "", table=2)), "recorded_crime", period="all"
    )
    entries = comparison.panels[0].entries
    assert [e.figure.value for e in entries] == [1, 2] and not any(e.rivals for e in entries)
    assert all(e.reasons[0].code == "period_unknown" for e in entries)


def test_figures_without_a_measure_a_value_or_a_force_are_left_alone():
    rows = [figure("hampshire", 5, YEAR, measure=None), figure(None, 5, YEAR)]
    rows.append({**figure("hampshire", 5, YEAR), "value": None})
    assert not extractor.compare(shelf(*rows), words="crime").panels


def test_areas_are_left_out_unless_they_are_asked_for():
    data = shelf(
        figure("warwickshire", 11086, YEAR),
        figure("warwickshire", 6000, YEAR, area="North Warwickshire", area_type="policing_area"),
        figure("warwickshire", 50, YEAR, area="Most Similar Group", area_type="peer_group"),
    )
    assert only(data).figure.value == 11086
    (panel,) = extractor.compare(data, "recorded_crime", areas=True).panels
    assert [e.area for e in panel.entries] == ["Warwickshire", "Most Similar Group", "North Warwickshire"]


def test_figures_whose_statistic_or_unit_is_open_stand_beside_others():
    data = shelf(
        figure("hampshire", 843, YEAR),
        figure("hampshire", 12, YEAR, statistic=None, unit=None),
        figure("kent", 7, YEAR, unit=None),
    )
    assert only(data, statistic="count").figure.value == 843
