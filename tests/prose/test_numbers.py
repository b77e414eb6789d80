"""Which numbers of a sentence are figures."""

from __future__ import annotations

import pytest

from extractor.prose.numbers import share_in_words
from extractor.prose.tokens import tokens_of


def kinds(text):
    return [k for k in tokens_of(text, lambda _: iter(())).kinds if k != "word"]


FIGURES = {
    "a count": ("40 offences", ["count"]),
    "a count with commas": ("1,240 offences", ["count"]),
    "a share": ("3.5% of calls", ["percent"]),
    "a share in words": ("forty-one per cent of calls", ["percent"]),
    "points in words": ("three percentage points lower", ["points"]),
    "points in short": ("up 1.2 ppts", ["points"]),
    "a signed change": ("(-8.9%)", ["plus_percent"]),
    "a duration": ("9 minutes 20 seconds", ["duration"]),
    "a rate": ("0.42 per 1,000 population", ["count", "per_head"]),
    "a rank": ("3rd of 43 forces", ["rank"]),
    "a count before a period": ("fell to 1,002 in the 12 months to March 2024", ["count", "period"]),
}  # fmt: skip
NO_FIGURES = {
    "about": "about 40 offences",
    "a bound": "up to 1,200 offences",
    "so many or more": "40 or more offences",
    "and more": "14,000+ contacts",
    "money": "£250 million",
    "a page": "page 17",
    "a section of an act": "section 18 offences",
    "an age": "officers aged 26",
    "a time of day": "at 21:30 officers came",
    "a case": "crime 14/88213/24",
    "a year": "2017 offences",
    "out of": "7 out of 10 people",
    "one in so many": "one in five crimes",
    "decimals without a rate": "3.2 offences",
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=FIGURES)
def test_a_figure_has_its_kind(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize("text", NO_FIGURES.values(), ids=NO_FIGURES)
def test_a_number_that_is_no_statistic_is_no_figure(text):
    found = set(kinds(text))
    assert found & {"noise", "money"} or not found & {"count", "percent", "plus_percent", "plus_count", "points"}


def test_a_line_that_can_be_dialled_is_a_name():
    assert kinds("999 calls") == ["code"]
    assert kinds("999 offences") == ["count"]


def test_a_share_in_words_counts_as_a_figure():
    assert share_in_words("Ninety per cent were answered.")
    assert not share_in_words("Three officers came.")
