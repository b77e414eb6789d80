"""What a text is at first sight, by the examples of schemas/figures.toml and by others."""

# ruff: noqa: E501 - lists of examples read best in rows

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.notation.figures import WORDS, parse_figure
from extractor.notation.kinds import (
    kind_of,
    looks_like_band,
    looks_like_code,
    looks_like_figure,
    looks_like_mark,
    looks_like_period,
    may_be_year,
)

TABLE = [(text, kind) for kind, texts in WORDS["kinds"].items() for text in texts]


@pytest.mark.parametrize(("text", "kind"), TABLE)
def test_a_text_is_what_the_table_of_examples_says(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1,904", "figure"), ("-0.4pp", "figure"), ("(2,310)", "figure"), ("£ 3.4 m", "figure"), ("22nd", "figure"), ("=7th", "figure"),
        ("7,5O1", "figure"), ("3 ,204", "figure"), ("904?", "figure"), ("€77", "figure"), ("118 402", "figure"), ("12:05", "figure"),
        ("[na]", "mark"), ("....", "mark"), ("- *", "mark"), ("tbc", "mark"),
        ("2007/08", "period"), ("Mar-22", "period"), ("Q4 FY21/22", "period"), ("Rolling 12 months to", "period"), ("PYTD", "period"),
        ("1987", "year"), ("2024²", "year"), ("2,024", "figure"), ("2024%", "figure"),
        ("25-34", "band"), ("0 to 9", "band"), ("Over 75", "band"), ("90+", "band"), ("16 and under", "band"), ("10 - 15 days", "band"),
        ("34-25", "figure"), ("125", "figure"), ("30D", "code"), ("0800 555 111", "code"), ("3.4.5.6", "code"), ("W06000015", "code"),
        ("Theft from person", "words"), ("1st quarter results", "words"), ("12 of the 36 officers seen", "words"), ("999 calls", "words"),
    ],
)  # fmt: skip
def test_fresh_texts_of_the_same_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_stroke_is_a_month_only_among_months() -> None:
    assert kind_of("4/23") == "figure"
    assert kind_of("4/23", among=["4/22", "4/23"]) == "period"


@given(st.text(max_size=40))
@example("\xad")
def test_every_text_is_of_one_kind_and_the_questions_agree(text: str) -> None:
    kind = kind_of(text)
    assert looks_like_figure(text) == (kind in ("figure", "year"))
    assert looks_like_mark(text) == (kind == "mark")
    assert kind != "year" or may_be_year(text)
    assert kind != "period" or looks_like_period(text)
    assert kind != "band" or (looks_like_band(text) and parse_figure(text).value is None)
    assert kind != "code" or looks_like_code(text)
    assert (kind == "blank") == (not text.replace("\xad", "").strip())


@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}%", "£{:,}", "({:,})", "▼ {:,}", "{:,}*"]))
def test_a_number_is_a_figure_however_it_is_dressed(number: int, form: str) -> None:
    assert kind_of(form.format(number)) in ("figure", "year")
