"""Who published a document, and which period it is about."""

import time

from extractor.codelists import vocabulary
from extractor.layouts.recognise import recognise
from extractor.model import Block, Cell, Document, Table


def document(*body: Block | Table) -> Document:
    return Document("report.txt", "0" * 64, "txt", "text", body=body)


def test_a_form_on_the_front_page_tells_the_period():
    cells = [(0, 0, "Subject"), (0, 1, "Quarter 2 report 1 July to 30 September 2018"), (1, 0, "Author"), (1, 1, "A N")]
    found = recognise(document(Table(tuple(Cell(*cell) for cell in cells))), vocabulary())
    assert str(found.period_end) == "2018-09-30"


def test_a_table_of_figures_on_the_front_page_is_no_form():
    cells = [(0, 0, "Area"), (0, 1, "to September 2018"), (0, 2, "Rank"), (1, 0, "North"), (1, 1, "12"), (1, 2, "5")]
    assert recognise(document(Table(tuple(Cell(*cell) for cell in cells))), vocabulary()).period_confidence < 0.5


def test_the_time_for_a_first_table_grows_with_its_cells_alone():
    cells = tuple(Cell(row, column, "word") for row in range(1500) for column in range(20))
    start = time.process_time()
    recognise(document(Table(cells)), vocabulary())
    assert time.process_time() - start < 5
