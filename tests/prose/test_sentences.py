"""Sentences as signs, and the times in them."""

from __future__ import annotations

import pytest

from extractor.prose.lexing import signs_of
from extractor.prose.passages import plain, sentences
from extractor.prose.times import find_times


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("12 DVPNs were served", "N dvpns were served"),
        ("fell by -20% (-1,200)", "M by P ( N )"),
        ("ranks 2nd of the 5 forces", "ranks R"),
        ("ranks 2nd of all", "ranks O of all"),
        ("12 mins 05 seconds", "U"),
        ("answered within 10 seconds", "answered X"),
        ("an increase of 4 percentage points", "an M of Q"),
        ("0.40 per 1,000 population", "N K"),
        ("the same quarter last year (48)", "B ( N )"),
        ("the quarter average (1,200)", "V ( N )"),
        ("the 2019-20 baseline", "L"),
        ("in North Warwickshire's towns", "in A towns"),
        ("(40 v 50)", "( N C N )"),
        ("60 of the 1,250 victims", "F victims"),
        ("9 out of 10 victims", "X out of N victims"),
        ("Grade 2 and outcome 16", "X and X"),
    ],
)
def test_signs(text, line):
    assert signs_of(text, ("North Warwickshire",)).line.strip() == line


def test_the_signs_behind_a_place_are_a_sentence_of_their_own():
    signs = signs_of("robbery fell and rape rose by 5%", ())
    behind = signs.behind(signs.line.index("rape"))
    assert (behind.line, behind.tokens[behind.at(behind.line.index("P"))].text) == ("rape M by P ", "5%")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It may have fallen in May", ["current"]),
        ("over the last 12 months (June 2020 to May 2021)", ["current"]),
        ("the previous 12-month period", ["previous"]),
        ("the same period of 20/21", ["year_ago"]),
        ("last year", ["open"]),
        ("to September 2022", ["open"]),
        ("compared to September 2022", ["current"]),
        ("a usual quarter 1,200", []),
    ],
)
def test_times(text, kinds):
    assert [f.time.kind for f in find_times(text)] == kinds


def test_sentences_keep_their_places():
    text = "3.1 Crime rose by 2.5% (i.e. by 20). It “fell” later. 9 of 10 agreed"
    found = list(sentences(plain(text)))
    assert [s for _, s in found] == ["Crime rose by 2.5% (i.e. by 20).", "It  fell  later.", "9 of 10 agreed"]
    assert all(plain(text)[at : at + len(s)] == s for at, s in found)
