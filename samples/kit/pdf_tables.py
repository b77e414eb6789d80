"""A content table as a platypus table, in the look its report's header lines and its own options ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Flowable

from kit.blocks import Cell, Table
from kit.charts import sparkline
from kit.fonts import FAMILIES, markup

_SPARK = re.compile(r"\{spark (\d+)\}")
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


@dataclass(frozen=True)
class Look:
    """`rules` is grid, rows (thin lines between rows), head (one line under the headings) or none."""

    rules: str
    size: float
    line: str
    ink: str
    head_fill: str
    head_text: str
    total_fill: str
    zebra: str
    align: str
    regular: str
    bold: str

    @property
    def padding(self) -> float:
        """Points left and right of a cell's text; small print stands closer."""
        return 3.0 if self.size >= 6 else 1.2


def look_of(table: Table, meta: dict[str, str]) -> Look:
    """What the report's header lines say, overruled by the table's own options."""
    said = {**meta, **table.options}
    regular, bold, _ = FAMILIES[meta.get("font", "sans")]
    return Look(
        rules=said.get("rules", "grid"),
        size=float(said.get("size", "8")),
        line=said.get("line", "#8EA9DB"),
        ink=meta["colours"].split()[0],
        head_fill=said.get("head-fill", ""),
        head_text=said.get("head-text", "#000000"),
        total_fill=said.get("total-fill", ""),
        zebra=said.get("zebra", ""),
        align=said.get("align", "center"),
        regular=regular,
        bold=bold,
    )


def build(table: Table, meta: dict[str, str], available: float) -> Flowable:
    """The table on at most `available` points; option width=0.5 asks for that share of them."""
    look = look_of(table, meta)
    share = float(table.options.get("width", "0"))
    columns = widths(table, look, available * share if share else available, stretch=bool(share))
    heads = table.header_rows
    data: list[list[object]] = [[""] * len(columns) for _ in table.rows]
    for cell in table.cells():
        across = sum(columns[cell.column : cell.column + cell.column_span])
        data[cell.row][cell.column] = _content(cell, table, look, across - 2 * look.padding)
    repeat = heads if table.options.get("repeat", "yes") == "yes" else 0
    return Flowable(
        data,
        colWidths=columns,
        repeatRows=repeat,
        style=_style(table, look),
        hAlign=table.options.get("place", meta.get("place", "CENTER")),
        spaceBefore=4,
        spaceAfter=6,
    )


def marked_rows(table: Table, option: str) -> set[int]:
    """The row numbers an option lists, negative ones counted from the end."""
    listed = table.options.get(option, "")
    return {int(n) % len(table.rows) for n in listed.split(",") if n}


def _content(cell: Cell, table: Table, look: Look, width: float) -> object:
    spark = _SPARK.fullmatch(cell.text)
    if spark:
        return sparkline(int(spark[1]), min(width, 70), 16, HexColor(look.ink))
    heading = cell.row < table.header_rows
    bold = heading or cell.row in marked_rows(table, "total") | marked_rows(table, "band")
    bold = bold or (cell.column == 0 and table.options.get("stub") == "bold")
    first = cell.column == 0 and not (heading and cell.column_span > 1)
    align = "left" if first else look.align
    style = ParagraphStyle(
        "cell",
        fontName=look.bold if bold else look.regular,
        fontSize=look.size,
        leading=look.size * 1.2,
        alignment=_ALIGN["center" if heading and not first else align],
        textColor=HexColor(look.head_text if heading else "#000000"),
    )
    return Paragraph(markup(cell.text, look.size), style)


def _style(table: Table, look: Look) -> list[tuple[object, ...]]:
    line, heads = HexColor(look.line), table.header_rows
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), look.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), look.padding),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    if look.zebra:
        for r in range(heads + 1, len(table.rows), 2):
            commands.append(("BACKGROUND", (0, r), (-1, r), HexColor(look.zebra)))
    if look.head_fill and heads:
        commands.append(("BACKGROUND", (0, 0), (-1, heads - 1), HexColor(look.head_fill)))
    for row in marked_rows(table, "total") | marked_rows(table, "band"):
        if look.total_fill:
            commands.append(("BACKGROUND", (0, row), (-1, row), HexColor(look.total_fill)))
    if table.options.get("title-rows"):
        last = int(table.options["title-rows"]) - 1
        commands.append(("BACKGROUND", (0, 0), (-1, last), HexColor(table.options["title-fill"])))
    if look.rules == "grid":
        commands.append(("GRID", (0, 0), (-1, -1), 0.6, line))
    elif look.rules == "rows":
        commands += [("LINEBELOW", (0, 0), (-1, -1), 0.5, line), ("LINEABOVE", (0, 0), (-1, 0), 0.5, line)]
    elif look.rules == "head" and heads:
        commands.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.8, line))
    for cell in table.cells():
        if cell.row_span > 1 or cell.column_span > 1:
            end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
            commands.append(("SPAN", (cell.column, cell.row), end))
    return commands


def widths(table: Table, look: Look, available: float, stretch: bool) -> list[float]:
    """Points for each column: given shares (cols=3,1,1), or what the texts need without breaking words."""
    count = len(table.rows[0])
    if "cols" in table.options:
        shares = [float(n) for n in table.options["cols"].split(",")]
        return [available * share / sum(shares) for share in shares]
    natural, least = [12.0] * count, [12.0] * count
    for cell in table.cells():
        if cell.column_span > 1 or _SPARK.fullmatch(cell.text):
            continue
        room = 2 * look.padding * 2
        parts = cell.text.split("\\n")
        whole = max(stringWidth(part, look.bold, look.size) for part in parts) + room
        word = max(stringWidth(word, look.bold, look.size) for word in [*cell.text.split(), ""]) + room
        if cell.row < table.header_rows and cell.column:
            whole = max(word, whole / 2)
        natural[cell.column] = max(natural[cell.column], whole)
        least[cell.column] = max(least[cell.column], word)
    if sum(natural) <= available:
        spare = available - sum(natural) if stretch else min(available - sum(natural), 20.0 * count)
        return [n + spare / count for n in natural]
    over = sum(natural) - sum(least)
    spare = available - sum(least)
    if over <= 0 or spare <= 0:
        return [n * available / sum(least) for n in least]
    return [low + (n - low) * spare / over for low, n in zip(least, natural, strict=True)]
