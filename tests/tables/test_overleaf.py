"""Rows at the top of a page without rules stand under the headings of the page before."""

from pages_by_hand import across, fill, page, plain, rows, text

from extractor.model import Document, Page, Table, Word
from extractor.tables import recover

LEFTS = [40, 200, 300, 400, 500]
HEAD = ["Offence", "Before", "After", "Change"]
ROWS = [["Theft", "121", "153", "32"], ["Robbery", "77", "94", "17"], ["Fraud", "188", "35", "-153"]]
PROSE = text(45, 100, "These are the figures that were counted in the year.")
OTHER = text(45, 100, "Counts of another kind follow here, with another base.")


def tables(*pages: Page) -> list[Table]:
    document = Document("made-by-hand.pdf", "0" * 64, "pdf", "none", pages=pages)
    return [block for block in recover(document).body if isinstance(block, Table)]


def at_foot(table: list[list[str]], number: int = 1) -> Page:
    return page(PROSE + plain(LEFTS, 760 - 18 * len(table), table), number=number)


def at_top(table: list[list[str]], below: list[Word] | None = None, head: int = 0) -> Page:
    return page(plain(LEFTS, 40, table, head=head) + (below or []), number=2)


def test_headings_alone_at_the_foot_of_a_page_head_the_rows_overleaf() -> None:
    found = tables(at_foot([HEAD]), at_top(ROWS))
    assert [rows(table) for table in found] == [[HEAD, *ROWS]]
    assert [part.page for part in found[0].parts] == [1, 2]
    assert found[0].header_rows == 1
    assert {cell.page for cell in found[0].cells if cell.row == 0} == {1}
    assert all(cell.box.top > 700 for cell in found[0].cells if cell.row == 0 and cell.box)


def test_a_single_row_overleaf_goes_on_with_its_table() -> None:
    found = tables(at_foot([HEAD, *ROWS]), at_top([["Total", "37", "27", "-10"]]))
    assert [rows(table) for table in found] == [[HEAD, *ROWS, ["Total", "37", "27", "-10"]]]
    assert found[0].header_rows == 1


def test_a_table_goes_on_over_three_pages() -> None:
    last = page(plain(LEFTS, 40, [["Total", "371", "272", "-99"]], head=0), number=3)
    middle = page(plain(LEFTS, 40, ROWS * 13, head=0), number=2)
    found = tables(at_foot([HEAD, *ROWS]), middle, last)
    assert [rows(table) for table in found] == [[HEAD, *ROWS, *ROWS * 13, ["Total", "371", "272", "-99"]]]


def test_another_table_with_headings_of_its_own_stays_apart() -> None:
    other = [["Area", "Count", "Rate", "Rank"], ["North", "1", "2", "3"], ["South", "4", "5", "6"]]
    found = tables(at_foot([HEAD, *ROWS]), at_top(other, head=1))
    assert [rows(table) for table in found] == [[HEAD, *ROWS], other]


def test_text_between_keeps_rows_apart() -> None:
    found = tables(at_foot([HEAD, *ROWS]), page(OTHER + plain(LEFTS, 140, ROWS, head=0), number=2))
    assert [part.page for part in found[0].parts] == [1]


def test_lines_of_text_in_columns_at_the_foot_are_no_headings() -> None:
    two = text(45, 740, "The first column says this") + text(300, 740, "and the second one says that")
    found = tables(page(PROSE + two, number=1), at_top(ROWS))
    assert [part.page for part in found[0].parts] == [2]


def test_padded_rows_of_headings_alone_at_the_foot_go_overleaf_together() -> None:
    labels = [["Offence", "Count", "Rate", "Count", "Rate"]]
    lefts = [40, 150, 230, 310, 390, 470]
    over = text(195, 729, "North", align="right") + text(355, 729, "South", align="right")
    over += text(430, 729, "of the area")
    rows_there = [
        ["Theft", "121", "1.5", "32", "0.4"],
        ["Fraud", "188", "2.5", "35", "0.5"],
        ["Arson", "9", "0.1", "3", "0"],
    ]
    foot = page(PROSE + over + plain(lefts, 748, labels), number=1)
    found = tables(foot, page(plain(lefts, 40, rows_there, head=0), number=2))
    assert [part.page for part in found[0].parts] == [1, 2]
    assert next(cell for cell in rows(found[0])[0] if cell) == "North"


NARROW = [40, 100, 220, 340, 500]
LONG = ["Theft of any other things", "371", "272", "-99"]


def test_a_label_that_ends_overleaf_is_put_together() -> None:
    rest = text(45, 40, "belonging to others")
    found = tables(at_foot([HEAD, *ROWS, LONG]), page(rest + plain(LEFTS, 52, ROWS, head=0), number=2))
    assert [rows(table) for table in found] == [[HEAD, *ROWS, [f"{LONG[0]} belonging to others", *LONG[1:]], *ROWS]]


def test_the_title_of_a_group_at_the_top_of_a_page_is_no_rest_of_a_label() -> None:
    title = text(45, 40, "Others")
    found = tables(at_foot([HEAD, *ROWS]), page(title + plain(LEFTS, 52, ROWS, head=0), number=2))
    assert ROWS[-1] in [row for table in found for row in rows(table)]


def test_a_label_that_ends_below_the_shading_at_the_foot_of_a_page_is_put_together() -> None:
    top = 760 - 18 * 6
    short = ["Theft of", *LONG[1:]]
    words = plain(NARROW, top, [HEAD, *ROWS, short]) + text(45, top + 18 * 4 + 15, "belongs")
    rules = [across(top, 40, 500), across(top + 18, 40, 500)]
    fills = [fill(40, top + 18, 500, top + 36), fill(40, top + 54, 500, top + 72)]
    found = tables(page(PROSE + words, rules, fills), page(PROSE, number=2))
    assert rows(found[0])[4] == ["Theft of belongs", *LONG[1:]]


def test_shaded_rows_overleaf_stand_under_the_headings_of_the_page_before() -> None:
    fills = [fill(40, 40, 500, 58), fill(40, 76, 500, 94)]
    found = tables(at_foot([HEAD, *ROWS]), page(plain(LEFTS, 40, ROWS, head=0), [across(94, 40, 500)], fills, number=2))
    assert [rows(table) for table in found] == [[HEAD, *ROWS, *ROWS]]
