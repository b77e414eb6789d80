"""Tables over a page break."""

from dataclasses import replace

from pages_by_hand import page, rows, ruled, text

from extractor.model import Box, Cell, Document, Page, Table, TablePart
from extractor.tables import recover, to_json
from extractor.tables.joined import Extent, join_parts

XS = [50, 200, 300]


def document(*pages: Page) -> Document:
    return Document("made-by-hand.pdf", "0" * 64, "pdf", "none", pages=pages)


def tables(*pages: Page) -> list[Table]:
    return [block for block in recover(document(*pages)).body if isinstance(block, Table)]


def part(number: int, top: float, texts: list[list[str]], xs: list[float] = XS, extra: list | None = None) -> Page:
    ys = [top + 20 * i for i in range(len(texts) + 1)]
    words, rules = ruled(xs, ys, texts, bold_rows=1 if texts[0][0] == "Area" else 0)
    return page(words + (extra or []), rules, number=number)


HEAD = ["Area", "2016"]
FIRST = [HEAD, ["North", "12"], ["South", "7"]]


def test_parts_are_joined_and_the_repeated_heading_dropped() -> None:
    found = tables(part(1, 660, FIRST), part(2, 60, [HEAD, ["West", "3"]]))
    assert [rows(t) for t in found] == [[HEAD, ["North", "12"], ["South", "7"], ["West", "3"]]]
    assert [p.page for p in found[0].parts] == [1, 2]
    assert found[0].header_rows == 1


def test_a_part_of_one_row_is_joined_too() -> None:
    found = tables(part(1, 660, FIRST), part(2, 60, [["West", "3"]]))
    assert rows(found[0])[-1] == ["West", "3"]


def test_other_columns_are_another_table() -> None:
    found = tables(part(1, 660, FIRST), part(2, 60, [HEAD, ["West", "3"]], xs=[50, 180, 300]))
    assert len(found) == 2


def test_a_title_between_starts_another_table() -> None:
    title = text(50, 40, "Offences by district")
    found = tables(part(1, 660, FIRST), part(2, 60, [HEAD, ["West", "3"]], extra=title))
    assert len(found) == 2


def test_room_left_on_the_page_starts_another_table() -> None:
    full = page(text(50, 740, "The last line of a full page of text"), number=1)
    other = page(text(50, 740, "The last line of another page of text"), number=2)
    found = tables(full, other, part(3, 300, FIRST), part(4, 60, [HEAD, ["West", "3"]]))
    assert len(found) == 2


def test_a_row_split_by_the_break_is_made_whole() -> None:
    first = [HEAD, ["North", "Fewer calls were"]]
    found = tables(part(1, 700, first), part(2, 60, [["", "lost in June"], ["South", "None"]]))
    assert rows(found[0])[1:] == [["North", "Fewer calls were lost in June"], ["South", "None"]]


def test_json_goes_page_by_page_with_a_common_id() -> None:
    made = to_json(recover(document(part(1, 660, FIRST), part(2, 60, [HEAD, ["West", "3"]]))))
    first, second = made["pages"]["1"][0], made["pages"]["2"][0]
    assert first["id"] == second["id"]
    assert first["cells"][0] == {"r0": 0, "r1": 0, "c0": 0, "c1": 0, "text": "Area", "heading": True}
    assert second["cells"][-1]["text"] == "3" and second["cells"][-1]["r0"] == 0


def unruled(number: int, top: float, *parts: tuple[str, float]) -> Table:
    """A table of two rows that only its text shows: per column its figure and where the column starts."""
    cells = [
        Cell(r, c, ("Area", "2016", "2017")[c] if r == 0 else figure, page=number, box=Box(x, y, x + 40, y + 12))
        for r, y in enumerate((top, top + 12))
        for c, (figure, x) in enumerate(parts)
    ]
    where = TablePart(number, Box(50, top, parts[-1][1] + 40, top + 24))
    return Table(tuple(cells), (where,), header_rows=1, method="aligned")


def test_text_columns_of_another_width_go_on_where_the_heading_is_repeated() -> None:
    extents = [Extent(1, 842, 706, 718, 724), Extent(2, 842, 46, 58, 64)]
    above = unruled(1, 700, ("North", 50), ("12", 200), ("15", 260))
    below = unruled(2, 40, ("West", 50), ("3", 160), ("4", 260))
    (table,) = join_parts([above, below], extents)
    assert [c.text for c in table.cells if c.column == 0] == ["Area", "North", "West"]
    other = replace(below, cells=tuple(replace(c, text=f"{c.text} rate") for c in below.cells))
    assert len(join_parts([above, other], extents)) == 2
