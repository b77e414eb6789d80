"""Which rows head the columns: what is a heading although it looks like figures, and the other way round."""

from __future__ import annotations

from dataclasses import replace

import pytest
from grids import deepened, dressed, table

from extractor.heads import take_apart
from extractor.heads.looks import Knows
from extractor.model import Table


def header_rows(text: str | Table, knows: Knows = lambda text: False) -> int:
    return take_apart(table(text) if isinstance(text, str) else text, knows)[0].header_rows


def columns(text: str | Table, knows: Knows = lambda text: False) -> list[str]:
    parts = take_apart(table(text) if isinstance(text, str) else text, knows)
    return list(dict.fromkeys(" > ".join(b.column_path) for part in parts for b in part.body))


def named(*names: str) -> Knows:
    return lambda text: text in names


# ---- years


def test_bare_years_beside_words_head_columns() -> None:
    assert columns("Offence | 2016 | 2017 | Change\nArson | 4 | 5 | 1") == ["2016", "2017", "Change"]


def test_a_year_alone_heads_its_column() -> None:
    assert columns("Offence | 2016\nArson | 4") == ["2016"]


def test_counts_that_look_like_years_are_not_lost_as_headings() -> None:
    text = " | North | South | East\nCalls | 1977 | 2057 | 1984\nVisits | 12 | 13 | 14"
    assert header_rows(text) == 1
    assert header_rows("Calls | 1977 | 2057 | 1984\nVisits | 12 | 13 | 14") == 0


def test_years_that_do_not_run_on_head_columns_where_they_are_set_in_bold() -> None:
    plain = table("Census | 1961 | 2001 | 2021\nPeople | 12 | 13 | 14")
    assert columns(dressed(plain, 0, bold=True)) == ["1961", "2001", "2021"]


def test_years_over_counts_of_two_thousand_and_some_are_years() -> None:
    assert columns("Offence | 2016 | 2017\nThefts | 2010 | 2044\nFrauds | 1999 | 1950\nArson | 1930 | 1911") == [
        "2016",
        "2017",
    ]


def test_years_that_bear_a_mark_of_a_note_head_columns() -> None:
    assert columns("Offence | 2016 | 2017*\nArson | 4 | 5") == ["2016", "2017*"]


@pytest.mark.parametrize(
    "row",
    ["Thefts | 2016 | 2017", "Thefts | 2016 | 2044", "Thefts | 2016 | n/a", "Thefts | | 2016"],
)
@pytest.mark.parametrize("corner", ["Offence", "Type"])
def test_a_row_of_counts_like_years_is_not_swallowed_by_the_boxhead_nor_dates_the_others(row: str, corner: str) -> None:
    (anatomy,) = take_apart(table(f"{corner} | North | South\n{row}\nFrauds | 12 | 13\nArson | 40 | 50"))
    assert (anatomy.header_rows, anatomy.body[-1].column_path) == (1, ("South",))


def test_counts_like_years_below_a_blank_corner_are_counts_unless_they_run_on_year_by_year() -> None:
    assert header_rows(" | North | South\nThefts | 2016 | 2044\nFrauds | 12 | 13") == 1
    assert header_rows(" | Aim | Actual\nOffence | 2016 | 2017\nFrauds | 12 | 13") == 2
    assert header_rows(" | A | B | C\nOffence | 2011 | 2016 | 2021\nFrauds | 12 | 13 | 14") == 2
    assert header_rows(" | Number\nThefts | 2016\nFrauds | 12") == 1


def test_counts_like_years_right_below_years_are_counts() -> None:
    assert header_rows(" | 2016 | 2017\nThefts | 2018 | 2019\nFrauds | 12 | 13") == 1


def test_years_below_a_spanner_that_labels_no_rows_head_columns() -> None:
    assert columns("Offence | Recorded | ^\n | 2016 | 2017\nArson | 12 | 13") == ["Recorded > 2016", "Recorded > 2017"]
    assert columns("Area | North | ^\nOffence | 2016 | 2017\nArson | 12 | 13") == ["North > 2016", "North > 2017"]


@pytest.mark.parametrize("counts", ["2016 | 2017", "2016 | 2044", "2016 | n/a"])
def test_counts_like_years_between_figures_open_no_boxhead(counts: str) -> None:
    text = f"Offence | North | South\nHate | 4 | 5\nThefts | {counts}\nFrauds | 12 | 13"
    (anatomy,) = take_apart(table(text))
    assert [b.column_path for b in anatomy.body] == [("North",), ("South",)] * 3


def test_counts_like_years_in_the_last_row_are_not_lost_as_a_boxhead_over_nothing() -> None:
    (anatomy,) = take_apart(table("Offence | 2016 | 2017\nHate | 4 | 5\nThefts | 2018 | 2019"))
    assert len(anatomy.body) == 4


def test_counts_like_years_over_their_like_open_no_boxhead() -> None:
    text = "Offence | North | South\nHate | 4 | 5\n | 2016 | 2017\nFrauds | 2018 | 2019\nArson | 1944 | 1950"
    assert len(take_apart(table(text))) == 1


@pytest.mark.parametrize("second", ["Offence | 2018 | 2019", "Violence | 2018 | 2019", " | 2018 | 2019"])
def test_years_further_down_open_a_boxhead_where_they_are_labelled_or_step_as_the_first(second: str) -> None:
    text = f"Offence | 2016 | 2017\nHate | 4 | 5\n{second}\nFrauds | 12 | 13"
    assert columns(text) == ["2016", "2017", "2018", "2019"]


def test_years_further_down_open_a_boxhead_where_they_are_set_as_the_first() -> None:
    plain = table("Offence | North | South\nHate | 4 | 5\nViolence | 2018 | 2019\nFrauds | 12 | 13")
    assert len(take_apart(plain)) == 1
    assert columns(dressed(plain, 0, 2, bold=True)) == ["North", "South", "2018", "2019"]
    assert len(take_apart(dressed(plain, 2, bold=True))) == 1, "a total in bold"


def test_a_long_table_of_years_is_read_in_good_time() -> None:
    rows = [f"Station {n} | {1950 + n % 20} | {1990 + n % 17}" for n in range(60)]
    take_apart(table("\n".join(["Station | Opened | Closed", *rows])))


def test_a_year_beside_a_word_over_years_is_a_row_and_no_heading() -> None:
    text = "Force | First seen | Last seen | Tried in\nHampshire | 2001 | 2015 | 2016\nKent | 2004 | 2016 | 2019"
    assert header_rows(text) == 1


def test_a_year_above_quarters_heads_them() -> None:
    text = " | 2022 | ^ | 2023 | ^\n | Q1 | Q2 | Q1 | Q2\nArson | 4 | 5 | 6 | 7"
    assert columns(text) == ["2022 > Q1", "2022 > Q2", "2023 > Q1", "2023 > Q2"]


# ---- headings over several rows


def test_a_spanner_is_no_first_line_of_one_of_its_columns() -> None:
    text = " | Revenue | ^ | Pay | ^\n | Budget | Outturn | Budget | Outturn last year\nRent | 4 | 5 | 6 | 7"
    assert columns(text, named("Revenue Budget", "Budget"))[:2] == ["Revenue > Budget", "Revenue > Outturn"]


def test_a_first_line_over_several_columns_that_each_completes_is_one() -> None:
    text = " | Previous | ^ | Pay\n | YTD | Month | Budget\nRent | 4 | 5 | 6"
    assert columns(text, named("Previous YTD", "Previous Month"))[:2] == ["Previous YTD", "Previous Month"]


def test_a_month_over_a_year_and_a_change_is_dated_by_the_year() -> None:
    text = " | June | ^\n | 2022 | Change\nArson | 4 | 5"
    assert columns(text) == ["June 2022", "June > Change"]


# ---- bands, marks, known names


def test_age_bands_head_columns_and_rows() -> None:
    assert columns("Sex | Under 18 | 18-24 | 65+\nWomen | 4 | 5 | 6") == ["Under 18", "18-24", "65+"]
    (anatomy,) = take_apart(table("Age | Number\nUnder 18 | 4\n18-24 | 5\n65+ | 6"))
    assert [b.row_path for b in anatomy.body] == [("Under 18",), ("18-24",), ("65+",)]


def test_a_first_row_with_odd_marks_is_never_a_heading() -> None:
    text = " | North | South\nThefts | 1,120? | 1,130\nFrauds | 12 | 13"
    assert [b.cell.text for b in take_apart(table(text))[0].body] == ["1,120?", "1,130", "12", "13"]


def test_a_row_of_marks_alone_is_a_row_of_figures_that_are_not_there() -> None:
    text = " | North | South\nThefts | n/a | -\nFrauds | 12 | 13"
    assert header_rows(text) == 1


def test_a_mark_among_headings_heads_its_column() -> None:
    text = "Offence | North | n/a\nArson | 12 | 13"
    assert columns(text) == ["North", "n/a"]


def test_numbers_that_are_names_of_the_field_head_columns() -> None:
    text = "Calls | 999 | 101\nAnswered | 12 | 13\nAbandoned | 3 | 4"
    assert columns(text, named("999", "101")) == ["999", "101"]
    assert header_rows(text) == 0, "what nobody knows is a figure"


def test_a_figure_beside_a_known_number_makes_a_row_of_figures() -> None:
    assert header_rows(" | North | South\nCalls | 999 | 12\nVisits | 3 | 4", named("999")) == 1


def test_one_column_of_figures_in_the_first_place_is_read() -> None:
    (anatomy,) = take_apart(table("Calls received\n227486\n210957"))
    assert (anatomy.header_rows, [b.cell.text for b in anatomy.body]) == (1, ["227486", "210957"])


def test_a_number_that_labels_a_row_does_not_make_its_headings_figures() -> None:
    assert header_rows("12 | North | South\nArson | 4 | 5") == 1


# ---- figures with a unit word


def test_figures_with_a_unit_word_head_columns_over_other_figures() -> None:
    text = "Answered within | 10 secs | 20 secs | Later\nCalls | 12 | 13 | 14"
    assert columns(text) == ["10 secs", "20 secs", "Later"]


def test_figures_with_a_unit_word_over_their_like_are_figures() -> None:
    assert header_rows(" | Target | Actual\nAnswer | 10 secs | 12 secs\nArrive | 15 mins | 14 mins") == 1
    mixed = " | Target | Actual\nAnswer | 10 secs | 12 secs\nArrive | 15 mins | 14 mins\nClose | - | 9"
    assert header_rows(mixed) == 1


def test_a_row_of_nothing_but_figures_with_a_unit_word_is_read_whatever_stands_below() -> None:
    text = " | Target | Actual\nAnswer | 10 secs | 12 secs\nCalls | 120 | 130"
    assert header_rows(text) == 1


def test_a_row_of_figures_with_a_unit_word_set_in_bold_over_others_heads_them() -> None:
    assert columns(dressed(table("Answered in | 10 secs | 20 secs\nCalls | 12 | 13"), 0, bold=True)) == [
        "10 secs",
        "20 secs",
    ]


def test_known_figures_with_a_unit_word_head_columns() -> None:
    text = "Answered in | 10 secs | 20 secs\nCalls | 12 | 13"
    assert columns(text, named("10 secs", "20 secs")) == ["10 secs", "20 secs"]


def test_a_heading_is_told_by_the_rows_that_follow_and_not_by_the_end_of_a_long_table() -> None:
    rows = [f"Row {n} | {n} | {n + 1} | word" for n in range(1, 8)] + [
        f"Late {n} | 5 secs | 6 secs | word" for n in "abcdefghij"
    ]
    assert header_rows("\n".join(["Answered in | 10 secs | 20 secs | Later", *rows])) == 1


# ---- set apart by the file or by how it is set


def test_rows_that_the_file_declares_as_headings_head_columns_whatever_they_look_like() -> None:
    plain = table("Calls | 1 | 2\nArson | 12 | 13")
    assert header_rows(plain) == 0
    assert columns(replace(plain, declared_rows=1)) == ["1", "2"]


def test_declared_years_that_do_not_run_on_head_columns() -> None:
    assert header_rows(replace(table("Census | 1961 | 2001\nPeople | 12 | 13"), declared_rows=1)) == 1


@pytest.mark.parametrize("style", [{"bold": True}, {"fill": "grey"}])
def test_bold_type_or_shading_tells_a_boxhead_of_words(style: dict[str, str]) -> None:
    words = table("Aim | Owner\nSafer roads | Traffic\nFewer thefts | Patrol")
    assert header_rows(words) == 0
    assert header_rows(dressed(words, 0, **style)) == 1  # type: ignore[arg-type]


def test_bold_type_throughout_tells_no_boxhead() -> None:
    words = table("Aim | Owner\nSafer roads | Traffic\nFewer thefts | Patrol")
    assert header_rows(dressed(words, 0, 1, 2, bold=True)) == 0
    assert header_rows(dressed(words, 0, 2, bold=True)) == 0, "every other row is set so"


def test_a_row_in_half_bold_or_of_two_colours_is_not_set_apart() -> None:
    words = table("Aim | Owner\nSafer roads | Traffic")
    half = replace(words, cells=tuple(replace(c, bold=c.column == 0) if c.row == 0 else c for c in words.cells))
    fills = {0: "grey", 1: "blue"}
    two = replace(words, cells=tuple(replace(c, fill=fills[c.column]) if c.row == 0 else c for c in words.cells))
    assert (header_rows(half), header_rows(two)) == (0, 0)


def test_a_blank_row_below_counts_as_set_otherwise() -> None:
    assert header_rows(dressed(table("Aim | Owner\n | \nFewer thefts | Patrol"), 0, bold=True)) == 1


def test_a_table_of_one_row_has_no_boxhead() -> None:
    assert header_rows(dressed(table("Aim | Owner"), 0, bold=True)) == 0
    assert header_rows(replace(table("Aim | Owner"), declared_rows=1)) == 0
    assert header_rows(dressed(table("Census | 1961 | 2001 | 2021"), 0, bold=True)) == 0


# ---- titles and groups


def test_a_group_row_right_above_the_first_figures_is_no_boxhead() -> None:
    text = " | North | South\nPay | |\nOfficers | 10 | 12\nIncome | |\nGrants | 5 | 5"
    (anatomy,) = take_apart(table(text))
    assert (anatomy.header_rows, anatomy.body[0].row_path) == (1, ("Pay", "Officers"))


def test_two_group_rows_above_the_first_figures_are_no_boxhead() -> None:
    text = " | North | South\nMoney | |\nPay | |\nOfficers | 10 | 12"
    assert header_rows(text) == 1


def test_titles_above_a_table_without_a_boxhead_group_no_rows() -> None:
    text = "Report | ^ | ^\nIncidents | ^ | ^\nCalls | 12 | 3"
    (anatomy,) = take_apart(table(text))
    assert (anatomy.titles, anatomy.body[0].row_path) == (("Report", "Incidents"), ("Calls",))


def test_a_single_title_over_a_body_is_a_title_and_heads_no_column() -> None:
    (anatomy,) = take_apart(table("Incidents | ^ | ^\nCalls | 12 | 3"))
    assert (anatomy.titles, anatomy.body[0].column_path) == (("Incidents",), ())


def test_a_heading_over_the_only_column_of_figures_is_no_title() -> None:
    assert columns("Incidents | ^\nCalls | 12") == ["Incidents"]
    assert columns("Incidents\n12\n14") == ["Incidents"]
    assert columns("Incidents\nCalls\n12\n14") == ["Incidents > Calls"]


def test_a_heading_that_does_not_reach_over_all_columns_is_no_title() -> None:
    (anatomy,) = take_apart(table(" | Incidents | ^\nCalls | 12 | 3"))
    assert (anatomy.titles, anatomy.body[0].column_path) == ((), ("Incidents",))
    (anatomy,) = take_apart(table("Incidents | |\nCalls | 12 | 3"))
    assert anatomy.titles == ()


def test_a_second_line_under_one_heading_goes_with_it() -> None:
    text = "KPI | Trend\n | of the year\nCalls | 12\nVisits | 13"
    assert columns(text) == ["Trend > of the year"]


def test_a_spanner_below_a_title_still_heads_its_columns() -> None:
    text = "KPI | Crime in the force | ^\n | Rate per head | ^\nCalls | 12 | 13"
    assert columns(text) == ["Crime in the force > Rate per head"]


# ---- a second boxhead


def test_a_boxhead_further_down_that_repeats_the_first_is_one() -> None:
    text = "Crime | Zorb | Quux\nArson | 4 | 5\nTheft | Zorb | Quux\nCars | 6 | 7"
    assert len(take_apart(table(text))) == 2
    assert len(take_apart(table(text.replace("Theft | Zorb | Quux", "Theft | Fell | Rose")))) == 1


def test_a_boxhead_further_down_that_is_set_like_the_first_is_one() -> None:
    plain = table("Crime | Zorb | Quux\nArson | 4 | 5\nTheft | Fnord | Frob\nCars | 6 | 7")
    assert len(take_apart(plain)) == 1
    assert len(take_apart(dressed(plain, 0, 2, fill="grey"))) == 2
    assert len(take_apart(dressed(plain, 0, 2, fill="grey", bold=True))) == 2


def test_a_declared_boxhead_tells_how_a_second_one_is_set() -> None:
    plain = table("Crime | Zorb | Quux\nPay | | \nArson | 4 | 5\nTheft | Zorb | Quux\nCars | 6 | 7")
    assert len(take_apart(plain)) == 1
    assert len(take_apart(replace(plain, declared_rows=1))) == 2


def test_known_words_further_down_head_what_follows() -> None:
    text = "Crime | Last year\nArson | 4\nTheft | Zorb | Quux\nCars | 6 | 7"
    assert len(take_apart(table(text), named("Zorb", "Quux"))) == 2
    assert len(take_apart(table(text), named("Zorb"))) == 1, "no more than half is known"


def test_one_word_in_the_columns_of_figures_is_no_boxhead() -> None:
    text = "Crime | Zorb | Quux\nArson | 4 | 5\nTheft | Zorb |\nCars | 6 | 7"
    assert len(take_apart(table(text), named("Zorb"))) == 1


def test_remarks_between_figures_are_no_boxhead() -> None:
    remark = "it fell in the year to March and is now low"
    text = f"Crime | Zorb | Quux\nArson | 4 | 5\nTheft | {remark} | {remark}\nCars | 6 | 7"
    plain = table(text)
    assert len(take_apart(dressed(plain, 0, 2, fill="grey"))) == 1
    assert len(take_apart(plain, named(remark))) == 1


def test_two_words_rows_below_figures_make_one_boxhead() -> None:
    text = "Crime | Zorb | Quux\nArson | 4 | 5\nTheft | Zorb | Quux\n | Zorb | Quux\nCars | 6 | 7"
    assert len(take_apart(table(text))) == 2


# ---- spanners


def test_uneven_spanners_take_what_stands_below_them() -> None:
    text = " | North | ^ | ^ | South\n | Last | Avg | Rate | Last\nRape | 1 | 2 | 3 | 4"
    assert columns(text) == ["North > Last", "North > Avg", "North > Rate", "South > Last"]


def test_a_spanner_without_its_span_reaches_over_the_sub_headings_right_of_it() -> None:
    text = "Crime | North | | South | \n | Last | Avg | Last | Rate\nRape | 1 | 2 | 3 | 4"
    assert columns(text) == ["North > Last", "North > Avg", "South > Last", "South > Rate"]


def test_a_spanner_reaches_over_no_blank_where_spans_are_known() -> None:
    text = "Crime | North | ^ | | South\n | Last | Avg | All | Rate\nRape | 1 | 2 | 3 | 4"
    assert columns(text) == ["North > Last", "North > Avg", "All", "South > Rate"]


def test_a_spanner_does_not_reach_over_a_column_without_a_sub_heading() -> None:
    text = "Crime | North | | |\n | Last | Avg | | Rate\nRape | 1 | 2 | 3 | 4"
    assert columns(text) == ["North > Last", "North > Avg", "", "Rate"]


def test_the_name_of_the_row_labels_spans_no_column_of_figures() -> None:
    text = "Crime | | North\n | Last | Avg\nRape | 1 | 2"
    assert columns(text) == ["Last", "North > Avg"]


def test_a_lowest_heading_that_is_blank_is_not_borrowed_from_the_left() -> None:
    text = "Crime | North | South\n | Last | \nRape | 1 | 2"
    assert columns(text) == ["North > Last", "South"]


def test_a_heading_merged_down_over_two_rows_is_said_once() -> None:
    deep = deepened(table("Crime | North | South | ^\n | | Last | Avg\nRape | 1 | 2 | 3"), 0, 1, 2)
    assert columns(deep) == ["North", "South > Last", "South > Avg"]


@pytest.mark.parametrize("unit", ["£000", "£'000", "£ 000", "(£000)", "000s", "£000s"])
def test_thousands_below_headings_are_their_units_and_no_figures(unit: str) -> None:
    text = (
        f"Heading | Budget | Actual | Staff\n | {unit} | {unit} | FTE\nPay | 182,450 | 149,550 | 410\nFuel | 12 | 9 | -"
    )
    assert header_rows(text) == 2
    assert columns(text) == [f"Budget > {unit}", f"Actual > {unit}", "Staff > FTE"]
