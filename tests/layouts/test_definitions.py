"""What a document says its own words for times mean, and where that counts."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.definitions import definitions, in_force, used
from extractor.model import Block, Cell, Period, Table


def said(text: str) -> dict[str, str]:
    """Each defined phrase with its days."""
    found = definitions(text, vocabulary())
    return {" ".join(d.words): f"{d.period.start}/{d.period.end}" for d in found}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("'This year' means 1 April to 30 September 2020 and 'last year' the same six months of 2019.",
         {"this year": "2020-04-01/2020-09-30", "last year": "2019-04-01/2019-09-30"}),
        ("“This year” is the financial year to date to the end of February 2025 and “last year” the same period of "
         "2023/24.", {"this year": "2024-04-01/2025-02-28", "last year": "2023-04-01/2024-02-29"}),
        ("The current period is the six months from 1 January to 30 June 2023 unless a table says otherwise.",
         {"current period": "2023-01-01/2023-06-30"}),
        ("Current = 12 months to June 2024, Previous = 12 months to June 2023.",
         {"current": "2023-07-01/2024-06-30", "previous": "2022-07-01/2023-06-30"}),
        ("Figures for this year (April to September 2024) stand beside last year (April to September 2023).",
         {"this year": "2024-04-01/2024-09-30", "last year": "2023-04-01/2023-09-30"}),
        ("Here last year refers to the 12 months to 31 March 2023 and this year to the 12 months to 31 March 2024.",
         {"last year": "2022-04-01/2023-03-31", "this year": "2023-04-01/2024-03-31"}),
        ("The current period is 1 January to 30 June 2024 and the previous period the same six months of 2023.",
         {"current period": "2024-01-01/2024-06-30", "previous period": "2023-01-01/2023-06-30"}),
        ("The current period is the year ending 30 June 2024 and the previous period is the 12 months before that.",
         {"current period": "2023-07-01/2024-06-30", "previous period": "2022-07-01/2023-06-30"}),
        ("This year covers the quarter from 1 April to 30 June 2023.", {"this year": "2023-04-01/2023-06-30"}),
        ("This year means the 3 months 1 April to 30 June 2023.", {"this year": "2023-04-01/2023-06-30"}),
    ],
)  # fmt: skip
def test_a_sentence_that_defines_words_for_times_is_read(text: str, meant: dict[str, str]) -> None:
    assert said(text) == meant


@pytest.mark.parametrize(
    "text",
    ["This year is the best since 2019.", "Our target for this year: 2023 level less 5%.",
     "This is the report for the year 2023/24.", "2021/22 YTD is April to December 2021.",
     "The previous period is the twelve months before.", "Last year 2,014 people were arrested.",
     "'This year' means 1 April to 30 September 2020 or the latest figures.",
     "'This year' means to June 2023.", "'This year' means the months to 30 June 2023.", "This year to 30 June 2023.",
     "Crime fell and last year the 12 months to June 2023.", "'This year' means April to June 2023 or 2022.",
     "The period is 1 January to 30 June 2023, longer than last year."],
)  # fmt: skip
def test_a_sentence_that_merely_uses_them_defines_nothing(text: str) -> None:
    assert "this year" not in said(text) and "ytd" not in said(text) and not said(text)


def test_the_same_months_of_a_year_that_is_not_the_one_before_are_not_guessed() -> None:
    assert "last year" not in said("'This year' means April to June 2023 and 'last year' the same months of 2019.")


@pytest.mark.parametrize("meant", ["the same months", "the 12 months before that", "the same months of the decade"])
def test_a_time_before_that_is_not_said_to_the_day_is_not_guessed(meant: str) -> None:
    found = said(f"'This year' means April to June 2023 and 'last year' is {meant}.")
    assert found == {"this year": "2023-04-01/2023-06-30"}


def test_the_longest_of_the_defined_words_that_a_heading_holds_counts() -> None:
    longer, shorter = Period("a", date(2023, 1, 1), date(2023, 3, 31)), Period("b", date(2022, 1, 1), date(2022, 3, 31))
    found = list(used("Crimes this quarter", {("this", "quarter"): longer, ("quarter",): shorter}))
    assert [f.ref.period for f in found] == [longer]


def table(name: str) -> Table:
    return Table((Cell(0, 0, name),))


def test_a_definition_of_the_front_counts_until_a_note_says_otherwise_for_its_table() -> None:
    first, second, third = table("a"), table("b"), table("c")
    body = (
        Block("paragraph", "This year means April to June 2023."), first,
        Block("heading", "Custody", 1), second, Block("note", "This year: 12 months to June 2023."),
        Block("heading", "Contact", 1), third,
    )  # fmt: skip
    found = in_force(body, vocabulary())
    kinds = [found[id(t)]["this", "year"].kind for t in (first, second, third)]
    assert kinds == ["quarter", "rolling_12_months", "quarter"]


def test_a_definition_within_a_section_does_not_count_in_the_next() -> None:
    first, second, third = table("a"), table("b"), table("c")
    said = Block("paragraph", "This year means April to June 2023.")
    body = (first, Block("heading", "Contact", 1), said, second, Block("heading", "Custody", 1), third)
    found = in_force(body, vocabulary())
    assert [("this", "year") in found[id(t)] for t in (first, second, third)] == [False, True, False]


def test_a_glossary_behind_the_last_table_counts_for_all_of_them() -> None:
    first, second = table("a"), table("b")
    body = (
        first,
        Block("heading", "More", 1),
        second,
        Block("heading", "Terms", 1),
        Block("paragraph", "PY = 2022/23."),
    )
    found = in_force(body, vocabulary())
    assert ("py",) in found[id(first)] and ("py",) in found[id(second)]


def test_a_page_of_text_in_one_paragraph_defines_nothing() -> None:
    assert said("This year means 1 April to 30 September 2020") and not said(
        "This year means " + "the months of the six " * 20 + "1 April to 30 September 2020"
    )


def in_tables(*body: Block | Table) -> list[bool]:
    """Whether `this year` has a meaning in each table."""
    found = in_force(body, vocabulary())
    return [("this", "year") in found.get(id(item), {}) for item in body if isinstance(item, Table)]


HEADING = Block("heading", "Custody", 1)
SAID = Block("paragraph", "This year means April to June 2023.")


def test_a_definition_counts_for_the_table_after_it_although_a_heading_stands_between() -> None:
    assert in_tables(table("a"), HEADING, SAID, HEADING, table("b"), HEADING, table("c")) == [False, True, False]


def test_a_definition_counts_for_all_tables_of_its_section() -> None:
    assert in_tables(table("a"), HEADING, SAID, table("b"), table("c"), HEADING, table("d")) == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_definition_beneath_a_table_does_not_count_behind_the_next_heading() -> None:
    assert in_tables(table("a"), SAID, HEADING, table("b")) == [True, False]


def test_a_document_without_tables_has_nothing_to_define_words_for() -> None:
    assert in_force((SAID,), vocabulary()) == {}


def test_words_with_two_meanings_behind_the_last_table_mean_neither_elsewhere() -> None:
    other = Block("paragraph", "This year means 12 months to June 2023.")
    assert in_tables(table("a"), HEADING, table("b"), HEADING, SAID, other) == [False, False]
