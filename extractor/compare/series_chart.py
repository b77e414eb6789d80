"""Series as a chart for print: a line per force by time, named at its end, with revisions and new rules drawn.

Lines stop where nothing was published and where another rule of counting begins. Needs the extra `charts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.compare.charts import beneath, configured, files_text, rendered
from extractor.compare.drawing import ACROSS, wrapped
from extractor.compare.series_drawing import HEIGHT, Plot, plots_of
from extractor.compare.series_model import SeriesSet
from extractor.errors import UsageError

if TYPE_CHECKING:
    import altair as alt

# Okabe and Ito's colours that are dark enough for lines; names stand at the lines, so that no colour must be known.
_COLOURS = ("#0b5394", "#d55e00", "#007a5e", "#8a3f78", "#1a1a1a", "#7a5c00", "#3f8fbf", "#5a5a5a")
_DASHES = ([1, 0], [6, 2], [2, 2], [8, 3, 2, 3])
_WIDTH = 470  # of the lines, in points
_SHAPES = {"published": "circle", "derived": "square", "disputed": "cross", "earlier": "circle"}
_INK, _SOFT = "#1a1a1a", "#5a5a5a"


def to_picture(answer: SeriesSet, kind: str) -> bytes:
    """The chart as `svg` or `png`. Raises UsageError where there is nothing to draw or the extra is missing."""
    return rendered(lambda: chart(answer), kind)


def chart(answer: SeriesSet) -> alt.VConcatChart:
    """The chart as Altair has it, to be changed or shown in a notebook."""
    try:
        import altair as alt
    except ImportError:
        raise UsageError("charts need Altair and vl-convert: pip install altair vl-convert-python") from None
    plots = plots_of(answer)
    if not plots:
        raise UsageError("nothing to draw: no series has a figure that a line could pass")
    names = sorted({line.name for plot in plots for line in plot.lines})
    look = {name: n for n, name in enumerate(names)}
    panels: list[Any] = []
    for plot in plots:
        small = [line for text in plot.beneath for line in wrapped(text, ACROSS)]
        panels.append(alt.vconcat(_panel(plot, look), beneath([*small, ""], 0), spacing=8))
    documents = dict.fromkeys(d for plot in plots for d in plot.documents)
    source = f"Source: {files_text([answer.files.get(d, d) for d in documents])}."
    return configured(alt.vconcat(*panels, beneath(wrapped(source, ACROSS), 0), spacing=10))


def _panel(plot: Plot, look: dict[str, int]) -> Any:
    import altair as alt

    rows = [
        {
            "name": dot.name, "day": dot.day.isoformat(), "value": dot.value, "label": dot.label, "kind": dot.kind,
            "run": f"{dot.name} {dot.stretch}", "colour": _COLOURS[look[dot.name] % len(_COLOURS)],
            "dash": look[dot.name] % len(_DASHES), "shape": _SHAPES[dot.kind],
            "fill": "white" if dot.kind == "earlier" else _COLOURS[look[dot.name] % len(_COLOURS)],
        }
        for line in plot.lines
        for dot in line.dots
    ]  # fmt: skip
    x = alt.X(
        "day:T",
        axis=alt.Axis(format="%b %Y", title=None, labelOverlap=True, labelSeparation=10, tickCount=6, grid=False),
    )
    y = alt.Y(
        "value:Q", scale=alt.Scale(domain=list(plot.domain), nice=False, zero=False),
        axis=alt.Axis(title=None, grid=True, gridColor="#e6e6e6", domain=False, ticks=False),
    )  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows))
    colour = alt.Stroke("colour:N", scale=None)
    dash = alt.StrokeDash("dash:O", scale=alt.Scale(domain=list(range(len(_DASHES))), range=list(_DASHES)), legend=None)
    joined = base.transform_filter("datum.kind == 'published' || datum.kind == 'derived'")
    layers = [
        joined.mark_line(strokeWidth=2).encode(x=x, y=y, stroke=colour, detail="run:N", strokeDash=dash),
        base.mark_point(size=34, strokeWidth=1.4, opacity=1).encode(
            x=x, y=y, stroke=colour, fill=alt.Fill("fill:N", scale=None), shape=alt.Shape("shape:N", scale=None)
        ),
        *_rules(plot, x),
        _names(plot, look),
    ]
    title = alt.TitleParams(text=wrapped(plot.title, 70), subtitle=wrapped(plot.subtitle, 90), anchor="start")
    return alt.layer(*layers).properties(width=_WIDTH, height=HEIGHT, title=title)


def _rules(plot: Plot, x: Any) -> list[Any]:
    """A dashed line for each new rule of counting, with the number of its note."""
    import altair as alt

    if not plot.rules:
        return []
    rows = [{"day": day.isoformat(), "note": note} for day, note in plot.rules]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x)
    return [
        base.mark_rule(color=_SOFT, strokeDash=[4, 3], strokeWidth=1.2),
        base.mark_text(color=_INK, fontSize=11, fontWeight="bold", dy=-5, baseline="bottom").encode(
            y=alt.value(0), text="note:N"
        ),
    ]


def _names(plot: Plot, look: dict[str, int]) -> Any:
    import altair as alt

    rows = [
        {"name": line.name, "at": line.label_at, "last": line.last, "colour": _COLOURS[look[line.name] % len(_COLOURS)]}
        for line in plot.lines
    ]
    words = alt.Chart(alt.InlineData(values=rows)).transform_calculate(text="datum.name + '  ' + datum.last")
    return words.mark_text(align="left", baseline="middle", fontSize=11.5, fontWeight="bold").encode(
        x=alt.value(_WIDTH + 10), y=alt.Y("at:Q", scale=alt.Scale(domain=list(plot.domain), nice=False, zero=False)),
        text="text:N", color=alt.Color("colour:N", scale=None),
    )  # fmt: skip
