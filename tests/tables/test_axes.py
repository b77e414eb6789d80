"""Charts that look like tables are known by their scale."""

import pytest

from extractor.model import Box, Cell, Table, TablePart
from extractor.tables.axes import has_scale, without_charts


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("95%\n90%\n85%\n80%", True),
        ("16,000\n12,800\n9,600\n6,400\n3,200\n0", True),
        ("Public confidence\n90%\n86%\n82%\n78%", True),
        ("2019\n2018\n2017\n2016", False),
        ("12\n9\n4\n3", False),
        ("95%\n90%\n85%", False),
        ("1\n2\n3\n4", False),
    ],
)
def test_labels_that_fall_evenly_in_one_cell_are_a_scale(text: str, scale: bool) -> None:
    assert has_scale(Table((Cell(0, 0, text),))) is scale


def test_the_place_of_a_chart_is_kept_so_that_its_words_are_no_prose() -> None:
    box = Box(1, 2, 3, 4)
    chart = Table((Cell(0, 0, "40\n30\n20\n10\n0"),), (TablePart(1, box),))
    plain = Table((Cell(0, 0, "40"),), (TablePart(1, box),))
    assert without_charts([chart, plain]) == ([plain], [box])
