"""Presentations: slides in the order they are seen in, and what of them is not read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt
from sheets_by_hand import glance, reading, rows, tables, told
from tiny_docx import archive

from extractor.errors import UnreadableFile
from extractor.model import Block, Document

BLANK, TITLED = 6, 5


def seen(folder: Path, deck: Any) -> Document:
    stream = io.BytesIO()
    deck.save(stream)
    return reading(folder, stream.getvalue(), "report.pptx")


def slide(deck: Any, title: str = "") -> Any:
    made = deck.slides.add_slide(deck.slide_layouts[TITLED if title else BLANK])
    if title:
        made.shapes.title.text = title
    return made


def text(on: Any, words: str, left: float, top: float, bold: bool = False, size: int = 0) -> Any:
    box = on.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(0.3))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.bold = words, bold or None
    if size:
        run.font.size = Pt(size)
    return box


def table(on: Any, lines: list[list[str]], left: float, top: float) -> Any:
    frame = on.shapes.add_table(len(lines), len(lines[0]), Inches(left), Inches(top), Inches(3), Inches(1))
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            frame.table.cell(row, column).text = value
    return frame.table


LINES = [["Offence", "2023/24"], ["Robbery", "12"]]


def test_a_slide_with_its_title_text_and_table(tmp_path: Path) -> None:
    deck = Presentation()
    made = slide(deck, "Crime")
    table(made, LINES, 1, 4)
    text(made, "All crime fell by 5%.", 1, 2)
    document = seen(tmp_path, deck)
    assert glance(document) == ["# Crime", "All crime fell by 5%.", LINES]
    assert (document.media, document.reader, document.page_count) == ("pptx", "pptx", 1)
    assert {cell.page for cell in tables(document)[0].cells} == {1} and document.body[1].page == 1


def test_the_title_of_a_slide_goes_no_further_than_the_slide(tmp_path: Path) -> None:
    deck = Presentation()
    text(slide(deck, "Crime"), "x", 1, 3)
    table(slide(deck), LINES, 1, 2)
    items = [item for item in seen(tmp_path, deck).body if isinstance(item, Block) and item.level == 0]
    assert [item.text for item in items] == ["Crime", "Slide 2"]


def test_a_box_in_the_largest_type_titles_a_slide_without_a_title(tmp_path: Path) -> None:
    deck = Presentation()
    made = slide(deck)
    text(made, "Calls for service", 1, 0.5, size=28)
    text(made, "999 and 101", 1, 2, size=12)
    table(made, LINES, 1, 3)
    assert seen(tmp_path, deck).body[0] == Block("heading", "Calls for service", 0, page=1)


def test_tables_side_by_side_each_under_their_own_title(tmp_path: Path) -> None:
    deck = Presentation()
    made = slide(deck, "Crime and calls")
    for place, name in ((0.5, "Hate crime"), (5, "Stop and search")):
        text(made, name, place, 2, bold=True)
    other = [["Measure", "2023/24"], ["Searches", "3"]]
    table(made, other, 5, 3)
    table(made, LINES, 0.5, 3)
    assert glance(seen(tmp_path, deck))[1:] == ["# Hate crime", LINES, "# Stop and search", other]


def test_merged_cells_and_bold_type(tmp_path: Path) -> None:
    deck = Presentation()
    own = table(slide(deck, "x"), [["Offence", "12 months to", ""], ["", "Mar-23", "Mar-24"], ["Rape", "1", "2"]], 1, 2)
    own.cell(0, 1).merge(own.cell(0, 2))
    own.cell(0, 0).merge(own.cell(1, 0))
    own.cell(0, 1).text_frame.paragraphs[0].runs[0].font.bold = True
    (found,) = tables(seen(tmp_path, deck))
    assert [(c.text, c.row_span, c.column_span, c.bold) for c in found.cells[:2]] == [
        ("Offence", 2, 1, False), ("12 months to", 1, 2, True),
    ]  # fmt: skip
    assert found.header_rows == 2


def test_a_chart_gives_its_figures(tmp_path: Path) -> None:
    deck = Presentation()
    data = CategoryChartData()
    data.categories = ["2022/23", "2023/24"]
    data.add_series("Hate crimes", (560, 571))
    made = slide(deck, "Hate crime")
    made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data)
    (found,) = tables(seen(tmp_path, deck))
    assert (found.method, rows(found)[1:]) == ("chart", [["2022/23", "560"], ["2023/24", "571"]])
    assert {cell.page for cell in found.cells} == {1}


def test_hidden_slides_and_shapes_are_told_and_notes_of_the_speaker_left_out(tmp_path: Path) -> None:
    deck = Presentation()
    made = slide(deck, "Crime")
    made.notes_slide.notes_text_frame.text = "Say 77"
    box = text(made, "Draft 99", 1, 3)
    box._element.nvSpPr.cNvPr.set("hidden", "1")
    table(made, LINES, 1, 4)
    secret = slide(deck, "Secret 88")
    secret._element.set("show", "0")
    document = seen(tmp_path, deck)
    assert not any(number in str(glance(document)) for number in ("77", "88", "99"))
    assert "Slide 2 is hidden" in told(document)["hidden-slide"] and "Draft 99" in told(document)["hidden-text"]
    assert [finding.where.page for finding in document.problems] == [1, 2]


def test_lines_that_run_from_slide_to_slide_are_no_text_of_theirs(tmp_path: Path) -> None:
    deck = Presentation()
    for number in range(1, 5):
        made = slide(deck, f"Part {number}")
        table(made, LINES, 1, 2)
        text(made, f"Kent Police | Board | {number}", 1, 7)
    document = seen(tmp_path, deck)
    assert document.furniture == ("Kent Police | Board | 1",) and "Kent" not in str(glance(document))


def test_pictures_are_told_gravely_where_they_are_all(tmp_path: Path) -> None:
    import base64

    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    deck = Presentation()
    for lines in ([], LINES):
        made = slide(deck, "Crime")
        made.shapes.add_picture(io.BytesIO(png), Inches(1), Inches(2))
        if lines:
            table(made, lines, 1, 4)
    grave = [f.severity for f in seen(tmp_path, deck).problems if f.code == "picture-not-read"]
    assert grave == ["warning", "info"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive({"ppt/presentation.xml": "<p/>"}), "shows no text"),
        (archive({"ppt/presentation.xml": "<p>"}), "damaged XML"),
        (archive({"ppt/presentation.xml": "<!DOCTYPE x []><p/>"}), "document type"),
    ],
)
def test_a_presentation_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        reading(tmp_path, data, "report.pptx")
