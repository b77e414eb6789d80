"""Files that fight back, through the whole command: each costs itself alone, and each is told in one line or read."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest
from raw_pdf import raw_pdf
from tiny_docx import NAMESPACES, archive, cell, docx, paragraph, relations, row, table

from extractor.batch import run
from extractor.isolate import Limits
from extractor.reading import Settings
from extractor.result import Result

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is watched closely on Linux only")
TEXT = "BT /F1 10 Tf 20 150 Td (Burglary 12) Tj ET "
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
RESOURCES = "/Resources << /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >>"
PAGE = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {RESOURCES} /Contents 5 0 R >>"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 200 200]"


def stream(content: str | bytes, entries: str = "") -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def pdf(*more: str | bytes, pages: str = "/Count 1 /Kids [3 0 R]", catalog: str = "", content: bytes = b"") -> bytes:
    """Objects 1 to 5 are the catalog, the page tree, a page, its font and its content; `more` follow."""
    first = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", f"<< /Type /Pages {pages} >>", PAGE, FONT]
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate([*first, content or stream(TEXT), *more], start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode() if isinstance(body, str) else body)
    places = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    return (
        data
        + head
        + places
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(offsets) + 1,
            len(data),
        )
    )


def form_bomb(levels: int) -> bytes:
    """A form that draws the next one ten times, which draws the next one ten times ..."""
    forms = [
        stream("/X Do " * 10, f"{FORM} /Resources << /XObject << /X {number + 1} 0 R >> >>")
        for number in range(6, 6 + levels)
    ]
    return pdf(*forms, stream("0 0 10 10 re f", FORM), content=stream(TEXT + "/X Do " * 10))


def packed(content: bytes, times: int) -> bytes:
    """A page whose content is a text and then this, over and over, packed."""
    squeeze = zlib.compressobj(9)
    data = squeeze.compress(TEXT.encode()) + b"".join(squeeze.compress(content) for _ in range(times))
    return pdf(content=stream(data + squeeze.flush(), "/Filter /FlateDecode"))


def word(document: bytes | str, **parts: bytes | str) -> bytes:
    links = {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations(officeDocument="word/document.xml")}
    return archive({**links, "word/document.xml": document, **{f"word/{name}": data for name, data in parts.items()}})


def body(text: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{paragraph(text)}</w:body></w:document>"


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FINE = ""  # is read
PART = "not read whole"  # is read, and which of its pages were not is said
FILES: dict[str, tuple[bytes, str]] = {
    "pages-in-a-circle.pdf": (pdf(pages="/Count 2 /Kids [3 0 R 2 0 R]"), PART),
    "pages-that-lie.pdf": (pdf(pages="/Count 2000000000 /Kids [3 0 R]"), FINE),
    "pages-that-are-one.pdf": (pdf(pages=f"/Count 3000 /Kids [{'3 0 R ' * 3000}]"), FINE),
    "outlines-in-a-circle.pdf": (
        pdf("<< /First 7 0 R /Last 7 0 R >>", "<< /Title (x) /Next 7 0 R /First 6 0 R >>", catalog="/Outlines 6 0 R"),
        FINE,
    ),
    "forms-in-a-circle.pdf": (
        pdf(stream(TEXT + "/X Do /X Do", f"{FORM} {RESOURCES}"), content=stream(TEXT + "/X Do")), "of memory",
    ),
    "forms-in-forms.pdf": (form_bomb(9), "of memory"),
    "spaces.pdf": (packed(b" " * (1 << 24), 64), "of memory"),
    "lines.pdf": (packed(b"0 0 m 9 9 l S " * 100_000, 60), "of memory"),
    "segments.pdf": (raw_pdf(TEXT + "".join(f"{i % 99} 0 m {i % 99} {9 + i % 97} l S " for i in range(100_000))), PART),
    "one-path.pdf": (raw_pdf(TEXT + "0 0 m " + "".join(f"{i % 190} {i % 97} l " for i in range(200_000)) + "S"), FINE),
    "pages.pdf": (raw_pdf(*[TEXT + f"BT /F1 9 Tf 20 90 Td (Robbery {i}) Tj ET" for i in range(2000)]), FINE),
    "bomb.docx": (word(body("x") + " " * (200 << 20)), "unpacks to more than"),
    "entries.docx": (word(body("x"), **{f"media/{i}": "" for i in range(20_000)}), FINE),
    "nested.docx": (word(body("x"), **{"embeddings/a.bin": archive({"b": b"0" * (64 << 20)})}), FINE),
    "macros.docx": (word(body("x"), **{"vbaProject.bin": b"\xd0\xcf\x11\xe0" * 999}), FINE),
    "laughs.docx": (word(LAUGHS + f"]>{body('&i;')}"), "declares a document type"),
    "outside.docx": (
        word(f"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{body('&a;')}"), "declares a document type",
    ),
    "climbing.docx": (archive({"_rels/.rels": relations(officeDocument="../../../etc/passwd"),
                               "../../climbed.txt": "x", "word/document.xml": body("x")}), FINE),
    "wide.docx": (docx(table(row(cell("x", '<w:gridSpan w:val="2000000000"/>')))), FINE),
    "deep.docx": (docx("<w:tbl><w:tr><w:tc>" * 130 + paragraph("5") + "</w:tc></w:tr></w:tbl>" * 130), FINE),
    "brackets.txt": (b"(" * 100_000 + b")" * 100_000, FINE),
    "one-line.txt": (b"There were 5 burglaries " * 100_000, FINE),
    "noughts.txt": (b"\0" * 1_000_000, "is of no kind that is read"),
    "good.txt": (b"Hampshire Police March 2018\n\nOffence\t2017/18\t2016/17\nBurglary\t12\t10\nRape\t5\t6\n", FINE),
}  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """All of them in one run, with little time and memory for each."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    return run(folder, Settings(cache=False, jobs=1, limits=Limits(120.0, 400 << 20)), out=folder.parent / "dataset")


@pytest.mark.parametrize("name", FILES)
def test_each_costs_itself_alone(result: Result, name: str) -> None:
    (found,) = result.documents[result.documents["file"] == name].itertuples()
    expected = FILES[name][1]
    status = "read" if expected in (FINE, PART) else "failed"
    assert (found.status, bool(found.message)) == (status, bool(expected)), found.message
    assert expected in (found.message or "")


def test_the_good_file_among_them_is_read(result: Result) -> None:
    assert result.documents.set_index("file").loc["good.txt", "figures_read"] == 4
    assert sum(reason not in (FINE, PART) for _, reason in FILES.values()) == len(result.failed)


def test_nothing_of_another_file_gets_in_and_nothing_climbs_out(result: Result) -> None:
    assert result.written
    folder = result.written.directory
    assert not any("root:" in path.read_text(encoding="utf-8") for path in folder.rglob("*.csv"))
    assert not list(Path(folder.parents[2]).glob("climbed*")) and not list(folder.parent.rglob("climbed*"))
