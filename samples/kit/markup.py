"""Reads the mark-up of `content/*.md`.

A file begins with `key: value` lines (repeated `title:` lines make the title page), then come blocks:
`#` headings, paragraphs, `-` items, `| tables |` in which `<` and `^` continue the cell to the left or above,
and directives that begin with `@`. `@txt 0: | Ma | r-16 |` after a table is what the text extract shows
for its row 0; `@txt 0: =words` makes that row a line of its own outside the table.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from kit.blocks import Block, Box, Chart, Heading, PageBreak, Panel, Paragraph, Report, Row, Table


class MarkupError(ValueError):
    """A line of a content file that makes no sense; the message names the file and the line."""


def load(path: Path) -> Report:
    """One report. Raises MarkupError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    meta: dict[str, str] = {}
    titles: list[str] = []
    start = 0
    for start, line in enumerate(lines):  # noqa: B007 - the index is where the blocks begin
        if not line.strip():
            break
        key, _, value = line.partition(": ")
        if key == "title":
            titles.append(value)
        else:
            meta[key] = value
    parser = _Parser(path.name, lines, start)
    return Report(path.stem, meta, tuple(titles), tuple(parser.blocks(until="")))


class _Parser:
    def __init__(self, name: str, lines: list[str], start: int) -> None:
        self.name, self.lines, self.at = name, lines, start

    def blocks(self, until: str) -> list[Block]:
        found: list[Block] = []
        while self.at < len(self.lines):
            line = self.lines[self.at].strip()
            if until and line == until:
                self.at += 1
                return found
            if line:
                found.append(self._block(line))
            else:
                self.at += 1
        if until:
            raise MarkupError(f"{self.name}: {until} is missing")
        return found

    def _block(self, line: str) -> Block:
        if line.startswith("|") or line.startswith("@table"):
            return self._table()
        self.at += 1
        if line.startswith("#"):
            marks, _, text = line.partition(" ")
            return Heading(len(marks), text)
        if line.startswith("- "):
            return Paragraph(line[2:], "item")
        if line.startswith("@"):
            return self._directive(line)
        while self.at < len(self.lines) and self.lines[self.at][:1] not in ("", "@", "|", "#"):
            line += " " + self.lines[self.at].strip()
            self.at += 1
        return Paragraph(line)

    def _directive(self, line: str) -> Block:
        word, _, rest = line[1:].partition(" ")
        match word:
            case "note" | "caption":
                return Paragraph(rest, word)
            case "page":
                return PageBreak(landscape=rest == "landscape")
            case "chart":
                kind, title, *pairs = shlex.split(rest)
                return Chart(kind, title, _options(pairs))
            case "panel":
                tiles = [[*tile.split(";"), "", ""][:3] for tile in rest.split("|")]
                return Panel(tuple((t[0].strip(), t[1].strip(), t[2].strip()) for t in tiles))
            case "row":
                shares = tuple(float(s) for s in rest.split())
                return Row(tuple(self.blocks(until="@end")), shares)
            case "box":
                return Box(rest, tuple(self.blocks(until="@end")))
        raise MarkupError(f"{self.name}, line {self.at}: unknown directive @{word}")

    def _table(self) -> Table:
        options: dict[str, str] = {}
        if self.lines[self.at].startswith("@table"):
            options = _options(shlex.split(self.lines[self.at])[1:])
            self.at += 1
        rows: list[tuple[str, ...]] = []
        damaged: dict[int, str] = {}
        while self.at < len(self.lines) and self.lines[self.at].startswith(("|", "@txt")):
            line = self.lines[self.at].strip()
            self.at += 1
            if line.startswith("@txt"):
                number, _, text = line[5:].partition(": ")
                damaged[int(number)] = text
            else:
                rows.append(split_row(line))
        if not rows or {len(row) for row in rows} != {len(rows[0])}:
            raise MarkupError(f"{self.name}, line {self.at}: a table whose rows differ in length")
        return Table(tuple(rows), options, damaged)


def split_row(line: str) -> tuple[str, ...]:
    """The cells of `| a | b |`."""
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _options(pairs: list[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs)
