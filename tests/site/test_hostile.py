"""Texts of documents are never markup, never script, never a formula, and never a name of a file outside the site."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, visited
from made import extraction, observation

from extractor.cli import main
from extractor.model import Extraction, Unmapped
from extractor.publish import dataset

# What breaks out of an element, an attribute, a script, a comment, a template, a style, and a spreadsheet's cell.
HOSTILE = (
    "<script>document.title='owned'</script>",
    "\"><img src=x onerror=\"document.title='owned'\">",
    "</script></title></textarea></style><svg onload=\"document.title='owned'\">",
    "--><iframe src='javascript:parent.document.title=1'></iframe><!--",
    "{{ 7 * 191 }} {% raw %} \u2028 \u202etxet \\u003cb>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "javascript:alert(1)",
)  # fmt: skip


def hostile() -> Extraction:
    """A document in which every text is hostile, one figure for each of them."""
    base = extraction("hampshire-2018-03-31")
    figures = tuple(
        observation(
            n, document_id=base.document.document_id, row_label=text, column_label=text, table_title=text,
            section=text, row_group=text, area=text, area_type="other", period_label=text, period_start=None,
            period_end=None, value_text=text, breakdown='{"basis": "<b>bold</b>"}', page=None, x0=None, top=None,
            x1=None, bottom=None, grid_row=n, source_sha256=base.document.source_sha256, measure="", category="",
        )
        for n, text in enumerate(HOSTILE, start=1)
    )  # fmt: skip
    ids = tuple(o.observation_id for o in figures[:2])
    return replace(
        base, observations=figures,
        document=replace(base.document, title=HOSTILE[1], file="<b>x</b>.docx", media="docx", pages=None,
                         figures_read=len(figures)),
        checks=tuple(replace(c, message=HOSTILE[0], observation_ids=ids, blamed=ids[:1]) for c in base.checks),
        findings=tuple(replace(f, message=HOSTILE[2], where=replace(f.where, page=None)) for f in base.findings),
        unmapped=(Unmapped(HOSTILE[3], "row", "hampshire", base.document.document_id, 1, ()),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    dataset.write(out / "data", [hostile()])
    assert main(["flag", str(out / "data"), f"{1:016x}", "--reason", HOSTILE[0]]) == 0
    assert main(["site", str(out / "data"), "--out", str(out / "site")]) == 0
    return out / "site"


class Tags(HTMLParser):
    """The tags of a page, and attributes that would run something or lead elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.bad: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            leads = name in ("href", "src", "action") and ":" in (value or "")
            if name.startswith("on") or name == "style" or leads:
                self.bad.append((tag, name, value))


def test_pages_have_no_tag_of_a_document_and_no_script_of_their_own(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        tags = Tags()
        tags.feed(text)
        assert tags.bad == [], path
        assert not tags.tags & {"iframe", "object", "embed", "style", "base"}, path
        assert "owned'</script>" not in text and "<script>" not in text, path
        assert text.count("Content-Security-Policy") == 1 and "unsafe" not in text, path


def test_data_is_ascii_and_ends_no_script(folder: Path) -> None:
    for path in (folder / "data").rglob("*.js"):
        assert path.read_bytes().isascii() and b"<" not in path.read_bytes(), path


@pytest.fixture
def hostile_visit(chromium: Any, folder: Path) -> Iterator[Visit]:
    yield from visited(chromium, folder)


def test_the_browser_shows_them_as_text(hostile_visit: Visit) -> None:
    for n, text in enumerate(HOSTILE, start=1):
        page = hostile_visit.open(f"documents/hampshire-2018-03-31.html#obs-{n:016x}")
        page.wait_for_selector("#figure h2")
        assert page.locator("#figure h2").evaluate("e => e.children.length") == 0
        assert page.locator("#figure h2").inner_text().split() == text.replace("\u202e", "\\u202e").split()
        assert page.locator("#figure img, #figure iframe, #figure script").count() == 0
    page = hostile_visit.open("search.html")
    page.wait_for_selector("body[data-loaded]")
    assert page.locator("#table img, #table iframe, #table script").count() == 0
    assert page.title() == "Search · Police performance figures"
    assert HOSTILE[0] in page.locator("#table").inner_text()


def test_a_download_holds_no_formula(hostile_visit: Visit) -> None:
    page = hostile_visit.open("search.html")
    page.wait_for_selector("body[data-loaded]")
    with page.expect_download() as waiting:
        page.click("#download")
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "@", "+HYP"))]


def test_what_a_person_said_stands_at_the_figure(hostile_visit: Visit) -> None:
    page = hostile_visit.open(f"documents/hampshire-2018-03-31.html#obs-{1:016x}")
    assert page.locator(".review").inner_text() == f"A reviewer: flagged in review: {HOSTILE[0]}"
    assert "flagged" in hostile_visit.open("index.html").locator("#review + ul").inner_text().casefold()


def test_a_dataset_from_elsewhere_names_no_file_outside_the_site(tmp_path: Path) -> None:
    base = extraction("hampshire-2018-03-31")
    figures = [replace(o, measure="../../outside", category="../x") for o in base.observations]
    dataset.write(tmp_path / "data", [replace(base, observations=tuple(figures))])
    before = {path.name for path in tmp_path.iterdir()}
    assert main(["site", str(tmp_path / "data"), "--out", str(tmp_path / "out" / "site")]) == 0
    assert {path.name for path in tmp_path.iterdir()} <= before | {"out"}
    assert {path.name for path in (tmp_path / "out").iterdir()} <= {"site"}
