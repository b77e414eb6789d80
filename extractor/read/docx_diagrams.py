"""The texts of SmartArt: a diagram keeps them apart from their drawing, in a tree of points."""

from __future__ import annotations

from extractor.read.docx_package import A, Element

D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_OWN = ("", "node", "asst")  # points that hold text; the others only draw it


def diagram_texts(root: Element) -> list[str]:
    """The texts in the order of the diagram, a point before those below it."""
    points = {point.get("modelId", ""): point for point in root.iter(f"{D}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(f"{D}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(link.get("srcId", ""), []).append((place, link.get("destId", "")))
    order_: dict[str, None] = {}
    roots = [name for name, point in points.items() if point.get("type") == "doc"]
    waiting = list(reversed(roots))
    while waiting:
        name = waiting.pop()
        if name not in order_:
            order_[name] = None
            waiting += [child for _, child in sorted(below.get(name, ()), reverse=True)]
    names = [*order_, *(name for name in points if name not in order_)]
    own = (points[name] for name in names if name in points and points[name].get("type", "") in _OWN)
    return [text for point in own for text in _paragraphs(point)]


def _paragraphs(point: Element) -> list[str]:
    text = point.find(f"{D}t")
    lines = [] if text is None else ["".join(t.text or "" for t in line.iter(f"{A}t")) for line in text.iter(f"{A}p")]
    return [" ".join(line.split()) for line in lines if line.strip()]
