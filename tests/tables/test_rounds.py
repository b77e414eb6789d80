"""Headings over rounds of columns that repeat but for their years."""

from __future__ import annotations

from pages_by_hand import page, text

from extractor.tables import find_tables

XS = (200, 250, 300, 370, 430, 490)


def spans(upper: list[tuple[int, str]], lower: list[str]) -> dict[str, int]:
    """How many columns each heading of the upper line covers."""
    words = [w for x, t in upper for w in text(x, 100, t, align="centre")]
    words += [w for x, t in zip(XS, lower, strict=True) for w in text(x, 114, t, align="centre")]
    for n, label in enumerate(("Total crime", "Robbery", "Burglary", "Rape")):
        words += text(50, 130 + 14 * n, label)
        words += [w for x in XS for w in text(x, 130 + 14 * n, str(100 + n), align="centre")]
    (table,) = find_tables(page(words))
    return {c.text: c.column_span for c in table.cells if c.row == 0 and c.text}


def test_a_month_over_the_middle_of_two_years_and_a_change_heads_all_three() -> None:
    found = spans([(250, "June"), (430, "Year to date")], ["2022", "2023", "Change", "2022/23", "2023/24", "Change"])
    assert (found["June"], found["Year to date"]) == (3, 3)


def test_years_that_run_on_are_no_rounds() -> None:
    found = spans([(250, "June")], ["2018", "2019", "2020", "2021", "2022", "2023"])
    assert found.get("June") != 3
