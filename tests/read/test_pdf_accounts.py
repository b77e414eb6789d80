"""Every page of a PDF is accounted for: lost, damaged, cut short and pictured pages are findings with their page."""

from __future__ import annotations

import zlib

import pytest
from raw_pdf import raw_pdf

from extractor.errors import UnreadableFile
from extractor.read.pdf import Reader, read_pdf
from extractor.read.pdf_damage import damaged_streams

HULL = "BT /F1 10 Tf 30 150 Td (Hull) Tj ET"
LEEDS = "BT /F1 10 Tf 30 150 Td (Leeds) Tj ET"
PICTURE = "q 180 0 0 150 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
both = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def problems(data: bytes, reader: Reader = "pdfium") -> list[tuple[str, str, int | None]]:
    found = read_pdf("x.pdf", data, "0", reader=reader).problems
    return [(finding.code, finding.severity, finding.where.page) for finding in found]


def packed_page(content: bytes) -> bytes:
    """Two pages, the second with this for its packed content."""
    data = raw_pdf(HULL, "@@").decode("latin-1")
    entry = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
    return data.encode("latin-1").replace(b"<< /Length 2  >>\nstream\n@@", entry + content)


def test_pages_that_are_read_or_blank_are_no_problem() -> None:
    assert problems(raw_pdf(HULL, "", "q Q", packed := LEEDS)) == [] and packed
    assert problems(packed_page(zlib.compress(LEEDS.encode()))) == []
    assert problems(packed_page(zlib.compress(b""))) == []


@both
def test_a_page_that_is_a_picture_is_an_error_with_its_page(reader: Reader) -> None:
    number = "BT /F1 8 Tf 95 5 Td (2) Tj ET"
    assert problems(raw_pdf(HULL, f"{PICTURE} {number}"), reader) == [("picture-page", "error", 2)]


def test_a_page_with_a_small_picture_and_text_is_read() -> None:
    assert problems(raw_pdf(f"q 30 0 0 30 160 160 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q {HULL}")) == []


def test_text_recognised_behind_a_picture_is_not_read_and_the_page_is_a_picture() -> None:
    behind = "BT 3 Tr /F1 10 Tf 30 100 Td (556) Tj ET"
    document = read_pdf("x.pdf", raw_pdf(HULL, f"{PICTURE} {behind}"), "0")
    assert [(p.code, p.where.page) for p in document.problems] == [("picture-page", 2)]
    assert "behind it" in document.problems[0].message and "556" not in document.problems[0].message
    with pytest.raises(UnreadableFile, match="no text of the PDF shows"):
        read_pdf("x.pdf", raw_pdf(f"{PICTURE} {behind}"), "0")


def test_content_that_breaks_off_is_an_error_with_its_page() -> None:
    content = zlib.compress(b" ".join(LEEDS.encode() for _ in range(9)) + bytes(range(256)))
    assert problems(packed_page(content[: len(content) // 2])) == [("damaged-page", "error", 2)]


def test_content_whose_checksum_does_not_fit_is_damaged_and_one_without_is_not() -> None:
    content = zlib.compress(LEEDS.encode())
    assert damaged_streams(packed_page(content[:-4] + b"\0\0\0\0"))
    assert not damaged_streams(packed_page(content[:-4]))


@both
def test_a_missing_page_is_an_error_and_the_next_one_keeps_its_number(reader: Reader) -> None:
    data = raw_pdf(HULL, "missing", LEEDS)
    kids = data[data.index(b"/Kids [") + 7 :].split(b"]")[0].split(b" R")
    data = data.replace(b"/Kids [" + b" R".join(kids), b"/Kids [" + b" R".join([kids[0], b" 90 0", *kids[2:]]))
    document = read_pdf("x.pdf", data, "0", reader=reader)
    assert [(page.number, [word.text for word in page.words]) for page in document.pages] == [
        (1, ["Hull"]), (2, []), (3, ["Leeds"]),
    ]  # fmt: skip
    assert problems(data, reader) == [("damaged-page", "error", 2)]


def test_pages_beyond_those_the_file_counts_are_errors() -> None:
    assert ("damaged-page", "error", 2) in problems(raw_pdf(HULL, LEEDS).replace(b"/Count 2", b"/Count 1"))
