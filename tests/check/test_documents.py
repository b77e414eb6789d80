"""Pages that fight back when they are drawn: each costs its picture alone, and `check` ends with their tables."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from raw_pdf import raw_pdf

from extractor.cli import main
from extractor.commands.documents import PageSource
from extractor.isolate import Limits

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is watched closely on Linux only")
HEAD = "Hampshire Police performance, April 2017 to March 2018"
ROWS = (("Offence", "2016/17", "2017/18", "Change"), ("Burglary", "100", "120", "25"), ("Robbery", "50", "60", "10"))
# Tiles of a hundred-thousandth of a point, so that a page takes more of them than anybody can wait for.
PATTERN = (
    "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0005 /YStep 0.0005 "
    "/Matrix [0.01 0 0 0.01 0 0]"
)


def printed(*, top: float = 700) -> str:
    """A table whose first change is wrong, so that `check` has something to show."""
    texts = [f"BT /F1 14 Tf 40 {top + 60} Td ({HEAD}) Tj ET"]
    for row, cells in enumerate(ROWS):
        texts += [f"BT /F1 10 Tf {60 + 110 * n} {top - 20 * row} Td ({c}) Tj ET" for n, c in enumerate(cells)]
    for n in range(5):
        texts.append(f"{50 + 110 * n} {top + 15} m {50 + 110 * n} {top - 45} l S")
    texts += [f"50 {top + 15 - 20 * n} m 490 {top + 15 - 20 * n} l S" for n in range(4)]
    return " ".join(texts)


def tiled() -> bytes:
    """A page filled with tiles, each far smaller than a point."""
    page = raw_pdf("/Pattern cs /P scn 0 0 600 800 re f 0 g " + printed(), media=(0, 0, 600, 800), forms={
        "P": (PATTERN, "1 0 0 rg 0 0 1 1 re f"),
    })  # fmt: skip
    return page.replace(b"/XObject << /P", b"/Pattern  << /P").replace(b"/Type /XObject /Subtype /Form", b"")


def converted(folder: Path, capfd: Any) -> Path:
    out = folder.parent / "out"
    assert main(["convert", str(folder), "--out", str(out), "--no-cache"]) == 0
    capfd.readouterr()
    return out


def shown(out: Path, documents: Path, capfd: Any, *more: str) -> tuple[str, str]:
    assert main(["check", str(out), "--format", "html", "--documents", str(documents), *more]) == 0
    captured = capfd.readouterr()
    return captured.out, captured.err


def sizes(page: str) -> list[tuple[int, int]]:
    found = re.findall(r'data:image/png;base64,([^"]+)"', page)
    return [Image.open(io.BytesIO(base64.b64decode(data))).size for data in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_page_without_end_shows_its_table_and_its_neighbour_is_drawn(folder, capfd):
    (folder / "bad.pdf").write_bytes(tiled())
    (folder / "good.pdf").write_bytes(raw_pdf(printed(), media=(0, 0, 600, 800)).replace(b"Hampshire", b"Kent     "))
    out = converted(folder, capfd)
    start = time.monotonic()
    page, told = shown(out, folder, capfd, "--time-limit", "2")
    assert time.monotonic() - start < 30
    assert len(sizes(page)) == 1 and page.count('<td class="blamed">25</td>') == 1
    assert told.count("\n") == 1 and re.search(
        r"bad\.pdf: page 1 is not drawn, its table is shown instead: (takes|needs|crashes)", told
    )


@LINUX
def test_a_page_that_takes_too_much_memory_shows_its_table(folder, capfd):
    (folder / "bad.pdf").write_bytes(raw_pdf(printed(), media=(0, 0, 600, 800)))
    out = converted(folder, capfd)
    page, told = shown(out, folder, capfd, "--memory-limit", "8M")
    assert sizes(page) == [] and '<td class="blamed">25</td>' in page and "of memory" in told


def test_a_page_as_large_as_a_field_is_drawn_small(folder, capfd):
    (folder / "a.pdf").write_bytes(raw_pdf(printed(top=14_000), media=(0, 0, 14_400, 14_400)))
    page, told = shown(converted(folder, capfd), folder, capfd)
    assert told == "" and all(width * height < 21_000_000 for width, height in sizes(page)) and len(sizes(page)) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_gives_no_picture(folder, tmp_path, capfd):
    (folder / "a.pdf").write_bytes(raw_pdf(printed(), media=(0, 0, 600, 800)))
    out = converted(folder, capfd)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.pdf").symlink_to("../in/a.pdf")
    os.mkfifo(tmp_path / "other" / "b.pdf")
    assert sizes(shown(out, tmp_path / "other", capfd)[0]) == []
    assert len(sizes(shown(out, folder, capfd)[0])) == 1


def test_a_document_that_costs_too_much_again_and_again_is_given_up(tmp_path, capfd):
    data = raw_pdf(*[printed()] * 9, media=(0, 0, 600, 800))
    (tmp_path / "a.pdf").write_bytes(data)
    document = {"document_id": "d", "file": "a.pdf", "media": "pdf", "source_sha256": hashlib.sha256(data).hexdigest()}
    pages = PageSource(tmp_path, [document], Limits(20.0, 1 << 30))
    pages._digest(pages._files[0])
    pages._limits = Limits(0.001, 1 << 30)
    try:
        assert [pages.picture("d", n) for n in range(1, 10)] == [None] * 9
        assert capfd.readouterr().err.count("is not drawn") == 3
        assert pages.picture("unknown", 1) is None
    finally:
        pages.close()
