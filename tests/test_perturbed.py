"""Tables whose columns and rows change places, go missing or are renamed still say the same of every figure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from grids import heading, joined, observations, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Block, Observation

STAFFORDSHIRE = (Block("heading", "Staffordshire Police Public Performance Meeting Report", 1),
                 Block("paragraph", "Data to 31 March 2023"))  # fmt: skip
WARWICKSHIRE = (
    Block("heading", "Warwickshire Police", 1),
    Block("heading", "Performance Summary July - September 2017"),
)
HAMPSHIRE = (Block("heading", "Hampshire Constabulary", 1), Block("heading", "Force Performance Profile March 2018", 1))

YEAR_TO_DATE = """
Total Crime        | Previous YTD | Current YTD | Change | % Change
Crimes             | 149713       | 159971      | 10258  | 6.9%
FAT outcomes       | 19266        | 23915       | 4649   | 24.1%
FAT outcome rate % | 12.9%        | 14.9%       |        | +2.0 % pt
Outcome 16         | 33453        | 26957       | -6496  | -19.4%
"""
BASELINE = """
Offence | Previous 12 Months | Last 12 Months | 12 Month Difference | 12 Month % Change | Baseline (Apr 19 to Mar 20) | Baseline Difference | % Change From Baseline
Arson   | 401   | 494   | 93  | 23.2%  | 474   | 20    | 4.2%
Rape    | 1,060 | 1,190 | 130 | 12.3%  | 1,007 | 183   | 18.2%
Robbery | 720   | 868   | 148 | 20.6%  | 769   | 99    | 12.9%
"""
MONTHS = """
Area               | Jul-17 | Aug-17 | Sep-17
North Warwickshire | 978    | 901    | 707
South Warwickshire | 730    | 704    | 502
Warwickshire       | 1708   | 1605   | 1209
"""
CASES = [
    (YEAR_TO_DATE, "Total Crime", HAMPSHIRE),
    (BASELINE, "All Crime", STAFFORDSHIRE),
    (MONTHS, "Anti-Social Behaviour", WARWICKSHIRE),
]
FACTS = (
    "measure", "category", "statistic", "role", "unit", "area", "area_type", "breakdown", "period_start", "period_end",
    "period_type", "base_period_start", "base_period_end", "value", "out_of", "qualifier",
)  # fmt: skip


def meanings(
    rows: Sequence[Sequence[str]], title: str, front: tuple[Block, ...]
) -> dict[tuple[str, str], tuple[object, ...]]:
    found: list[Observation] = observations(heading(title), joined(rows), front=front)
    return {(o.row_label, o.column_label): tuple(getattr(o, f) for f in FACTS) for o in found}


@pytest.mark.parametrize(("text", "title", "front"), CASES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_columns_and_rows_may_change_places(
    text: str, title: str, front: tuple[Block, ...], data: st.DataObject
) -> None:
    rows = rows_of(text)
    columns = [0, *data.draw(st.permutations(range(1, len(rows[0]))))]
    body = data.draw(st.permutations(rows[1:]))
    shuffled = [[row[c] for c in columns] for row in [rows[0], *body]]
    assert meanings(shuffled, title, front) == meanings(rows, title, front)


@pytest.mark.parametrize(("text", "title", "front"), CASES)
def test_a_dropped_row_takes_only_its_own_figures_with_it(text: str, title: str, front: tuple[Block, ...]) -> None:
    rows = rows_of(text)
    whole = meanings(rows, title, front)
    for gone in range(1, len(rows)):
        rest = meanings(rows[:gone] + rows[gone + 1 :], title, front)
        assert rest == {k: v for k, v in whole.items() if k[0] != rows[gone][0]}


@pytest.mark.parametrize(("text", "title", "front"), CASES)
def test_an_unknown_column_changes_nothing_about_the_others(text: str, title: str, front: tuple[Block, ...]) -> None:
    rows = rows_of(text)
    wider = [[*row, "Zorb" if n == 0 else "7"] for n, row in enumerate(rows)]
    known = {k: v for k, v in meanings(wider, title, front).items() if k[1] != "Zorb"}
    assert known == meanings(rows, title, front)


@pytest.mark.parametrize(("text", "title", "front"), CASES)
def test_an_added_row_of_another_kind_changes_nothing_about_the_others(
    text: str, title: str, front: tuple[Block, ...]
) -> None:
    rows = rows_of(text)
    longer = [*rows, ["Zorb count", *("7" for _ in rows[0][1:])]]
    known = {k: v for k, v in meanings(longer, title, front).items() if k[0] != "Zorb count"}
    assert known == meanings(rows, title, front)


@pytest.mark.parametrize(("text", "title", "front"), CASES)
def test_a_table_turned_on_its_side_says_the_same(text: str, title: str, front: tuple[Block, ...]) -> None:
    rows = rows_of(text)
    turned = [list(column) for column in zip(*rows, strict=True)]
    swapped = {(column, row): v for (row, column), v in meanings(turned, title, front).items()}
    assert swapped == meanings(rows, title, front)


RENAMED = {
    "Previous YTD": ["Prev YTD", "Last YTD", "YTD 2016/17", "2016/17 YTD"],
    "Current YTD": ["Curr YTD", "YTD", "This YTD", "YTD 2017/18"],
    "% Change": ["Change %", "% Diff", "% chg", "Percentage change"],
    "Crimes": ["Recorded crimes", "Offences", "Number of crimes"],
    "Last 12 Months": ["Latest 12 months", "Current 12 Months", "12 months to March 2023"],
    "Previous 12 Months": ["Prior 12 months", "12 months to March 2022"],
    "Jul-17": ["July 2017", "Jul 17", "Jul 2017", "July"],
}


@pytest.mark.parametrize(("text", "title", "front"), CASES)
@pytest.mark.parametrize(("old", "new"), [(old, new) for old, names in RENAMED.items() for new in names])
def test_drifted_headings_mean_the_same(text: str, title: str, front: tuple[Block, ...], old: str, new: str) -> None:
    rows = rows_of(text)
    if not any(old in row for row in rows):
        pytest.skip("the table has no such heading")
    renamed = [[new if cell == old else cell for cell in row] for row in rows]
    back = {
        tuple(old if part == new else part for part in key): v for key, v in meanings(renamed, title, front).items()
    }
    assert back == meanings(rows, title, front)
