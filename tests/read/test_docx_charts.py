"""Charts that keep their figures come out as tables; what cannot be read of them is told."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from tiny_docx import archive, docx, paragraph, relations, row, table

from extractor.model import Document, Table
from extractor.read.docx import read_docx
from extractor.read.limits import Limits
from extractor.read.number_formats import number_of, shown

C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
CHART = f'<w:r><w:drawing><c:chart {C} r:id="chart"/></w:drawing></w:r>'


def opened(chart: str, limits: Limits | None = None, body: str = "") -> Document:
    """A document with this chart between two paragraphs."""
    whole = paragraph("Before.") + (body or f"<w:p>{CHART}</w:p>") + paragraph("After.")
    files = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(chart="charts/chart1.xml"),
        "word/charts/chart1.xml": f"<c:chartSpace {C} {A}>{chart}</c:chartSpace>",
    }
    with zipfile.ZipFile(io.BytesIO(docx(whole))) as plain:
        files["word/document.xml"] = plain.read("word/document.xml").decode()
    return read_docx("report.docx", archive(files), "", limits)


def charts(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table) and item.method == "chart"]


def rows(one: Table) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in sorted(one.cells, key=lambda c: (c.row, c.column)):
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def words(*texts: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(texts) if text)
    return f'<c:strRef><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def numbers(*texts: str, code: str = "General") -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{text}</c:v></c:pt>' for at, text in enumerate(texts) if text)
    return f"<c:numRef><c:numCache><c:formatCode>{code}</c:formatCode>{points}</c:numCache></c:numRef>"


def series(name: str, cat: str, val: str, more: str = "") -> str:
    named = f"<c:tx>{words(name)}</c:tx>" if name else ""
    return f"<c:ser>{named}{more}<c:cat>{cat}</c:cat><c:val>{val}</c:val></c:ser>"


def title(text: str) -> str:
    return f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title>"


def plot(*groups: str, heading: str = "") -> str:
    return f"<c:chart>{heading}<c:plotArea>{''.join(groups)}</c:plotArea></c:chart>"


def bars(*inside: str, axes: str = "") -> str:
    return f"<c:barChart>{''.join(inside)}{axes}</c:barChart>"


YEARS = words("2017", "2018")


def test_categories_are_rows_and_series_columns_where_the_chart_stands() -> None:
    chart = plot(
        bars(series("Robbery", YEARS, numbers("79", "81")), series("Arson", YEARS, numbers("31", ""))),
        heading=title("Two offences"),
    )
    document = opened(chart)
    (one,) = charts(document)
    assert rows(one) == [["", "Robbery", "Arson"], ["2017", "79", "31"], ["2018", "81", ""]]
    assert (one.caption, one.header_rows) == ("Two offences", 1)
    assert document.body.index(one) == 1
    assert document.problems == ()


def test_a_lone_series_names_a_chart_without_a_title() -> None:
    one = bars(series("Robbery", YEARS, numbers("79", "81")))
    assert [t.caption for t in charts(opened(plot(one)))] == ["Robbery"]
    deleted = '<c:autoTitleDeleted val="1"/>'
    assert [t.caption for t in charts(opened(plot(one, heading=deleted)))] == [""]


def test_bars_and_a_line_on_two_axes_stand_side_by_side_under_their_axes() -> None:
    axis = '<c:{kind}><c:axId val="{number}"/>{more}</c:{kind}>'
    months = numbers("43191", "43221", code="mmm-yy")
    chart = plot(
        bars(
            series("Burglary", months, numbers("1410", "1250", code="#,##0")), axes='<c:axId val="1"/><c:axId val="2"/>'
        ),
        f"<c:lineChart>{series('Solved', months, numbers('0.051', '0.062', code='0.0%'))}"
        '<c:axId val="3"/><c:axId val="4"/></c:lineChart>',
        axis.format(kind="catAx", number=1, more=title("Month")),
        axis.format(kind="valAx", number=2, more=title("Offences")),
        axis.format(kind="catAx", number=3, more='<c:delete val="1"/>'),
        axis.format(kind="valAx", number=4, more=title("Rate")),
    )
    (one,) = charts(opened(chart))
    assert rows(one) == [
        ["Month", "Offences", "Rate"],
        ["Burglary", "Solved"],
        ["Apr-18", "1,410", "5.1%"],
        ["May-18", "1,250", "6.2%"],
    ]
    assert one.header_rows == 2


def test_a_share_is_one_by_the_format_of_its_labels_or_its_axis() -> None:
    labelled = '<c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/></c:dLbls>'
    on_labels = plot(bars(series("Share", YEARS, numbers("0.714", "0.6"), labelled)))
    assert rows(charts(opened(on_labels))[0])[1:] == [["2017", "71%"], ["2018", "60%"]]
    axis = '<c:valAx><c:axId val="2"/><c:numFmt formatCode="0%" sourceLinked="0"/></c:valAx>'
    on_axis = plot(bars(series("Share", YEARS, numbers("0.714", "0.6")), axes='<c:axId val="2"/>'), axis)
    assert rows(charts(opened(on_axis))[0])[1:] == [["2017", "71.4%"], ["2018", "60%"]]


def test_categories_of_two_levels_label_each_row_twice() -> None:
    points = "".join(f'<c:pt idx="{at}"><c:v>Q{at % 2 + 1}</c:v></c:pt>' for at in range(4))
    outer = '<c:pt idx="0"><c:v>2017</c:v></c:pt><c:pt idx="2"><c:v>2018</c:v></c:pt>'
    levels = f"<c:lvl>{points}</c:lvl><c:lvl>{outer}</c:lvl>"
    cat = f"<c:multiLvlStrRef><c:multiLvlStrCache>{levels}</c:multiLvlStrCache></c:multiLvlStrRef>"
    (one,) = charts(opened(plot(bars(series("Robbery", cat, numbers("1", "2", "3", "4"))))))
    assert rows(one)[1:] == [["2017", "Q1", "1"], ["2017", "Q2", "2"], ["2018", "Q1", "3"], ["2018", "Q2", "4"]]


def test_series_with_other_categories_are_a_table_of_their_own() -> None:
    chart = plot(
        bars(series("Robbery", YEARS, numbers("1", "2")), series("Arson", words("North", "South"), numbers("3", "4")))
    )
    assert [rows(one)[1][0] for one in charts(opened(chart))] == ["2017", "North"]


def test_an_error_in_a_cell_stays_visible() -> None:
    assert rows(charts(opened(plot(bars(series("Robbery", YEARS, numbers("#N/A", "2"))))))[0])[1] == ["2017", "#N/A"]


@pytest.mark.parametrize(
    ("chart", "words_"),
    [
        (plot(f"<c:scatterChart>{series('Calls', YEARS, numbers('1', '2'))}</c:scatterChart>"), "scatter"),
        (plot(bars("<c:ser><c:val><c:numRef/></c:val></c:ser>")), "no copy"),
        (plot(bars(f"<c:ser><c:val>{numbers('1', '2')}</c:val></c:ser>")), "does not name"),
        (plot(), "no figures"),
        ("", "no plot"),
        ("<c:chart>", "not in the file"),
    ],
)
def test_a_chart_that_cannot_be_read_is_told(chart: str, words_: str) -> None:
    document = opened(chart)
    assert charts(document) == []
    assert [problem.code for problem in document.problems] == ["chart-not-read"]
    assert words_ in document.problems[0].message


def test_a_chart_in_a_cell_leaves_the_table_around_it_alone() -> None:
    chart = plot(bars(series("Robbery", YEARS, numbers("79", "81"))))
    body = table(row("Area", "Total"), row("Selby", f"<w:tc><w:p>{CHART}</w:p></w:tc>"), row("York", "9"))
    document = opened(chart, body=body)
    found = [item for item in document.body if isinstance(item, Table)]
    assert [item.method for item in found] == ["native", "chart"]
    assert [c.text for c in found[0].cells] == ["Area", "Total", "Selby", "", "York", "9"]


def test_a_chart_with_more_points_than_cells_are_allowed_is_told() -> None:
    chart = plot(bars(series("Robbery", YEARS, numbers(*map(str, range(1, 40))))))
    document = opened(chart, Limits(max_cells=20))
    assert "more points" in document.problems[0].message


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.051", "0.0%", "5.1%"),
        ("0.125", "+0.0%;-0.0%", "+12.5%"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("1234567", '#,##0.0,,"m"', "1.2m"),
        ("-12", "#,##0;(#,##0)", "(12)"),
        ("-12.5", "0.0;[Red]-0.0", "-12.5"),
        ("12", "[$£-809]#,##0.00", "£12.00"),
        ("12.345", '0.0" pp"', "12.3 pp"),
        ("3", "0.##", "3"),
        ("5.66666666666667", "General", "5.666666667"),
        ("0.30000000000000004", "", "0.3"),
        ("43191", "mmm-yy", "Apr-18"),
        ("43191", "[$-809]dd mmmm yyyy;@", "01 April 2018"),
        ("43191", "yyyy", "2018"),
        ("0.00001", "0.00E+00", None),
        ("0.5", "# ?/?", None),
        ("0.5", "h:mm", "12:00"),
    ],
)
def test_a_number_reads_as_its_format_shows_it(value: str, code: str, text: str | None) -> None:
    assert shown(Decimal(value), code) == text


def test_a_negative_number_in_brackets_keeps_its_sign() -> None:
    chart = plot(bars(series("Change", YEARS, numbers("-12", "3", code="#,##0;(#,##0)"))))
    assert rows(charts(opened(chart))[0])[1:] == [["2017", "-12"], ["2018", "3"]]


def test_what_is_no_number_is_none() -> None:
    assert [number_of(text) for text in ("#N/A", "", "1e999", "NaN", " 12 ")] == [None, None, None, None, Decimal(12)]


CAPTION = paragraph("Figure 1: Robbery by year")


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        (CAPTION + f"<w:p>{CHART}</w:p>", "Figure 1: Robbery by year"),
        (f"<w:p>{CHART}</w:p>" + CAPTION, "Figure 1: Robbery by year"),
        (CAPTION + f"<w:p>{CHART}</w:p>" + paragraph("Figure 2: Arson"), ""),
        (f"<w:p>{CHART}</w:p>", ""),
    ],
)
def test_a_chart_without_a_title_goes_by_the_caption_beside_it(body: str, caption: str) -> None:
    chart = plot(bars(series("Robbery", YEARS, numbers("79", "81"))), heading='<c:autoTitleDeleted val="1"/>')
    assert [one.caption for one in charts(opened(chart, body=body))] == [caption]


def test_a_picture_with_a_caption_is_told_and_a_logo_is_not() -> None:
    picture = f'<w:p><w:r><w:drawing><a:blip {A} r:embed="x"/></w:drawing></w:r></w:p>'
    told = opened("", body=paragraph("Table 4: Calls by area") + picture).problems
    assert [problem.code for problem in told] == ["picture-not-read"]
    assert "Table 4: Calls by area" in told[0].message
    assert opened("", body=paragraph("Our force") + picture).problems == ()
