"""The PDF of a report: pages with running headers and footers, tables and charts, all in vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from kit import charts, pdf_tables
from kit.blocks import Block, Box, Chart, Heading, PageBreak, Panel, Paragraph, Report, Row, Table
from kit.fonts import FAMILIES, markup, register

_MARGIN = 42.0


def write(report: Report, path: Path) -> None:
    """Writes the file; twice, since the footers tell how many pages there are."""
    register()
    pages = _Writer(report, total=0).build(path)
    _Writer(report, total=pages).build(path)


class _Writer:
    def __init__(self, report: Report, total: int) -> None:
        self.report, self.meta, self.total = report, report.meta, total
        self.size = landscape(A4) if self.meta.get("page") == "landscape" else A4
        self.regular, self.bold, self.italic = FAMILIES[self.meta.get("font", "sans")]
        self.colours = [HexColor(c) for c in self.meta["colours"].split()]
        self.base = float(self.meta.get("text-size", "9.5"))

    def build(self, path: Path) -> int:
        """Writes the file and says how many pages it has."""
        template = BaseDocTemplate(
            str(path),
            pagesize=self.size,
            invariant=1,
            title=self.report.title_lines[0],
            author="rebuilt from published figures",
            pageCompression=1,
        )
        wide = (max(self.size), min(self.size))
        template.addPageTemplates(
            [
                PageTemplate("first", [_frame(self.size)], pagesize=self.size),
                PageTemplate("page", [_frame(self.size)], onPage=self._furniture, pagesize=self.size),
                PageTemplate("wide", [_frame(wide)], onPage=self._furniture, pagesize=wide),
            ]
        )
        story = [*self._title_page(), NextPageTemplate("page"), NewPage()]
        story += self._flow(self.report.blocks, self.size[0] - 2 * _MARGIN)
        template.build(story)
        return int(template.page)

    def _style(self, size: float, font: str, **more: Any) -> ParagraphStyle:
        return ParagraphStyle("p", fontName=font, fontSize=size, leading=size * 1.3, **more)

    def _title_page(self) -> list[Flowable]:
        story: list[Flowable] = [Spacer(1, 120)]
        accent = self.colours[0]
        for n, line in enumerate(self.report.title_lines):
            size = 26 if n == int(self.meta.get("main-title", "0")) else 13
            style = self._style(size, self.bold if size == 26 else self.regular, textColor=accent, spaceAfter=10)
            story.append(Text(markup(line, size), style))
        return story

    def _furniture(self, canvas: Any, doc: Any) -> None:
        width, height = canvas._pagesize
        canvas.saveState()
        for key, y in (("header", height - 26), ("footer", 22)):
            parts = [*self.meta.get(key, "").split("|"), "", "", ""][:3]
            canvas.setFont(self.regular, 7)
            canvas.setFillColor(HexColor("#7F7F7F"))
            shown = [p.strip().format(page=canvas.getPageNumber(), pages=self.total) for p in parts]
            canvas.drawString(_MARGIN, y, shown[0])
            canvas.drawCentredString(width / 2, y, shown[1])
            canvas.drawRightString(width - _MARGIN, y, shown[2])
        canvas.restoreState()

    def _flow(self, blocks: tuple[Block, ...], width: float) -> list[Flowable]:
        """The blocks as flowables; a heading stays with what follows it."""
        story: list[Flowable] = []
        wide = False
        for n, block in enumerate(blocks):
            if isinstance(block, PageBreak):
                wide = block.landscape
                story += [NextPageTemplate("wide" if wide else "page"), NewPage()]
                continue
            if isinstance(block, Heading):
                story.append(CondPageBreak(_room(blocks[n:])))
            story += self._one(block, max(self.size) - 2 * _MARGIN if wide else width)
        return story

    def _one(self, block: Block, width: float) -> list[Flowable]:
        match block:
            case Heading(level=level, text=text):
                return [self._heading(level, text)]
            case Paragraph(text=text, style=style):
                return [self._paragraph(text, style)]
            case Table(options=options):
                made = pdf_tables.build(block, self.meta, width)
                return [made if options.get("split") == "yes" else KeepTogether([made]), Spacer(1, 4)]
            case Chart():
                share = float(block.options.get("width", "1" if width < 400 else "0.72"))
                drawing = charts.draw(block, width * share, self.colours, self.regular)
                drawing.hAlign = "CENTER"
                return [drawing, Spacer(1, 5)]
            case Panel():
                return [
                    charts.infographic(block, width, self.colours, (self.regular, self.bold)),
                    Spacer(1, 5),
                ]
            case Row(items=items, shares=shares):
                return [self._side_by_side(items, shares, width), Spacer(1, 4)]
            case Box(title=title, items=items):
                return [self._box(title, items, width), Spacer(1, 5)]
        raise TypeError(f"cannot draw {block!r}")

    def _heading(self, level: int, text: str) -> Flowable:
        accent = self.colours[0]
        if level == 1 and self.meta.get("band"):
            fill = {"backColor": HexColor(self.meta["band"]), "textColor": HexColor("#FFFFFF")}
            style = self._style(10, self.bold, borderPadding=(2, 2, 3, 2), spaceBefore=12, spaceAfter=8, **fill)
        else:
            size = (17.0, 13.0, 10.5)[level - 1]
            style = self._style(size, self.bold, textColor=accent, spaceBefore=7, spaceAfter=4)
        return Text(markup(text, style.fontSize), style)

    def _paragraph(self, text: str, style: str) -> Flowable:
        size = self.base
        match style:
            case "item":
                bullet = self.meta.get("bullet", "- ").removeprefix("- ").strip() or "●"
                item = self._style(size, self.regular, leftIndent=16, bulletIndent=5, spaceAfter=2)
                face = 'name="Bullets" size="6"' if bullet in "❖●" else f'name="{self.regular}"'
                return Text(f"<bullet><font {face}>{bullet}</font></bullet>{markup(text, size)}", item)
            case "note":
                return Text(markup(text, size - 2), self._style(size - 2, self.italic, spaceAfter=3))
            case "caption":
                return Text(markup(text, size), self._style(size, self.bold, spaceBefore=3))
        return Text(markup(text, size), self._style(size, self.regular, spaceAfter=5))

    def _side_by_side(self, items: tuple[Block, ...], shares: tuple[float, ...], width: float) -> Flowable:
        widths = [width * share / sum(shares) for share in shares]
        cells = [self._in_cell(item, w - 12) for item, w in zip(items, widths, strict=True)]
        return Grid([cells], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE")])

    def _in_cell(self, item: Block, width: float) -> list[Flowable]:
        """What stands in a cell cannot be asked to keep together."""
        made = [pdf_tables.build(item, self.meta, width)] if isinstance(item, Table) else None
        return made or self._one(item, width)

    def _box(self, title: str, items: tuple[Block, ...], width: float) -> Flowable:
        inside = [Text(markup(title, self.base), self._style(self.base, self.bold))] if title else []
        inside += self._flow(items, width - 12)
        accent, pale = self.colours[1], HexColor(self.meta.get("box-fill", "#F2F6FC"))
        return Grid(
            [[inside]],
            colWidths=[width],
            style=[("BOX", (0, 0), (0, 0), 0.8, accent), ("BACKGROUND", (0, 0), (0, 0), pale)],
        )


def _frame(size: tuple[float, float]) -> Frame:
    width, height = size
    return Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)


def _room(blocks: tuple[Block, ...]) -> float:
    """About how many points a heading needs, so that it does not part from what it heads."""
    needed = 0.0
    for block in blocks:
        match block:
            case Heading():
                needed += 36
            case Paragraph():
                needed += 30
            case Chart(options=options):
                return needed + 20 + float(options.get("height", "130"))
            case Table(rows=rows):
                return needed + 14 * min(len(rows), 6)
            case _:
                return needed + 110
    return needed
