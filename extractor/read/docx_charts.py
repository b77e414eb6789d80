"""Charts that hold their figures: categories become rows, series columns, the title the caption.

Beside the drawing, a chart keeps a copy of the numbers that it draws, with the format that they are shown in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractor.model import Cell, Table
from extractor.read.docx_package import A, C, Element
from extractor.read.number_formats import GENERAL, is_percent_format, number_of, plain, shown

METHOD = "chart"
_PLOTS = ["bar", "bar3D", "line", "line3D", "area", "area3D", "pie", "pie3D", "doughnut", "ofPie", "radar"]
_UNLABELLED = ["scatter", "bubble", "surface", "surface3D", "stock"]  # points that no category names
_AXES = [f"{C}{kind}" for kind in ("catAx", "dateAx", "serAx", "valAx")]


_Labels = dict[int, tuple[str, ...]]
_Named = list[tuple[dict[int, str], _Labels]]


class ChartProblem(Exception):
    """Why a chart, or a part of it, cannot be read."""


@dataclass(slots=True)
class Series:
    """One series: labels and texts by the number of the point. `labels` has a text for each level, outermost first."""

    name: str
    axis: str  # the title of the axis that its values are read from
    labels: _Labels
    values: dict[int, str]
    corner: str = ""


@dataclass(slots=True)
class Chart:
    """What a chart shows, and what of it was not read, in words that complete `the chart ...`."""

    title: str
    tables: list[Table] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_chart(root: Element, most_cells: int) -> Chart:
    """A table for each set of categories: series that share theirs stand side by side."""
    plot = root.find(f"{C}chart/{C}plotArea")
    chart = Chart(_text(root.find(f"{C}chart/{C}title")))
    if plot is None:
        chart.problems.append("has no plot")
        return chart
    found = list(_all_series(root, plot, chart))
    if not chart.title and len(found) == 1 and not _is_on(root.find(f"{C}chart/{C}autoTitleDeleted")):
        chart.title = found[0].name  # a lone series names the chart, unless that is switched off
    if sum(len(one.values) for one in found) > most_cells:
        chart.problems.append("has more points than a table may have cells")
        return chart
    key = _first_with(found)
    for _, alike in groupby(sorted(found, key=key), key=key):
        chart.tables.append(_table(chart.title, list(alike)))
    if not found and not chart.problems:
        chart.problems.append("holds no figures")
    return chart


def _first_with(found: Sequence[Series]) -> Callable[[Series], int]:
    """A key that brings together the series with the same categories, in the order in which they come first."""
    order: list[_Labels] = []
    for one in found:
        if one.labels not in order:
            order.append(one.labels)
    return lambda series: order.index(series.labels)


def _all_series(root: Element, plot: Element, chart: Chart) -> Iterator[Series]:
    since_1904 = _is_on(root.find(f"{C}date1904"))
    named: _Named = []
    axes = {_value(axis, "axId"): axis for tag in _AXES for axis in plot.findall(tag)}
    for group in plot:
        kind = group.tag.rpartition("}")[2].removesuffix("Chart") if isinstance(group.tag, str) else ""
        if kind in _UNLABELLED:
            chart.problems.append(f"plots points by two numbers ({kind}), which no category names")
        if kind not in _PLOTS:
            continue
        own = [axes[number] for one in group.findall(f"{C}axId") if (number := one.get("val", "")) in axes]
        for element in group.findall(f"{C}ser"):
            try:
                yield _series(element, group, own, named, since_1904)
            except ChartProblem as problem:
                chart.problems.append(str(problem))


def _series(element: Element, group: Element, axes: Sequence[Element], named: _Named, since_1904: bool) -> Series:
    """`named` are the categories met so far, as stored and as printed: those of a second axis are not printed again."""
    name = _text(element.find(f"{C}tx"))
    values = element.find(f"{C}val")
    cache = next((found for kind in ("numRef/numCache", "numLit") if (found := _at(values, kind)) is not None), None)
    if cache is None or cache.find(f"{C}pt") is None:
        raise ChartProblem(f'keeps no copy of the figures of its series "{name}"')
    value_axis = next((axis for axis in axes if axis.tag == f"{C}valAx"), None)
    label_axis = next((axis for axis in axes if axis.tag in (f"{C}catAx", f"{C}dateAx")), None)
    labels = _known(element.find(f"{C}cat"), _format(label_axis), named, since_1904)
    if not labels and len(cache.findall(f"{C}pt")) > 1:
        raise ChartProblem(f'does not name the points of its series "{name}"')
    formats = [_format(element.find(f"{C}dLbls")), _format(group.find(f"{C}dLbls"))]
    texts = _figures(cache, next((code for code in formats if code), ""), _format(value_axis))
    return Series(name, _title(value_axis), labels, texts, _title(label_axis))


def _figures(cache: Element, labelled: str, on_axis: str) -> dict[int, str]:
    """The points as their format shows them: that of their labels, else their own, else a share by their axis."""
    own = _leaf(cache, "formatCode")
    found = {}
    for number, point in _points(cache):
        code = labelled or point.get("formatCode") or own or GENERAL
        text = _leaf(point, "v")
        value = number_of(text)
        if value is None:
            found[number] = text
        elif code.casefold() == GENERAL.casefold() and is_percent_format(on_axis):
            found[number] = f"{plain(value * 100)}%"
        else:
            printed = shown(value, code)
            found[number] = plain(value) if printed is None else _signed(printed, value < 0)
    return found


def _signed(text: str, negative: bool) -> str:
    """Brackets that a format puts round a negative number are a sign."""
    return f"-{text[1:-1]}" if negative and text.startswith("(") and text.endswith(")") else text


def _known(cat: Element | None, on_axis: str, named: _Named, since_1904: bool) -> _Labels:
    """The categories of a series; where it stores none, those of the first series name its points too."""
    stored = {} if cat is None else {at: v.text or "" for at, v in enumerate(cat.iter(f"{C}v"))}
    if not stored:
        return named[0][1] if named else {}
    for raw, labels in named:
        if raw == stored:
            return labels
    named.append((stored, _labels(cat, on_axis, since_1904)))
    return named[-1][1]


def _labels(cat: Element | None, on_axis: str, since_1904: bool) -> _Labels:
    """The categories by the number of the point; those of several levels from the outermost in."""
    levels = cat.findall(f"{C}multiLvlStrRef/{C}multiLvlStrCache/{C}lvl") if cat is not None else []
    if levels:
        return _nested([dict(_level(level)) for level in reversed(levels)])
    for kind in ("strRef/strCache", "strLit"):
        cache = _at(cat, kind)
        if cache is not None:
            return {number: (text,) for number, text in _level(cache)}
    cache = next((found for kind in ("numRef/numCache", "numLit") if (found := _at(cat, kind)) is not None), None)
    if cache is None:
        return {}
    code = on_axis or _leaf(cache, "formatCode") or GENERAL
    return {number: (_label(point, code, since_1904),) for number, point in _points(cache)}


def _label(point: Element, code: str, since_1904: bool) -> str:
    text = _leaf(point, "v")
    value = number_of(text)
    return text if value is None else shown(value, point.get("formatCode") or code, since_1904) or plain(value)


def _nested(levels: list[dict[int, str]]) -> _Labels:
    """An outer label goes for the points after it, up to the next."""
    found, current = {}, [""] * len(levels)
    for number in sorted({number for level in levels for number in level}):
        for depth, level in enumerate(levels):
            current[depth] = level.get(number, current[depth])
        found[number] = tuple(current)
    return found


def _table(title: str, series: Sequence[Series]) -> Table:
    """Rows for the points that have a label or a value. The titles of the value axes, if any, head the series."""
    labels = series[0].labels
    depth = max((len(label) for label in labels.values()), default=1)
    numbers = sorted(set(labels).union(*(one.values for one in series)))
    heads = int(any(one.axis for one in series))
    cells = [*_axis_titles(series, depth), *_heads(series, depth, heads)]
    for row, number in enumerate(numbers, start=heads + 1):
        cells += [Cell(row, at, text, heading=True) for at, text in enumerate(labels.get(number, ("",) * depth))]
        texts = (one.values.get(number, "") for one in series)
        cells += [Cell(row, depth + at, text) for at, text in enumerate(texts)]
    return Table(tuple(cells), caption=title, header_rows=heads + 1, method=METHOD)


def _axis_titles(series: Sequence[Series], depth: int) -> Iterator[Cell]:
    """One heading for neighbours that are read from the same axis."""
    if not any(one.axis for one in series):
        return
    column = depth
    for axis, alike in groupby(series, key=lambda one: one.axis):
        span = len(list(alike))
        yield Cell(0, column, axis, column_span=span, heading=True)
        column += span


def _heads(series: Sequence[Series], depth: int, row: int) -> Iterator[Cell]:
    corner = next((one.corner for one in series if one.corner), "")
    yield Cell(0, 0, corner, row_span=row + 1, column_span=depth, heading=True)
    for at, one in enumerate(series):
        yield Cell(row, depth + at, one.name, heading=True)


# ---- the XML


def _points(cache: Element) -> Iterator[tuple[int, Element]]:
    for point in cache.findall(f"{C}pt"):
        number = point.get("idx", "")
        if number.isdecimal() and len(number) < 9:
            yield int(number), point


def _level(cache: Element) -> Iterator[tuple[int, str]]:
    for number, point in _points(cache):
        yield number, " ".join(_leaf(point, "v").split())


def _text(element: Element | None) -> str:
    """The words of a title or name: typed in, or copied from a cell."""
    if element is None:
        return ""
    typed = ["".join(t.text or "" for t in line.iter(f"{A}t")) for line in element.iter(f"{A}p")]
    copied = [value.text or "" for value in element.iter(f"{C}v")]
    return " ".join(" ".join(typed or copied).split())


def _title(axis: Element | None) -> str:
    """The title of an axis that is drawn."""
    if axis is None or _is_on(axis.find(f"{C}delete")):
        return ""
    return _text(axis.find(f"{C}title"))


def _format(holder: Element | None) -> str:
    """A number format that is set by hand, not taken over from the cells."""
    found = holder.find(f"{C}numFmt") if holder is not None else None
    if found is None or found.get("sourceLinked", "0") in ("1", "true"):
        return ""
    code = found.get("formatCode", "")
    return "" if code.casefold() == GENERAL.casefold() else code


def _at(element: Element | None, path: str) -> Element | None:
    return element.find("/".join(f"{C}{name}" for name in path.split("/"))) if element is not None else None


def _leaf(element: Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return (found.text or "") if found is not None else ""


def _value(element: Element, name: str) -> str:
    found = element.find(f"{C}{name}")
    return found.get("val", "") if found is not None else ""


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")
