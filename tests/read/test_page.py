"""Web pages: their tables, headings and text, and what of them is not seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets_by_hand import glance, reading, rows, tables, told

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document
from extractor.read import Limits, read

ROWS = [["Offence", "2023/24"], ["Robbery", "12"]]
TABLE = "<table><tr><th>Offence<th>2023/24<tr><td>Robbery<td>12</table>"


def page(folder: Path, body: str, head: str = "") -> Document:
    text = f"<!DOCTYPE html><html><head><title>Report</title>{head}</head><body>{body}</body></html>"
    return reading(folder, text.encode(), "report.html")


def test_headings_text_and_tables_in_their_order(tmp_path: Path) -> None:
    text = "<p>All crime fell <b>by 5%</b>.<br>Robbery rose.</p>"
    document = page(tmp_path, f"<h2>Crime</h2>{text}{TABLE}<p>Note: provisional")
    assert glance(document) == ["# Crime", "All crime fell by 5%.\nRobbery rose.", ROWS, "Note: provisional"]
    assert (document.media, document.reader, document.properties) == ("html", "html", {"title": "Report"})


def test_headings_nest_and_a_lone_first_one_is_the_title_of_the_page(tmp_path: Path) -> None:
    document = page(tmp_path, "<h1>Report</h1><h2>Crime</h2><h3>Robbery</h3><p>x</p>")
    levels = [item.level for item in document.body if isinstance(item, Block) and item.kind == "heading"]
    assert levels[0] is None and levels[1] < levels[2] < 0
    both = page(tmp_path, "<h1>Crime</h1><p>x</p><h1>Calls</h1><p>y</p>")
    assert len({item.level for item in both.body if isinstance(item, Block) and item.kind == "heading"}) == 1


def test_spans_captions_scopes_and_the_rows_that_the_page_declares(tmp_path: Path) -> None:
    body = (
        "<table><caption>Table 1: Offences</caption><tfoot><tr><th scope=row>Total<td>3<td>4</tr></tfoot>"
        "<thead><tr><th rowspan=2>Offence<th colspan=2>12 months to</tr><tr><th>Mar-23<th>Mar-24</tr></thead>"
        "<tbody><tr><th scope=row>Rape<td>1<td>2</tr></tbody></table>"
    )
    (table,) = tables(page(tmp_path, body))
    assert table.caption == "Table 1: Offences"
    assert rows(table) == [["Offence", "12 months to"], ["Mar-23", "Mar-24"], ["Rape", "1", "2"], ["Total", "3", "4"]]
    assert (table.declared_rows, table.header_rows) == (2, 2)
    assert [(c.row_span, c.column_span) for c in table.cells[:2]] == [(2, 1), (1, 2)]
    assert {c.text for c in table.cells if c.heading} >= {"Rape", "Total"}


def test_a_row_span_to_the_end_and_spans_beyond_it(tmp_path: Path) -> None:
    (table,) = tables(page(tmp_path, "<table><tr><td rowspan=0>A<td>1<tr><td rowspan=99>2<tr><td>3</table>"))
    assert [(c.text, c.row, c.column, c.row_span) for c in table.cells] == [
        ("A", 0, 0, 3), ("1", 0, 1, 1), ("2", 1, 1, 2), ("3", 2, 2, 1),
    ]  # fmt: skip


def test_bold_type_and_shading_of_cells_are_passed_on(tmp_path: Path) -> None:
    body = "<table><tr bgcolor=navy><td><b>Offence</b><td style='font-weight:bold'>2023/24<tr><td>Rape<td>5</table>"
    (table,) = tables(page(tmp_path, body))
    assert [(c.bold, c.fill) for c in table.cells] == [(True, "navy"), (True, "navy"), (False, ""), (False, "")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>99</p>",
        "<p hidden>99</p>",
        "<div class='x off'>99</div>",
        "<p id=gone>99</p>",
        "<table><tr><td>a<td>5<tr style='display:none'><td>b<td>99</table>",
    ],
)
def test_what_is_hidden_is_left_out_and_told(tmp_path: Path, hidden: str) -> None:
    styles = "<style>.off, .tab { display:none } #gone {visibility:hidden} @media print {.x {display:none}}</style>"
    document = page(tmp_path, f"<p class=x>Seen</p>{hidden}", styles)
    assert "99" not in str(glance(document)) and "Seen" in glance(document)
    assert "99" in told(document)["hidden-text"]


def test_what_is_hidden_from_readers_aloud_alone_is_seen(tmp_path: Path) -> None:
    assert glance(page(tmp_path, "<p aria-hidden=true>99</p>")) == ["99"]


def test_struck_out_text_scripts_and_navigation_are_left_out(tmp_path: Path) -> None:
    document = page(tmp_path, "<nav><a>Home</a></nav><p>5<del>6</del></p><script>document.write('7')</script>")
    assert glance(document) == ["5"] and '"6"' in told(document)["struck-out-text"]


def test_tables_that_only_lay_out_the_page_and_tables_in_tables(tmp_path: Path) -> None:
    layout = page(tmp_path, f"<table><tr><td><p>Crime</p>{TABLE}<td><p>Calls</p></table>")
    assert glance(layout) == ["Crime", [["Offence", "2023/24"], ["Robbery", "12"]], "Calls"]
    nested = page(tmp_path, f"<table><tr><td>A<td>1<tr><td>B {TABLE}<td>2</table>")
    assert [rows(table) for table in tables(nested)] == [[["A", "1"], ["B", "2"]], ROWS]


def test_figures_on_two_lines_of_a_cell_stay_two(tmp_path: Path) -> None:
    (table,) = tables(page(tmp_path, "<table><tr><td>a<td>410<br>432<tr><td>b<td>5</table>"))
    assert table.cells[1].text == "410 | 432"


def test_drawings_pictures_and_other_pages_are_told(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        "<p>x</p><svg><text>12,345</text></svg><iframe src='https://app.example/chart'></iframe>"
        "<figure><img src=a.png><figcaption>Robbery by month</figcaption></figure>",
    )
    assert {"chart-not-read", "inserted-part-not-read", "picture-not-read"} <= told(document).keys()


@pytest.mark.parametrize("name", ["iso-8859-15", "windows-1252", "utf-8", "utf-16"])
def test_encodings(tmp_path: Path, name: str) -> None:
    text = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={name}'></head><p>\u20ac5 \u00b1 2"
    document = reading(tmp_path, text.encode(name), "report.html")
    assert glance(document) == ["\u20ac5 \u00b1 2"]


def test_a_page_saved_with_its_pictures(tmp_path: Path) -> None:
    parts = [
        "From: <Saved by Blink>", "MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="B"', "", "--B",
        "Content-Type: text/html; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "",
        "<html><body><p>=A35 a day</p></body></html>", "--B", "Content-Type: image/png", "", "x", "--B--", "",
    ]  # fmt: skip
    document = reading(tmp_path, "\r\n".join(parts).encode(), "report.mhtml")
    assert (glance(document), document.media, document.problems) == (["\u00a35 a day"], "html", ())


def test_a_page_that_calls_itself_a_workbook(tmp_path: Path) -> None:
    document = reading(tmp_path, f"<html><body>{TABLE}</body></html>".encode(), "report.xls")
    assert document.media == "html" and "misnamed-file" in told(document)


def test_pages_that_cannot_be_read_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="without its scripts"):
        page(tmp_path, "<script>draw()</script>")
    path = tmp_path / "wide.html"
    path.write_text("<table>" + "<tr>" + "<td>5" * 60 + "</table>")
    with pytest.raises(LimitExceeded, match="cells"):
        read(path, limits=Limits(max_cells=40))


def test_nesting_without_end_is_refused_and_tables_in_tables_are_read_once(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        page(tmp_path, "<div>" * 1000 + "12")
    nested = page(tmp_path, "<table><tr><td>a<td>5<tr><td>b<td>6 " * 40)
    assert len(tables(nested)) == 40


def test_spans_that_cover_more_than_they_may_count_as_one(tmp_path: Path) -> None:
    cells = "<td rowspan=65000 colspan=1000>5</td>" * 10
    (table,) = tables(page(tmp_path, "<table>" + f"<tr>{cells}</tr>" * 300 + "</table>"))
    assert sum(c.row_span * c.column_span for c in table.cells) <= 253_000


def test_a_page_whose_wrapping_is_broken_is_read_or_refused_in_words(tmp_path: Path) -> None:
    """Parts that claim to hold others and do not, and parts within parts without end."""
    start = "MIME-Version: 1.0\n"
    inner = "Content-Type: multipart/related; boundary=c\n\n--d\nContent-Type: text/html\n\n<html>5"
    hollow = f"{start}Content-Type: multipart/mixed; boundary=a\n\n--a\n{inner}\n--a--\n"
    bare = f"{start}Content-Type: multipart/related\n\n<html>{TABLE}"
    for text in (hollow, bare):
        with pytest.raises(UnreadableFile, match="web page without text"):
            reading(tmp_path, text.encode(), "report.mhtml")
    parts = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000))
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        reading(tmp_path, f"{start}{''.join(parts)}Content-Type: text/html\n\n{TABLE}".encode(), "report.mhtml")
    broken = f"{start}Content-Type: text/html; charset*=x'; =;;\nContent-Disposition: ;=\n\n<html>{TABLE}"
    assert glance(reading(tmp_path, broken.encode(), "report.mhtml")) == [ROWS]
