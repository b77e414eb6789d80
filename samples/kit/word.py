"""The Word file of a report, with the things that word processors put into such files."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt, RGBColor

from kit import pictures, word_parts, word_tables
from kit.blocks import Block, Box, Chart, Heading, PageBreak, Panel, Paragraph, Report, Row, Table
from kit.word_tables import add_text

_LONG, _SHORT, _MARGIN = 841.9, 595.3, 42.0
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold


def write(report: Report, path: Path) -> None:
    """Writes the file with fixed times, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    _Writer(report).document().save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            fixed.writestr(member, made.read(name))


class _Writer:
    def __init__(self, report: Report) -> None:
        self.report, self.meta = report, report.meta
        self.doc = docx.Document()
        self.colours = [_rgb(c) for c in self.meta["colours"].split()]
        self.size = float(self.meta.get("text-size", "9.5"))
        self.broken = False  # the next heading begins a page
        self.charts = self.boxes = 0
        self.landscape = self.meta.get("page") == "landscape"

    def document(self) -> Any:
        self._set_up()
        for n, line in enumerate(self.report.title_lines):
            main = n == int(self.meta.get("main-title", "0"))
            paragraph = self.doc.add_paragraph(style="Title" if main else None)
            add_text(paragraph, line, 24 if main else 13)
        self.broken = True
        self._blocks(self.doc, self.report.blocks)
        return self.doc

    @property
    def width(self) -> float:
        return (_LONG if self.landscape else _SHORT) - 2 * _MARGIN

    def _set_up(self) -> None:
        properties = self.doc.core_properties
        properties.title, properties.author = self.report.title_lines[0], "rebuilt from published figures"
        properties.created = properties.modified = datetime(2024, 1, 1)
        properties.comments = ""
        self._page(self.doc.sections[0])
        self.doc.styles["Normal"].font.name = self.meta.get("word-font", "Arial")
        for level in (1, 2, 3):
            font = self.doc.styles[f"Heading {level}"].font
            font.name, font.size = self.meta.get("word-font", "Arial"), Pt((15, 13, 11)[level - 1])
            font.color.rgb = RGBColor(*self.colours[0])
        section = self.doc.sections[0]
        for key, part in (("header", section.header), ("footer", section.footer)):
            self._furniture(part.paragraphs[0], self.meta.get(key, ""))

    def _page(self, section: Any) -> None:
        wide, high = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(wide), Pt(high)
        section.left_margin = section.right_margin = Pt(_MARGIN)
        section.top_margin = section.bottom_margin = Pt(46)

    def _furniture(self, paragraph: Any, text: str) -> None:
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Pt(self.width / 2), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Pt(self.width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style = self.doc.styles["Normal"]  # its own style has stops for narrow paper
        for n, part in enumerate(text.split("|")):
            if n:
                paragraph.add_run("\t")
            for piece in part.strip().replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0"):
                if piece in ("PAGE", "NUMPAGES"):
                    word_parts.field(paragraph, piece)
                elif piece:
                    paragraph.add_run(piece)
        for run in paragraph.runs:
            run.font.size = Pt(8)

    def _blocks(self, holder: Any, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            match block:
                case Heading(level=level, text=text):
                    self._heading(level, text)
                case Paragraph(text=text, style=style):
                    self._paragraph(holder, text, style)
                case Table():
                    self._table(holder, block, self.width)
                case Chart():
                    self._chart(holder.add_paragraph(), block, min(self.width, 400.0))
                case Panel():
                    self._panel(holder.add_paragraph(), block)
                case Row(items=items, shares=shares):
                    self._side_by_side(items, shares)
                case Box(title=title, items=items):
                    self._box(title, items)
                case PageBreak(landscape=wide):
                    self._break(wide)

    def _break(self, wide: bool) -> None:
        turned = wide or self.meta.get("page") == "landscape"
        if turned == self.landscape:
            self.broken = True
            return
        self.landscape = turned
        self._page(self.doc.add_section())

    def _heading(self, level: int, text: str) -> None:
        heading = self.doc.add_heading(level=level)
        heading.paragraph_format.page_break_before = self.broken or None
        self.broken = False
        run = heading.add_run(text)
        if level == 1 and self.meta.get("band"):
            word_parts.shade(heading._p.get_or_add_pPr(), self.meta["band"])
            run.font.color.rgb = RGBColor(255, 255, 255)

    def _paragraph(self, holder: Any, text: str, style: str) -> Any:
        made = holder.add_paragraph(style={"item": "List Bullet", "caption": "Caption"}.get(style))
        size = self.size - 2 if style == "note" else self.size
        if style == "item" and "❖" in self.meta.get("bullet", ""):
            text = f"❖ {text}"
        add_text(made, text, size)
        made.paragraph_format.space_after = Pt(4)
        made.paragraph_format.page_break_before = self.broken or None
        self.broken = False
        return made

    def _table(self, holder: Any, table: Table, width: float) -> None:
        share = float(table.options.get("width", "0")) or 1.0
        made = word_tables.add(holder, table, self.meta, width * share)
        if table.options.get("word") == "textbox":
            element = made._tbl
            element.getparent().remove(element)
            closing = holder.add_paragraph()._p  # a text box, like a cell, must end in a paragraph
            closing.getparent().remove(closing)
            self._text_box(holder.add_paragraph(), [element, closing], width * share + 16, 18.0 * len(table.rows) + 24)
        else:
            self._space(holder)

    def _space(self, holder: Any) -> None:
        """Word joins two tables that nothing parts."""
        format_ = holder.add_paragraph().paragraph_format
        format_.space_after, format_.line_spacing = Pt(0), Pt(6)

    def _text_box(self, paragraph: Any, content: list[Any], width: float, height: float) -> None:
        self.boxes += 1
        fill = self.meta.get("box-fill", "#F2F6FC").removeprefix("#")
        word_parts.text_box(paragraph, content, self.boxes, width, height, fill)

    def _chart(self, paragraph: Any, chart: Chart, width: float) -> None:
        if chart.kind == "heat" or chart.options.get("word") == "picture":
            picture = pictures.chart(chart, self.colours)
            paragraph.add_run().add_picture(io.BytesIO(picture), width=Pt(width))
            return
        self.charts += 1
        height = float(chart.options.get("height", "130"))
        colours = [c.removeprefix("#") for c in self.meta["colours"].split()]
        word_parts.add_chart(paragraph, chart, self.charts, (width, height), colours)

    def _panel(self, paragraph: Any, panel: Panel) -> None:
        content = []
        for big, what, small in panel.tiles:
            line = self.doc.add_paragraph()
            add_text(line, f"<b>{big}</b> {what} {small}".strip(), self.size)
            line._p.getparent().remove(line._p)
            content.append(line._p)
        self._text_box(paragraph, content, 260, 24.0 * len(content) + 10)

    def _side_by_side(self, items: tuple[Block, ...], shares: tuple[float, ...]) -> None:
        """A table for the layout alone, holding tables and charts in its cells."""
        widths = [self.width * share / sum(shares) for share in shares]
        [cells] = word_tables.fix_widths(self.doc.add_table(1, len(items)), widths)
        for cell, item, room in zip(cells, items, widths, strict=True):
            if isinstance(item, Chart):
                self._chart(cell.paragraphs[0], item, room - 14)
            elif isinstance(item, Table):
                self._table(cell, item, room - 14)
            else:
                self._blocks(cell, (item,))
        self._space(self.doc)

    def _box(self, title: str, items: tuple[Block, ...]) -> None:
        holder = self.doc.add_table(1, 1, style="Table Grid").rows[0].cells[0]
        word_parts.shade(holder._tc.get_or_add_tcPr(), self.meta.get("box-fill", "#F2F6FC"))
        if title:
            add_text(holder.paragraphs[0], title, self.size, bold=True)
        self._blocks(holder, items)
        self._space(self.doc)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
