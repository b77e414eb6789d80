"""Form fields and typed notes are read as what they show."""

from __future__ import annotations

import io

import pytest

from extractor.model import Document
from extractor.read.pdf import read_pdf


def form(value: str = "410") -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(300, 200), pageCompression=0)
    page.drawString(30, 150, "Burglary")
    page.acroForm.textfield(name="a", value=value, x=100, y=146, width=80, height=14, fontSize=8, borderWidth=0)
    page.save()
    return out.getvalue()


def note(flags: int) -> bytes:
    """A text typed on the page that only viewers which set it themselves can show."""
    entry = b"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [100 146 180 160] /Contents (410) /F %d >>]" % flags
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(300, 200), pageCompression=0)
    page.drawString(30, 150, "Burglary")
    page.save()
    return out.getvalue().replace(b"/Type /Page\n", b"/Type /Page " + entry + b"\n", 1)


def words(document: Document) -> list[str]:
    return [word.text for page in document.pages for word in page.words if word.visible]


def test_a_figure_in_a_form_field_is_read_where_it_stands() -> None:
    document = read_pdf("x.pdf", form(), "0")
    assert words(document) == ["Burglary", "410"] and document.problems == ()
    box = document.pages[0].words[1].box
    assert box.x0 >= 100 and box.x1 <= 180 and box.top >= 40 and box.bottom <= 56


def test_a_field_without_an_appearance_is_drawn_and_read() -> None:
    assert words(read_pdf("x.pdf", form().replace(b"/AP <<", b"/XX <<"), "0")) == ["Burglary", "410"]


def test_figures_that_no_appearance_shows_are_told_of() -> None:
    (finding,) = read_pdf("x.pdf", note(4), "0").problems
    assert finding.severity == "error" and "no appearance" in finding.message and "410" not in finding.message


def test_a_hidden_note_is_none() -> None:
    assert read_pdf("x.pdf", note(2), "0").problems == ()


def test_the_other_reader_says_that_it_leaves_fields_out() -> None:
    (finding,) = read_pdf("x.pdf", form(), "0", reader="pdfplumber").problems
    assert "form fields" in finding.message and finding.where.page == 1
