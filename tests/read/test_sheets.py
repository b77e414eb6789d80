"""Tables on a sheet: where they begin and end, what titles them, what is noted under them."""

from __future__ import annotations

from pathlib import Path

from sheets_by_hand import glance, reading, rows, saved, tables, told, workbook

HEADS = ["*District", "*All crime", "*Robbery"]
BODY = [["Ashford", 4003, 33], ["Dover", 4005, 35]]
HEADS_SEEN = ["District", "All crime", "Robbery"]
BODY_SEEN = [["Ashford", "4003", "33"], ["Dover", "4005", "35"]]


def seen(folder: Path, *lines: list[object]) -> list[object]:
    return glance(reading(folder, saved(workbook(Sheet1=lines))))


def test_a_title_and_a_note_stand_outside_their_table(tmp_path: Path) -> None:
    title, note = ["*Offences by district, 2023/24"], ["Source: the force"]
    assert seen(tmp_path, title, HEADS, *BODY, note) == [
        "# Offences by district, 2023/24",
        [["District", "All crime", "Robbery"], ["Ashford", "4003", "33"], ["Dover", "4005", "35"]],
        "Source: the force",
    ]


def test_the_first_line_of_several_names_the_report_and_heads_no_table(tmp_path: Path) -> None:
    found = seen(tmp_path, ["*Kent Police report to March 2024"], ["*Offences by district"], HEADS, *BODY)
    assert found[:2] == ["Kent Police report to March 2024", "# Offences by district"]


def test_a_line_over_a_table_without_bold_type_heads_it(tmp_path: Path) -> None:
    found = seen(tmp_path, ["Kent Police"], ["Recorded crime, 12 months to March 2024"], HEADS, *BODY)
    assert found[:2] == ["Kent Police", "# Recorded crime, 12 months to March 2024"]


def test_tables_between_blank_rows(tmp_path: Path) -> None:
    one, other = ["*Offences"], ["*Outcomes"]
    found = seen(tmp_path, one, HEADS, *BODY, [], other, ["*District", "*Solved"], ["Ashford", 5], ["Dover", 6])
    assert [item for item in found if isinstance(item, str)] == ["# Offences", "# Outcomes"]
    assert found[3] == [["District", "Solved"], ["Ashford", "5"], ["Dover", "6"]]


def test_a_title_and_headings_right_under_a_table_begin_another(tmp_path: Path) -> None:
    found = seen(tmp_path, HEADS, *BODY, ["*Outcomes"], ["*District", "*Solved", "*Share"], ["Dover", 5, 7])
    assert found[1:] == ["# Outcomes", [["District", "Solved", "Share"], ["Dover", "5", "7"]]]


def test_a_total_under_a_blank_row_belongs_to_the_table(tmp_path: Path) -> None:
    (table,) = seen(tmp_path, HEADS, *BODY, [], ["Total", 8008, 68])
    assert table[-1] == ["Total", "8008", "68"]


def test_headings_over_a_blank_row_head_what_is_under_it(tmp_path: Path) -> None:
    (table,) = seen(tmp_path, ["", "*All crime", "*Robbery"], [], *BODY)
    assert table[0] == ["All crime", "Robbery"] and len(table) == 3


def test_headings_over_a_blank_row_head_groups_of_rows_too(tmp_path: Path) -> None:
    found = seen(tmp_path, HEADS, [], ["North"], BODY[0], [], ["South"], BODY[1], [], ["Total", 8008, 68])
    assert found == [[HEADS_SEEN, ["North"], *BODY_SEEN[:1], ["South"], *BODY_SEEN[1:], ["Total", "8008", "68"]]]


def test_a_group_of_rows_under_a_blank_row_belongs_to_the_table(tmp_path: Path) -> None:
    (table,) = seen(tmp_path, HEADS, *BODY, [], ["West Kent"], ["Sevenoaks", 12, 3])
    assert table[-2:] == [["West Kent"], ["Sevenoaks", "12", "3"]]


def test_a_title_with_a_period_over_rows_without_headings_is_none_of_the_table_above(tmp_path: Path) -> None:
    """Else its figures would stand under the headings of another table, and in its period."""
    heads = ["Year", "Groups", "Members"]
    found = seen(tmp_path, heads, ["2022/23", 77, 402], [], ["January 2024"], ["Sessions", 224, 216])
    assert len([item for item in found if isinstance(item, list)]) == 2


def test_tables_side_by_side(tmp_path: Path) -> None:
    book = workbook(S=[["*Offences", "", "", "", "*ASB"], [*HEADS, "", "*District", "*Personal"]])
    for row, name in enumerate(("Ashford", "Dover", "Swale"), start=3):
        for column, value in enumerate((name, 10 + row, 20 + row, None, name, 30 + row), start=1):
            book["S"].cell(row, column, value)
    for column, value in enumerate(("Total", 42, 72, None, "Total", 102), start=1):
        book["S"].cell(7, column, value)
    found = [item for item in glance(reading(tmp_path, saved(book))) if item != "# S"]
    assert [found[0], found[2]] == ["# Offences", "# ASB"]
    assert found[1][-1] == ["Total", "42", "72"] and found[3][-1] == ["Total", "102"]


def test_a_blank_column_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    (table,) = seen(tmp_path, ["*District", "*2022/23", "", "*2023/24"], ["Ashford", 5, "", 6], ["Dover", 7, "", 8])
    assert table == [["District", "2022/23", "2023/24"], ["Ashford", "5", "6"], ["Dover", "7", "8"]]


def test_merged_headings_span_what_they_are_over(tmp_path: Path) -> None:
    book = workbook(
        S=[["*Measure", "*2022/23", "", "*2023/24"], ["", "*%", "*Asked", "*%", "*Asked"], ["A", 1, 2, 3, 4]]
    )
    for place in ("A1:A2", "B1:C1", "D1:E1"):
        book["S"].merge_cells(place)
    (table,) = tables(reading(tmp_path, saved(book)))
    assert [(c.text, c.row_span, c.column_span) for c in table.cells[:3]] == [
        ("Measure", 2, 1), ("2022/23", 1, 2), ("2023/24", 1, 2),
    ]  # fmt: skip
    assert table.header_rows == 2


def test_sheets_stand_one_after_the_other_under_their_names(tmp_path: Path) -> None:
    found = glance(reading(tmp_path, saved(workbook(Crime=[HEADS, *BODY], Calls=[HEADS, *BODY]))))
    assert [item for item in found if isinstance(item, str)] == ["# Crime", "# Calls"]


def test_hidden_sheets_rows_and_columns_are_not_read_and_told(tmp_path: Path) -> None:
    book = workbook(Crime=[HEADS, *BODY, ["Swale", 7, 8]], Lists=[HEADS, *BODY], Secret=[HEADS, *BODY])
    book["Lists"].sheet_state, book["Secret"].sheet_state = "hidden", "veryHidden"
    book["Crime"].row_dimensions[3].hidden = True
    book["Crime"].column_dimensions["B"].hidden = True
    document = reading(tmp_path, saved(book))
    (table,) = tables(document)
    assert rows(table) == [["District", "Robbery"], ["Ashford", "33"], ["Swale", "8"]]
    assert '1 row and 1 column of the sheet "Crime"' in told(document)["hidden-text"]
    assert sum(finding.code == "hidden-sheet" for finding in document.problems) == 2


def test_bold_type_and_filling_are_passed_on(tmp_path: Path) -> None:
    from openpyxl.styles import PatternFill

    book = workbook(S=[HEADS, *BODY])
    book["S"]["A1"].fill = PatternFill("solid", fgColor="1F4E79")
    (table,) = tables(reading(tmp_path, saved(book)))
    assert [(c.bold, c.fill) for c in table.cells[:2]] == [(True, "1F4E79"), (True, "")]
    assert not table.cells[-1].bold
