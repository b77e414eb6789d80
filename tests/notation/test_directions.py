"""Changes whose direction is a word: `up 4`, `14.1% lower`."""

from __future__ import annotations

import pytest

from extractor.notation.figures import parse_figure


@pytest.mark.parametrize(
    ("text", "arrow", "value"),
    [("up 4", 1, "4"), ("down 14.1%", -1, "14.1"), ("Down by 1,204", -1, "1204"), ("3.2% lower", -1, "3.2"),
     ("12 higher", 1, "12"), ("increase of £2.5m", 1, "2.5")],
)  # fmt: skip
def test_a_direction_in_words_is_read_with_its_figure(text: str, arrow: int, value: str) -> None:
    figure = parse_figure(text)
    assert (figure.kind, figure.arrow) == ("number", arrow)
    assert str(figure.value).startswith(value)


@pytest.mark.parametrize("text", ["up", "down the road", "Up to 5", "no change", "up 4 and down 5", "lower"])
def test_other_words_with_these_in_them_are_not(text: str) -> None:
    assert parse_figure(text).arrow == 0
