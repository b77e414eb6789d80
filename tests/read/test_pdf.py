"""Opening PDFs: what is refused and how it is said, and pages that are read when asked for."""

from __future__ import annotations

import io

import pytest
from raw_pdf import raw_pdf

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Box, Page, Word
from extractor.read import pages as pages_module
from extractor.read.pages import Damaged, LazyPages
from extractor.read.pdf import Reader, read_pdf

HULL = "BT /F1 10 Tf 30 150 Td (Hull) Tj ET"
both = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def refusal(data: bytes, reader: Reader = "pdfium", **limits: int) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf("a report.pdf", data, "0", reader=reader, **limits)
    message = str(caught.value)
    assert message.startswith("a report.pdf: ") and "\n" not in message
    return message


def encrypted(password: str) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=password)
    page.drawString(50, 50, "Hull")
    page.save()
    return out.getvalue()


@both
@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"<html>not here</html>", "not a PDF"),
        (raw_pdf(HULL)[:-150], "cut off"),
        (b"%PDF-1.7\nnothing of use\n%%EOF", "the PDF"),
    ],
)
def test_what_is_no_whole_pdf_is_refused(reader: Reader, data: bytes, problem: str) -> None:
    assert problem in refusal(data, reader)


@both
def test_an_encrypted_file_is_refused_with_a_remedy(reader: Reader) -> None:
    message = refusal(encrypted("secret"), reader)
    assert "encrypted" in message and "without a password" in message


def test_a_file_that_anybody_may_open_is_read() -> None:
    """Encryption with an empty password only restrains what a viewer allows."""
    assert read_pdf("x.pdf", encrypted(""), "0").pages[0].words[0].text == "Hull"


@both
def test_pictures_of_text_need_ocr(reader: Reader) -> None:
    image = "q 100 0 0 50 20 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    assert "OCR" in refusal(raw_pdf(image, image), reader)


def test_text_on_a_later_page_is_enough() -> None:
    document = read_pdf("x.pdf", raw_pdf("", "", HULL), "0")
    assert [len(page.words) for page in document.pages] == [0, 0, 1]


@both
def test_too_many_pages_are_refused(reader: Reader) -> None:
    with pytest.raises(LimitExceeded, match="3 pages, more than the limit of 2"):
        read_pdf("x.pdf", raw_pdf(HULL, HULL, HULL), "0", reader=reader, max_pages=2)


@both
def test_a_page_tree_that_bites_its_tail_ends(reader: Reader) -> None:
    """The only page node lists its own parent as a child."""
    data = raw_pdf(HULL).replace(b"/Kids [", b"/Kids [2 0 R ")
    document = read_pdf("x.pdf", data, "0", reader=reader)
    assert [w.text for page in document.pages for w in page.words] == ["Hull"]


def test_what_the_file_says_of_itself() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.setTitle("Crime – Q2")
    page.drawString(50, 50, "Hull")
    page.save()
    for reader in ("pdfium", "pdfplumber"):
        document = read_pdf("x.pdf", out.getvalue(), "5a", reader=reader)  # type: ignore[arg-type]
        assert (document.reader, document.sha256, document.page_count) == (reader, "5a", 1)
        assert document.properties["title"] == "Crime – Q2"


class Counted:
    """A source that counts how often each page is read; page 3 is damaged."""

    reader, count = "counted", 5

    def __init__(self) -> None:
        self.reads: list[int] = []

    def page(self, index: int) -> Page:
        self.reads.append(index)
        if index == 3:
            raise Damaged("its content is garbled")
        return Page(index + 1, 100, 100, words=(Word("x", Box(0, 0, 1, 1)),) * 50)

    def properties(self) -> dict[str, str]:
        return {}

    def close(self) -> None:
        pass


def test_pages_are_read_once_and_kept() -> None:
    source = Counted()
    pages = LazyPages(source)
    assert [page.number for page in pages] == [page.number for page in pages] == [1, 2, 3, 4, 5]
    assert source.reads == [0, 1, 2, 3, 4]


def test_pages_beyond_the_limit_are_packed_and_come_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "KEEP", 130)
    source = Counted()
    pages = LazyPages(source)
    first = list(pages)
    assert list(pages) == first and source.reads == [0, 1, 2, 3, 4]


def test_pages_beyond_both_limits_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "KEEP", 130)
    monkeypatch.setattr(pages_module, "PACKED", 0)
    source = Counted()
    pages = LazyPages(source)
    assert pages[0] == pages[0] and source.reads == [0]
    assert [page.number for page in pages[1:3]] == [2, 3]
    assert pages[-5].number == 1 and source.reads == [0, 1, 2, 0]


def test_a_damaged_page_is_empty_and_says_so() -> None:
    page = LazyPages(Counted())[3]
    assert not page.words and page.notes == ("this page cannot be read: its content is garbled",)


def test_there_is_no_page_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        LazyPages(Counted())[5]


def test_a_closed_file_gives_no_more_pages_and_may_be_closed_twice() -> None:
    pages = read_pdf("x.pdf", raw_pdf(HULL, HULL), "0").pages
    assert isinstance(pages, LazyPages)
    pages.close()
    pages.close()
    assert [word.text for page in pages for word in page.words] == ["Hull", "Hull"]  # kept since the file was opened
    lost = LazyPages(Counted())
    assert lost[3].notes


@pytest.mark.parametrize("catalog", ["1 0 R", "2 0 R"])
def test_objects_that_refer_to_one_another_for_ever_come_to_an_end(catalog: str) -> None:
    """The catalog is itself, or is the page tree, which is the catalog."""
    objects = f"1 0 obj\n{catalog}\nendobj\n2 0 obj\n1 0 R\nendobj\n"
    data = f"%PDF-1.7\n{objects}trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".encode()
    assert "fetch it again" in refusal(data, "pdfplumber")
