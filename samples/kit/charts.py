"""Charts as vector drawings: axes, grid lines, tick labels, legends and figures of their own; no tables."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing, Group, Line, PolyLine, Rect, String, Wedge
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from kit.blocks import Chart, Panel
from kit.series import Plot, plot, spark, ticks

_SMALL = 5.5
_GREY, _TEXT = HexColor("#D9D9D9"), HexColor("#404040")
_LEFT, _BOTTOM, _TOP = 34.0, 38.0, 18.0


def draw(chart: Chart, width: float, colours: list[Color], font: str) -> Drawing:
    """The chart on `width` points; option height=… is in points too."""
    height = float(chart.options.get("height", "130"))
    drawing = Drawing(width, height)
    if chart.options.get("frame", "yes") == "yes":
        drawing.add(Rect(0.5, 0.5, width - 1, height - 1, fillColor=None, strokeColor=_GREY, strokeWidth=0.5))
    title = String(width / 2, height - 11, chart.title, fontName=font, fontSize=8, textAnchor="middle")
    drawing.add(title)
    p = plot(chart)
    inner = (_LEFT, _BOTTOM, width - _LEFT - 8, height - _BOTTOM - _TOP)
    match chart.kind:
        case "bars" | "stack":
            _axes(drawing, p, inner, font)
            _bars(drawing, p, inner, colours, stacked=chart.kind == "stack")
        case "lines":
            _axes(drawing, p, inner, font)
            _lines(drawing, p, inner, colours)
        case "hbars":
            _hbars(drawing, p, width, height, colours, font)
            return drawing
        case "pie":
            _pie(drawing, p, width, height, colours, font)
            return drawing
        case "heat":
            _heat(drawing, p, width, height, font)
            return drawing
        case _:
            raise ValueError(f"no such chart: {chart.kind}")
    _legend(drawing, p.names, width, colours, font)
    return drawing


def sparkline(seed: int, width: float, height: float, colour: Color) -> Drawing:
    """The small curve that stands in a trend cell."""
    drawing = Drawing(width, height)
    points = spark(seed)
    flat: list[float] = []
    for n, value in enumerate(points):
        flat += [2 + n * (width - 4) / (len(points) - 1), 2 + value * (height - 4)]
    drawing.add(PolyLine(flat, strokeColor=colour, strokeWidth=0.9))
    return drawing


def infographic(panel: Panel, width: float, colours: list[Color], fonts: tuple[str, str]) -> Drawing:
    """Coloured tiles with big numbers."""
    drawing = Drawing(width, 50)
    gap = 6.0
    each = (width - gap * (len(panel.tiles) - 1)) / len(panel.tiles)
    for n, (big, what, small) in enumerate(panel.tiles):
        x, white = n * (each + gap), HexColor("#FFFFFF")
        fill = colours[n % len(colours)]
        drawing.add(Rect(x, 2, each, 44, rx=5, ry=5, fillColor=fill, strokeColor=None))
        for text, y, size, font in (
            (big, 29, 14, fonts[1]),
            (what, 18, 7, fonts[0]),
            (small, 8, 6, fonts[0]),
        ):
            drawing.add(String(x + 10, y, text, fontName=font, fontSize=size, fillColor=white))
    return drawing


def _axes(drawing: Drawing, p: Plot, inner: tuple[float, float, float, float], font: str) -> None:
    x, y, width, height = inner
    for value, label in ticks(p):
        at = y + height * (value - p.low) / (p.high - p.low)
        drawing.add(Line(x, at, x + width, at, strokeColor=_GREY, strokeWidth=0.4))
        drawing.add(String(x - 3, at - 2, label, fontName=font, fontSize=_SMALL, textAnchor="end"))
    drawing.add(Line(x, y, x, y + height, strokeColor=_TEXT, strokeWidth=0.5))
    drawing.add(Line(x, y, x + width, y, strokeColor=_TEXT, strokeWidth=0.5))
    step = width / len(p.labels)
    upright = max(stringWidth(label, font, _SMALL) for label in p.labels) > step - 2
    for n, label in enumerate(p.labels):
        centre = x + step * (n + 0.5)
        if upright:
            turned = Group(String(0, 0, label, fontName=font, fontSize=_SMALL, textAnchor="end"))
            turned.translate(centre + 2, y - 3)
            turned.rotate(90)
            drawing.add(turned)
        else:
            drawing.add(String(centre, y - 8, label, fontName=font, fontSize=_SMALL, textAnchor="middle"))


def _bars(
    drawing: Drawing, p: Plot, inner: tuple[float, float, float, float], colours: list[Color], stacked: bool
) -> None:
    x, y, width, height = inner
    step = width / len(p.labels)
    bar = step * 0.7 / (1 if stacked else len(p.names))
    scale = height / (p.high - p.low)
    for n in range(len(p.labels)):
        base = y
        for s, values in enumerate(p.values):
            tall = (values[n] - p.low) * scale
            left = x + step * (n + 0.15) + (0 if stacked else bar * s)
            fill = colours[s % len(colours)]
            drawing.add(Rect(left, base, bar * 0.95, tall, fillColor=fill, strokeColor=None))
            base += tall if stacked else 0


def _lines(drawing: Drawing, p: Plot, inner: tuple[float, float, float, float], colours: list[Color]) -> None:
    x, y, width, height = inner
    step = width / len(p.labels)
    for s, values in enumerate(p.values):
        flat: list[float] = []
        for n, value in enumerate(values):
            flat += [x + step * (n + 0.5), y + height * (value - p.low) / (p.high - p.low)]
        drawing.add(PolyLine(flat, strokeColor=colours[s % len(colours)], strokeWidth=1.1))
    level = y + height * 0.62
    dashed = HexColor("#C00000")
    drawing.add(Line(x, level, x + width, level, strokeColor=dashed, strokeWidth=0.8, strokeDashArray=[3, 2]))


def _legend(drawing: Drawing, names: tuple[str, ...], width: float, colours: list[Color], font: str) -> None:
    wide = sum(stringWidth(name, font, 6) + 18 for name in names)
    x = max((width - wide) / 2, 4.0)
    for n, name in enumerate(names):
        drawing.add(Rect(x, 3, 6, 5, fillColor=colours[n % len(colours)], strokeColor=None))
        drawing.add(String(x + 9, 3, name, fontName=font, fontSize=6))
        x += stringWidth(name, font, 6) + 18


def _hbars(drawing: Drawing, p: Plot, width: float, height: float, colours: list[Color], font: str) -> None:
    left, step = width * 0.36, (height - 36) / len(p.labels)
    reach = width - left - 28
    for value, label in ticks(p):
        at = left + reach * (value - p.low) / (p.high - p.low)
        drawing.add(Line(at, 16, at, height - 18, strokeColor=_GREY, strokeWidth=0.4))
        drawing.add(String(at, 8, label, fontName=font, fontSize=_SMALL, textAnchor="middle"))
    for n, label in enumerate(p.labels):
        y = height - 18 - step * (n + 0.85)
        long = reach * (p.values[0][n] - p.low) / (p.high - p.low)
        drawing.add(Rect(left, y, long, step * 0.7, fillColor=colours[0], strokeColor=None))
        drawing.add(String(left - 4, y + step * 0.25, label, fontName=font, fontSize=6, textAnchor="end"))
        shown = f"{p.values[0][n]:.0f}" + ("%" if p.percent else "")
        drawing.add(String(left + long + 2, y + step * 0.25, shown, fontName=font, fontSize=6))


def _pie(drawing: Drawing, p: Plot, width: float, height: float, colours: list[Color], font: str) -> None:
    total, at = sum(p.values[0]), 0.0
    radius = (height - 30) / 2
    for n, (label, value) in enumerate(zip(p.labels, p.values[0], strict=True)):
        until = at + 360 * value / total
        fill = colours[n % len(colours)]
        wedge = Wedge(width * 0.3, height / 2 - 5, radius, at, until, fillColor=fill, strokeColor=HexColor("#FFFFFF"))
        drawing.add(wedge)
        y = height - 26 - n * 10
        drawing.add(Rect(width * 0.62, y, 6, 6, fillColor=fill, strokeColor=None))
        drawing.add(String(width * 0.62 + 9, y, f"{label} {value:.0f}%", fontName=font, fontSize=6))
        at = until


def _heat(drawing: Drawing, p: Plot, width: float, height: float, font: str) -> None:
    """Coloured fields with a figure in each, hours across and days down: looks like a table, is none."""
    left, top = 34.0, height - 20
    across, down = (width - left - 6) / len(p.labels), (top - 12) / len(p.names)
    for n, label in enumerate(p.labels):
        x = left + across * (n + 0.5)
        drawing.add(String(x, top - 6, label, fontName=font, fontSize=5, textAnchor="middle"))
    for r, (name, values) in enumerate(zip(p.names, p.values, strict=True)):
        y = top - 10 - down * (r + 1)
        drawing.add(String(left - 3, y + down * 0.3, name, fontName=font, fontSize=5, textAnchor="end"))
        for n, value in enumerate(values):
            hot = (value - p.low) / (p.high - p.low)
            fill = Color(0.45 + 0.5 * hot, 0.85 - 0.45 * hot, 0.5)
            white = HexColor("#FFFFFF")
            drawing.add(Rect(left + across * n, y, across, down, fillColor=fill, strokeColor=white))
            x = left + across * (n + 0.5)
            shown = f"{value:.0f}"
            drawing.add(String(x, y + down * 0.3, shown, fontName=font, fontSize=5, textAnchor="middle"))
