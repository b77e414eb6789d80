"""What fronts and notes say of time: the report's own period, years that end elsewhere, what changes are measured from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from grids import by_labels, heading, observations, table

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.times import time_notes
from extractor.model import Block, Observation

TITLE = Block("heading", "Hampshire Constabulary", 1)
SEARCHES = heading("Stop and search by ethnicity")
UNDATED = "Ethnicity | Searches\nWhite | 812\nAsian | 31"
YEARS = "| 2016 | 2017\nRobbery | 30 | 40\nBurglary | 50 | 55"


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def base(o: Observation) -> str:
    return f"{o.base_period_start or 'open'}/{o.base_period_end or 'open'}"


def dated(text: str, *body: Block | str, front: str) -> set[str]:
    return {days(o) for o in observations(SEARCHES, text, *body, front=(TITLE, Block("paragraph", front)))}


@pytest.mark.parametrize(
    "front",
    ["Reporting period: 1 July to 30 September 2017", "Quarterly report for the quarter ending September 2017",
     "Performance summary, July to September 2017",
     "This return covers 1 July to 30 September 2017, with the same quarter of 2016/17 for comparison."],
)  # fmt: skip
def test_a_table_without_any_date_is_of_the_time_that_the_report_is_of(front: str) -> None:
    assert dated(UNDATED, front=front) == {"2017-07-01/2017-09-30"}


def test_a_table_that_speaks_of_another_time_is_not_of_the_time_of_the_report() -> None:
    note = Block("note", "Searches of the financial year so far are shown from April 2017.")
    assert dated(UNDATED, note, front="Reporting period: 1 July to 30 September 2017") == {"open/open"}


def test_people_employed_are_not_of_the_time_of_the_report() -> None:
    front = (TITLE, Block("paragraph", "Reporting period: 1 July to 30 September 2017"))
    found = observations(heading("Workforce"), "Rank | Headcount\nConstables | 812\nSergeants | 131", front=front)
    assert {days(o) for o in found} == {"open/open"}


@pytest.mark.parametrize("said", ["Year ending 31 March.", "The figures are for years ending 31 March."])
def test_years_that_a_note_says_end_in_march_do_not_begin_in_january(said: str) -> None:
    found = observations(heading("Crime"), Block("paragraph", said), YEARS)
    assert [days(o) for o in found[:2]] == ["2015-04-01/2016-03-31", "2016-04-01/2017-03-31"]


def test_a_note_says_what_lone_changes_are_measured_from() -> None:
    grid = "| 12m to Dec 17 | % change\nRobbery | 30 | 4.1%\nBurglary | 50 | 5.2%"
    said = Block("note", "% change is the change from the twelve months to December 2016.")
    front = (TITLE, Block("paragraph", "Data to 31 December 2017"))
    found = by_labels(heading("Crime"), grid, said, front=front)["Robbery", "% change"]
    assert (days(found), base(found)) == ("2017-01-01/2017-12-31", "2016-01-01/2016-12-31")
    unlike = Block("note", "% change is the change from December 2016.")
    assert base(by_labels(heading("Crime"), grid, unlike, front=front)["Robbery", "% change"]) == "open/open"


def test_a_count_in_the_quarter_under_a_day_is_of_the_quarter_that_ends_then() -> None:
    grid = "| 30 June 2017 | 15 July 2017\nArrests in the quarter | 30 | 40\nOfficers | 50 | 55"
    found = by_labels(heading("Scorecard"), grid, front=(TITLE,))
    assert days(found["Arrests in the quarter", "30 June 2017"]) == "2017-04-01/2017-06-30"
    assert days(found["Arrests in the quarter", "15 July 2017"]) == "open/open"
    assert days(found["Officers", "30 June 2017"]) == "2017-06-30/2017-06-30"


def test_rates_under_a_heading_of_their_own_are_of_the_latest_column_before_them() -> None:
    grid = "| 2015/16 | 2016/17 | Rate per 1,000 population | ^\n| | | Hampshire | MSG average\nRobbery | 30 | 40 | 0.7 | 0.6"
    found = observations(heading("Crime"), f"{grid}\nRape | 9 | 8 | 0.2 | 0.1", front=(TITLE,))
    rates = [o for o in found if o.unit.startswith("per_")]
    assert len(rates) == 4 and {days(o) for o in rates} == {"2016-04-01/2017-03-31"}


def test_a_day_on_which_data_were_taken_out_of_a_system_ends_no_figures() -> None:
    front = (TITLE, Block("heading", "June 2017", 2), Block("paragraph", "Data correct at 10 July 2017"))
    grid = "| Apr-Jun 2016 | Apr-Jun 2017 | YTD\nRobbery | 30 | 40 | 40\nBurglary | 50 | 55 | 55"
    found = by_labels(heading("Crime to June 2017"), grid, front=front)
    assert days(found["Robbery", "YTD"]) == "2017-04-01/2017-06-30"


def test_days_per_full_time_equivalent_are_no_full_time_equivalents() -> None:
    grid = "| Days per FTE | Gadgets per FTE\nOfficers | 9.1 | 2.2\nStaff | 8.1 | 2.3"
    assert "fte" not in {o.unit for o in observations(heading("Sickness 2016/17"), grid)}


@pytest.mark.parametrize(
    "said",
    ["The following table shows searches in 2016/17 by ethnicity.",
     "Searches recorded between 1 April 2016 and 31 March 2017, irrespective of their outcome."],
)  # fmt: skip
def test_a_line_above_a_table_says_when_its_figures_happened(said: str) -> None:
    found = observations(SEARCHES, Block("paragraph", said), UNDATED, front=(TITLE,))
    assert {days(o) for o in found} == {"2016-04-01/2017-03-31"}


def test_a_day_in_the_title_is_that_day_of_each_year_that_heads_a_column() -> None:
    found = observations(heading("Workforce at 31 March"), "| 2016 | 2016/17\nOfficers | 30 | 40\nStaff | 5 | 6")
    assert [days(o) for o in found[:2]] == ["2016-03-31/2016-03-31", "2017-03-31/2017-03-31"]


def test_how_long_something_has_been_open_is_no_time_that_a_figure_is_of() -> None:
    grid = "| 31 March 2017\nOpen cases | 30\nof which over 12 months old | 4"
    found = by_labels(heading("Cases"), grid)
    assert {days(o) for o in found.values()} == {"2017-03-31/2017-03-31"}


def test_a_place_among_others_is_a_rank_and_no_count() -> None:
    found = by_labels(heading("Districts"), "| CSP family position\nHavant | 4 of 15\nGosport | 6 of 15")
    assert {(o.unit, o.statistic) for o in found.values()} == {("rank", "rank")}


ANNUAL = (TITLE, Block("heading", "Annual report 2016/17", 2))
QUARTER = (TITLE, Block("paragraph", "Reporting period: 1 July to 30 September 2017"))


def test_a_year_by_its_number_dates_tables_where_figures_are_said_to_be_those_of_financial_years() -> None:
    by_year = (*ANNUAL, Block("paragraph", "All figures are for the financial year unless otherwise stated."))
    assert {days(o) for o in observations(SEARCHES, UNDATED, front=by_year)} == {"2016-04-01/2017-03-31"}
    assert {days(o) for o in observations(SEARCHES, UNDATED, front=ANNUAL)} == {"open/open"}


def test_a_front_that_names_two_times_with_one_end_dates_nothing() -> None:
    front = (*QUARTER, Block("paragraph", "Scorecard, October 2016 to September 2017"))
    assert {days(o) for o in observations(SEARCHES, UNDATED, front=front)} == {"open/open"}


def test_surveys_and_what_is_not_understood_are_not_of_the_time_of_the_report() -> None:
    grid = "| Satisfied\nEase of contact | 81%\nTreatment | 90%"
    assert {o.period_end for o in observations(heading("Victim satisfaction"), grid, front=QUARTER)} == {None}
    gadgets = "| Gadgets\nRed | 8\nBlue | 9"
    assert {o.period_end for o in observations(heading("Stock"), gadgets, front=QUARTER)} == {None}


def test_figures_to_date_end_with_the_month_and_not_on_the_day_of_extraction() -> None:
    front = (TITLE, Block("paragraph", "Data correct at 10 July 2017"), Block("heading", "June 2017", 2))
    body = (heading("Response, April to June 2017"), "| Financial year to date\nRobbery | 40\nBurglary | 55")
    assert {days(o) for o in observations(*body, front=front)} == {"2017-04-01/2017-06-30"}


def test_a_note_beneath_a_table_says_when_its_figures_are_of() -> None:
    first = "| Jul-17 | Aug-17\nRobbery | 30 | 40\nBurglary | 50 | 55"
    said = Block(
        "note", "Figures are for 1 April to 30 June 2017; the comparison is with the same three months of 2016."
    )
    found = observations(
        heading("Crime"), first, SEARCHES, "Group | Gadgets | Same period last year\nRed | 8 | 9", said
    )
    assert [days(o) for o in found[-2:]] == ["2017-04-01/2017-06-30", "2016-04-01/2016-06-30"]


def test_the_title_of_the_next_table_is_no_note_to_the_one_before() -> None:
    title = "Table 2: figures are for 2015/16"
    following = replace(table("| Offences\nRobbery | 3\nRape | 4"), caption=title)
    found = observations(SEARCHES, UNDATED, Block("caption", title), following, front=(TITLE,))
    assert {days(o) for o in found if o.table == 1} == {"open/open"}


def test_what_figures_are_set_beside_does_not_hide_the_part_of_the_year_they_are_of() -> None:
    said = Block(
        "note", "Figures for the year so far (1 January to 31 October) are set beside the same months of 2016."
    )
    found = observations(heading("Crime"), YEARS, said, front=(TITLE,))
    assert [days(o) for o in found[:2]] == ["2016-01-01/2016-10-31", "2017-01-01/2017-10-31"]


def test_a_movement_that_is_planned_is_not_of_the_day_it_is_measured_from() -> None:
    grid = "Reserve | Balance 1 April 2017 | Planned movement in year\nGeneral | 8.0 | 0.5\nCapital | 6.0 | (4.8)"
    found = by_labels(heading("Reserves (£m)"), grid)
    assert days(found["Capital", "Planned movement in year"]) == "open/open"


@pytest.mark.parametrize(
    ("note", "part", "since"),
    [
        ("Figures are for January to October in each year, compared with 2021.", "January to October", "2021"),
        ("Figures are for January to October and are compared with all of 2019.", "January to October", ""),
        ("% change is measured from the 12 months to December 2016.", "", "the 12 months to December 2016"),
        ("% change to the 12 months to December 2017 is shown.", "", ""),
        ("% change is shown for the previous year.", "", ""),
    ],
)
def test_a_note_says_what_part_of_a_year_is_covered_and_what_changes_are_measured_from(
    note: str, part: str, since: str
) -> None:
    told = list(time_notes([note], Lexicon(vocabulary())))
    assert "".join(n.part.label for n in told if n.part is not None) == part
    assert "".join(n.base.label for n in told if n.base is not None) == since
