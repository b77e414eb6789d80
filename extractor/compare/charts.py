"""A comparison as a chart for print: a bar per force, its period beside it, source and caveats beneath.

Values are written at the bars, so that no reader has to measure; dark bars may be compared with one another, pale
ones stand for themselves, which also holds in grey. Needs the extra `charts` (Altair and vl-convert).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from extractor.compare.drawing import ACROSS, Bar, Drawing, drawings_of, wrapped
from extractor.compare.lineup import Comparison
from extractor.errors import UsageError

if TYPE_CHECKING:
    import altair as alt

# Blue and grey of the Okabe-Ito palette's lightness steps: apart for every kind of colour vision and in print.
_DARK, _PALE, _INK, _SOFT = "#0b5394", "#c4ccd4", "#1a1a1a", "#5a5a5a"
_WIDTH = 330  # of the bars, in points
_ROW = 38  # height of one force
_COLUMN = 3  # panels in one column; more stand in two
_LINE = 13  # height of a line beneath
_SCALE = 2.0  # pixels of the PNG per point
_FONT = "Arial, Helvetica, Liberation Sans, sans-serif"


def to_picture(comparison: Comparison, kind: str) -> bytes:
    """The chart as `svg` or `png`. Raises UsageError where there is nothing to draw or the extra is missing."""
    return rendered(lambda: chart(comparison), kind)


def rendered(made: Callable[[], Any], kind: str) -> bytes:
    """A chart of Altair as `svg` or `png`. Raises UsageError where the extra is missing."""
    try:
        import vl_convert
    except ImportError:
        raise UsageError("charts need Altair and vl-convert: pip install altair vl-convert-python") from None
    specification = made().to_dict()
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(specification)).encode("utf-8")
    picture: bytes = vl_convert.vegalite_to_png(specification, scale=_SCALE)
    return picture


def chart(comparison: Comparison) -> alt.VConcatChart:
    """The chart as Altair has it, to be changed or shown in a notebook."""
    try:
        import altair as alt
    except ImportError:
        raise UsageError("charts need Altair and vl-convert: pip install altair vl-convert-python") from None
    drawings = drawings_of(comparison)
    if not drawings:
        raise UsageError("nothing to draw: no panel has a figure that a bar could stand for")
    left = max(drawing.left for drawing in drawings)
    panels: list[Any] = [alt.vconcat(_panel(d), beneath(d.beneath, left), spacing=4) for d in drawings]
    if len(panels) > _COLUMN:
        halves = panels[: (len(panels) + 1) // 2], panels[(len(panels) + 1) // 2 :]
        panels = [alt.hconcat(*(alt.vconcat(*half, spacing=10) for half in halves), spacing=40)]
    whole: Any = alt.vconcat(*panels, beneath(_footer(comparison, drawings), left), spacing=10)
    return configured(whole)


def configured(whole: Any) -> alt.VConcatChart:
    """The chart with the type, the margins and the greys of every chart here."""
    finished: alt.VConcatChart = (
        whole.configure(font=_FONT, background="white", padding=14)
        .configure_view(stroke=None)
        .configure_title(anchor="start", color=_INK, fontSize=14, subtitleColor=_SOFT, subtitleFontSize=11, offset=10)
        .configure_axis(grid=False, labelColor=_SOFT, titleColor=_SOFT)
    )
    return finished


def _panel(drawing: Drawing) -> Any:
    import altair as alt

    rows = [
        {
            "order": i, "force": b.force, "when": b.when, "value": b.value, "low": b.low, "high": b.high, "why": b.why,
            "fill": _DARK if b.fair else _PALE, "end": _end(b),
            "above": b.label if (b.value or 0) >= 0 else "", "below": b.label if (b.value or 0) < 0 else "",
        }
        for i, b in enumerate(drawing.bars)
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0.42, paddingOuter=0.2))
    )
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=list(drawing.domain), nice=False, zero=True))
    layers = [base.mark_bar(stroke=_SOFT, strokeWidth=0.5).encode(x=x, fill=alt.Fill("fill:N", scale=None))]
    if any(b.low is not None for b in drawing.bars):
        layers.append(base.mark_rule(color=_INK, strokeWidth=1.2).encode(x=alt.X("low:Q", axis=None), x2="high:Q"))
    layers += [
        _words(base, "above", x=alt.X("end:Q", axis=None), align="left", dx=6, fontSize=12, fontWeight="bold"),
        _words(base, "below", x=alt.X("end:Q", axis=None), align="right", dx=-6, fontSize=12, fontWeight="bold"),
        _words(base, "force", x=alt.value(-10), align="right", dy=-7, fontSize=12, fontWeight="bold"),
        _words(base, "when", x=alt.value(-10), align="right", dy=7, fontSize=10.5, color=_SOFT),
        _words(base, "why", x=alt.value(_WIDTH + 10), align="left", fontSize=10.5, color=_SOFT, fontStyle="italic"),
    ]
    heading = alt.TitleParams(
        text=list(drawing.title),
        subtitle=[*drawing.subtitle, *drawing.verdict],
        frame="group",
        anchor="start",
        dx=-drawing.left,
    )
    height = _ROW * len(rows)
    return alt.layer(*layers).properties(width=_WIDTH, height=height, title=heading)


def _end(bar: Bar) -> float:
    """Where a label stands: beyond the bar and what rounding leaves open of it."""
    value = bar.value or 0.0
    return max(value, value if bar.high is None else bar.high) if value >= 0 else min(value, bar.low or value)


def _words(base: alt.Chart, field: str, *, x: Any, **style: Any) -> Any:
    style = {"baseline": "middle", "color": _INK, **style}
    return base.mark_text(**style).encode(x=x, text=f"{field}:N")


def beneath(lines: Sequence[str], left: int) -> Any:
    """Small print as a chart of its own, so that it takes its place below whatever stands above."""
    import altair as alt

    rows = [{"line": line, "order": i} for i, line in enumerate(lines)]
    words = alt.Chart(alt.InlineData(values=rows)).mark_text(
        align="left", baseline="middle", fontSize=10.5, color=_SOFT, x=-left
    )
    height = max(1, _LINE * len(lines))
    return words.encode(y=alt.Y("order:O", axis=None), text="line:N").properties(width=_WIDTH, height=height)


def _footer(comparison: Comparison, drawings: Sequence[Drawing]) -> list[str]:
    documents = dict.fromkeys(source for drawing in drawings for source in drawing.sources)
    named = files_text([comparison.files.get(document, document) for document in documents])
    minds = list(dict.fromkeys(panel.mind for panel in comparison.panels if panel.mind))
    lines = [
        *(f"{mind}." for mind in minds),
        f"Source: {named}. Places and formulas are in the tables beside.",
    ]
    return [line for text in lines for line in wrapped(text, ACROSS)]


def files_text(names: Sequence[str]) -> str:
    """File names for people: a report that was read in several formats is named once."""
    formats: dict[str, list[str]] = {}
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        formats.setdefault(stem if dot else name, []).append(suffix if dot else "")
    return "; ".join(f"{stem} ({', '.join(filter(None, found))})" for stem, found in sorted(formats.items()))
