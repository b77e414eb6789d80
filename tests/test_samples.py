"""The samples are what their content says, in all three formats, and their figures are the published ones."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from sampled import SAMPLES, SUFFIXES, sample

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.stem for path in (SAMPLES / "content").glob("*.md"))
SHARED = Path(os.environ.get("EXTRACTOR_SHARED", ROOT.parent / "shared"))

pytest.importorskip("reportlab")


def load_builder() -> ModuleType:
    """The build script, whose folder holds the `kit` it imports."""
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = load_builder()
from kit import blocks, markup, text  # noqa: E402 - found through the build script


@pytest.fixture(scope="module", params=NAMES)
def report(request: pytest.FixtureRequest) -> Any:
    return markup.load(SAMPLES / "content" / f"{request.param}.md")


def shown(cell: str) -> str:
    """A cell's text as a reader sees it."""
    return re.sub(r"</?[ib]>|\{spark \d+\}", "", cell).replace("\\n", "\n").strip()


def full_grid(table: Any) -> list[list[str]]:
    """The grid with merged cells repeated over all that they cover, as Word files are read."""
    grid = [[""] * len(row) for row in table.rows]
    for cell in table.cells():
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.column, cell.column + cell.column_span):
                grid[r][c] = shown(cell.text)
    return grid


def squeezed(words: str) -> str:
    """Letters, digits and signs alone: where lines break is the layout's business."""
    return re.sub(r"[^\w%£+<>().,/↑↓*]", "", words)


def page_texts(path: Path) -> list[tuple[float, float, str]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [(*page.get_size(), page.get_textpage().get_text_range()) for page in pdf]


def test_five_reports_in_three_formats_stay_small() -> None:
    files = [sample(name, suffix) for name in NAMES for suffix in SUFFIXES]
    assert len(files) == 15
    assert sum(path.stat().st_size for path in files) < 3_000_000


@pytest.mark.parametrize("name", NAMES)
def test_building_again_gives_the_committed_files(name: str, tmp_path: Path) -> None:
    """Bytes may differ with the version of zlib; what is packed in them may not."""
    pdf, word, txt = build.build(SAMPLES / "content" / f"{name}.md", tmp_path / "again")
    assert txt.read_bytes() == sample(name, "txt").read_bytes()
    assert page_texts(pdf) == page_texts(sample(name, "pdf"))
    with zipfile.ZipFile(word) as one, zipfile.ZipFile(sample(name, "docx")) as other:
        assert one.namelist() == other.namelist()
        ours = [part for part in one.namelist() if part.startswith("word/") and "theme" not in part]
        for part in ours:
            assert one.read(part) == other.read(part), part


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Staffordshire has every kind of part: an embedded font, native charts, pictures, text boxes."""
    content = SAMPLES / "content" / "staffordshire-2023-03.md"
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
    for one, other in zip(
        build.build(content, tmp_path / "first"), build.build(content, tmp_path / "second"), strict=True
    ):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_word_file_holds_every_grid_in_order(report: Any) -> None:
    body = docx.Document(str(sample(report.name, "docx"))).element.body
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    found = (
        [[cell.text.strip() for cell in row.cells] for row in WordTable(element, None).rows]
        for element in body.iter(qn("w:tbl"))
        if not any(above.tag == fallback for above in element.iterancestors())
    )
    for table in blocks.tables(report.blocks):
        wanted = full_grid(table)
        assert any(grid == wanted for grid in found), f"not found, or out of order: {wanted[0]}"


def test_pdf_prints_every_word_as_often_as_the_grids_have_it(report: Any) -> None:
    """Cells of several lines are read in the order of the lines, so that only words can be counted."""
    pages = " ".join(page for _, _, page in page_texts(sample(report.name, "pdf")))
    printed = Counter(squeezed(word) for word in pages.split())
    wanted = Counter(
        squeezed(word)
        for table in blocks.tables(report.blocks)
        for cell in table.cells()
        for word in shown(cell.text).split()
    )
    assert not wanted - printed


def test_text_holds_every_undamaged_row_in_order(report: Any) -> None:
    lines = iter(sample(report.name, "txt").read_text(encoding="utf-8").splitlines())
    for table in blocks.tables(report.blocks):
        for r, row in enumerate(table.rows):
            if r not in table.damaged:
                wanted = "\t".join(text.plain(cell) for cell in row)
                assert any(line.rstrip("\t") == wanted.rstrip("\t") for line in lines), wanted


@pytest.mark.skipif(not (SHARED / "documents" / "truth").is_dir(), reason="the real reports are not here")
def test_figures_are_those_of_the_real_reports(report: Any) -> None:
    """Every table with statistics is, cell for cell and span for span, a table of the real report."""
    truth = json.loads((SHARED / "documents" / "truth" / f"{report.name}.json").read_text(encoding="utf-8"))
    real = [
        {(c["row"], c["col"], c["rowspan"], c["colspan"], squeezed(c["text"])) for c in t["grid"]}
        for t in truth["tables"]
    ]
    invented = []
    for table in blocks.tables(report.blocks):
        cells = {(c.row, c.column, c.row_span, c.column_span, squeezed(shown(c.text))) for c in table.cells()}
        if cells not in real:
            invented.append(table.rows[0][0])
    assert invented == TABLES_IN_OUR_OWN_WORDS.get(report.name, [])


TABLES_IN_OUR_OWN_WORDS = {
    "hampshire-2018-03": ["Page"],
    "leicestershire-2018-09": ["Report Of", "Glossary:", "Historical Offences"],
    "staffordshire-2023-03": ["1. Emerging Challenges", "Q Nos"],
    "warwickshire-2017-09": ["Topic", "priorities carry most risk"],
    "west-mercia-2016-12": ["Summary Topic"],
}


@pytest.mark.skipif(not (SHARED / "documents" / "text").is_dir(), reason="the real reports are not here")
def test_prose_is_our_own(report: Any) -> None:
    """No run of eight words of our sentences stands in the real report."""
    real = words_of((SHARED / "documents" / "text" / f"{report.name}.txt").read_text(encoding="utf-8"))
    theirs = {tuple(real[n : n + 8]) for n in range(len(real))}
    for paragraph in paragraphs(report.blocks):
        ours = words_of(paragraph)
        copied = [ours[n : n + 8] for n in range(len(ours) - 7) if tuple(ours[n : n + 8]) in theirs]
        assert not copied, paragraph


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[a-z]+", re.sub(r"</?\w+>", "", sentence.lower()))


def paragraphs(items: Any) -> list[str]:
    found = []
    for item in items:
        if isinstance(item, blocks.Paragraph) and item.style != "caption":  # a caption is a published title
            found.append(item.text)
        elif isinstance(item, blocks.Box | blocks.Row):
            found += paragraphs(item.items)
    return found


def test_content_with_a_ragged_table_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text("force: Nowhere\n\n| a | b |\n| c |\n", encoding="utf-8")
    with pytest.raises(markup.MarkupError, match=r"broken\.md, line 4: a table whose rows differ in length"):
        markup.load(broken)


def test_span_marks_become_spans() -> None:
    table = blocks.Table((("a", "<", "b"), ("^", "^", "c")))
    assert [(c.text, c.row_span, c.column_span) for c in table.cells()] == [
        ("a", 2, 2),
        ("b", 1, 1),
        ("c", 1, 1),
    ]
