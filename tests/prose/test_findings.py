"""Words against figures: the publisher's contradictions are findings."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "words",
    [
        "a fall compared with the previous quarter (118)",
        "a 5% fall on the previous quarter (118)",
        "below the quarter average (118)",
    ],
)
def test_a_reduction_that_is_a_rise(read, words):
    observations, findings = read(f"134 offences were recorded last quarter, {words}.", "Robbery")
    (finding,) = findings
    assert (finding.code, finding.found, finding.expected) == ("contradicting-words", "134", "lower than 118")
    assert "118" in [str(o.value) for o in observations]  # as published, both of them


@pytest.mark.parametrize(
    "words",
    [
        "a rise compared with the previous quarter (118)",
        "similar to the previous quarter (118)",
        "equal to the previous quarter (134)",
        "above the quarter average (134)",
    ],
)
def test_what_fits_is_no_finding(read, words):
    assert read(f"134 offences were recorded last quarter, {words}.", "Robbery")[1] == []


def test_a_sign_against_its_word_leaves_no_value(read):
    text = "134 offences were recorded last quarter, a -10% growth on the previous quarter (120)."
    observations, findings = read(text, "Robbery")
    change = next(o for o in observations if o.role == "percent_change")
    assert (change.value, change.value_text) == (None, "-10%")
    assert [f.code for f in findings] == ["contradicting-words"]
