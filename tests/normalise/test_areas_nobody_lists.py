"""Labels that nothing explains among areas: which of them are areas, and which leave the area open."""

from __future__ import annotations

import pytest
from grids import by_labels, findings, heading, observations, table

from extractor.model import Block

ROBBERY = heading("Robbery")


def areas(*body: object) -> dict[str, str]:
    return {o.row_label: o.area for o in observations(*body)}  # type: ignore[arg-type]


@pytest.mark.parametrize("corner", ["District", "Policing district", "Council ward", "Borough"])
def test_a_new_district_under_a_corner_that_says_district_is_not_lost(corner: str) -> None:
    found = areas(ROBBERY, f"{corner} | Jul-17\nXelby | 3\nMorvane | 5")
    assert found == {"Xelby": "Xelby", "Morvane": "Morvane"}


def test_a_corner_that_says_more_than_district_names_no_areas() -> None:
    assert areas(ROBBERY, "District zorble | Jul-17\nXelby | 3\nMorvane | 5") != {
        "Xelby": "Xelby",
        "Morvane": "Morvane",
    }


def test_the_place_in_a_league_of_districts_is_no_part_of_their_names() -> None:
    found = areas(ROBBERY, "District | Jul-17\n1. Xelby | 3\n2) Morvane | 5")
    assert list(found.values()) == ["Xelby", "Morvane"]


@pytest.mark.parametrize(
    "label",
    ["Other", "Rest of the county", "zonk", "Morvane zonks", "Xelby Index", "Xelby Net", "Xelby Fines",
     "Morvane Crozier Zonk Belby Pender Askle Fornby"],
)  # fmt: skip
def test_what_is_no_name_under_district_is_neither_an_area_nor_the_force(label: str) -> None:
    assert areas(ROBBERY, f"District | Jul-17\nXelby | 3\nMorvane | 5\n{label} | 9")[label] == ""


def test_names_that_nobody_lists_are_not_figures_of_the_whole_force() -> None:
    assert areas(ROBBERY, "| Jul-17\nXelby | 3\nMorvane | 5") == {"Xelby": "", "Morvane": ""}


def test_a_corner_that_says_something_else_leaves_its_rows_to_the_force() -> None:
    found = areas(ROBBERY, "Weapon | Jul-17\nXelby | 3\nMorvane | 5")
    assert found == {"Xelby": "Hampshire", "Morvane": "Hampshire"}


def test_one_name_alone_opens_no_area() -> None:
    assert areas(ROBBERY, "| Jul-17\nXelby | 3") == {"Xelby": "Hampshire"}


def test_labels_that_are_mostly_no_names_open_no_area() -> None:
    found = areas(ROBBERY, "| Jul-17\nXelby | 3\nMorvane | 5\nzonks | 4\ngrunks | 6\nborks | 7")
    assert set(found.values()) == {"Hampshire"}


def test_an_offence_among_the_names_shows_that_they_are_no_areas() -> None:
    found = areas(ROBBERY, "| Jul-17\nXelby | 3\nMorvane | 5\nShoplifting | 8")
    assert set(found.values()) == {"Hampshire"}


def test_a_division_of_an_unknown_name_among_offences_is_not_the_force() -> None:
    found = areas(ROBBERY, "| Jul-17\nXelby Division | 3\nShoplifting | 5")
    assert found == {"Xelby Division": "", "Shoplifting": "Hampshire"}


def test_figures_under_a_heading_of_an_unknown_division_are_not_of_the_force() -> None:
    assert set(areas(heading("Zelby Division"), "| Jul-17\nRobbery | 3\nBurglary | 5").values()) == {""}


@pytest.mark.parametrize("title", ["Crime by zelby division", "Zelby crimes, Crime Division"])
def test_a_division_that_is_not_named_leaves_the_force(title: str) -> None:
    assert set(areas(heading(title), "| Jul-17\nRobbery | 3\nBurglary | 5").values()) == {"Hampshire"}


def test_a_heading_that_speaks_of_divisions_in_general_leaves_the_force() -> None:
    assert set(areas(heading("Crime by division"), "| Jul-17\nRobbery | 3\nBurglary | 5").values()) == {"Hampshire"}


@pytest.mark.parametrize("force", ["Kent", "Essex Police"])
def test_a_total_over_several_forces_is_not_the_reporting_force(force: str) -> None:
    assert areas(ROBBERY, f"Force | Jul-17\n{force} | 3\nSurrey | 5\nTotal | 8")["Total"] == ""


def test_a_total_over_countries_is_not_the_force() -> None:
    assert areas(ROBBERY, "| Jul-17\nEngland | 3\nWales | 5\nTotal | 8")["Total"] == ""


def test_the_force_by_its_name_and_as_force_is_one_force() -> None:
    assert areas(ROBBERY, "| Jul-17\nHampshire | 3\nForce | 3\nTotal | 3")["Total"] == "Hampshire"


WARWICKSHIRE = (Block("heading", "Warwickshire Police", 1), Block("paragraph", "Data to 31 March 2018"))


def test_a_label_beside_an_area_and_an_offence_is_not_named_as_an_area() -> None:
    text = "| Jul-17\nNorth Warwickshire | 3\nShoplifting | 8\nXelby | 5"
    found = {o.row_label: o.area for o in observations(ROBBERY, text, front=WARWICKSHIRE)}
    assert found["North Warwickshire"] == "North Warwickshire" and found["Xelby"] != "Xelby"


def test_an_unknown_area_among_two_kinds_of_areas_is_of_neither_kind() -> None:
    text = "| Jul-17\nNorth Warwickshire | 3\nRugby District | 8\nXelby | 5"
    found = {o.row_label: o for o in observations(ROBBERY, text, front=WARWICKSHIRE)}
    assert (found["Xelby"].area, found["Xelby"].area_type) == ("Xelby", "")


def test_a_total_over_districts_of_the_force_is_the_force() -> None:
    found = areas(ROBBERY, "District | Jul-17\nXelby | 3\nMorvane | 5\nTotal | 8")
    assert found["Total"] == "Hampshire"


def test_a_row_without_a_label_among_areas_is_not_the_force() -> None:
    assert areas(ROBBERY, "District | Jul-17\nXelby | 3\n | 5\nMorvane | 4")[""] == ""


def test_a_row_without_a_label_among_offences_stays_with_the_force() -> None:
    assert areas(heading("Crime"), "Offence | Jul-17\nRobbery | 3\n | 5\nBurglary | 4")[""] == "Hampshire"


def test_columns_that_lost_their_headings_may_be_of_other_areas() -> None:
    found = by_labels(heading("Crime"), "| Jul-17 | \nRobbery | 3 | 4\nBurglary | 5 | 6")
    assert (found["Robbery", "Jul-17"].area, found["Robbery", ""].area) == ("Hampshire", "")


GROUPS = "| Jul-17 | Aug-17\nZorbles | |\nRobbery | 3 | 4\nBurglary | 5 | 6"


def test_a_group_row_that_only_gathers_its_rows_leaves_them_their_subject() -> None:
    found = by_labels(heading("Crime"), GROUPS)
    assert found["Zorbles > Robbery", "Jul-17"].category == "robbery"


def test_group_rows_that_tell_the_same_labels_apart_are_not_dropped() -> None:
    found = observations(heading("Crime"), GROUPS + "\nGrubs | |\nRobbery | 7 | 8\nBurglary | 9 | 10")
    assert {(o.category, o.area) for o in found} == {("", "")}


@pytest.mark.parametrize(
    "group", ["Zorble movement", "Net zorbles", "Xelby Division", "Zorbles part", "Zorbles historic"]
)
def test_a_group_row_that_may_change_what_its_rows_are_is_not_dropped(group: str) -> None:
    found = observations(heading("Crime"), GROUPS.replace("Zorbles", group))
    assert {o.category for o in found} == {""}


@pytest.mark.parametrize(
    ("title", "unit"), [("Zorble views (%)", "percent"), ("Zorbles (rate per 1,000 people)", "per_1000_population")]
)
def test_a_unit_in_the_brackets_of_a_title_is_that_of_its_figures(title: str, unit: str) -> None:
    found = observations(heading(title), "Question | Jul-17 | Aug-17\nZonk | 3.1 | 4.2\nMork | 5.1 | 6.2")
    assert {o.unit for o in found} == {unit}


def test_a_heading_that_speaks_of_a_percentage_makes_no_percentages_of_counts() -> None:
    found = observations(heading("% zorble of grunk"), "| Jul-17 | Aug-17\nRobbery | 3 | 4\nBurglary | 5 | 6")
    assert {o.unit for o in found} == {"count"}


def test_a_heading_half_understood_makes_no_means_of_counts() -> None:
    found = observations(heading("Average zorbles of grunk"), "| Jul-17\nRobbery | 3\nBurglary | 5")
    assert {o.statistic for o in found} == {"count"}


def test_a_corner_that_compares_percentages_makes_no_percentages_of_counts() -> None:
    found = observations(heading("Crime"), "Compared % | Jul-17 | Aug-17\nRobbery | 3 | 4\nBurglary | 5 | 6")
    assert {o.unit for o in found} == {"count"}


def test_money_in_a_title_is_money_whatever_else_the_title_says() -> None:
    found = observations(heading("Zorble grunk £000"), "| 2016/17 | 2017/18\nZonk | 3 | 4\nMork | 1 | 2")
    assert {o.unit for o in found} == {"gbp_thousand"}


def test_officers_by_rank_are_no_places_in_a_league() -> None:
    found = observations(heading("Officers"), "Rank | Jul-17 | Aug-17\nSergeant | 3 | 4\nInspector | 5 | 6")
    assert {(o.unit, o.statistic) for o in found} == {("count", "count")}


def test_an_area_left_open_is_said_to_be() -> None:
    said = [f.message for f in findings(ROBBERY, "| Jul-17\nXelby | 3\nMorvane | 5") if f.code == "open-fields"]
    assert said == [
        '"3": area left open: "Xelby" is not understood',
        '"5": area left open: "Morvane" is not understood',
    ]


def test_a_total_over_forces_is_of_the_country_that_the_title_names() -> None:
    grid = "| 2022 | 2023\nCleveland | 3 | 4\nDurham | 5 | 6\nNorthumbria | 7 | 8\nTotal | 15 | 18"
    front = (Block("heading", "Statistics of firearms", 1),)
    named = by_labels(heading("Discharges of firearms in England and Wales by force"), grid, front=front)
    silent = by_labels(heading("Discharges of firearms by force"), grid, front=front)
    assert (named["Total", "2022"].area, silent["Total", "2022"].area) == ("England and Wales", "")


def test_a_total_of_districts_is_not_said_to_be_the_force() -> None:
    grid = "| 2016 | 2017\nSouthampton | 3 | 4\nHavant | 5 | 6\nDistricts total | 8 | 10\nForce total | 9 | 11"
    found = areas(ROBBERY, grid)
    assert (found["Districts total"], found["Force total"]) == ("", "Hampshire")


def test_a_title_of_two_areas_keeps_what_it_counts() -> None:
    grid = "| 2016 | 2017\nCumbria | 3 | 4\nMost Similar Group | 5 | 6"
    found = observations(heading("Recorded crime: Cumbria and its Most Similar Group"), grid)
    assert {o.measure for o in found} == {"recorded_crime"}


def test_a_theme_that_gathers_rows_takes_nothing_from_what_they_say() -> None:
    grid = "| 2016 | 2017\nBreaking the cycle of domestic abuse\nNumber of domestic abuse offences | 3 | 4\nRobbery | 5 | 6"
    found = observations(heading("Priorities"), grid)
    assert found[0].category == "domestic_abuse"


def test_two_ranks_of_one_force_are_told_apart_by_whom_it_is_ranked_among() -> None:
    grid = "| Per 1,000 population | MSG rank | National rank\nAll crime | 70.8 | 3 of 8 | 9 of 43\nRobbery | 0.4 | 2 of 8 | 6 of 43"
    found = [o for o in observations(heading("Crime, 12 months to September 2017"), grid) if o.statistic == "rank"]
    assert {o.role for o in found} == {"level"}
    assert len({o.breakdown for o in found}) == 2


def test_a_title_that_compares_with_peers_is_not_of_the_peers() -> None:
    grid = "| Per 1,000 population | MSG average\nAll crime | 70.8 | 71.2\nRobbery | 0.4 | 0.5"
    found = [o.area for o in observations(heading("Crime and the most similar group"), grid)]
    assert found[:2] == ["Hampshire", "Most Similar Group"]


GROUPED = """| 2016 | 2017
Berkshire
Reading | 3 | 4
Slough | 5 | 6
Sub-total | 8 | 10
Oxfordshire
Cherwell | 3 | 4
Sub-total | 3 | 4
Total | 11 | 14"""


def test_a_subtotal_is_of_its_group_and_of_no_row_above_it() -> None:
    found = [o for o in observations(ROBBERY, GROUPED) if "ub-total" in o.row_label]
    assert {o.row_label for o in found} == {"Berkshire > Sub-total", "Oxfordshire > Sub-total"}
    assert "Hampshire" not in {o.area for o in found}


def test_of_two_columns_of_labels_only_the_one_of_areas_names_areas() -> None:
    grid = "Borough | Severity | 2016 | 2017\nHavant | Fatal | 3 | 4\n | Slight | 5 | 6\nGosport | Fatal | 7 | 8"
    found = observations(heading("Casualties"), grid)
    assert {o.area for o in found} == {"Havant", "Gosport"}


@pytest.mark.parametrize("corner", ["LPU", "Team"])
def test_names_beside_the_row_of_the_force_are_not_the_force(corner: str) -> None:
    found = areas(ROBBERY, f"{corner} | 2016 | 2017\nZorbleton | 3 | 4\nForce | 5 | 6")
    assert found["Zorbleton"] != "Hampshire"
    assert found["Force"] == "Hampshire"


def test_recorded_crime_in_a_district_that_no_list_has_is_all_crime() -> None:
    grid = "Local policing area | Recorded crime | ASB incidents\nNether Wallop | 300 | 31\nUpper Slaughter | 200 | 21"
    found = by_labels(heading("Crime by local policing area, 2016"), grid)
    assert found["Nether Wallop", "Recorded crime"].category == "all_crime"


def test_a_group_of_crimes_in_such_a_district_that_is_not_understood_is_not_all_crime() -> None:
    grid = (
        "Local policing area | Offence | Recorded crime\nNether Wallop | Zorking | 300\nUpper Slaughter | Zorking | 200"
    )
    found = observations(heading("Crime by local policing area, 2016"), table(grid))
    assert {o.category for o in found} == {""}
