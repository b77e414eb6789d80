"""Small files to mutate, cut from the samples: a mutated page is read in hundredths of a second, a report is not."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pypdfium2

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
import forms

from extractor.model import Document, Table
from extractor.read import read

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CUT = ("pdf", "docx", "txt")  # pieces of the samples as they are
# The same pieces in the other forms that are read; an archived page is mutated from a plain one.
MADE = {"xlsx": forms.to_xlsx, "ods": forms.to_ods, "xls": forms.to_xls, "html": forms.to_html,
        "mhtml": forms.to_html, "pptx": forms.to_pptx, "csv": forms.to_csv}  # fmt: skip
KINDS = (*CUT, *MADE)
_MOST_MADE = 8  # pieces of each sample that are made into each of the other forms
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+")
_NAMESPACE = re.compile(r'xmlns:(\w+)="([^"]+)"')


@dataclass(frozen=True)
class Seeds:
    """Valid files by kind; `whole` are the samples themselves, `small` pieces of them."""

    whole: dict[str, list[bytes]]
    small: dict[str, list[bytes]]

    def choose(self, kind: str, rng: Random) -> bytes:
        """Mostly a piece; now and then a whole report, whose parts depend on one another."""
        return rng.choice((self.whole if rng.random() < 0.02 else self.small)[kind])


def load(samples: Path = SAMPLES) -> Seeds:
    """The samples and their pieces, in an order that does not change."""
    whole = {kind: [path.read_bytes() for path in sorted(samples.rglob(f"*.{kind}"))] for kind in CUT}
    cuts = {"pdf": _pages, "docx": _blocks, "txt": _lines}
    small = {kind: [piece for data in whole[kind] for piece in cuts[kind](data)] for kind in CUT}
    pieces = [piece for path in sorted(samples.rglob("*.docx")) for piece in islice(_around_tables(path), _MOST_MADE)]
    for kind, make in MADE.items():
        small[kind] = whole[kind] = [_settled(make(piece)) for piece in pieces]
    return Seeds(whole, small)


def _around_tables(path: Path) -> Iterator[Document]:
    """The beginning of a report with one of its tables, what stands before that, and nothing of what comes after."""
    document = read(path)
    body = [item for item in document.body if not (isinstance(item, Table) and item.method == "chart")]
    for at, item in enumerate(body):
        if isinstance(item, Table):
            yield replace(document, body=(*body[:2], *body[max(2, at - 3) : at + 1]))


def _settled(data: bytes) -> bytes:
    """An Office file that does not say when it was made; others as they are."""
    if not data.startswith(b"PK"):
        return data
    parts = unpacked(data)
    about = {"docProps/core.xml", "meta.xml"} & set(parts)
    return packed({**parts, **{name: _MOMENT.sub(b"2020-01-01T00:00:00", parts[name]) for name in about}})


def _pages(data: bytes, together: int = 1) -> list[bytes]:
    """Files of one page each; whole reports have the tables that run over page breaks."""
    pieces = []
    with pypdfium2.PdfDocument(data) as source:
        for start in range(0, len(source), together):
            piece, out = pypdfium2.PdfDocument.new(), io.BytesIO()
            piece.import_pages(source, list(range(start, min(start + together, len(source)))))
            piece.save(out)
            piece.close()
            pieces.append(out.getvalue())
    return pieces


def _blocks(data: bytes, together: int = 6) -> list[bytes]:
    """Word files with half a dozen blocks of the body each; what a section says of its pages stays at the end."""
    parts = unpacked(data)
    content = parts["word/document.xml"]
    for prefix, address in _NAMESPACE.findall(content.decode()):
        ElementTree.register_namespace(prefix, address)
    root = ElementTree.fromstring(content)
    body = root[0]
    blocks, section = list(body)[:-1], body[-1]
    pieces = []
    for start in range(0, len(blocks), together):
        body[:] = [*blocks[start : start + together], section]
        pieces.append(packed({**parts, "word/document.xml": ElementTree.tostring(root, encoding="utf-8")}))
    return pieces


def _lines(data: bytes, together: int = 35) -> list[bytes]:
    lines = data.splitlines(keepends=True)
    return [b"".join(lines[start : start + together]) for start in range(0, len(lines), together)]


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """An Office file of these parts; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
