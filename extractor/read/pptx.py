"""PowerPoint presentations to `Document`: slide by slide, tables, titles and text boxes in the order they are seen in.

The XML is read directly, through the same guarded package as a Word file: python-pptx unpacks and parses all parts of a
file at once and unchecked, and leaves charts without their formats and the choice between alternatives to its caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Block, Document, Finding, Table, Where
from extractor.read.docx_hanging import Hanging
from extractor.read.docx_package import Element, Package, R, Relation
from extractor.read.docx_text import clean
from extractor.read.limits import Limits
from extractor.read.pptx_shapes import TITLES, Box, P, Shape, placed, shapes_of
from extractor.read.pptx_tables import read_table
from extractor.read.pptx_text import paragraphs
from extractor.read.pptx_titles import running_lines, title_of
from extractor.read.text_shapes import shape as shape_of
from extractor.read.text_shapes import without_bullet

_CORE = "docProps/core.xml"
SLIDE_LEVEL = 0  # the title of a slide stands over all headings on it
_RUNNING = ("ftr", "sldNum", "dt", "hdr")
_SHOWN = 80  # characters of a text that a finding quotes
_FEW_WORDS = 200  # characters beside a picture that then is what the slide is about


def read_pptx(path: str, data: bytes, sha256: str, limits: Limits | None = None) -> Document:
    """Read a PowerPoint presentation; the number of a slide is its page. Notes of the speaker are left out.

    Raises `UnreadableFile` if it is damaged or shows no text, `LimitExceeded` if it has more slides or cells or unpacks
    to more than it may.
    """
    limits = limits or Limits()
    try:
        return _PptxReader(path, data, limits).document(sha256)
    except RecursionError:
        raise UnreadableFile(path, "is nested too deeply", "open it in PowerPoint and save it anew") from None


@dataclass(slots=True)
class _Slide:
    """A slide while it is read."""

    number: int
    relations: Mapping[str, Relation]
    items: list[Block | Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    pictures: int = 0
    notes: bool = False


class _PptxReader:
    def __init__(self, path: str, data: bytes, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._package = Package(path, data, limits, "PPTX", "PowerPoint")
        self._main = self._package.main_part("ppt/presentation")
        self._relations = self._package.relations(self._main)
        self._layouts: dict[str, dict[str, Box]] = {}
        self._running: dict[str, None] = {}
        self._cells = 0

    def document(self, sha256: str) -> Document:
        """The slides that are shown, in their order."""
        root = self._package.xml(self._main)
        listed = [] if root is None else list(root.iterfind(f"{P}sldIdLst/{P}sldId"))
        if len(listed) > self._limits.max_pages:
            problem = f"has {len(listed):,} slides, more than the {self._limits.max_pages:,} allowed"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")
        slides = [self._slide(entry, number) for number, entry in enumerate(listed, start=1)]
        self._running.update(dict.fromkeys(running_lines([slide.items for slide in slides])))
        body = tuple(item for slide in slides for item in slide.items)
        if all(isinstance(item, Block) and item.text == _unnamed(item.page) for item in body):
            problem = "shows no text, only pictures or nothing"
            raise UnreadableFile(self._path, problem, "give the presentation with its text and tables")
        return Document(
            path=self._path,
            sha256=sha256,
            media="pptx",
            reader="pptx",
            body=body,
            furniture=tuple(line for line in self._running if not line.isdecimal()),
            page_count=len(listed),
            properties=self._properties(),
            problems=tuple(dict.fromkeys(finding for slide in slides for finding in slide.findings)),
        )

    def _slide(self, entry: Element, number: int) -> _Slide:
        relation = self._relations.get(entry.get(f"{R}id", ""))
        root = self._package.xml(relation.target) if relation is not None and not relation.external else None
        if relation is None or root is None:
            message = f"Slide {number} is missing in the file; fetch it again"
            return _Slide(number, {}, findings=[Finding("slide-not-read", "error", message, Where(page=number))])
        slide = _Slide(number, self._package.relations(relation.target))
        if root.get("show", "1") in ("0", "false"):
            message = f"Slide {number} is hidden and not read; show it if its figures should count"
            slide.findings.append(Finding("hidden-slide", "warning", message, Where(page=number)))
            return slide
        tree = root.find(f"{P}cSld/{P}spTree")
        shapes = placed(shapes_of(tree), self._places(slide)) if tree is not None else []
        title = title_of(shapes)
        if title is not None:
            title.holder = TITLES[0]
        else:  # it has none, and that of the slide before does not go on
            slide.items.append(Block("heading", _unnamed(number), SLIDE_LEVEL, page=number))
        for shape in shapes:
            self._read(slide, shape)
        self._told(slide)
        return slide

    def _read(self, slide: _Slide, shape: Shape) -> None:
        if shape.hidden:
            text = " ".join(line.text for line in paragraphs(shape.element))
            if any(character.isalnum() for character in text):
                message = (
                    f'"{text[:_SHOWN]}" is hidden on slide {slide.number} and left out; show it if it should count'
                )
                slide.findings.append(Finding("hidden-text", "warning", message, Where(page=slide.number)))
        elif shape.kind == "table":
            self._table(slide, shape)
        elif shape.kind == "text":
            self._text(slide, shape)
        elif shape.kind == "picture":
            slide.pictures += 1
        else:
            self._drawing(slide, shape)

    def _table(self, slide: _Slide, shape: Shape) -> None:
        items, unmerged = read_table(shape.element, slide.number, self._limits.max_covered)
        if unmerged:
            message = f"Slide {slide.number}: merged cells cover too much and are taken as single ones ({unmerged:,})"
            message = f"{message}; check which columns their headings are over"
            slide.findings.append(Finding("cells-not-merged", "warning", message, Where(page=slide.number)))
        for table in items:
            if isinstance(table, Table):
                self._count(len(table.cells))
            slide.items.append(table)

    def _text(self, slide: _Slide, shape: Shape) -> None:
        """A title heads what follows on its slide; lines of running text are kept apart."""
        lines = paragraphs(shape.element)
        if shape.holder in _RUNNING:
            self._running.update(dict.fromkeys(line.text for line in lines))
        elif shape.holder in TITLES:
            text = " ".join(line.text for line in lines)
            if text:
                slide.items.append(Block("heading", text, SLIDE_LEVEL, page=slide.number))
        else:
            for line in lines:
                kind, _ = shape_of(line.text)
                told = "paragraph" if kind == "heading" and not line.bold else kind
                if kind == "list_item" or line.listed:
                    slide.items.append(Block("list_item", without_bullet(line.text), page=slide.number))
                else:
                    slide.items.append(Block(told, line.text, page=slide.number))

    def _drawing(self, slide: _Slide, shape: Shape) -> None:
        """Charts, diagrams and what else a frame holds."""
        hanging = Hanging(self._package, slide.relations, self._limits)
        for element in shape.element.iter():
            for piece in hanging.read(element):
                if isinstance(piece.item, Table):
                    self._count(len(piece.item.cells))
                    cells = tuple(replace(cell, page=slide.number) for cell in piece.item.cells)
                    slide.items.append(replace(piece.item, cells=cells))
                elif piece.item.text:
                    slide.items.append(replace(piece.item, page=slide.number))
                where = Where(page=slide.number)
                slide.findings += [
                    replace(f, message=f"Slide {slide.number}: {f.message}", where=where) for f in piece.findings
                ]

    def _told(self, slide: _Slide) -> None:
        """That a slide shows pictures, gravely where it shows hardly anything else."""
        if not slide.pictures:
            return
        words = sum(len(item.text) for item in slide.items if isinstance(item, Block))
        alone = words < _FEW_WORDS and not any(isinstance(item, Table) for item in slide.items)
        what = "a picture" if slide.pictures == 1 else f"{slide.pictures} pictures"
        message = f"Slide {slide.number} shows {what}, whose figures are not read; take them from the source"
        slide.findings.append(
            Finding("picture-not-read", "warning" if alone else "info", message, Where(page=slide.number))
        )

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.max_cells:
            problem = f"has more than {self._limits.max_cells:,} table cells"
            raise LimitExceeded(self._path, problem, "split it, or raise the limit")

    def _places(self, slide: _Slide) -> dict[str, Box]:
        """Where the layout of a slide puts its placeholders, which themselves may not say."""
        relation = next((r for r in slide.relations.values() if r.kind == "slideLayout" and not r.external), None)
        if relation is None:
            return {}
        if relation.target not in self._layouts:
            try:
                root = self._package.xml(relation.target)
            except UnreadableFile:  # a damaged layout costs the order of placeholders, not the slide
                root = None
            tree = root.find(f"{P}cSld/{P}spTree") if root is not None else None
            found = {} if tree is None else {s.key: s.box for s in shapes_of(tree) if s.key and s.box is not None}
            self._layouts[relation.target] = found
        return self._layouts[relation.target]

    def _properties(self) -> dict[str, str]:
        """Title, subject and dates that the file states of itself."""
        root = self._package.xml(_CORE)
        wanted = ("title", "subject", "created", "modified")
        found = {e.tag.rpartition("}")[2]: clean(e.text or "") for e in (root if root is not None else ())}
        return {name: found[name] for name in wanted if found.get(name)}


def _unnamed(number: int | None) -> str:
    """What heads a slide without a title."""
    return f"Slide {number}"
