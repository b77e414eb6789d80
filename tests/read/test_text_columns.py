"""Tables of text files whose columns are set with spaces or drawn with pipes, and text that only looks like one."""

from __future__ import annotations

import pytest

from extractor.model import Block, Document, Table
from extractor.read.text import read_text


def opened(text: str) -> Document:
    return read_text("extract.txt", text.encode(), "")


def tables(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


def rows(one: Table) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in sorted(one.cells, key=lambda c: (c.row, c.column)):
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


RIGHT = """\
Offence      Apr-Jun 2017   Apr-Jun 2018
Burglary            1,410          1,432
All theft              79             81
"""


def test_columns_set_with_spaces_are_a_table_under_their_title() -> None:
    document = opened("Calls rose in the year.\n\nRecorded crime\n" + RIGHT + "Source: the force.\n")
    (one,) = tables(document)
    assert rows(one) == [
        ["Offence", "Apr-Jun 2017", "Apr-Jun 2018"],
        ["Burglary", "1,410", "1,432"],
        ["All theft", "79", "81"],
    ]
    assert (one.header_rows, one.method) == (1, "spaced")
    assert [item.text for item in document.body if isinstance(item, Block)] == [
        "Calls rose in the year.",
        "Recorded crime",
        "Source: the force.",
    ]
    assert document.problems == ()


def test_rules_empty_lines_and_lines_of_labels_part_rows_and_not_tables() -> None:
    text = """\
                  Apr-Jun     Apr-Jun
Offence              2017        2018
-------------------------------------
Burglary            1,410       1,432

Violence
With injury           310         290
Without                79          81
"""
    (one,) = tables(opened(text))
    assert rows(one)[:2] == [["Offence", "Apr-Jun\n2017", "Apr-Jun\n2018"], ["Burglary", "1,410", "1,432"]]
    assert ["Violence"] in rows(one)
    assert one.header_rows == 1


def test_figures_a_single_space_apart_are_parted_where_the_other_rows_part_them() -> None:
    text = """\
Area        Calls  Crimes
Hull       12,410  10,301
York      112,410 110,301
Selby         410     301
"""
    (one,) = tables(opened(text))
    assert rows(one)[2] == ["York", "112,410", "110,301"]


def test_headings_a_single_space_apart_are_parted_where_their_columns_end() -> None:
    text = """\
 Offence  Apr-Jun 2017 Apr-Jun 2018 % change
Burglary           410          432     5.4%
   Theft            79           81     2.5%
"""
    (one,) = tables(opened(text))
    assert rows(one)[0] == ["Offence", "Apr-Jun 2017", "Apr-Jun 2018", "% change"]


def test_columns_set_at_the_left_line_up_too() -> None:
    text = "Area     Calls    Crimes\nHull     12,410   301\nYork     9        1,200\n"
    assert rows(tables(opened(text))[0])[1:] == [["Hull", "12,410", "301"], ["York", "9", "1,200"]]


def test_two_tables_with_an_empty_line_between_are_two() -> None:
    other = "Area       May-17    May-18\nHull           12        13\nYork            9         8\n"
    assert [rows(one)[0][0] for one in tables(opened(RIGHT + "\n" + other))] == ["Offence", "Area"]


@pytest.mark.parametrize(
    "text",
    [
        "The force met.  It saw 12 cases.   \nIn May 410    offences came in.  Then 9.\n",
        "1    Welcome       1\n2    Minutes       3\n3    Calls         7\n",
        "Present:     The Chief Constable     The Commissioner\nApologies:     None     None\n",
        "Introduction ........ 3\nCrime ............... 9\n",
        "Tel   101\nFax   102\n",
    ],
)
def test_text_with_wide_spaces_is_no_table(text: str) -> None:
    document = opened(text)
    assert tables(document) == []
    assert document.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        # a heading that may be two
        "Offence        2017 2018   Change\nBurglary        410   432       22\nRobbery          79    81        2\n",
        # a column without a heading
        "Offence       Jan-17\nBurglary         410    432\nRobbery           79     81\n",
        # a row of words that would pass for headings
        "Age       Men    Women\nUnder 11    few      few\n11 to 17   41       22\n18 to 34    7        2\n",
        # no headings at all
        "Burglary         410    432\nRobbery           79     81\n",
        # figures that do not line up
        "Offence       Jan-17   Jan-18\nBurglary     410    432\nRobbery             79   81\nTheft    1       2\n",
        # headings of another table without a line between
        "Area    Calls    Crimes\nHull       41        22\nYork        7         2\n"
        "Rank    Place    Points\nOne         1         2\n",
    ],
)
def test_columns_that_are_not_certain_are_told_and_stay_text(text: str) -> None:
    document = opened(text)
    assert tables(document) == []
    assert [problem.code for problem in document.problems] == ["columns-not-read"]


def test_a_row_of_marks_for_suppressed_counts_is_no_row_of_headings() -> None:
    (table,) = tables(
        opened("Age       Men    Women\nUnder 11    c        c\n11 to 17   41       22\n18 to 34    7        2\n")
    )
    assert table.header_rows == 1
    assert [cell.text for cell in table.cells if cell.row == 1] == ["Under 11", "c", "c"]
    assert [cell.heading for cell in table.cells if cell.row == 1] == [True, False, False]


def test_a_markdown_table_is_read_without_its_marks() -> None:
    text = "# Calls\n\nArea | **Total** | Note\n:--- | ---: | ---\n_Hull_ | ~~6~~7 | a\\|b\nYork | 1,200\n\nx | y\n"
    document = opened(text)
    (one,) = tables(document)
    assert rows(one) == [["Area", "Total", "Note"], ["Hull", "7", "a|b"], ["York", "1,200", ""]]
    assert (one.header_rows, one.method) == (1, "drawn")
    assert document.body[0] == Block("heading", "Calls", 1)
    assert document.body[-1] == Block("paragraph", "x | y")


def test_a_table_drawn_with_rules_and_pipes_is_read() -> None:
    rule, double = "+------+-------+\n", "+======+=======+\n"
    text = f"{rule}| Area | Total |\n{double}| Hull | 7     |\n{rule}| York | 9     |\n{rule}"
    (one,) = tables(opened("Calls\n\n" + text))
    assert rows(one) == [["Area", "Total"], ["Hull", "7"], ["York", "9"]]
    assert one.header_rows == 1


def test_a_table_in_a_box_of_lines_is_read() -> None:
    text = "┌──────┬───────┐\n│ Area │ Total │\n├──────┼───────┤\n│ Hull │ 7     │\n└──────┴───────┘\n"
    (one,) = tables(opened(text))
    assert rows(one) == [["Area", "Total"], ["Hull", "7"]]
    assert one.header_rows == 1


def test_rows_between_pipes_that_do_not_agree_are_told() -> None:
    document = opened("| Area | Total |\n| Hull | 7 |\n| York | 9 | 8 |\n")
    assert tables(document) == []
    assert [problem.code for problem in document.problems] == ["columns-not-read"]


def test_rows_between_pipes_without_a_rule_have_no_declared_headings() -> None:
    (one,) = tables(opened("| Area | Total |\n| Hull | 7 |\n"))
    assert one.header_rows is None


@pytest.mark.parametrize(
    "text", ["Fraud | Crime report\nSome a|b text\n", "|---|---|\n| • One 4% | up |\n| • Two 3% | up |\n"]
)
def test_other_lines_with_pipes_are_text(text: str) -> None:
    assert tables(opened(text)) == []
