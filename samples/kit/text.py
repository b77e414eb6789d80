"""The text extract: what a converter makes of a report. Tables are runs of TAB lines, charts are gone."""

from __future__ import annotations

import re

from kit.blocks import (
    ABOVE,
    LEFT,
    Block,
    Box,
    Chart,
    Heading,
    PageBreak,
    Panel,
    Paragraph,
    Report,
    Row,
    Table,
)
from kit.markup import split_row

_STRONG = re.compile(r"</?b>")  # bold type comes out of some converters as asterisks
_SPARK = re.compile(r"\{spark \d+\}")


def write(report: Report) -> str:
    """The whole extract, with Unix line ends."""
    lines = ["", "", "", *[part for title in report.title_lines for part in (title, "")]]
    lines += _blocks(report.blocks, report.meta)
    return "\n".join(lines) + "\n"


def _blocks(blocks: tuple[Block, ...], meta: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for n, block in enumerate(blocks):
        match block:
            case Heading(text=text):
                lines += [text, ""]
            case Paragraph(text=text, style="item"):
                lines.append(meta.get("bullet", "- ") + _STRONG.sub("**", text))
                following = blocks[n + 1] if n + 1 < len(blocks) else None
                if not (isinstance(following, Paragraph) and following.style == "item"):
                    lines.append("")
            case Paragraph(text=text):
                lines += [_STRONG.sub("**", text.replace("\\n", "\n")), ""]
            case Table():
                lines += [*table_lines(block), ""]
            case Row(items=items):
                lines += _blocks(items, meta)
            case Box(title=title, items=items):
                lines += ([title, ""] if title else []) + _blocks(items, meta)
            case PageBreak():
                lines += [meta["furniture"], ""] if "furniture" in meta else [" "]
            case Chart() | Panel():
                lines += ["", ""]
    return lines


def table_lines(table: Table) -> list[str]:
    """The lines of one table. Spans come out as their text and empty cells, as converters do it."""
    trailing = [""] * int(table.options.get("txt-trailing", "0"))
    lines: list[str] = []
    for r, row in enumerate(table.rows):
        damaged = table.damaged.get(r)
        if damaged is not None and damaged.startswith("="):
            lines += [damaged[1:], ""]
            continue
        cells = split_row(damaged) if damaged is not None else row
        lines.append("\t".join([*(plain(cell) for cell in cells), *trailing]))
    return lines


def plain(cell: str) -> str:
    """A cell's text without span marks, drawings and line breaks."""
    if cell in (LEFT, ABOVE):
        return ""
    return _SPARK.sub("", cell).replace("\\n", " ").strip()
