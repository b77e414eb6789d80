from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.model import Block, Cell, Finding, Table
from extractor.read import read
from extractor.tables.tabbed import join, repair

SHARED = Path(os.environ.get("EXTRACTOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
TRUTH = sorted((SHARED / "documents" / "truth").glob("*.json"))
AREAS = ["Ouse Valley", "North Holdernesse", "South Holdernesse", "Selby & Goole", "Per 1,000 pop", "Rank"]
# Tables whose text does not determine the true grid, by document: cells shifted or lines lost in the extract,
# and titles that stand outside the run of TAB lines.
UNDETERMINED = {"hampshire-2018-03": {4}, "warwickshire-2017-09": {2}, "leicestershire-2018-09": {3, 4, 5, 6, 8}}


def table(text: str, page: int | None = None) -> Table:
    """A table from lines with `|` for TABs."""
    lines = [line.strip().split("|") for line in text.strip().splitlines()]
    cells = [Cell(r, c, t.strip(), page=page) for r, line in enumerate(lines) for c, t in enumerate(line)]
    return Table(tuple(cells), method="tabbed")


def grid(one: Table) -> set[tuple[int, int, int, int, str]]:
    return {(c.row, c.column, c.row_span, c.column_span, c.text) for c in one.cells}


def heads(one: Table, row: int = 0) -> list[tuple[int, int, str]]:
    """Column, columns covered and text of the headings of a row."""
    return [(c.column, c.column_span, c.text) for c in one.cells if c.row == row and c.text]


def repaired(text: str, known: list[str] = AREAS) -> tuple[Table, list[Finding]]:
    return repair(table(text), known)


def warnings(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "warning"]


@pytest.mark.skipif(not TRUTH, reason="the shared documents are not here")
@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_the_shared_extracts_are_repaired_to_the_true_grids(path: Path) -> None:
    body, joined = join(read(SHARED / "documents" / "text" / f"{path.stem}.txt").body)
    assert joined == []
    known = [item.text for item in body if isinstance(item, Block) and item.kind == "heading"]
    known += ["West Mercia", "Herefordshire", "North Worcestershire", "South Worcestershire", "Shropshire"]
    known += ["Telford & Wrekin", "Previous YTD", "Current YTD", "Per 1,000 population"]
    tables = [repair(item, known)[0] for item in body if isinstance(item, Table)]
    truth = json.loads(path.read_text())["tables"]
    expected = [{(c["row"], c["col"], c["rowspan"], c["colspan"], c["text"]) for c in t["grid"]} for t in truth]
    wrong = {n for n, (one, true) in enumerate(zip(tables, expected, strict=True), 1) if grid(one) != true}
    assert wrong == UNDETERMINED.get(path.stem, set())
    rows = {
        n for n, (one, t) in enumerate(zip(tables, truth, strict=True), 1) if (one.header_rows or 0) != t["header_rows"]
    }
    assert rows <= wrong


def test_pieces_of_months_become_months_over_their_columns() -> None:
    one, findings = repaired(
        """
        | Ma | r-16 | Jur | n-16
        | % | Rank | % | Rank
        Selby | 79.7% | 8 | 77.2% | 8
        """
    )
    assert heads(one) == [(1, 2, "Mar-16"), (3, 2, "Jun-16")]
    assert one.header_rows == 2
    assert [(f.expected, f.found) for f in findings if f.code == "repaired-heading"] == [
        ("Mar-16", "Ma | r-16"),
        ("Jun-16", "Jur | n-16"),
    ]


def test_pieces_that_look_like_figures_are_still_a_heading() -> None:
    one, _ = repaired(
        """
        | Sep- | 16 | Dec-1 | 6
        | % | Rank | % | Rank
        Selby | 79.7% | 8 | 77.2% | 8
        """
    )
    assert heads(one) == [(1, 2, "Sep-16"), (3, 2, "Dec-16")]


def test_areas_in_pieces_give_the_word_that_slipped_up_back() -> None:
    upper = "| N | orth Hold | dernes | se Per | | Ouse | Valley | Per | Sc | outh Hold | ernesse | Per"
    lower = "| Last Qtr | Avg | % | 1,000 pop" * 4
    one, _ = repaired(f"{upper} | | Selby 8 | & Goole | Per\n{lower}\nRape{'| 1 | 2 | 3% | 4' * 4}")
    assert heads(one) == [
        (1, 4, "North Holdernesse"),
        (5, 4, "Ouse Valley"),
        (9, 4, "South Holdernesse"),
        (13, 4, "Selby & Goole"),
    ]
    assert [text for column, _, text in heads(one, 1) if column % 4 == 0] == ["Per 1,000 pop"] * 4


def test_a_percent_sign_that_slipped_up_is_not_lost() -> None:
    one, _ = repaired(
        """
        YTD | Pre | vious YTD % | Current | YTD %
        | Arrests | Bailed | Arrests | Bailed
        Total | 21083 | 34.2 | 24533 | 1.1
        """,
        ["Previous YTD", "Current YTD"],
    )
    assert heads(one) == [(0, 1, "YTD"), (1, 2, "Previous YTD"), (3, 2, "Current YTD")]
    assert [text for _, _, text in heads(one, 1)] == ["Arrests", "% Bailed", "Arrests", "% Bailed"]


def test_an_unknown_area_is_glued_and_doubted() -> None:
    one, findings = repaired(
        """
        | Ouse | Valley | Whar | fedale
        | Count | Rank | Count | Rank
        Rape | 1 | 2 | 1 | 2
        """
    )
    assert heads(one) == [(1, 2, "Ouse Valley"), (3, 2, "Wharfedale")]
    assert [f.expected for f in warnings(findings)] == ["Wharfedale"]


def test_a_known_area_is_not_put_in_the_place_of_its_neighbour() -> None:
    one, _ = repaired(
        """
        | East | Midlands | Ouse | Valley
        | Count | Rank | Count | Rank
        Rape | 1 | 2 | 1 | 2
        """,
        [*AREAS, "West Midlands"],
    )
    assert heads(one)[0] == (1, 2, "East Midlands")


def test_headings_of_one_column_each_stay_apart() -> None:
    text = """
        | North Holdernesse | South Holdernesse | Ouse Valley | Selby & Goole
        | Count | Rank | Count | Rank
        Rape | 1 | 2 | 1 | 2
        """
    one, findings = repaired(text)
    assert grid(one) - {(0, 0, 2, 1, ""), (1, 0, 1, 1, "")} == grid(table(text)) - {(0, 0, 1, 1, ""), (1, 0, 1, 1, "")}
    assert not [f for f in findings if f.code == "repaired-heading"]


@pytest.mark.parametrize(
    "upper",
    ["Firearm Grant | | | | ", "| | Firearm Grant | | ", "| Fire | arm Gr | ant | ", "Firearm | Grant | | | "],
)
def test_one_heading_over_columns_that_do_not_repeat(upper: str) -> None:
    one, _ = repaired(
        f"""
        Turnaround | {upper}
        | Aug 17 | Sept 17 | Oct 17 | Nov 17 | Dec 17
        Number | 6 | 5 | 11 | 4 | 3
        """,
        ["Firearm Grant"],
    )
    assert heads(one) == [(0, 1, "Turnaround"), (1, 5, "Firearm Grant")]
    assert (0, 0, 2, 1, "Turnaround") in grid(one)


def test_a_heading_out_of_place_is_doubted_not_moved() -> None:
    one, findings = repaired(
        """
        | | | | Rolling
        Area | Jul | Aug | Sep | 12 months
        Selby | 1 | 2 | 3 | 40
        """
    )
    assert (4, 1, "Rolling") in heads(one)
    assert [f.code for f in warnings(findings)] == ["ambiguous-heading"]


def test_known_words_side_by_side_in_the_only_heading_row_stay() -> None:
    one, _ = repaired("Area | Per 1,000 | pop\nSelby | 1 | 2")
    assert heads(one) == [(0, 1, "Area"), (1, 1, "Per 1,000"), (2, 1, "pop")]


def test_a_title_row_runs_across_and_a_group_label_does_not() -> None:
    one, _ = repaired(
        """
        Leics Report | | |
        KPI | Performance | |
        | Q2 18/19 | Q2 17/18 | Change
        Pay | | |
        Officers | 5 | 4 | 1
        """
    )
    assert grid(one) >= {
        (0, 0, 1, 4, "Leics Report"),
        (1, 0, 2, 1, "KPI"),
        (1, 1, 1, 3, "Performance"),
        (3, 0, 1, 1, "Pay"),
    }
    assert one.header_rows == 3


def test_row_labels_of_two_levels() -> None:
    one, _ = repaired(
        """
        Command | Category | Total
        | | Headcount
        Contact | Officer | 68
        | Staff | <5
        Contact Total | | 545
        """
    )
    assert grid(one) >= {(0, 0, 2, 1, "Command"), (2, 0, 2, 1, "Contact"), (4, 0, 1, 2, "Contact Total")}


def test_a_subtotal_without_a_label_keeps_its_row() -> None:
    one, _ = repaired("Item | Budget | Actual\nPay | 5 | 4\nPensions | 3 | 2\n | 8 | 6")
    assert (3, 0, 1, 1, "") in grid(one)
    assert (2, 0, 1, 1, "Pensions") in grid(one)


def test_section_titles_cut_at_the_cells_are_joined_and_completed() -> None:
    one, findings = repaired(
        """
        Topic | Data | Page No.
        Putting Victims & Sur | |
        Confidence | Small decrease | 3
        Building a More Secu | re Ouse Valley |
        Robbery | Stable | 20
        Reassuring Ouse Val | |
        Business Crime | Stable | 36
        """,
        [*AREAS, "Putting Victims & Survivors First", "Building a More Secure Ouse Valley"],
    )
    assert [(c.row, c.text) for c in one.cells if c.column_span == 3] == [
        (1, "Putting Victims & Survivors First"),
        (3, "Building a More Secure Ouse Valley"),
        (5, "Reassuring Ouse Valley"),
    ]
    assert len(warnings(findings)) == 2


@pytest.mark.parametrize("known", ["Residential Burglary - Dwelling", "Residential Burglarys", "Residential Burglary"])
def test_a_whole_label_is_not_completed(known: str) -> None:
    one, _ = repaired("Crime | Jul | Aug\nResidential Burglary | |\nRobbery | 1 | 2", [known])
    assert (1, 0, 1, 1, "Residential Burglary") in grid(one)


def test_a_label_cut_in_two_moves_its_row_back_into_line() -> None:
    one, _ = repaired("Area | Jul | Aug\nNorth Hol | dernesse | 1 | 2\nOuse Valley | 3 | 4")
    assert grid(one) >= {(1, 0, 1, 1, "North Holdernesse"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2")}
    assert max(c.column for c in one.cells) == 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<i>Calls</i>", "Calls"),
        ("<p>Calls</p>", "Calls"),
        ("<B>Calls</B> &amp; more", "Calls & more"),
        ("Calls<br/>in time", "Calls\nin time"),
        ("Calls<sup>9</sup>", "Calls⁹"),
        ("**Calls**", "Calls"),
        ("2023 to 31 st March", "2023 to 31st March"),
        ("<5", "<5"),
        ("5 of 8 *", "5 of 8 *"),
        ("R&P", "R&P"),
        ("1 st John Street", "1 st John Street"),
        ("under <p 5", "under <p 5"),
    ],
)
def test_left_overs_of_mark_up_go_and_nothing_else(text: str, plain: str) -> None:
    one, findings = repair(
        Table((Cell(0, 0, "A"), Cell(0, 1, "B"), Cell(1, 0, text), Cell(1, 1, "7")), method="tabbed"), []
    )
    assert [c.text for c in one.cells if (c.row, c.column) == (1, 0)] == [plain]
    assert [f.found for f in findings] == ([text] if text != plain else [])


def test_a_row_set_off_by_mark_up_heads_what_is_below() -> None:
    one, _ = repaired("Topic | Data | Page\n<i>Harm</i> | |\nRape | Up | 13")
    assert (1, 0, 1, 3, "Harm") in grid(one)


def test_empty_columns_at_the_right_go_and_a_column_without_heading_stays() -> None:
    one, _ = repaired("Area | Apr | | |\nSelby | 1 | 2 | |\nGoole | 3 | 4 | |")
    assert max(c.column for c in one.cells) == 2
    assert heads(one) == [(0, 1, "Area"), (1, 1, "Apr")]


def test_repair_is_done_once_and_only_to_text_tables() -> None:
    one, _ = repaired("| Ouse | Valley | Selby 8 | & Goole\n| % | Rank | % | Rank\nRape | 1% | 2 | 1% | 2")
    assert repair(one, AREAS) == (one, [])
    native = Table((Cell(0, 0, "<i>x</i>"),), method="native")
    assert repair(native, AREAS) == (native, [])


@pytest.mark.parametrize("text", ["", "|", "|\n|", "a", "|b\nc|", "1|2\n3|4", "a|b\nc|d"])
def test_tables_without_much_in_them(text: str) -> None:
    repair(table(text) if text else Table((), method="tabbed"), AREAS)


HEAD = "Area | Jul | Aug"


def test_a_table_that_runs_over_a_page_is_one() -> None:
    above, below = table(f"{HEAD}\nSelby | 1 | 2", page=4), table(f"{HEAD}\nGoole | 3 | 4", page=5)
    body, findings = join([above, below])
    assert len(body) == 1
    assert isinstance(body[0], Table)
    assert [c.text for c in body[0].cells if c.column == 0] == ["Area", "Selby", "Goole"]
    assert [c.page for c in body[0].cells if c.column == 0] == [4, 4, 5]
    assert [f.code for f in findings] == ["joined-table"]


def test_a_part_without_headings_goes_on_too() -> None:
    assert len(join([table(f"{HEAD}\nSelby | 1 | 2", page=4), table("Goole | 3 | 4", page=5)])[0]) == 1


@pytest.mark.parametrize(
    "body",
    [
        [table(f"{HEAD}\nSelby | 1 | 2"), table(f"{HEAD}\nGoole | 3 | 4")],
        [table(f"{HEAD}\nSelby | 1 | 2", 4), table(f"{HEAD}\nSelby | 3 | 4", 5)],
        [table(f"{HEAD}\nSelby | 1 | 2", 4), table("Area | Sep | Oct\nGoole | 3 | 4", 5)],
        [table(f"{HEAD}\nSelby | 1 | 2", 4), table("Area | Jul\nGoole | 3", 5)],
        [table(f"{HEAD}\nSelby | 1 | 2", 4), table(f"{HEAD}\nGoole | 3 | 4", 6)],
        [table(f"{HEAD}\nSelby | 1 | 2", 4), Block("heading", "Rape"), table(f"{HEAD}\nGoole | 3 | 4", 5)],
    ],
    ids=["no page break", "same rows", "other headings", "other columns", "a page between", "a title between"],
)
def test_two_tables_stay_two(body: list[Block | Table]) -> None:
    assert join(body) == (tuple(body), [])


def test_turnaround_tables_of_one_shape_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "extract.txt"
    rows = "\tAug 17\tSept 17\nNumber\t6\t5\n% Not met\t28.6%\t25.0%\n"
    path.write_text(f"Turnaround\tFirearm Grant\t\n{rows}\nTurnaround\tShot Gun Grant\t\n{rows}")
    body, _ = join(read(path).body)
    assert [heads(repair(one, [])[0]) for one in body if isinstance(one, Table)] == [
        [(0, 1, "Turnaround"), (1, 2, "Firearm Grant")],
        [(0, 1, "Turnaround"), (1, 2, "Shot Gun Grant")],
    ]
