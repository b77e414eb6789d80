"""Tables set sideways or upside down on the page."""

import pytest
from pages_by_hand import page, rows, ruled

from extractor.model import Page
from extractor.tables import find_tables
from extractor.tables.turned import upright

TEXTS = [["Area", "2016", "2017"], ["North", "12", "15"], ["South", "7", "9"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_that_runs_another_way_reads_the_same(turn: int) -> None:
    level = page(*ruled([50, 200, 300, 400], [100, 120, 140, 160], TEXTS))
    sideways = upright(level, (360 - turn) % 360)
    table = find_tables(sideways)[0]
    assert {word.rotation for word in sideways.words} == {turn}
    assert rows(table) == TEXTS
    here = table.cells[0].box
    assert here is not None
    assert upright_box(sideways, turn, table) == pytest.approx((50, 100, 200, 120))


def upright_box(sideways: Page, turn: int, table) -> tuple[float, float, float, float]:
    """The box of the first cell on the page turned upright again."""
    from dataclasses import replace

    from extractor.model import Fill

    marked = replace(sideways, fills=(Fill(table.cells[0].box),))
    box = upright(marked, turn).fills[0].box
    return box.x0, box.top, box.x1, box.bottom
