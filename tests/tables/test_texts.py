"""Tables of texts without rules, and what only looks like them."""

from pages_by_hand import across, page, rows, text

from extractor.model import Page, Word
from extractor.tables import find_tables


def columns(xs: list[float], lines: list[list[str]], *, bold_rows: int = 0) -> list[Word]:
    return [
        word
        for n, line in enumerate(lines)
        for x, entry in zip(xs, line, strict=True)
        for word in text(x, 100 + 14 * n, entry, bold=n < bold_rows)
    ]


PLACES = [
    ["Code", "Area", "Place", "Note"],
    ["01", "North", "0094", "Old Farm"],
    ["01", "North", "0096", "Blue Water"],
    ["02", "South", "0100", "Hill Top"],
    ["02", "South", "0102", "The Grove"],
]
SQUADS = [
    ["Team", "Task", "Base"],
    ["Alpha", "Traffic", "Harbour"],
    ["Bravo", "Fraud", "Castle"],
    ["Delta", "Missing", "Station"],
]


def test_short_texts_beside_a_column_of_figures() -> None:
    assert rows(find_tables(page(columns([50, 120, 200, 270], PLACES)))[0]) == PLACES


def test_short_texts_under_bold_headings() -> None:
    assert rows(find_tables(page(columns([50, 150, 250], SQUADS, bold_rows=1)))[0]) == SQUADS


def test_short_texts_under_headings_with_a_rule() -> None:
    words = columns([50, 150, 250], SQUADS)
    assert rows(find_tables(page(words, [across(112, 40, 400)]))[0]) == SQUADS


def test_short_texts_alone_are_no_table() -> None:
    assert find_tables(page(columns([50, 150, 250], SQUADS))) == []


def test_signs_between_are_no_column_of_figures() -> None:
    lines = [
        ["CD", ":", "Crack detection"],
        ["CH", ":", "Charge air"],
        ["CR", ":", "Crank room"],
        ["CT", ":", "Current"],
    ]
    assert find_tables(page(columns([50, 90, 110], lines))) == []


CONTENTS = [("1. Context", 4), ("2. Method", 6), ("3. Findings", 8), ("4. Areas", 8), ("5. Outlook", 14), ("Annex", 24)]


def contents(pages: list[int]) -> Page:
    words = []
    for n, ((entry, _), number) in enumerate(zip(CONTENTS, pages, strict=True)):
        words += text(50, 100 + 14 * n, entry) + text(130, 100 + 14 * n, "." * 40)
        words += text(400, 100 + 14 * n, str(number), align="right")
    return page(words)


def test_entries_that_lead_to_rising_pages_are_a_contents_list() -> None:
    assert find_tables(contents([number for _, number in CONTENTS])) == []


def test_entries_that_lead_to_other_figures_are_a_table() -> None:
    assert len(find_tables(contents([12, 6, 40, 3, 14, 2]))) == 1


def test_numbered_lines_are_no_table() -> None:
    spoken = ["IN THE COURT", "MICHAEL KNOWLES, WARDEN", "Petitioner", "v.", "ALEXANDRE MIRZAYANCE", "4 May"]
    words = [
        w for n, line in enumerate(spoken) for w in text(50, 100 + 20 * n, str(n + 1)) + text(90, 100 + 20 * n, line)
    ]
    words += [w for n in (2, 4) for w in text(300, 100 + 20 * n, f"07-1{n}15")]
    assert find_tables(page(words, [across(96, 45, 400), across(215, 45, 400)])) == []


PROSE = "so that every line runs on and ends"


def test_column_of_running_text_beside_figures_in_a_frame_is_no_column_of_labels() -> None:
    words = [w for n in range(24) for w in text(50, 103 + 12 * n, PROSE)]
    for n in range(6):
        words += text(330, 175 + 12 * n, f"Period {n}") + text(500, 175 + 12 * n, f"{n}71.15", align="right")
    words += [w for n in (0, 1, 2, 3, 15, 16, 17, 18) for w in text(330, 103 + 12 * n, PROSE)]
    found = find_tables(page(words, [across(98, 40, 580), across(395, 40, 580)]))
    assert [rows(table)[0] for table in found] == [["Period 0", "071.15"]]


def test_entries_that_come_again_and_again() -> None:
    head = ["State", "Included", "Granted"]
    body = [
        [s, "Yes" if n % 3 else "No", "No" if n % 2 else "Yes"]
        for n, s in enumerate(["NC", "ND", "OH", "OK", "OR", "PA"])
    ]
    assert rows(find_tables(page(columns([50, 120, 200], [head, *body])))[0]) == [head, *body]


def test_entries_that_say_figures_in_words() -> None:
    lines = [
        ["Income", "In 1994", "In 1997"],
        ["Lowest", "$9,594 or less", "$22,400 or less"],
        ["Middle", "$9,595 to $17,992", "$22,401 to $29,992"],
        ["Highest", "Greater than $25,771", "Greater than $40,888"],
    ]
    assert rows(find_tables(page(columns([50, 120, 260], lines)))[0]) == lines
