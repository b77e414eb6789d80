"""What was understood of reports that others made stays understood."""

from collections import Counter

import pytest
from unseen import documents, judge

REPORTS = list(documents())
# What main reaches: tightened when it does better; loosened only with the document and the reason in the commit.
MOST_WRONG, LEAST_RIGHT = 20, 13930


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    return Counter(verdict.state for report in REPORTS for verdict in judge(report))


def test_there_are_reports_to_judge() -> None:
    assert len(REPORTS) == 128


def test_no_figure_more_is_wrong_without_a_word(counts: Counter[str]) -> None:
    assert counts["wrong"] <= MOST_WRONG


def test_no_figure_less_is_right(counts: Counter[str]) -> None:
    assert counts["right"] >= LEAST_RIGHT


def test_nothing_is_invented(counts: Counter[str]) -> None:
    assert counts["invented"] == 0
