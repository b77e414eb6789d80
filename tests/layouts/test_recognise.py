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


def lines(*texts: str) -> Document:
    return document(*(Block("heading", text) for text in texts))


def columns(*headings: str) -> Table:
    figures = [Cell(1, n, str(100 + n)) for n in range(1, len(headings) + 1)]
    return Table((*(Cell(0, n, text) for n, text in enumerate(headings, 1)), Cell(1, 0, "Burglary"), *figures))


def test_evidence_can_be_printed_with_its_text_place_kind_and_weight():
    found = recognise(lines("Kent Police", "Data to 30 June 2022", "Published 14 July 2022"), vocabulary())
    kinds = {e.text: (e.kind, e.place) for e in found.evidence}
    assert kinds["Data to 30 June 2022"] == ("labelled", "front")
    assert kinds["Published 14 July 2022"] == ("own", "front")
    assert kinds["Kent Police"] == ("claim", "front")
    assert all(e.weight > 0 for e in found.evidence)


def test_a_publication_date_alone_dates_no_figure():
    found = recognise(lines("Kent Police", "Complaints report", "Published 14 July 2022"), vocabulary())
    assert found.period_end is None and str(found.published) == "2022-07-14"


def test_the_day_within_a_month_of_publication_is_the_documents_day():
    found = recognise(lines("Kent Police", "17 May 2023", "Published - May 2023"), vocabulary())
    assert str(found.published) == "2023-05-17"


def test_a_next_meeting_is_not_the_documents_day():
    found = recognise(
        lines("Kent Police", "Meeting of 5 May 2023", "The next meeting will be held on 9 August 2023"), vocabulary()
    )
    assert str(found.published) == "2023-05-05"


def test_tables_outweigh_the_month_on_the_cover():
    body = (Block("heading", "Kent Police"), Block("heading", "May 2023"))
    tables = [columns("12 months to March 2022", "12 months to March 2023") for _ in range(3)]
    found = recognise(document(*body, *tables), vocabulary())
    assert str(found.period_end) == "2023-03-31" and str(found.published) == "2023-05-31"


def test_a_forecast_column_is_no_period_of_the_document():
    tables = [columns("Mar-23", "Forecast Mar-24") for _ in range(3)]
    found = recognise(document(Block("heading", "Kent Police"), *tables), vocabulary())
    assert str(found.period_end) == "2023-03-31"


def test_american_days_are_not_read_as_british_ones():
    found = recognise(lines("Rivermont Police Department", "Report to 08/03/2026"), vocabulary())
    assert str(found.period_end) == "2026-08-03" and found.year_begins == 1


def test_two_statements_of_when_the_year_begins_leave_it_open():
    found = recognise(lines("Kent Police", "Quarter 1 (April to June)", "Q1 (Jan-Mar)"), vocabulary())
    assert found.year_begins is None


def test_one_table_by_calendar_year_does_not_make_the_document_begin_in_january():
    assert recognise(lines("Kent Police", "Incidents by calendar year"), vocabulary()).year_begins is None


def test_months_from_january_beside_a_year_to_date_begin_the_year():
    table = columns("Jan-23", "Feb-23", "Mar-23", "YTD")
    assert recognise(document(Block("heading", "Kent Police"), table), vocabulary()).year_begins == 1


def test_the_names_of_peers_in_a_table_do_not_make_a_document_theirs():
    names = ("Kent Police", "Essex Police", "Surrey Police", "Sussex Police", "Norfolk Constabulary")
    rows = [Cell(n, column, text) for n, name in enumerate(names, 1) for column, text in ((0, name), (1, str(n)))]
    table = Table((Cell(0, 0, "Force"), Cell(0, 1, "Searches"), *rows))
    assert recognise(document(Block("heading", "Stop and search"), table), vocabulary()).force is None


def test_an_address_of_the_force_in_the_running_footer_tells_whose_it_is():
    found = recognise(
        Document("r.txt", "0" * 64, "txt", "text", body=lines("Scorecard").body, furniture=("www.essex.police.uk",)),
        vocabulary(),
    )
    assert found.force is not None and found.force.id == "essex"


def test_a_link_to_a_document_of_a_force_is_a_citation():
    text = "See http://www.essex.police.uk/files/policy.pdf"
    assert recognise(lines("Scorecard", text), vocabulary()).force is None


def test_a_form_entry_is_the_title_without_its_label():
    table = Table(
        (
            Cell(0, 0, "Subject"),
            Cell(0, 1, "Quarterly performance report"),
            Cell(1, 0, "Date"),
            Cell(1, 1, "1 May 2020"),
        )
    )
    found = recognise(document(Block("paragraph", "Police and Crime Panel"), table), vocabulary())
    assert found.title == "Quarterly performance report" and str(found.published) == "2020-05-01"


def test_a_long_address_costs_no_time():
    start = time.process_time()
    recognise(lines("a-" * 40000 + ".police.uk", "w." * 40000 + "cc.gov.uk"), vocabulary())
    assert time.process_time() - start < 2
