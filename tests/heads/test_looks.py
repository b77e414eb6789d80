"""What a cell may be by its looks alone."""

from __future__ import annotations

import pytest

from extractor.heads.looks import counts_up, has_letters, is_plain, is_run_of_years, look_of


@pytest.mark.parametrize("text", ["+/-", "%", "£"])
def test_a_sign_without_a_digit_heads_a_column_and_is_no_figure(text: str) -> None:
    assert look_of(text) == "words"


def test_a_figure_with_a_unit_word_may_head_a_column_and_a_bare_one_may_not() -> None:
    assert is_plain("1,204") and is_plain("4.5%")
    assert not is_plain("45 minutes") and not is_plain("2016") and not is_plain("Arson")
    assert has_letters("12k") and not has_letters("1,204 (3.5%)")


@pytest.mark.parametrize(
    "years",
    [
        ("2016", "2017", "2018"),
        ("2018", "2017", "2016"),
        ("2022", "2023", "2022", "2023"),
        ("2011", "2021"),
    ],
)
def test_years_that_follow_one_another_are_years_up_down_or_in_repeated_runs(years: tuple[str, ...]) -> None:
    assert is_run_of_years(years)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (("2016",), "one alone follows nothing"),
        ((), "nothing at all"),
        (("2016", "2,017"), "not all look like years"),
        (("2016", "2016"), "all the same"),
        (("1915", "2016"), "a hundred years apart"),
        (("1977", "1984", "2001"), "in no even step"),
        (("2016", "2017", "2017", "2016"), "not in the same order each time"),
    ],
)
def test_counts_of_two_thousand_and_some_do_not_pass_for_years(counts: tuple[str, ...], why: str) -> None:
    assert not is_run_of_years(counts), why


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("1.", "2.", "3."), ("1)", "2)", "3)"), ("10", "20", "30")])
def test_numbers_of_lines_go_up_in_one_step(numbers: tuple[str, ...]) -> None:
    assert counts_up(numbers)


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        (("4", "5"), "two may rise by chance"),
        (("3", "2", "1"), "they fall"),
        (("4", "4", "4"), "they stand still"),
        (("4", "7", "21"), "counts that happen to rise"),
        (("4.5", "5.5", "6.5"), "no whole numbers"),
        (("100000", "100001", "100002"), "nobody numbers lines so high"),
    ],
)
def test_counts_are_not_thrown_away_as_numbers_of_lines(figures: tuple[str, ...], why: str) -> None:
    assert not counts_up(figures), why


def test_item_numbers_with_gaps_are_numbers_of_lines_where_no_even_step_is_asked_for() -> None:
    assert counts_up(("1", "2", "14", "16"), even=False)
    assert not counts_up(("1", "2", "2", "16"), even=False)


def test_numbers_of_paragraphs_are_no_figures() -> None:
    assert counts_up(("1.1", "1.2", "2.1", "2.10"), even=False)
    assert not counts_up(("1.2", "1.1", "2.1"), even=False), "rates that fall"
    assert not counts_up(("1.1", "1.2"), even=False), "two may rise by chance"
    assert not counts_up(("1.1", "1.2", "1.3")), "rates under a heading may rise evenly"
