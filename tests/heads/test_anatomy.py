"""Telling boxhead, stub, groups and body apart by shape alone."""

from __future__ import annotations

import pytest
from grids import table

from extractor.heads import take_apart


def paths(text: str) -> list[tuple[str, str, str]]:
    (anatomy,) = take_apart(table(text))
    return [(" > ".join(b.row_path), " > ".join(b.column_path), b.cell.text) for b in anatomy.body]


def test_two_heading_levels_and_a_corner() -> None:
    text = """
              | Sep-16 | ^    | Dec-16 | ^
              | %      | Rank | %      | Rank
    Rutland   | 79.8%  | 6    | 80.4%  | 4
    """
    assert paths(text)[1] == ("Rutland", "Sep-16 > Rank", "6")


def test_spanners_over_a_repeating_boxhead_take_one_repeat_each_whatever_spans_were_recovered() -> None:
    text = """
              | North | ^    |      | South
              | Last  | Avg  | Last | Avg
    Rape      | 1     | 2    | 3    | 4
    """
    assert [p[1] for p in paths(text)] == ["North > Last", "North > Avg", "South > Last", "South > Avg"]


def test_a_line_across_columns_that_are_told_apart_above_heads_none_of_them() -> None:
    text = """
    KPI   | Q2 19/20 | Q2 18/19 | Trend (Blue=18/19 and
          | Red=19/20) | ^      | ^
    Calls | 36,499   | 38,340   |
    """
    assert [p[1] for p in paths(text)] == ["Q2 19/20", "Q2 18/19"]


def test_merged_title_rows_head_the_table_and_not_its_columns() -> None:
    (anatomy,) = take_apart(
        table("Performance Report | ^ | ^\n2. Incidents | ^ | ^\nKPI | Q2 | Change\nCalls | 12 | 3")
    )
    assert anatomy.titles == ("Performance Report", "2. Incidents")
    assert anatomy.body[0].column_path == ("Q2",)


def test_a_table_without_row_labels_has_no_stub() -> None:
    (anatomy,) = take_apart(table("Calls 12 Months | Previous 12 Months | Trend\n227486 | 210957 | "))
    assert anatomy.stub_columns == 0
    assert [b.cell.text for b in anatomy.body] == ["227486", "210957"]


def test_group_rows_head_the_rows_below_and_a_blank_label_is_their_subtotal() -> None:
    text = """
               | Budget | Actual
    Pay        |        |
    Officers   | 10     | 12
    Staff      | 5      | 5
               | 15     | 17
    """
    assert [p[0] for p in paths(text)] == ["Pay > Officers"] * 2 + ["Pay > Staff"] * 2 + ["Pay"] * 2


def test_years_down_the_side_name_rows_and_counts_like_years_do_not() -> None:
    assert paths("Year | Groups\n2016 | 40\n2017 | 52")[1] == ("2017", "Groups", "52")
    (anatomy,) = take_apart(table(" | Jul-17 | Aug-17\nNorth | 1977 | 2057\nSouth | 1673 | 1709"))
    assert anatomy.header_rows == 1


def test_years_across_head_columns() -> None:
    (anatomy,) = take_apart(table("Offence | 2016 | 2017 | 2018\nArson | 4 | 5 | 6"))
    assert anatomy.header_rows == 1


def test_a_signed_change_is_not_taken_for_a_year() -> None:
    text = "Outcome | Change\nFAT | 1297\nFAT rate |\nOutcome 16 | -1912"
    assert [p[2] for p in paths(text)] == ["1297", "-1912"]


def test_an_outer_row_label_is_carried_down_to_the_rows_it_opens() -> None:
    text = "Command | Category | Total\nContact | Officer | 68\n | Staff | 477\nContact Total | | 545"
    assert [p[0] for p in paths(text)] == ["Contact > Officer", "Contact > Staff", "Contact Total"]


def test_a_label_that_stands_twice_belongs_the_second_time_to_the_row_above() -> None:
    text = "Custody | 12 Months\nArrests | 10\nDuration | 18.9\nChildren | 5\nDuration | 11.7"
    assert [p[0] for p in paths(text)][3] == "Children > Duration"


def test_a_second_boxhead_further_down_starts_a_part_of_its_own() -> None:
    text = "Crime | Apr 17 | May 17\nArson | 4 | 5\nCrime | Jun 17 | Jul 17\nArson | 6 | 7"
    parts = take_apart(table(text))
    assert [b.column_path for part in parts for b in part.body] == [("Apr 17",), ("May 17",), ("Jun 17",), ("Jul 17",)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Page | Contents | Source\n2 | Introduction | \n3 - 4 | Index | ", "words"),
        ("1. Challenges | 3\n1.1 Foreword | 3\n2. Headlines | 6\n3. Service | 7\n4. Harm | 27", "contents"),
        ("1 | 1 | Charged | Formal action\n | 2 | Caution Youths | \n | 3 | Caution Adults | ", "codes"),
        ("ASB | Anti-social behaviour\nFAT | Formal action taken", "words"),
    ],
)
def test_lists_and_keys_hold_no_figures(text: str, kind: str) -> None:
    (anatomy,) = take_apart(table(text))
    assert (anatomy.kind, anatomy.body) == (kind, ())


def test_a_page_column_beside_prose_is_no_figure() -> None:
    text = """
    Topic   | Data                                | Commentary                        |
    Hate    | Decrease on the quarter before      | Shared with the local commanders  | 8
    Missing | Fewer reports than in the summer    | Nothing else of note to report    | 10
    Rape    | Decrease on the quarter before      | Falls in both areas of the force  | 13
    """
    (anatomy,) = take_apart(table(text))
    assert anatomy.body == ()
