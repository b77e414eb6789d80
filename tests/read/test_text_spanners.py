"""Headings of several lines over columns set with spaces, and how far those reach that head several columns."""

from __future__ import annotations

import pytest

from extractor.model import Block, Document, Table
from extractor.read.text import read_text


def opened(text: str) -> Document:
    return read_text("extract.txt", text.encode(), "")


def heads(document: Document) -> list[list[str]]:
    """The heading over every column, outermost first; the lines of one heading on one line."""
    (one,) = [item for item in document.body if isinstance(item, Table)]
    rows = range(one.header_rows or 0)
    width = 1 + max(cell.column for cell in one.cells)
    return [
        [
            cell.text.replace("\n", " ")
            for row in rows
            for cell in one.cells
            if cell.row == row and cell.column <= column < cell.column + cell.column_span
        ]
        for column in range(width)
    ]


def labels(document: Document) -> list[str]:
    (one,) = [item for item in document.body if isinstance(item, Table)]
    return [cell.text for cell in one.cells if cell.column == 0 and cell.row >= (one.header_rows or 0)]


def test_lines_over_one_column_are_one_heading_and_no_other_columns() -> None:
    text = """\
Measure                  Q1       Q2     Change on
                      24/25    24/25      Q1 23/24   Target
===========================================================
Calls answered (%)     94.1     93.6       -1.3 pp     95.0
Emergencies           1,204    1,533           +6%
"""
    assert heads(opened(text)) == [["Measure"], ["Q1 24/25"], ["Q2 24/25"], ["Change on Q1 23/24"], ["Target"]]


def test_a_spanner_reaches_as_far_as_the_headings_that_recur_beneath_it() -> None:
    text = """\
                                 Fires                    Rescued (%)
                         Last     This                Last    This    Point
                         year     year    Diff.       year    year   change
___________________________________________________________________________
HOMES
  Houses                1,820    1,882      +62       10.4    21.8     11.4
  Flats                 1,104      892     -212       20.4    10.0    -10.4
ALL FIRES               2,924    2,774     -150       14.2    18.0      3.8
"""
    document = opened(text)
    fires, rescued = "Fires", "Rescued (%)"
    assert heads(document) == [
        [],
        [fires, "Last year"],
        [fires, "This year"],
        [fires, "Diff."],
        [rescued, "Last year"],
        [rescued, "This year"],
        [rescued, "Point change"],
    ]
    assert labels(document) == ["HOMES", "Houses", "Flats", "ALL FIRES"]


def test_a_spanner_set_at_the_left_reaches_to_the_next() -> None:
    text = """\
             Burglary            Robbery
District     2018     2019       2018     2019
Carlisle     120      133        14       9
Eden         44       38         2        3
"""
    assert heads(opened(text))[1:] == [
        ["Burglary", "2018"],
        ["Burglary", "2019"],
        ["Robbery", "2018"],
        ["Robbery", "2019"],
    ]


def test_a_spanner_of_two_lines_over_headings_of_two_lines() -> None:
    text = """\
                        Offences             Positive
                        recorded             outcomes
                   Apr-Jun   Apr-Jun    Apr-Jun   Apr-Jun
Offence               2021      2022       2021      2022
. . . . . . . . . . . . . . . . . . . . . . . . . . . . .
Rape                   301       322         12        18
Arson                   77        61          9         4
"""
    found = heads(opened(text))
    assert found[0] == ["Offence"]
    assert found[2] == ["Offences recorded", "Apr-Jun 2022"]
    assert found[3] == ["Positive outcomes", "Apr-Jun 2021"]


def test_a_rule_of_its_own_tells_how_far_a_spanner_reaches() -> None:
    text = """\
                        Stalking            Harassment
                    ----------------    ------------------
Area                 2022-23  2023-24     2021-22  2023-24   Rank
Exeter                   410      455         900      870     2
Plymouth                 822      901       1,455    1,502     1
"""
    assert heads(opened(text))[2:] == [
        ["Stalking", "2023-24"],
        ["Harassment", "2021-22"],
        ["Harassment", "2023-24"],
        ["Rank"],
    ]


def test_a_lone_spanner_over_its_rule_is_no_title() -> None:
    text = """\
                     Year ending
                 ------------------
                 Jun 2022  Jun 2023    % change
Theft               1,410     1,432        +1.6
Arson                  79        81        +2.5
"""
    assert heads(opened(text))[1:] == [["Year ending", "Jun 2022"], ["Year ending", "Jun 2023"], ["% change"]]


def test_a_number_among_the_headings_above_a_rule_is_no_figure() -> None:
    text = """\
           All crime             of which violent     Rate per
       2022    2023   +/-      2022    2023    +/-       1,000
                                                     residents
--------------------------------------------------------------
North  1,204  1,190   -14       301     322    +21        71.2
South    733    702   -31       120     133    +13        40.1
"""
    found = heads(opened(text))
    assert [found[1], found[3], found[4]] == [["All crime", "2022"], ["All crime", "+/-"], ["of which violent", "2022"]]
    assert found[7] == ["Rate per", "1,000 residents"]


def test_wider_white_parts_the_columns_of_spanners() -> None:
    text = """\
              Calls               Crimes
Area       May    June        North   South
Hull        12      13           40      41
York         9       8           33      39
"""
    assert heads(opened(text))[1:] == [["Calls", "May"], ["Calls", "June"], ["Crimes", "North"], ["Crimes", "South"]]


def test_a_spanner_in_the_middle_of_what_it_stands_over_leaves_the_other_columns_alone() -> None:
    text = """\
                              Change since
Offence         2022   2023    No.       %   Target
Burglary         410    390    -20    -4.9      400
Robbery           88     99    +11   +12.5       80
"""
    assert heads(opened(text))[1:] == [
        ["2022"],
        ["2023"],
        ["Change since", "No."],
        ["Change since", "%"],
        ["Target"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        # over one column, or over some beside it
        "                        Victims\n                 Male   Female   Other   Total\n"
        "Assault            10       22       1      33\nRobbery             7        4       2      13\n",
        # two spanners with nothing that parts their columns
        "                     Calls           Crimes\nArea       May    June    July    North   South\n"
        "Hull        12      13      14       40      41\nYork         9       8       7       33      39\n",
        # over the second year, or over both
        "                   Apr-Jun\nArea      2022        2023           Change\n"
        "Hull        41          38               -3\nYork        12           9               -3\n",
        # one heading, or one over each column
        "          North South\nArea      Calls Total   Rank\nHull       41    22      1\nYork        7     2      3\n",
    ],
)
def test_a_spanner_that_may_reach_further_is_told_and_not_placed(text: str) -> None:
    document = opened(text)
    assert not any(isinstance(item, Table) for item in document.body)
    assert [problem.code for problem in document.problems] == ["columns-not-read"]


def test_a_heading_of_two_lines_over_its_rule_is_no_row_of_words() -> None:
    headings = "Offence    Last    This\ngroup      year    year\n-----------------------\n"
    text = headings + "Theft       410     390\nArson        88      99\n"
    assert heads(opened(text)) == [["Offence group"], ["Last year"], ["This year"]]


def test_what_a_mark_stands_for_may_follow_right_below_the_rows() -> None:
    document = opened(
        "Area     Calls   Crimes\nHull        12      n/a\nYork         9        8\nn/a   not available\n"
    )
    assert labels(document) == ["Hull", "York"]
    assert document.body[-1] == Block("paragraph", "n/a not available")


def test_units_below_the_headings_are_part_of_them() -> None:
    text = "            Annual    Spent\n            budget  to date\nHeading       £000     £000    %\n"
    document = opened(text + "Fuel           410      305   74\nPay          9,222    7,870   85\n")
    assert heads(document) == [["Heading"], ["Annual budget £000"], ["Spent to date £000"], ["%"]]


def test_times_are_figures_and_words_may_stand_in_a_column() -> None:
    text = "Measure          Q1      Q2   Rating\nResponse time  9:52   10:41      Red\nCalls            38      ..\n"
    assert heads(opened(text)) == [["Measure"], ["Q1"], ["Q2"], ["Rating"]]


def test_a_line_underlined_is_a_heading_and_its_rule_is_no_text() -> None:
    document = opened(
        "crime and its victims in the year\n----------------------------------\nCrime fell.\n----\nIt rose.\n"
    )
    assert document.body[0] == Block("heading", "crime and its victims in the year")
    assert [item.text for item in document.body if isinstance(item, Block)][1:] == ["Crime fell.", "----", "It rose."]


def test_a_caption_in_the_middle_heads_no_column() -> None:
    text = "          TABLE 4 - DETECTIONS\nArea     May    June\nHull      12      13\nYork       9       8\n"
    document = opened(text)
    assert document.body[0] == Block("caption", "TABLE 4 - DETECTIONS")
    assert heads(document) == [["Area"], ["May"], ["June"]]


def test_a_line_may_hold_a_spanner_and_headings_of_columns_that_have_no_other() -> None:
    text = """\
Crime type                    2022/23              2021/22   % change
                     Q1      Q2      Q3    Total     Total
----------------------------------------------------------------------
Robbery             171     188     180      539       655     -17.7%
Burglary          2,402   2,688   2,801    7,891     8,610      -8.4%
"""
    spanned = [["2022/23", "Q1"], ["2022/23", "Q2"], ["2022/23", "Q3"], ["2022/23", "Total"]]
    assert heads(opened(text)) == [["Crime type"], *spanned, ["2021/22", "Total"], ["% change"]]


def test_what_a_line_break_cuts_off_goes_on_where_it_stands() -> None:
    text = """\
                                     R12M to   R12M to        %
Volume            Feb-20   Mar-20     Mar-20    Mar-19   change
---------------------------------------------------------------
Robbery              121       98      1,340     1,401    -4.4%
Burglary             104       99      1,302     1,477   -11.8%
"""
    ends = [["R12M to Mar-20"], ["R12M to Mar-19"], ["% change"]]
    assert heads(opened(text)) == [["Volume"], ["Feb-20"], ["Mar-20"], *ends]


def test_a_heading_over_a_column_that_has_none_beneath_is_no_error() -> None:
    text = """\
                     2022/23     Rank
                  Q1      Q2
Robbery          171     188        4
Burglary       2,402   2,688       12
"""
    assert not [
        item for item in opened(text).body if isinstance(item, Table)
    ]  # how far `2022/23` reaches is not certain
