from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Table
from extractor.read import read
from extractor.read.limits import Limits
from extractor.read.text import read_text
from extractor.read.text_shapes import shape

SHARED = Path(os.environ.get("EXTRACTOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
TRUTH = sorted((SHARED / "documents" / "truth").glob("*.json"))


def opened(text: str | bytes, limits: Limits | None = None) -> Document:
    return read_text("extract.txt", text if isinstance(text, bytes) else text.encode(), "", limits)


def rows(table: Table) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def shown(document: Document) -> list[object]:
    return [item.text if isinstance(item, Block) else rows(item) for item in document.body]


@pytest.mark.skipif(not TRUTH, reason="the shared documents are not here")
@pytest.mark.parametrize("path", TRUTH, ids=lambda path: path.stem)
def test_every_table_of_the_shared_extracts_is_found_and_nothing_else(path: Path) -> None:
    truth = json.loads(path.read_text())["tables"]
    body = read(SHARED / "documents" / "text" / f"{path.stem}.txt").body
    assert sum(isinstance(item, Table) for item in body) == len(truth)
    near, last = 0, ""
    for item in body:
        if isinstance(item, Block):
            last = item.text if item.kind == "heading" else last
        else:
            near += last == truth[0]["title"]
            truth.pop(0)
    # Where a title stands in the grid, or a bold line without a number stands nearer, the nearest heading is another.
    assert near >= 0.75 * sum(isinstance(item, Table) for item in body)


def test_runs_of_tab_lines_are_tables_and_the_rest_blocks() -> None:
    document = opened("Calls\n\n999 calls\tVolumes\nCurrent YTD\t239,229\n\nThe volume has risen again.\n")
    assert shown(document) == [
        "Calls",
        [["999 calls", "Volumes"], ["Current YTD", "239,229"]],
        "The volume has risen again.",
    ]
    assert document.media == "txt"
    assert document.page_count is None
    assert all(item.method == "tabbed" for item in document.body if isinstance(item, Table))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(newline: str) -> None:
    assert shown(opened(newline.join(["Area\tTotal", "Selby\t7"]))) == [[["Area", "Total"], ["Selby", "7"]]]


def test_cells_lose_blanks_of_all_kinds_and_nothing_else() -> None:
    document = opened(" Offence\u00a0Volume\t Similar\u2009to  group\nco\u00adst\t<5\n".encode())
    assert shown(document) == [[["Offence Volume", "Similar to group"], ["cost", "<5"]]]


def test_windows_quotes_survive() -> None:
    document = opened("Force\u2019s \u2018total\u2019\t\u00a3\u2019000\nPay \u2013 all\t7\n".encode("cp1252"))
    assert shown(document) == [[["Force’s ‘total’", "£’000"], ["Pay – all", "7"]]]


@pytest.mark.parametrize(
    "text",
    [
        "\tAn indented paragraph that goes on for a while.\n\tAnother one.\n",
        "1.\tRespond to calls in time.\n2.\tKeep victims informed.\n",
        "•\tFewer victims\n•\tMore trust\n",
        "Prepared by:\tThe performance team\n",
        "Performance Summary July 2017\tOFFICIAL\t3\n",
    ],
)
def test_tabs_alone_make_no_table(text: str) -> None:
    assert not [item for item in opened(text).body if isinstance(item, Table)]


def test_a_label_without_a_tab_stays_in_its_table() -> None:
    document = opened("Item\tBudget\tActual\nPay\nOfficers\t111\t110\nStaff\t60\t59\n")
    assert shown(document) == [
        [["Item", "Budget", "Actual"], ["Pay"], ["Officers", "111", "110"], ["Staff", "60", "59"]]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Calls for Service", ("heading", None)),
        ("3.1 Contact: Emergency and Non-Emergency", ("heading", 2)),
        ("3.A Local and Responsive Service", ("heading", 1)),
        ("4 Outcomes", ("heading", 1)),
        ("Appendix 2:", ("heading", None)),
        ("Taking everything into account, do you trust us?", ("heading", None)),
        ("17 May 2023", ("heading", None)),
        ("1. How the pattern of offending compares to the average of the group", ("list_item", None)),
        ("- ❖ Fewer victims", ("list_item", None)),
        ("• reduce crime", ("list_item", None)),
        ("To tell the panel how the force did.", ("paragraph", None)),
        ("2.5 The levels of incidents exhibit a seasonal pattern of an increase in summer.", ("paragraph", None)),
        ("Signs of improvement would be:", ("paragraph", None)),
        ("Note: to March only", ("note", None)),
        ("¹ Most similar forces", ("note", None)),
        ("* There were 31 respondents", ("note", None)),
        ("Figures accurate as of 02/10/2017", ("note", None)),
        ("Table 3: Crime by area", ("caption", None)),
        ("(July 2018 to September 2018)", ("paragraph", None)),
    ],
)
def test_the_shape_of_a_line_tells_its_kind(text: str, expected: tuple[str, int | None]) -> None:
    assert shape(text) == expected


def test_only_a_bullet_at_the_start_goes() -> None:
    assert shown(opened("1. To tell the panel about o levels.\n\n- ❖ To keep order\n")) == [
        "1. To tell the panel about o levels.",
        "To keep order",
    ]


def test_lines_that_recur() -> None:
    text = "".join(f"TACKLING CRIME AND OFFENDING\n\nPart {n} Crime\n\nData\n\na\t1\nb\t2\n\n" for n in "ABCD")
    kinds = {(item.kind, item.level, item.text) for item in opened(text).body if isinstance(item, Block)}
    assert ("heading", 1, "TACKLING CRIME AND OFFENDING") in kinds
    assert ("paragraph", None, "Data") in kinds
    assert ("heading", None, "Part A Crime") in kinds


def test_a_sentence_broken_by_the_width_of_the_page_is_one_paragraph() -> None:
    text = "The volume of calls has risen again in the quarter, as it did\nin the year before.\nNext.\n"
    assert shown(opened(text)) == [
        "The volume of calls has risen again in the quarter, as it did in the year before.",
        "Next.",
    ]


def test_form_feeds_part_pages_and_running_lines_are_furniture() -> None:
    page = "Humberside Police\n\n{title}\n\nArea\tTotal\nSelby\t{n}\n\nPerformance in 2017\t{n}\n\f"
    titles = enumerate(["Rape", "Rural Crime", "Robbery"], start=1)
    document = opened("".join(page.format(n=n, title=title) for n, title in titles))
    assert document.page_count == 3
    assert document.furniture == (
        "Humberside Police",
        "Performance in 2017 1",
        "Performance in 2017 2",
        "Performance in 2017 3",
    )
    assert shown(document)[:3] == ["Rape", [["Area", "Total"], ["Selby", "1"]], "Rural Crime"]
    assert [item.cells[0].page for item in document.body if isinstance(item, Table)] == [1, 2, 3]


def test_rows_at_the_edge_of_a_page_are_no_furniture() -> None:
    document = opened("Area\tTotal\nSelby\t7\n\f" * 4)
    assert shown(document) == [[["Area", "Total"], ["Selby", "7"]]] * 4


def test_protective_markings_are_furniture() -> None:
    document = opened("OFFICIAL\n\nCalls rose.\n\nNOT PROTECTIVELY MARKED\n")
    assert document.furniture == ("OFFICIAL", "NOT PROTECTIVELY MARKED")
    assert shown(document) == ["Calls rose."]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("\f" * 11 + "x", Limits(max_pages=10)),
        ("x\n" * 11, Limits(max_lines=10)),
        ("a\tb\n" * 11, Limits(max_cells=10)),
        ("a" + "\tb" * 50 + "\n" + "a\tb\n" * 50, Limits(max_cells=2000)),
        ("\t".join("a" * 3000) + "\na\tb\n", Limits()),
    ],
)
def test_what_would_fill_the_memory_is_refused(text: str, limits: Limits) -> None:
    with pytest.raises(LimitExceeded):
        opened(text, limits)


@pytest.mark.parametrize("data", [b" \n\t\n \f", b"\xef\xbb\xbf", bytes(range(256)) * 9])
def test_a_file_without_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        opened(data)


def test_one_enormous_line_is_one_block() -> None:
    assert [len(item.text) for item in opened("word " * 400_000).body if isinstance(item, Block)] == [1_999_999]
