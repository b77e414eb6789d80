"""When a figure is of: what headings, notes and the front say, and what leaves its days open rather than wrong."""

from __future__ import annotations

from datetime import date

import pytest
from grids import by_labels, findings, heading, observations

from extractor.model import Block, Observation
from extractor.notation.periods import parse_period

CRIME = heading("Crime")
YEARS = "| 2016/17 | 2017/18\nRobbery | 30 | 40\nBurglary | 50 | 55"
MONTHS = "| Jul-17 | Aug-17\nRobbery | 30 | 40\nBurglary | 50 | 55"
TITLE = Block("heading", "Hampshire Constabulary", 1)
DECEMBER = (TITLE, Block("paragraph", "Data to 31 December 2017"))


def front(*said: str) -> tuple[Block, ...]:
    return (*DECEMBER, *(Block("paragraph", text) for text in said))


def note(text: str) -> Block:
    return Block("note", text)


def days(o: Observation) -> str:
    return f"{o.period_start or 'open'}/{o.period_end or 'open'}"


def base(o: Observation) -> str:
    return f"{o.base_period_start or 'open'}/{o.base_period_end or 'open'}"


def of_column(found: dict[tuple[str, str], Observation], column: str, row: str = "Robbery") -> str:
    return days(found[row, column])


NINE_MONTHS = ["2016-04-01/2016-12-31", "2017-04-01/2017-12-31"]


def test_a_title_that_limits_each_year_makes_no_whole_years() -> None:
    found = observations(heading("Crime April to December"), YEARS)
    assert [days(o) for o in found[:2]] == NINE_MONTHS


def test_a_note_that_limits_each_year_makes_no_whole_years() -> None:
    found = observations(CRIME, YEARS, note("The figures are for April to December in each year."))
    assert [days(o) for o in found[:2]] == NINE_MONTHS


def test_the_front_page_limits_the_years_of_every_table() -> None:
    said = front("All figures in this report are for April to December in each year.")
    assert [days(o) for o in observations(CRIME, YEARS, front=said)[:2]] == NINE_MONTHS


def test_a_part_of_one_year_limits_no_other_year() -> None:
    found = observations(CRIME, YEARS, note("The figures for 2017/18 are for April to December."))
    assert days(found[0]) == "2016-04-01/2017-03-31"


def test_a_note_about_something_else_than_the_figures_limits_no_year() -> None:
    found = observations(CRIME, YEARS, note("Recruits join from April to December."))
    assert days(found[0]) == "2016-04-01/2017-03-31"


def test_months_are_not_cut_by_a_note_about_years() -> None:
    found = observations(CRIME, MONTHS, note("The figures are for April to December in each year."))
    assert days(found[0]) == "2017-07-01/2017-07-31"


def test_a_year_under_way_is_not_taken_for_a_whole_one_nor_those_it_is_compared_with() -> None:
    found = observations(CRIME, YEARS, front=DECEMBER)
    assert {days(o) for o in found} == {"open/open"}
    assert [f.code for f in findings(CRIME, YEARS, front=DECEMBER)].count("limited-period") == 4


def test_the_target_of_a_year_under_way_cuts_no_other_year() -> None:
    found = by_labels(CRIME, "| 2016/17 | 2017/18 target\nRobbery | 30 | 40\nBurglary | 5 | 6", front=DECEMBER)
    assert of_column(found, "2016/17") == "2016-04-01/2017-03-31"
    assert of_column(found, "2017/18 target") == "2017-04-01/2018-03-31"


def test_money_of_a_year_under_way_is_of_the_whole_year() -> None:
    found = observations(heading("Budget £000"), YEARS, front=DECEMBER)
    assert [days(o) for o in found[:2]] == ["2016-04-01/2017-03-31", "2017-04-01/2018-03-31"]


def test_a_change_from_a_whole_year_to_one_under_way_has_no_base() -> None:
    text = "| 2016/17 | 2017/18 | Change\nRobbery | 30 | 40 | 10\nBurglary | 50 | 55 | 5"
    change = by_labels(CRIME, text, front=DECEMBER)["Robbery", "Change"]
    assert (days(change), base(change)) == ("open/open", "open/open")


def test_a_rate_is_of_the_month_beside_it_and_another_count_is_not() -> None:
    text = "| Jul-17 | Rate per 1,000 population | Offences\nRobbery | 1 | 2.1 | 3\nBurglary | 4 | 5.5 | 6"
    found = by_labels(CRIME, text)
    assert of_column(found, "Rate per 1,000 population") == "2017-07-01/2017-07-31"
    assert of_column(found, "Offences") == "open/open"


def test_a_share_is_of_the_month_beside_it() -> None:
    found = by_labels(CRIME, "| Jul-17 | % of total\nRobbery | 10 | 20%\nBurglary | 40 | 80%")
    assert of_column(found, "% of total") == "2017-07-01/2017-07-31"


@pytest.mark.parametrize(("last", "days"), [("Sep-17", "2017-07-01/2017-09-30"), ("Oct-17", "open/open")])
def test_a_total_is_of_all_the_months_before_it_if_none_is_missing(last: str, days: str) -> None:
    found = by_labels(CRIME, f"| Jul-17 | Aug-17 | {last} | Total\nRobbery | 1 | 2 | 3 | 6\nBurglary | 4 | 5 | 6 | 15")
    assert of_column(found, "Total") == days


@pytest.mark.parametrize("title", ["3 year average", "Average over years"])
def test_a_mean_over_years_is_not_of_the_year_beside_it(title: str) -> None:
    found = by_labels(CRIME, f"| 2015/16 | 2016/17 | {title}\nRobbery | 1 | 2 | 1.5\nBurglary | 4 | 5 | 4.5")
    assert of_column(found, title) == "open/open"


def test_a_column_that_nothing_explains_is_not_of_the_period_around_the_table() -> None:
    text = "| Jul-17 | Zork\nRobbery | 30 | 40\nBurglary | 50 | 55"
    assert of_column(by_labels(heading("Crime in 2016/17"), text), "Zork") == "open/open"


def test_days_below_week_commencing_are_whole_weeks() -> None:
    found = observations(
        CRIME, "Week commencing | Robbery | Burglary\n4 September 2017 | 4 | 5\n11 September 2017 | 5 | 6"
    )
    assert (days(found[0]), found[0].period_type) == ("2017-09-04/2017-09-10", "week")


def test_days_in_a_table_that_says_nothing_of_weeks_are_days() -> None:
    found = observations(CRIME, "Day | Robbery | Burglary\n4 September 2017 | 4 | 5\n11 September 2017 | 5 | 6")
    assert days(found[0]) == "2017-09-04/2017-09-04"


def test_rolling_in_the_row_label_makes_twelve_months_of_a_month() -> None:
    text = "| Jul-17 | Aug-17\nRobbery (rolling 12 months) | 30 | 40\nRobbery | 3 | 4"
    found = by_labels(CRIME, text)
    assert of_column(found, "Jul-17", "Robbery (rolling 12 months)") == "2016-08-01/2017-07-31"
    assert of_column(found, "Jul-17") == "2017-07-01/2017-07-31"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The data is shown as a rolling 12 months.", "2016-08-01/2017-07-31"),
        ("These figures are rolling three month totals.", "2017-05-01/2017-07-31"),
        ("The numbers are for a rolling year.", "2016-08-01/2017-07-31"),
        ("The data shows the change over a rolling 12 months.", "open/2017-07-31"),
        ("Recruits train for a rolling 12 months.", "2017-07-01/2017-07-31"),
    ],
)
def test_a_note_that_months_are_rolling_is_not_overlooked(said: str, expected: str) -> None:
    assert days(observations(CRIME, MONTHS, note(said))[0]) == expected


@pytest.mark.parametrize(
    "said",
    [
        "2017/18 covers April 2017 to September 2017.",
        "2017/18 is a partial year.",
        "2017/18 figures only to June 2017.",
    ],
)
def test_a_year_that_a_note_says_is_not_covered_whole_stays_open(said: str) -> None:
    found = observations(CRIME, YEARS, note(said))
    assert [days(o) for o in found[:2]] == ["2016-04-01/2017-03-31", "open/open"]
    assert next(f.message for f in findings(CRIME, YEARS, note(said)) if f.code == "limited-period").endswith(said)


def test_a_note_that_names_a_year_and_limits_nothing_opens_nothing() -> None:
    for said in ("2017/18 was the first year of the new system.", "The new system came in June 2017."):
        assert days(observations(CRIME, YEARS, note(said))[1]) == "2017-04-01/2018-03-31"


def test_a_month_that_a_note_says_only_ends_the_figures_has_no_first_day() -> None:
    text = "| Dec-17\nRobbery | 30\nBurglary | 50"
    found = observations(CRIME, text, note("The latest update covers the period to December 2017."))
    assert days(found[0]) == "open/2017-12-31"
    found = observations(CRIME, text, note("The latest update covers December 2017."))
    assert days(found[0]) == "2017-12-01/2017-12-31"


def test_a_total_to_a_day_is_not_of_that_day_or_week() -> None:
    for title in (
        "Total to 13 November 2017",
        "Total to week ending 13 November 2017",
        "Total to week ending 13 November",
    ):
        found = by_labels(CRIME, f"| {title} | Zork\nRobbery | 30 | 40\nBurglary | 50 | 55")
        assert found["Robbery", title].period_start is None


def test_the_year_that_the_front_says_the_report_covers_is_that_of_undated_tables() -> None:
    said = (TITLE, Block("paragraph", "This report covers the financial year 2016/17."))
    are = (TITLE, Block("paragraph", "All figures are for the financial year 2016/17."))
    undated = "| Offences\nRobbery | 3\nBurglary | 4"
    assert days(observations(CRIME, undated, front=said)[0]) == "2016-04-01/2017-03-31"
    assert days(observations(CRIME, undated, front=are)[0]) == "2016-04-01/2017-03-31"
    assert days(observations(CRIME, MONTHS, front=said)[0]) == "2017-07-01/2017-07-31"


@pytest.mark.parametrize(
    "said",
    ["This report compares change with the financial year 2016/17.", "A new system came in the financial year 2016/17.",
     "This report covers the financial years 2015/16 and 2016/17."],
)  # fmt: skip
def test_a_year_that_the_front_merely_names_dates_no_table(said: str) -> None:
    text = "| Offences\nRobbery | 3\nBurglary | 4"
    assert days(observations(CRIME, text, front=(TITLE, Block("paragraph", said)))[0]) == "open/open"


# ---- changes


def change(levels: str, title: str = "Change", row: str = "30 | 40 | 10") -> Observation:
    return by_labels(CRIME, f"| {levels} | {title}\nRobbery | {row}\nBurglary | {row}")["Robbery", title]


def test_a_base_that_the_heading_names_goes_before_the_column_beside() -> None:
    found = change("Jul-17 | Aug-17", "Change since Aug-16", "30 | 40 | 3")
    assert (days(found), base(found)) == ("2017-08-01/2017-08-31", "2016-08-01/2016-08-31")


def test_a_base_that_is_not_earlier_is_dropped() -> None:
    assert base(change("Jul-17 | Aug-17", "Change since Sep-17", "30 | 40 | 3")) == "open/open"
    text = "| 2017/18 Budget £000 | 2017/18 Actual £000 | Variance £000\nPay | 1 | 2 | 1\nPremises | 4 | 5 | 1"
    assert {base(o) for o in observations(heading("Finance"), text)} == {"open/open"}


def test_a_change_is_not_measured_to_a_target() -> None:
    found = change("2015/16 | 2016/17 | 2017/18 target", row="30 | 40 | 50 | 7")
    assert (days(found), base(found)) == ("2016-04-01/2017-03-31", "2015-04-01/2016-03-31")


def test_a_change_beside_one_dated_column_and_one_that_is_not_is_open() -> None:
    found = change("Offences | Aug-17")
    assert (days(found), base(found)) == ("open/open", "open/open")


def test_a_change_from_an_average_has_no_base() -> None:
    assert base(change("Jul-17 | Aug-17", "Change from average", "30 | 40 | 3")) == "open/open"


def test_small_figures_that_do_not_add_up_exactly_are_no_changes() -> None:
    found = by_labels(CRIME, "| Jul-17 | Aug-17 | \nRobbery | 3 | 4 | 2\nBurglary | 1 | 2 | 1")
    assert (found["Robbery", ""].role, days(found["Robbery", ""])) == ("", "open/open")


# ---- money and plans


def test_money_spent_up_to_a_day_is_not_of_that_day() -> None:
    text = "| Pay | Premises\nSpent | 1 | 2\nClaimed | 4 | 5"
    assert days(observations(heading("Spending as at 31 December 2017 £000"), text)[0]) == "open/2017-12-31"
    assert days(observations(heading("Officers as at 31 December 2017"), text)[0]) == "2017-12-31/2017-12-31"


def test_a_forecast_is_not_of_the_months_that_the_title_names() -> None:
    text = "| Actual £000 | Forecast £000\nPay | 1 | 2\nPremises | 4 | 5"
    found = by_labels(heading("Finance April to December 2017"), text)
    assert of_column(found, "Actual £000", "Pay") == "2017-04-01/2017-12-31"
    assert of_column(found, "Forecast £000", "Pay") == "open/open"
    found = by_labels(heading("Finance 2016/17"), text)
    assert of_column(found, "Forecast £000", "Pay") == "2016-04-01/2017-03-31"


def test_a_figure_of_an_open_role_is_of_no_period() -> None:
    found = by_labels(CRIME, "| Jul-17 | Trend Aug-17\nRobbery | 30 | 12\nBurglary | 50 | 8")
    assert of_column(found, "Trend Aug-17") == "open/open"


# ---- findings


def test_every_open_field_is_named_by_a_finding() -> None:
    text = "| Jul-17 | Aug-17 | \nRobbery | 30 | 40 | 12\nXelby Division | 50 | 55 | 8"
    fields = ("role", "unit", "statistic", "period", "area")
    said = [f for f in findings(CRIME, text) if f.code == "open-fields"]
    for o in observations(CRIME, text):
        empty = [n for n in fields if (not o.period_end if n == "period" else not getattr(o, n))]
        named = [f.message for f in said if (f.where.row_label, f.where.column_label) == (o.row_label, o.column_label)]
        assert len(named) == bool(empty)
        assert all(name in message.split(" left open")[0] for message in named for name in empty)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("| Jul-17 | \nRobbery | 30 | 12\nBurglary | 50 | 8", "its column has no heading"),
        ("District | Jul-17\nXelby | 30\n | 12\nMorvane | 50", "its row has no label"),
        ("| Zorble trend\nRobbery | 30\nBurglary | 50", '"Zorble trend" is not understood'),
        ("| Offences\nRobbery | 30\nBurglary | 50", "no heading states one"),
    ],
)
def test_a_finding_says_why_a_field_is_open(text: str, why: str) -> None:
    assert any(f.message.endswith(why) for f in findings(CRIME, text, front=(TITLE,)) if f.code == "open-fields")


def test_the_last_day_alone_is_still_an_open_period() -> None:
    text = "| Total to 13 November 2017\nRobbery | 30\nBurglary | 50"
    said = [f.message for f in findings(CRIME, text) if f.code == "open-fields"]
    assert said[0] == '"30": period left open: "to 13 November 2017" does not tell the days'
    assert observations(CRIME, text)[0].period_end == date(2017, 11, 13)


TWO_SEPTEMBERS = "| Sep-16 | Sep-17 | % diff\nRobbery | 300 | 330 | 10.0\nBurglary | 500 | 450 | -10.0"
ENDING = ["2015-10-01/2016-09-30", "2016-10-01/2017-09-30"]


@pytest.mark.parametrize(
    "title",
    [
        "Crime, rolling 12 months to end September",
        "Crime recorded, 12 months to September",
        "Crime, rolling 12 months",
        "Crime in the 12 months to September 2017",
    ],
)
def test_a_month_of_several_years_under_a_title_of_twelve_months_ends_them(title: str) -> None:
    found = observations(heading(title), TWO_SEPTEMBERS)
    assert [days(o) for o in found[:2]] == ENDING
    assert [days(found[2]), base(found[2])] == ENDING[::-1]


def test_months_that_follow_each_other_are_months_whatever_the_title_adds_up() -> None:
    found = observations(heading("Crime, 12 months to August"), MONTHS)
    assert [days(o) for o in found[:2]] == ["2017-07-01/2017-07-31", "2017-08-01/2017-08-31"]


def test_months_under_a_title_of_other_twelve_months_do_not_say_when_they_begin() -> None:
    grid = "| Aug-16 | Aug-17\nRobbery | 30 | 40\nBurglary | 50 | 55"
    found = observations(heading("Crime, 12 months to September"), grid)
    assert days(found[0]) == "open/2016-08-31"


THREE = "| 2015 | 2016 | 2017 | {}\nBurglary | 30 | 31 | 32 | 3.2%\nRobbery | 40 | 50 | 60 | 20.0%"
OF_2017, OF_2016, OF_2015 = (f"{year}-01-01/{year}-12-31" for year in (2017, 2016, 2015))


@pytest.mark.parametrize(
    ("title", "current", "earlier"),
    [
        ("2017 vs 2016", OF_2017, OF_2016),
        ("2016 v 2017 (%)", OF_2017, OF_2016),
        ("2016 vs 2015", OF_2016, OF_2015),
        ("% change from 2015 to 2017", OF_2017, OF_2015),
        ("% change between 2015 and 2016", OF_2016, OF_2015),
        ("Diff. vs 2015", OF_2017, OF_2015),
        ("%Δ from 2015", OF_2017, OF_2015),
        ("vs 2015", OF_2017, OF_2015),
        ("2017 compared to 2015", OF_2017, OF_2015),
    ],
)
def test_a_heading_that_names_two_periods_compares_these(title: str, current: str, earlier: str) -> None:
    change = observations(CRIME, THREE.format(title), front=DECEMBER)[3]
    assert (change.role, change.unit) == ("percent_change", "percent")
    assert (days(change), base(change)) == (current, earlier)


def test_two_months_of_different_years_are_compared_and_no_span() -> None:
    grid = "| Sep-16 | Aug-17 | Sep-17 | % change Sep-16 to Sep-17\nRobbery | 30 | 40 | 33 | 10.0%\nBurglary | 5 | 6 | 6 | 20%"
    change = observations(CRIME, grid)[3]
    assert (days(change), base(change)) == ("2017-09-01/2017-09-30", "2016-09-01/2016-09-30")


def test_a_change_of_a_span_of_months_is_of_the_span() -> None:
    grid = "| Apr 15 - Mar 16 | Apr 16 - Mar 17 | % change Apr 16 - Mar 17\nRobbery | 30 | 33 | 10.0%\nBurglary | 5 | 6 | 20%"
    change = observations(CRIME, grid)[2]
    assert (days(change), base(change)) == ("2016-04-01/2017-03-31", "2015-04-01/2016-03-31")


def test_a_comparison_of_two_kinds_of_period_is_open() -> None:
    change = observations(CRIME, THREE.format("2017 Q1 vs 2016"), front=DECEMBER)[3]
    assert (days(change), base(change)) == ("open/open", "open/open")


def test_a_title_that_compares_makes_no_changes_of_the_figures_beneath() -> None:
    found = observations(
        heading("Crime: 2017 compared with 2016"), "| 2016 | 2017\nRobbery | 30 | 40\nBurglary | 5 | 6"
    )
    assert {o.role for o in found} == {"level"}


MONTHLY = """| 2016 | 2017 | Average per month | 3-year average
January | 27 | 24 | 27 | 26
February | 32 | 28 | 30 | 31
Bi-annual | 155 | 186 | 180 | 176
Annual total | 362 | 391 | 377 | 370"""


def test_an_average_beside_several_years_is_not_of_the_month_of_its_row() -> None:
    found = by_labels(heading("Collisions"), MONTHLY, front=DECEMBER)
    assert of_column(found, "2017", "January") == "2017-01-01/2017-01-31"
    assert (
        of_column(found, "Average per month", "January") == of_column(found, "3-year average", "January") == "open/open"
    )


def test_a_part_of_the_year_among_months_is_not_the_year() -> None:
    found = by_labels(heading("Collisions"), MONTHLY, front=DECEMBER)
    assert of_column(found, "2016", "Bi-annual") == "open/open"
    assert of_column(found, "2016", "Annual total") == "2016-01-01/2016-12-31"


def test_months_with_a_year_date_those_in_their_row_without() -> None:
    grid = "| Oct | Nov | Dec | Jan-17 | Feb\nRobbery | 1 | 2 | 3 | 4 | 5\nBurglary | 5 | 6 | 7 | 8 | 9"
    found = by_labels(CRIME, grid, front=(TITLE,))
    assert [of_column(found, c)[:7] for c in ("Oct", "Dec", "Jan-17", "Feb")] == [
        "2016-10",
        "2016-12",
        "2017-01",
        "2017-02",
    ]


@pytest.mark.parametrize("months", ["Oct | Dec | Jan-17 | Feb", "Nov-16 | Dec | Jan-18 | Feb", "Dec | Jan-17"])
def test_months_that_do_not_follow_or_agree_date_no_others(months: str) -> None:
    read = parse_period("Dec", [part.strip() for part in months.split("|")])
    assert read is not None and read.relative == "named_month:12"


AS_AT = Block("paragraph", "Data correct as at: 14 April 2017 13:03")
UNDATED = "| Open cases | Staff\nNorth | 30 | 40\nSouth | 50 | 55"


def test_figures_of_a_document_that_says_only_when_it_was_correct_end_on_that_day() -> None:
    assert {days(o) for o in observations(heading("Cases"), UNDATED, front=(TITLE, AS_AT))} == {"open/2017-04-14"}


@pytest.mark.parametrize("other", ["Performance report, quarter 4 2016/17", "Performance report for March 2017"])
def test_the_day_on_which_data_was_correct_dates_nothing_beside_a_period(other: str) -> None:
    said = (TITLE, Block("heading", other, 1), AS_AT)
    assert not any(o.period_end and o.period_end.day == 14 for o in observations(heading("Cases"), UNDATED, front=said))


def test_a_quarter_named_with_its_months_is_the_quarter() -> None:
    title = heading("Tactics by district, Quarter 2 2016/17 (July to September 2016)")
    found = observations(title, "| Handcuffs | Batons\nNorth | 30 | 40\nSouth | 50 | 55")
    assert {days(o) for o in found} == {"2016-07-01/2016-09-30"}


def test_a_title_of_several_periods_dates_nothing_and_lets_no_other_text_date_it() -> None:
    said = front("This report covers the twelve months to March 2017.")
    found = observations(
        heading("Crime in 2015/16 and in 2017"), "| North | South\nRobbery | 3 | 4\nRape | 5 | 6", front=said
    )
    assert {days(o) for o in found} == {"open/open"}


def test_months_under_a_spanner_of_twelve_months_end_them() -> None:
    grid = "| R12 | ^ | Month\n | to Oct 16 | to Oct 17 | Oct 17\nRobbery | 30 | 40 | 3\nBurglary | 50 | 55 | 4"
    found = by_labels(CRIME, grid, front=DECEMBER)
    assert of_column(found, "R12 > to Oct 16") == "2015-11-01/2016-10-31"
    assert of_column(found, "Month > Oct 17") == "2017-10-01/2017-10-31"


def test_what_stood_at_the_end_of_a_quarter_is_of_its_last_day() -> None:
    grid = "| Q1 2016/17 | Q2 2016/17\nOfficers suspended at quarter end | 18 | 20\nHearings held | 4 | 6"
    found = by_labels(heading("Conduct"), grid)
    assert of_column(found, "Q2 2016/17", "Officers suspended at quarter end") == "2016-09-30/2016-09-30"
    assert of_column(found, "Q2 2016/17", "Hearings held") == "2016-07-01/2016-09-30"


def test_the_year_of_a_law_is_no_period() -> None:
    grid = "| 2015/16 | 2016/17\nTerrorism Act 2000, section 43 | 30 | 40\nPACE section 1 | 50 | 55"
    found = by_labels(heading("Searches"), grid)
    assert of_column(found, "2016/17", "Terrorism Act 2000, section 43") == "2016-04-01/2017-03-31"


def test_a_quarter_in_a_title_is_the_part_of_each_year_beneath_it() -> None:
    title = heading("Recorded crime, Quarter 1 (April to June)")
    said = front("Performance report, quarter 1 2017/18")
    found = observations(title, "| 2016 | 2017 | % change\nRobbery | 30 | 40 | 33\nBurglary | 50 | 55 | 10", front=said)
    assert [days(o) for o in found[:2]] == ["2016-04-01/2016-06-30", "2017-04-01/2017-06-30"]


@pytest.mark.parametrize(
    "said",
    [
        "Unless otherwise stated, figures are for the 12 months to June 2017 and are compared with the 12 months to June 2016.",
        "Data for the 12 months to June 2017.",
    ],
)
def test_a_front_that_says_what_all_figures_are_of_dates_those_that_nothing_else_does(said: str) -> None:
    found = observations(heading("Cases"), UNDATED, front=(TITLE, Block("paragraph", said)))
    assert {days(o) for o in found} == {"2016-07-01/2017-06-30"}


def test_a_line_that_names_a_table_and_its_time_is_its_title() -> None:
    lead = Block("paragraph", "Districts: 12 months to June 2017.")
    found = observations(heading("Cases"), lead, UNDATED, front=(TITLE,))
    assert {days(o) for o in found} == {"2016-07-01/2017-06-30"}


@pytest.mark.parametrize("heading_", ["Total", "Quarter"])
def test_a_total_after_months_and_a_share_after_it_are_of_them_all(heading_: str) -> None:
    grid = f"| Oct-17 | Nov-17 | Dec-17 | {heading_} | % of total\nRobbery | 3 | 4 | 5 | 12 | 20%\nRape | 1 | 2 | 3 | 6 | 10%"
    found = by_labels(CRIME, grid, front=DECEMBER)
    assert of_column(found, heading_) == of_column(found, "% of total") == "2017-10-01/2017-12-31"


def test_a_total_after_two_years_is_of_both() -> None:
    found = by_labels(CRIME, "| 2015/16 | 2016/17 | Total\nRobbery | 3 | 4 | 7\nRape | 1 | 2 | 3")
    assert of_column(found, "Total") == "2015-04-01/2017-03-31"


def test_a_rate_under_a_title_of_a_year_and_beside_quarters_may_be_of_either() -> None:
    grid = "| Jul-Sep 2016 | Jul-Sep 2017 | Per 1,000 population\nRobbery | 3 | 4 | 0.7\nRape | 1 | 2 | 0.3"
    found = by_labels(heading("Crime, 12 months to September 2017"), grid)
    assert of_column(found, "Per 1,000 population") == "open/open"


def test_what_is_to_date_is_not_of_the_whole_year_that_a_title_names() -> None:
    grid = "| Budget | Spend to date\nOfficers | 3 | 4\nStaff | 1 | 2"
    found = by_labels(heading("Budget monitoring 2016/17 (£m)"), grid)
    assert of_column(found, "Spend to date", "Officers") != "2016-04-01/2017-03-31"


ROLLING = "Panel paper, data for the rolling 12 months to September 2017"
TO_SEPTEMBER = "| To Sep 16 | To Sep 17 | To Aug 17\nRobbery | 30 | 40 | 39\nBurglary | 50 | 55 | 54"


def test_a_report_of_rolling_years_says_when_its_columns_begin() -> None:
    found = by_labels(CRIME, TO_SEPTEMBER, front=(TITLE, Block("paragraph", ROLLING)))
    assert of_column(found, "To Sep 16") == "2015-10-01/2016-09-30"
    assert of_column(found, "To Aug 17") == "open/2017-08-31"


def test_columns_that_end_with_a_month_begin_on_no_day_where_nothing_says_so() -> None:
    said = Block("paragraph", "Panel paper, data to September 2017")
    assert of_column(by_labels(CRIME, TO_SEPTEMBER, front=(TITLE, said)), "To Sep 17") == "open/2017-09-30"


def test_months_not_printed_yet_make_a_total_one_of_the_year_so_far() -> None:
    grid = "| Jan | Feb | Mar | Total\nRobbery 2016 | 3 | 4 | 5 | 12\nRobbery 2017 | 3 | 4 | | 7"
    found = by_labels(CRIME, grid, front=(TITLE,))
    assert of_column(found, "Total", "Robbery 2016") == "2016-01-01/2016-03-31"
    assert of_column(found, "Total", "Robbery 2017") == "open/open"


def test_a_band_of_hours_does_not_make_hours_of_what_is_counted() -> None:
    found = by_labels(heading("Open stations"), "| Open | Closed\n60+ hours | 3 | 4\n55 - 59 hours | 1 | 2")
    assert {o.unit for o in found.values()} == {"count"}


def test_a_difference_from_a_long_term_average_is_of_the_period_that_is_dated() -> None:
    grid = "| 12 months to Dec 2017 | Long-term average | Difference\nRobbery | 30 | 40 | -25.0%\nBurglary | 50 | 40 | 25.0%"
    change = by_labels(CRIME, grid)["Robbery", "Difference"]
    assert (days(change), base(change)) == ("2017-01-01/2017-12-31", "open/open")


def test_the_months_of_a_quarter_say_which_it_is() -> None:
    grid = "| Quarter 4 (Jan-Mar) | ^\n | 2016 | 2017\nRobbery | 30 | 40\nBurglary | 50 | 55"
    assert [days(o) for o in observations(CRIME, grid)[:2]] == ["2016-01-01/2016-03-31", "2017-01-01/2017-03-31"]


def test_a_change_over_the_year_is_not_one_from_the_month_before() -> None:
    grid = """| Sep-17 | Aug-17 | Month change | Sep-16 | Year change
All crime | 7,000 | 7,100 | -1.4% | 7,300 | -4.1%
ASB | 900 | 1,000 | -10.0% | 950 | -5.3%"""
    change = by_labels(CRIME, grid)["All crime", "Year change"]
    assert (days(change), base(change)) == ("2017-09-01/2017-09-30", "2016-09-01/2016-09-30")


def test_last_quarter_beside_this_quarter_is_the_one_before() -> None:
    found = by_labels(CRIME, "| This quarter | Last quarter\nRobbery | 30 | 40\nRape | 3 | 4", front=DECEMBER)
    assert of_column(found, "This quarter") == "2017-10-01/2017-12-31"
    assert of_column(found, "Last quarter") == "2017-07-01/2017-09-30"
    alone = by_labels(CRIME, "| Last quarter | Target\nRobbery | 30 | 40\nRape | 3 | 4", front=DECEMBER)
    assert of_column(alone, "Last quarter") == "2017-10-01/2017-12-31"


def test_the_same_period_of_a_year_is_not_the_year() -> None:
    found = by_labels(
        CRIME, "| 2016 | 2017 (Jan-Jun) | Same period 2016\nRobbery | 30 | 20 | 15\nRape | 3 | 4 | 5", front=DECEMBER
    )
    assert of_column(found, "2016") == "2016-01-01/2016-12-31"
    assert of_column(found, "Same period 2016") == "open/open"


def test_years_of_shares_head_columns_as_years_do() -> None:
    found = by_labels(
        CRIME,
        "Outcome | 2016 | 2017 | 2016 % | 2017 %\nCharge | 100 | 110 | 8.1% | 9.0%\nCaution | 10 | 9 | 0.8% | 0.7%",
    )
    assert found["Charge", "2017 %"].unit == "percent"
    assert of_column(found, "2017 %", "Charge") == "2017-01-01/2017-12-31"
