"""Lines of text as a reader sees them: with their chunks, those that interlock taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Box, Word
from extractor.tables.columns import Chunk, chunks
from extractor.tables.figures import are_years
from extractor.tables.lines import Line, bounds, text_lines

INTERLOCKED = 0.7  # lines nearer than this, in font sizes from middle to middle, belong to one row


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its chunks, left to right.

    Lines half a line height apart (a label set in the middle beside text of two lines) count as one.
    """

    words: tuple[Word, ...]
    box: Box
    chunks: tuple[Chunk, ...]
    first: float  # middle of the first line, in points
    last: float
    size: float

    @property
    def text(self) -> str:
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def bold(self) -> bool:
        return sum(word.bold for word in self.words) > 0.5 * len(self.words)

    @property
    def data(self) -> bool:
        """Whether it may be a row: two chunks and more, one after the first a figure and no year."""
        figures = [chunk.text for chunk in self.chunks[1:] if chunk.figure]
        return bool(figures) and not are_years(figures)


def visual_lines(words: Sequence[Word]) -> list[TextLine]:
    """Lines of text, those that interlock joined, top to bottom."""
    return interlocked([(line, chunks(line)) for line in text_lines(words)])


def interlocked(lines: Sequence[tuple[Line, Sequence[Chunk]]]) -> list[TextLine]:
    """Lines, given from top to bottom with their chunks, those that interlock joined."""
    groups: list[list[tuple[Line, Sequence[Chunk]]]] = []
    middle = size = 0.0  # of the line before
    for line, parts in lines:
        above, over = middle, size
        middle, size = line.middle, line.size
        if groups and middle - above < INTERLOCKED * min(size, over):
            groups[-1].append((line, parts))
        else:
            groups.append([(line, parts)])
    return [_joined([line for line, _ in group], [c for _, parts in group for c in parts]) for group in groups]


def _joined(group: Sequence[Line], parts: list[Chunk]) -> TextLine:
    if len(group) == 1:
        line = group[0]
        return TextLine(line.words, line.box, tuple(parts), line.middle, line.middle, line.size)
    words = tuple(word for line in group for word in line.words)
    found: list[Chunk] = []
    for chunk in sorted(parts, key=lambda c: c.x0):
        if found and chunk.x0 < found[-1].x1:
            last = found[-1]
            found[-1] = Chunk(last.words + chunk.words, last.x0, max(last.x1, chunk.x1))
        else:
            found.append(chunk)
    size = max(line.size for line in group)
    box = bounds(line.box for line in group)
    return TextLine(words, box, tuple(found), group[0].middle, group[-1].middle, size)
