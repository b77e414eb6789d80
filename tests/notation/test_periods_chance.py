"""Forms that a text gives no chance are not tried: what is found must be what all forms would find."""

from __future__ import annotations

import random

import pytest

from extractor.notation import periods
from extractor.notation.forms import FORMS

TEXT = """19 20 2018 2019 18/19 2018/19 2018-19 Jan Feb. March May to until through - – — ending ended up end of year
YTD date (to ) Q2 q3 quarter 4 12 months rolling three 31/03/2019 1.4.2018 2019-03-31 2019-03 1st the R12 latest
m '18 FY TO fytd cytd calendar financial school academic H1 first half second Week w/e w/c commencing 7 days last
previous 24 hours on Sunday as at of from between and onwards forecast outturn 04/2019 24-Jan third Q1-Q3 period"""


def test_forms_without_a_chance_would_find_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    choose, pieces = random.Random(3), TEXT.split()
    texts = [choose.choice((" ", "")).join(choose.choices(pieces, k=choose.randint(1, 8))) for _ in range(1500)]
    texts += [example["text"] for form in FORMS for example in form.examples]
    quickly = [(periods._find(text), periods._parse(text)) for text in texts]
    monkeypatch.setattr(
        periods, "forms_with_a_chance", lambda signs, alone: tuple(f for f in FORMS if f.alone == alone)
    )
    periods._kept.cache_clear()
    for text, found in zip(texts, quickly, strict=True):
        assert found == (periods._find(text), periods._parse(text)), text
    periods._kept.cache_clear()
