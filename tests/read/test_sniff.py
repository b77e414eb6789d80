from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_docx import archive, docx, paragraph

from extractor.errors import LimitExceeded, UnreadableFile, UsageError
from extractor.read import Limits, read
from extractor.read.decode import decode
from extractor.read.sniff import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"%PDF-1.7 and so on", "pdf"),
        (b"junk before\n%PDF-1.4\n1 0 obj\nendobj", "pdf"),
        (b"A note on the %PDF- header of files\n", "txt"),
        (docx(paragraph("x")), "docx"),
        (archive({"word\\document2.xml": "<x/>"}), "docx"),
        (b"Calls for Service\n", "txt"),
        (archive({"xl/workbook.xml": "<x/>"}), "xlsx"),
        (archive({"ppt/presentation.xml": "<x/>"}), "pptx"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "ods"),
        (OLE + wide("Workbook\0"), "xls"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"\xef\xbb\xbf  <html><body>", "html"),
        (b"<table><tr><td>1</table>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html></html>", "html"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n--x", "html"),
        (b"District,All crime,Robbery\nAshford,12,3\nDover,14,5\n", "csv"),
        (b"District;All crime;Robbery\nAshford;12;3\nDover;14;5\n", "csv"),
        (b"District\tAll crime\nAshford\t12\nDover\t14\n", "txt"),
        (b"In May, June and July, all crime fell.\nIn Kent, it rose.\nSo, on the whole, little changed.\n", "txt"),
        (b"BM and MZ are two forces\n", "txt"),
        ("Ca\u00f1on \u2019s calls".encode("cp1252"), "txt"),
    ],
)
def test_content_decides(data: bytes, media: str) -> None:
    assert sniff("file", data).media == media


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{\\rtf1 text}", "RTF"),
        (OLE + wide("WordDocument"), r"\.doc format"),
        (OLE + wide("EncryptedPackage"), "password"),
        (OLE, "old Office"),
        (OLE + wide("PowerPoint Document"), r"\.ppt format"),
        (archive({"xl/workbook.bin": "x"}), "binary format"),
        (archive({"xl/styles.xml": "<x/>"}), "without its main part"),
        (archive({"ppt/presProps.xml": "<x/>"}), "without its main part"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
        (archive({"../../etc/passwd": "x"}), "ZIP archive without"),
        (b"PK\x03\x04 and then nothing", "truncated or damaged"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nDear all", "e-mail"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Table >", "of 2003"),
        (b"<?xml version='1.0'?><d xmlns='urn:oasis:names:tc:opendocument:xmlns'><table:table>", "in one piece"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (bytes(range(256)) * 20, "of no kind"),
        (b"\x00" * 500, "of no kind"),
        (b"\xff\xfe" + bytes(range(1, 256)) * 40, "of no kind"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as error:
        sniff("file", data)
    assert error.value.remedy
    assert "\n" not in str(error.value)


def test_files_that_are_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for path, words in [
        (tmp_path / "missing.pdf", "does not exist"),
        (tmp_path, "folder"),
        (empty, "is empty"),
        ("a\0b", "cannot be opened"),
    ]:
        with pytest.raises(UnreadableFile, match=words):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableFile, match="not a regular file"):
        read(tmp_path / "pipe.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="may not be read"):
        read(path)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * 101)
    with pytest.raises(LimitExceeded, match="101 bytes"):
        read(path, limits=Limits(max_bytes=100))


def test_a_wrong_suffix_is_noted_and_read_past(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(docx(paragraph("Calls for Service")))
    document = read(path)
    assert document.media == "docx"
    assert document.properties["content"] == "named .pdf but read as docx, which is what it holds"
    assert [problem.code for problem in document.problems] == ["misnamed-file"]
    right = tmp_path / "report.docx"
    right.write_bytes(path.read_bytes())
    assert "content" not in read(right).properties


def test_a_text_that_calls_itself_a_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "not-a-zip.docx"
    path.write_text("Calls for Service rose.")
    assert "named .docx but read as txt" in read(path).problems[0].message
    path = tmp_path / "with-macros.docm"
    path.write_bytes(docx(paragraph("Calls for Service")))
    assert read(path).problems == ()


def test_an_unknown_reader_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pdfium"):
        read(tmp_path / "x.pdf", reader="acrobat")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "Force\u2019s calls \u2013 \u00a3\u2019000\n" * 5
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded[0] == text


def test_one_bad_byte_does_not_garble_a_whole_text() -> None:
    decoded = decode("Change ± 3 – £5 ".encode() * 10 + b"\xff" + "Force’s".encode())
    assert decoded is not None
    assert decoded[0].endswith("\ufffdForce’s")
    assert "± 3 – £5" in decoded[0]


def test_stray_nuls_are_dropped() -> None:
    decoded = decode(b"Crimes\x00 " + b"recorded " * 30)
    assert decoded is not None
    assert decoded[0].startswith("Crimes recorded")


def test_importing_the_reader_brings_in_nothing_heavy() -> None:
    heavy = "docx numpy pandas pdfplumber pypdfium2"
    code = f"import sys, extractor.read; print([m for m in {heavy.split()} if m in sys.modules])"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
