"""Headings, paragraphs, lists, notes and running lines, told from pages written out here."""

from __future__ import annotations

from extractor.model import Block, Box, Page, Word
from extractor.tables.blocks import find_blocks

LONG = "Recorded crime rose in the twelve months to March and the force expects it to level off."


def line(
    text: str, top: float, *, x: float = 50, size: float = 10, bold: bool = False, colour: str = "#000000"
) -> list[Word]:
    """The words of one line, letters half as wide as the type is large."""
    words = []
    for part in text.split(" "):
        width = len(part) * size / 2
        words.append(Word(part, Box(x, top, x + width, top + size), "Sans", size, bold, 0, True, colour))
        x += width + size * 0.3
    return words


def paragraph(top: float, lines: int = 3, x: float = 50) -> list[Word]:
    return [word for i in range(lines) for word in line(LONG, top + 12 * i, x=x)]


def page(number: int, *lines: list[Word]) -> Page:
    return Page(number, 600, 800, tuple(word for words in lines for word in words))


def blocks(*pages: Page, **occupied: Box) -> list[Block]:
    return find_blocks(pages, {1: list(occupied.values())})[0]


def kinds(*pages: Page, **occupied: Box) -> list[tuple[str, int | None, str]]:
    return [(b.kind, b.level, b.text) for b in blocks(*pages, **occupied) if not b.text.startswith("Recorded")]


def headings(*pages: Page) -> list[tuple[int | None, str]]:
    return [(b.level, b.text) for b in blocks(*pages) if b.kind == "heading"]


def test_larger_bold_and_coloured_lines_are_headings_ranked_by_size() -> None:
    found = headings(
        page(1, line("Total Crime", 150, size=18, bold=True), line("Volume", 180, size=14), paragraph(200)),
        page(2, line("Outcomes", 150, size=12, bold=True, colour="#2244cc"), paragraph(200)),
        page(3, line("Custody", 150, size=18, bold=True), paragraph(200)),
    )
    assert found == [(1, "Total Crime"), (2, "Volume"), (3, "Outcomes"), (1, "Custody")]


def test_white_text_on_a_band_is_a_heading() -> None:
    found = headings(page(1, line("Tackling crime", 150, size=11, bold=True, colour="#ffffff"), paragraph(200)))
    assert found == [(1, "Tackling crime")]


def test_bold_lines_as_large_as_the_body_are_headings_where_there_are_no_larger_ones() -> None:
    small = page(1, line("Burglary", 150, bold=True), paragraph(170))
    assert headings(small) == [(1, "Burglary")]
    large = [page(n, line(f"Part {n} of it", 150, size=16), paragraph(170)) for n in (2, 3, 4)]
    assert [text for _, text in headings(small, *large)] == ["Part 2 of it", "Part 3 of it", "Part 4 of it"]


def test_a_heading_over_two_lines_is_one() -> None:
    found = headings(page(1, line("Response Times", 150, size=16), line("by Grade", 168, size=16), paragraph(200)))
    assert found == [(1, "Response Times by Grade")]


def test_headings_side_by_side_are_two_also_over_two_lines() -> None:
    pair = [line("Answered", 150, size=14), line("Answered", 150, x=300, size=14)]
    below = [line("999 calls", 166, size=14), line("101 calls", 166, x=300, size=14)]
    assert headings(page(1, *pair, *below, paragraph(200))) == [(1, "Answered 999 calls"), (1, "Answered 101 calls")]


def test_sentences_lead_ins_and_labels_are_no_headings() -> None:
    found = headings(
        page(
            1,
            line("The force has met its target.", 120, bold=True),
            line("Signs of improvement would be:", 140, bold=True),
            line("Author", 160, bold=True) + line("Performance team", 160, x=200),
            line("Note: quarterly data", 180, bold=True),
            paragraph(200),
        )
    )
    assert found == []


def test_the_title_of_the_document_heads_no_part_of_it() -> None:
    found = headings(
        page(1, line("Performance Report", 300, size=30), line("March 2018", 340, size=18)),
        page(2, line("Total Crime", 150, size=16), paragraph(200)),
        page(3, line("Custody", 150, size=16), paragraph(200)),
    )
    assert found == [(1, "Total Crime"), (1, "Custody")]


def test_lists_notes_and_captions() -> None:
    found = kinds(
        page(
            1,
            paragraph(100),
            line("• first of two points", 200),
            line("that runs on", 212, x=56),
            line("• second point", 224),
            line("a) third point", 236),
            line("Note: the figures are provisional", 300, size=8),
            line("* from April", 312, size=8),
            line("Table 3: Arrests by month", 330),
        )
    )
    assert [kind for kind, _, _ in found] == ["list_item"] * 3 + ["note"] * 2 + ["caption"]
    assert found[0][2] == "• first of two points that runs on"


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    found = blocks(page(1, paragraph(100, lines=3), paragraph(160, lines=2)))
    assert [block.text for block in found] == [" ".join([LONG] * 3), " ".join([LONG] * 2)]
    assert found[0].page == 1 and found[0].box is not None
    assert (found[0].box.top, found[0].box.bottom) == (100, 134)


def test_a_word_broken_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    found = blocks(page(1, line("This is about re-", 100), line("offending in the area", 112), paragraph(200)))
    assert found[0].text == "This is about re-offending in the area"


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [line(f"left column line {i} of the text", 100 + 12 * i) for i in range(5)]
    right = [line(f"right column line {i} of the text", 100 + 12 * i, x=320) for i in range(5)]
    found = blocks(page(1, line("Over both columns of the page runs this line of text", 70), *left, *right))
    joined = " ".join(block.text for block in found)
    assert joined.index("left column line 4") < joined.index("right column line 0")


def test_text_in_tables_and_charts_is_left_out_but_a_heading_they_cut_stays_whole() -> None:
    made = page(
        1, line("Average Attendance Time", 150, size=14), line("12 14 16", 180), paragraph(300), line("Apr", 190)
    )
    found = kinds(made, chart=Box(100, 140, 500, 250), table=Box(40, 175, 500, 250))
    assert found == [("heading", 1, "Average Attendance Time")]


def test_running_lines_are_furniture() -> None:
    pages = [page(n, line("OFFICIAL", 20), paragraph(200), line(f"Page {n} of 4", 780, x=500)) for n in (1, 2, 3, 4)]
    found, furniture = find_blocks(pages, {})
    assert all(block.text.startswith("Recorded") for block in found)
    assert furniture == ("OFFICIAL", "Page 1 of 4")


def test_a_banner_that_changes_names_the_parts() -> None:
    """Also over a part of a single page, where it does not run."""
    names = ["TACKLING CRIME"] * 3 + ["BUILDING TRUST"] * 3 + ["OUR PEOPLE"]
    pages = [
        page(n, line(name, 30, size=13, bold=True, colour="#ffffff"), line("Part", 150, size=16), paragraph(200))
        for n, name in enumerate(names, start=1)
    ]
    found, furniture = find_blocks(pages, {})
    outer = [(b.page, b.text) for b in found if b.kind == "heading" and b.level == 1]
    assert outer == [(1, "TACKLING CRIME"), (4, "BUILDING TRUST"), (7, "OUR PEOPLE")]
    assert {b.level for b in found if b.text == "Part"} == {2}
    assert furniture == ()


def test_lines_of_a_contents_list_are_no_headings() -> None:
    entries = [line(f"Chapter {n} ........ {n + 2}", 150 + 20 * n, size=12, bold=True) for n in range(4)]
    assert headings(page(1, *entries, paragraph(300))) == []


def test_pages_without_text() -> None:
    assert find_blocks([page(1), page(2)], {}) == ([], ())


def test_titles_centred_over_charts_are_captions() -> None:
    """In documents of notes and charts they are larger than most text there is."""
    chart, made = Box(100, 180, 500, 300), []
    for n in (1, 2, 3):
        title = line("Calls per month", 165, x=255, size=12, bold=True)
        made.append(page(n, line("Calls", 140, size=16, bold=True), title, paragraph(320)))
    found, _ = find_blocks(made, {n: [chart] for n in (1, 2, 3)})
    assert [(b.kind, b.text) for b in found if b.page == 1][:2] == [
        ("heading", "Calls"),
        ("caption", "Calls per month"),
    ]
