"""Tables set in a font of one width: blanks as wide as letters, rules of hyphens, headings said again."""

from pages_by_hand import page, rows

from extractor.model import Box, Page, Word
from extractor.tables import find_tables

LETTER, SIZE, LINE = 6.0, 10.0, 12.0  # points


def typed(*lines: str) -> Page:
    """A page typed line by line; each sign stands where the typewriter puts it."""
    words = []
    for number, line in enumerate(lines):
        at = 0
        for part in line.split(" "):
            if part:
                box = Box(50 + at * LETTER, 100 + number * LINE, 50 + (at + len(part)) * LETTER, 110 + number * LINE)
                words.append(Word(part, box, font="ABCDEF+CourierNew", size=SIZE))
            at += len(part) + 1
    return page(words)


def test_a_blank_between_words_is_no_column() -> None:
    table = find_tables(
        typed(
            "Status                    Sample Percent",
            "Total                      39695   100.0",
            "Not interviewed             5701    14.4",
            "Interviewed, not examined   2683     6.8",
            "Examined at home             493     1.2",
        )
    )[0]
    assert rows(table)[0] == ["Status", "Sample", "Percent"]
    assert rows(table)[3] == ["Interviewed, not examined", "2683", "6.8"]


def test_figures_a_blank_apart_are_two_columns() -> None:
    table = find_tables(
        typed(
            "Share    1.0   1.1   1.2",
            "All    1,040 1,120 1,200",
            "Most   1,030 1,110 1,190",
            "Half     208   224   240",
            "Few      104   112   120",
        )
    )[0]
    assert rows(table)[1] == ["All", "1,040", "1,120", "1,200"]


def test_a_row_of_hyphens_is_a_rule_and_no_text() -> None:
    table = find_tables(
        typed(
            "Area       Offences  Rate",
            "-------------------------",
            "North            12   1.5",
            "South             7   0.9",
            "West            103  20.1",
            "-------------------------",
        )
    )[0]
    assert rows(table) == [
        ["Area", "Offences", "Rate"],
        ["North", "12", "1.5"],
        ["South", "7", "0.9"],
        ["West", "103", "20.1"],
    ]
    assert table.header_rows == 1


PANEL = ["                 Design effect", " Share      {}   {}   {}   {}", "-" * 32]
BODY = ["0.99       800   880   960   990", "0.95       160   176   192   208", "0.90        80    88    96   104"]


def test_headings_said_again_start_a_table_of_its_own() -> None:
    first = [PANEL[0], PANEL[1].format(1.0, 1.1, 1.2, 1.3), PANEL[2], *BODY]
    second = [PANEL[0], PANEL[1].format(1.4, 1.5, 1.6, 1.7), PANEL[2], *BODY]
    found = find_tables(typed(*first, "", *second))
    assert [len(rows(table)) for table in found] == [5, 5]
    assert rows(found[1])[1] == ["Share", "1.4", "1.5", "1.6", "1.7"]
