"""Headings set otherwise than their figures, titles of groups, and labels of several lines: who belongs to whom."""

from collections.abc import Sequence

import pytest
from pages_by_hand import across, fill, page, rows, text

from extractor.model import Fill, Rule, Word
from extractor.tables import find_tables

XS = (200, 300, 400)  # where figures end
LEFTS = (140, 240, 340)  # where their cells start
HEADS = ("Crimes", "Solved", "Rate")


def read(words: Sequence[Word], rules: Sequence[Rule] = (), fills: Sequence[Fill] = ()) -> list[list[list[str]]]:
    return [rows(table) for table in find_tables(page(words, rules, fills))]


def row(top: float, label: str, *figures: str, left: float = 50) -> list[Word]:
    """A label and figures that end at `XS`."""
    beside = zip(XS, figures, strict=False)
    return text(left, top, label) + [w for x, figure in beside for w in text(x, top, figure, align="right")]


def heads(top: float, label: str = "Area", *, bold: bool = True) -> list[Word]:
    """Headings at the left of their cells."""
    return text(50, top, label, bold=bold) + [w for x, h in zip(LEFTS, HEADS, strict=True) for w in text(x, top, h)]


def lines(*ys: float) -> list[Rule]:
    return [across(y, 45, 405) for y in ys]


def test_headings_at_the_left_over_the_first_rule_head_figures_at_the_right() -> None:
    wide = ["Crimes seen", "Crimes solved", "Rate of both"]
    words = text(50, 100, "Area") + [w for x, h in zip((108, 208, 308), wide, strict=True) for w in text(x, 100, h)]
    words += row(118, "North", "12", "3", "25") + row(136, "South", "8", "2", "-") + row(154, "All", "20", "5", "25")
    found = read(words, lines(114, 132, 150, 168))
    assert found[0][:2] == [["Area", *wide], ["North", "12", "3", "25"]]


def test_the_title_of_a_group_may_stand_between_headings_and_the_first_rule() -> None:
    words = heads(100) + text(50, 118, "Districts") + row(136, "North", "12", "3", "25", left=59)
    words += row(154, "South", "8", "2", "26", left=59) + row(172, "East", "9", "1", "11", left=59)
    found = read(words, lines(132, 150, 168, 186))
    assert [line[0] for line in found[0]] == ["Area", "Districts", "North", "South", "East"]


def test_headings_over_the_title_of_a_group_whose_rows_are_set_in() -> None:
    words = heads(100) + text(50, 118, "Districts") + row(136, "North", "12", "3", "25", left=65)
    words += row(154, "South", "8", "2", "26", left=65) + row(172, "East", "9", "1", "11", left=65)
    found = read(words)
    assert [line[0] for line in found[0]] == ["Area", "Districts", "North", "South", "East"]


def test_a_long_title_over_rows_set_in_is_no_part_of_their_labels() -> None:
    table = [*text(50, 100, "Offence"), *(w for x in XS for w in text(x, 100, "2023", align="right"))]
    for at, (title, labels) in enumerate(
        [("Violence against people", ("Assault", "Threats")), ("Thefts", ("Bicycles",))]
    ):
        top = 114 + at * 42
        table += text(50, top, title)
        for n, label in enumerate(labels, 1):
            table += row(top + 14 * n, label, "12", "30", "25", left=60)
    table += row(184, "Cars", "9", "9", "9", left=60)
    assert [line[0] for line in read(table)[0]] == [
        "Offence", "Violence against people", "Assault", "Threats", "Thefts", "Bicycles", "Cars",
    ]  # fmt: skip


@pytest.mark.parametrize("ruled", [True, False])
def test_figures_stand_beside_the_last_of_three_lines_of_a_label(ruled: bool) -> None:
    words = [
        *text(50, 100, "Measure"),
        *(w for x, h in zip(XS, HEADS, strict=True) for w in text(x, 100, h, align="right")),
    ]
    top = 120.0
    for label in ("Calls that/the force/answered", "Victims/satisfied", "Reports of/damage to/property"):
        parts = label.split("/")
        for part in parts[:-1]:
            words += text(50, top, part)
            top += 11
        words += row(top, parts[-1], "12", "3", "25")
        top += 20
    found = read(words, lines(114, top - 5) if ruled else [])
    assert [line[0] for line in found[0]] == [
        "Measure", "Calls that the force answered", "Victims satisfied", "Reports of damage to property",
    ]  # fmt: skip


def test_a_text_beside_a_label_wraps_with_it() -> None:
    words = [*text(50, 100, "Measure"), *text(200, 100, "Before", align="right"), *text(240, 100, "Progress")]
    for top in (120.0, 154.0, 188.0):
        words += text(50, top, "Calls the") + text(200, top, "12", align="right") + text(240, top, "Moving")
        words += text(50, top + 11, "Force took") + text(240, top + 11, "On track")
    found = read(words, [across(115, 45, 300), across(210, 45, 300)])
    assert found[0][1:] == [["Calls the Force took", "12", "Moving On track"]] * 3


LONG = (
    "Victims who were content with the help that",
    "they were given by officers of the force and",
    "by its staff in the months before the survey",
    "took place",
)


def test_labels_as_wide_as_a_paragraph_are_labels() -> None:
    words = [*text(50, 100, "Measure"), *(w for x in (340, 420) for w in text(x, 100, "Share", align="right"))]
    for top in (120.0, 175.0, 230.0):
        words += [w for n, line in enumerate(LONG) for w in text(50, top + 11 * n, line)]
        words += text(340, top, "12%", align="right") + text(420, top, "9%", align="right")
    assert read(words)[0][1:] == [[" ".join(LONG), "12%", "9%"]] * 3


def test_a_label_that_starts_beside_figures_ends_below_the_last_rule() -> None:
    words = heads(100)
    for top in (120.0, 150.0, 180.0):
        words += row(top, "Calls that", "12", "3", "25") + text(50, top + 11, "the force took")
    found = read(words, lines(116, 146, 176))
    assert [line[0] for line in found[0][-3:]] == ["Calls that the force took"] * 3


def test_rows_under_a_shaded_heading_are_as_far_apart_as_their_padding_says() -> None:
    words = [*text(50, 115, "Area", bold=True)]
    for x, (upper, lower) in zip(XS, (("Crimes", "seen"), ("Crimes", "solved"), ("Rate of", "both")), strict=True):
        words += text(x, 103, upper, bold=True, align="right") + text(x, 115, lower, bold=True, align="right")
    for n, area in enumerate(("North", "South", "East", "West")):
        words += row(136 + 23 * n, area, "12", "3", "25")
    found = read(words, fills=[fill(45, 97, 405, 129)])
    assert [line[0] for line in found[0]] == ["Area", "North", "South", "East", "West"]


def test_the_last_short_line_of_a_paragraph_beside_a_table_is_no_cell() -> None:
    prose = ["Officers recorded fewer crimes in this year than", "in the one before it, and most districts saw the"]
    prose += ["same. Further work is planned for the next few", "months."]
    words = [w for n, line in enumerate(prose) for w in text(330, 128 + 14 * n, line)]
    words += [*text(50, 100, "Area"), *text(180, 100, "Before", align="right"), *text(260, 100, "After", align="right")]
    for n, area in enumerate(("North", "South", "East", "West", "Centre")):
        words += text(50, 114 + 14 * n, area)
        words += text(180, 114 + 14 * n, "125", align="right") + text(260, 114 + 14 * n, "34", align="right")
    assert read(words)[0][-1] == ["Centre", "125", "34"]


def test_dates_beside_names_are_no_table_of_their_own() -> None:
    words = [*text(50, 100, "Number"), *text(140, 100, "Date"), *text(230, 100, "Request"), *text(460, 100, "Cost")]
    for n in range(5):
        words += text(50, 120 + 18 * n, f"FOI-{n}27") + text(140, 120 + 18 * n, f"1{n}/05/2023")
        words += text(230, 122 + 18 * n, "Vehicles from car parks") + text(490, 122 + 18 * n, f"4{n}5", align="right")
    found = read(words)
    assert len(found) == 1
    assert found[0][1] == ["FOI-027", "10/05/2023", "Vehicles from car parks", "405"]


def test_one_row_with_a_label_under_months() -> None:
    months = ["Apr", "May", "Jun", "Jul", "Aug"]
    words = [w for n, month in enumerate(months) for w in text(200 + 50 * n, 100, month, align="right")]
    words += text(50, 115, "Calls taken") + [w for n in range(5) for w in text(200 + 50 * n, 115, "812", align="right")]
    assert read(words) == [[["", *months], ["Calls taken", *["812"] * 5]]]


def test_two_periods_written_alike_a_blank_apart_are_two_headings() -> None:
    words = [*text(50, 100, "Offence"), *text(300, 100, "Apr 2022 to Mar 2023", align="right")]
    words += text(302.8, 100, "Apr 2023 to Mar 2024")
    for n, offence in enumerate(("Robbery", "Theft", "Arson", "Fraud")):
        words += text(50, 116 + 16 * n, offence) + text(300, 116 + 16 * n, "1,25" + str(n), align="right")
        words += text(394, 116 + 16 * n, f"34{n}", align="right")
    assert read(words, [across(112, 45, 400)])[0][0] == ["Offence", "Apr 2022 to Mar 2023", "Apr 2023 to Mar 2024"]


def test_a_heading_at_the_right_of_its_cell_over_texts_at_the_left_makes_no_column() -> None:
    words = [*text(50, 100, "Priority"), *text(330, 100, "Aim", align="right"), *text(400, 100, "Lead", align="right")]
    leads = ("Supt Hale", "DCI Marsh", "Ch Supt Wood", "Insp Nkosi")
    for n, aim in enumerate(("Fewer thefts", "Safer roads", "Help for victims", "More patrols")):
        words += text(50, 118 + 18 * n, f"Goal {'ABCD'[n]}") + text(150, 118 + 18 * n, aim)
        words += text(400, 118 + 18 * n, leads[n], align="right")
    found = read(words, [across(96, 45, 405), across(190, 45, 405)])
    assert found[0][:2] == [["Priority", "Aim", "Lead"], ["Goal A", "Fewer thefts", "Supt Hale"]]


def test_a_title_over_rows_set_in_is_not_the_end_of_a_full_label() -> None:
    words = [*text(50, 100, "Measure"), *(w for x in XS for w in text(x, 100, "2023", align="right"))]
    words += row(114, "Pay of all the officers", "12", "30", "25") + text(50, 128, "Running costs of stations")
    words += row(142, "Premises", "8", "3", "25", left=60) + row(156, "Vehicles", "7", "31", "9", left=60)
    labels = ["Measure", "Pay of all the officers", "Running costs of stations", "Premises", "Vehicles"]
    assert [line[0] for line in read(words)[0]] == labels


def test_headings_of_several_lines_at_the_left_over_the_first_rule() -> None:
    words = text(50, 100, "Area")
    for x, parts in zip(
        (108, 208, 308), (("Crimes seen", "by officers"), ("Crimes solved", "in all"), ("Rate",)), strict=True
    ):
        words += [w for n, line in enumerate(parts) for w in text(x, 100 + 11 * n, line)]
    for n, area in enumerate(("North", "South", "East", "West")):
        words += row(129 + 18 * n, area, "12", "3", "25")
    found = read(words, lines(*(125 + 18 * n for n in range(5))))
    assert found[0][0] == ["Area", "Crimes seen by officers", "Crimes solved in all", "Rate"]
