"""Small pictures for the Word files, as PNG without any drawing library: bars, lines and coloured fields."""

from __future__ import annotations

import struct
import zlib

from kit.blocks import Chart
from kit.series import plot, spark

_WHITE, _GREY = (255, 255, 255), (200, 200, 200)
Colour = tuple[int, int, int]


class Canvas:
    """A picture of at most 256 colours, its origin at the top left."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.palette: list[Colour] = [_WHITE]
        self.rows = [bytearray(width) for _ in range(height)]

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        index = self._index(colour)
        left, right = max(round(x0), 0), min(round(x1), self.width)
        for y in range(max(round(y0), 0), min(round(y1), self.height)):
            self.rows[y][left:right] = bytes([index]) * max(right - left, 0)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        steps = max(int(abs(x1 - x0)), int(abs(y1 - y0)), 1)
        for n in range(steps + 1):
            x, y = x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps
            self.rectangle(x, y, x + 2, y + 2, colour)

    def png(self) -> bytes:
        raw = b"".join(b"\0" + bytes(row) for row in self.rows)
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        palette = b"".join(bytes(colour) for colour in self.palette)
        # Level 0 stores the bytes as they are: the same file whatever zlib is installed.
        chunks = (b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(raw, 0)), (b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)

    def _index(self, colour: Colour) -> int:
        if colour not in self.palette:
            self.palette.append(colour)
        return self.palette.index(colour)


def chart(block: Chart, colours: list[Colour]) -> bytes:
    """A chart without any text: nobody can read figures off it."""
    p = plot(block)
    width, height, left, bottom = 360, 140, 16, 14
    canvas = Canvas(width, height)
    high, span = height - bottom - 8, p.high - p.low
    for n in range(6):
        y = 8 + high * n / 5
        canvas.rectangle(left, y, width - 6, y + 1, _GREY)
    step = (width - left - 8) / len(p.labels)
    for s, values in enumerate(p.values):
        colour = colours[s % len(colours)]
        for n, value in enumerate(values):
            y = 8 + high * (1 - (value - p.low) / span)
            x = left + step * n
            if block.kind == "heat":
                tall, hot = high / len(p.values), (value - p.low) / span
                tint = (115 + round(130 * hot) // 16 * 16, 215 - round(115 * hot) // 16 * 16, 128)
                canvas.rectangle(x, 8 + tall * s, x + step - 1, 8 + tall * (s + 1) - 1, tint)
            elif block.kind == "lines":
                if n:
                    before = 8 + high * (1 - (values[n - 1] - p.low) / span)
                    canvas.line(x - step / 2, before, x + step / 2, y, colour)
            else:
                bar = step * 0.8 / len(p.values)
                canvas.rectangle(x + step * 0.1 + bar * s, y, x + step * 0.1 + bar * (s + 1), 8 + high, colour)
    canvas.rectangle(left, 8, left + 1, 8 + high, (64, 64, 64))
    canvas.rectangle(left, 8 + high, width - 6, 9 + high, (64, 64, 64))
    return canvas.png()


def sparkline(seed: int, colours: list[Colour]) -> bytes:
    """The small curve of a trend cell."""
    canvas = Canvas(120, 26)
    points = spark(seed)
    step = 114 / (len(points) - 1)
    for n in range(1, len(points)):
        canvas.line(3 + step * (n - 1), 22 - 20 * points[n - 1], 3 + step * n, 22 - 20 * points[n], colours[0])
    return canvas.png()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
