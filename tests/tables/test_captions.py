"""Captions and notes belong to their tables, whether they stand in the frame or outside it."""

import pytest
from pages_by_hand import across, aligned, page, rows, ruled, text

from extractor.commands.tables import recovered
from extractor.model import Block, Cell, Document, Page, Table
from extractor.tables import recover, to_json
from extractor.tables.captions import described

BODY = [["North", "12", "1,500"], ["South", "7", "900"], ["West", "103", "20"], ["East", "54", "311"]]
HEAD = ["Area", "2016", "Rate"]
GRID = Table(tuple(Cell(r, c, t) for r, row in enumerate([HEAD, *BODY]) for c, t in enumerate(row)))


def document(one: Page) -> Document:
    return Document("a.pdf", "0", "pdf", "by hand", pages=(one,), page_count=1)


def tables(one: Page) -> list[Table]:
    return [item for item in recover(document(one)).body if isinstance(item, Table)]


def test_rows_of_the_frame_that_are_caption_and_note_leave_the_grid() -> None:
    cells = [["", "", ""], HEAD, *BODY, ["", "", ""]]
    ys = [100, 120, 140, 160, 180, 200, 220, 240]
    words, rules = ruled([50, 150, 250, 350], ys, cells)
    words += text(60, 103, "Table 3: Offences by area") + text(60, 223, "Source: police records.")
    rules = [r for r in rules if r.horizontal or r.box.x0 in (50, 350)]
    rules += [across(y, 50, 350) for y in ys]
    inner = ruled([150, 250], [120, 220], [[""]])[1]
    found = tables(page(words, [*rules, *(r for r in inner if not r.horizontal)]))[0]
    assert rows(found) == [HEAD, *BODY]
    assert found.caption == "Table 3: Offences by area"
    assert found.notes == ("Source: police records.",)


def test_blocks_right_over_and_under_a_table_are_its_caption_and_notes() -> None:
    words = text(50, 80, "Table 3: Offences by area", bold=True) + aligned([50, 250, 350], 100, [HEAD, *BODY])
    words += text(50, 175, "Source: police records of the year.") + text(50, 700, "An end that is far away.")
    one = page(words, [across(y, 48, 352) for y in (97, 112, 168)])
    found = to_json(recover(document(one)))["pages"]["1"][0]
    assert found["caption"] == "Table 3: Offences by area"
    assert found["notes"] == ["Source: police records of the year."]


@pytest.mark.parametrize(
    "above",
    [
        "Table 3 shows how many offences were recorded in each area",  # a sentence about it
        "Offences in the year",  # a heading of a part of the document
        "Figure 3: Offences by area",  # where nothing says that no chart stands between
    ],
)
def test_what_only_stands_over_a_table_is_no_caption(above: str) -> None:
    body = described([Block("paragraph", above), GRID, Block("caption", "Table 1: Arrests"), GRID])
    assert isinstance(body[1], Table)
    assert body[1].caption == ""


def captions(*body: Block | Table) -> list[str]:
    return [item.caption for item in described(body) if isinstance(item, Table)]


def test_a_document_that_numbers_no_tables_calls_them_figures() -> None:
    assert captions(Block("caption", "Figure 3: Offences by area"), GRID) == ["Figure 3: Offences by area"]


def test_a_title_stands_over_its_table_with_paragraphs_between() -> None:
    title, said = Block("caption", "Table 3: Offences by area"), Block("paragraph", "Areas are those of the year.")
    assert captions(title, said, said, GRID) == ["Table 3: Offences by area"]
    assert captions(title, Block("heading", "Arrests", 1), GRID) == [""]
    assert captions(title, GRID, said, GRID) == ["Table 3: Offences by area", ""]
    assert captions(title, *[said] * 4, GRID) == [""]


def test_tables_may_be_lettered() -> None:
    assert captions(Block("paragraph", "Table C Offences by area"), GRID) == ["Table C Offences by area"]
    assert captions(Block("paragraph", "Table C shows offences by area"), GRID) == [""]
    assert captions(Block("paragraph", "Table of offences by area"), GRID) == [""]


def test_titles_may_stand_under_all_tables_of_a_document() -> None:
    first, second = Block("caption", "Table 1: Offences"), Block("caption", "Table 2: Arrests")
    assert captions(GRID, first, GRID, second) == ["Table 1: Offences", "Table 2: Arrests"]
    assert captions(first, GRID, second, GRID) == ["Table 1: Offences", "Table 2: Arrests"]


def test_what_a_word_processor_sets_as_a_caption_needs_no_number() -> None:
    assert captions(Block("caption", "Searches by ethnicity"), GRID) == ["Searches by ethnicity"]
    assert captions(Block("paragraph", "Searches by ethnicity"), GRID) == [""]


def test_list_that_a_note_opens_goes_with_it() -> None:
    notes = [Block("note", "Notes:"), Block("list_item", "(1) Of all areas."), Block("list_item", "(2) Rounded.")]
    body = described([GRID, *notes, Block("paragraph", "The figures rose."), Block("note", "Note: of something else.")])
    assert isinstance(body[0], Table)
    assert body[0].notes == ("Notes:", "(1) Of all areas.", "(2) Rounded.")


def test_text_tables_get_theirs_too(tmp_path: pytest.TempPathFactory) -> None:
    lines = ["Table 2: Offences", *("\t".join(row) for row in [HEAD, *BODY]), "Source: police records"]
    path = f"{tmp_path}/a.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    assert b'"caption": "Table 2: Offences"' in recovered(path, "auto", None)
    assert b'"notes": ["Source: police records"]' in recovered(path, "auto", None)
