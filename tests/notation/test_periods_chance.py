"""Patterns that a text gives no chance are not tried: what is found must be what all patterns would find."""

from __future__ import annotations

import random

import pytest

from extractor.notation import periods

TEXT = """19 20 2018 2019 18/19 2018/19 2018-19 Jan Feb. March May to until through - – — ending ended up end of year
YTD date (to ) Q2 q3 quarter 4 12 months rolling three 31/03/2019 1.4.2018 2019-03-31 2019-03 1st the R12 latest
m '18 FY TO"""


def test_patterns_without_a_chance_would_find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    choose, pieces = random.Random(3), TEXT.split()
    texts = [choose.choice((" ", "")).join(choose.choices(pieces, k=choose.randint(1, 8))) for _ in range(5000)]
    found = [periods._find(text) for text in texts]
    monkeypatch.setattr(periods, "_with_a_chance", lambda signs: periods._PATTERNS)
    for text, quickly in zip(texts, found, strict=True):
        assert quickly == periods._find(text), text
