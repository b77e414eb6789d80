"""The problems of a dataset as one HTML page, with the figures marked on the page they are printed on.

The page stands by itself: pictures are in it, nothing is loaded from elsewhere. Where the PDF is not at hand, or the
figure comes from a format without pages, the table is shown as it was read.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Protocol

from extractor.check.listing import Group, again, grouped, heading, labels, where
from extractor.check.problems import Place, Problem
from extractor.check.sheets import laid_out
from extractor.model import Observation

_STYLE = """
body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1b1b1b}
h2{font-size:1.05rem;margin:2.5rem 0 .3rem;border-top:1px solid #ccc;padding-top:1rem}
.message{font-size:1.1rem}.labels{color:#555}.page{position:relative;margin:1rem 0;border:1px solid #bbb}
.page img{display:block;width:100%}.page svg{position:absolute;inset:0;width:100%;height:100%}
.blamed{fill:#d00;fill-opacity:.16;stroke:#d00;stroke-width:1.6}
.involved{fill:#06c;fill-opacity:.08;stroke:#06c;stroke-width:.9;stroke-dasharray:2.5 1.5}
table{border-collapse:collapse;font-size:.85rem;margin:1rem 0}td,th{border:1px solid #ccc;padding:.15rem .5rem}
td{text-align:right}th{text-align:left;font-weight:normal;color:#444}
td.blamed{background:#fbd5d5;outline:3px solid #d00;font-weight:bold}
td.involved{background:#dbe9fb;outline:2px dashed #06c;outline-offset:-2px}
.link{margin-left:.5rem;text-decoration:none;color:#555}
.scroll{overflow-x:auto}.rounding,.revision,.assumption{color:#555}
@media print{
body{margin:0;max-width:none;font-size:10pt}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.page{break-inside:avoid;width:min(100%,calc(23cm * var(--shape)))}
h2,.labels,.message{break-after:avoid}tr{break-inside:avoid}
.scroll{overflow:visible}.scroll table{font-size:.6rem}.scroll td,.scroll th{padding:.05rem .2rem}.link{display:none}
}
"""


_MOST_TOLD = 12  # figures that a description lists of those held against the wrong one


class Pages(Protocol):
    """What can picture a page: the PNG with its size in points, or None where the document is not at hand."""

    def picture(self, document_id: str, page: int) -> tuple[bytes, float, float] | None: ...


def as_html(
    problems: Sequence[Problem],
    observations: Mapping[tuple[str, int], Sequence[Observation]],
    pages: Pages,
    shares: Sequence[tuple[str, str, float]],
    said: Sequence[str] = (),
) -> str:
    """One page on all problems.

    `observations` are those of each table by document and number; `shares` say of each document and table (empty for
    the whole document) how much is confirmed, 0 to 1; `said` is what people said of figures, in lines.
    """
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        "<title>Figures that contradict each other</title>",
        '<meta name="viewport" content="width=device-width,initial-scale=1">', f"<style>{_STYLE}</style></head><body>",
        "<h1>Figures that contradict each other</h1>",
        "<p>Red, with a full line, marks the figures that are likelier to be wrong; blue, with a broken line, those "
        "that they were held against.</p>",
    ]  # fmt: skip
    names: Counter[str] = Counter()
    for number, group in enumerate(grouped(problems), start=1):
        name = _anchor(group.first)
        names[name] += 1
        parts += _section(number, f"{name}-{names[name]}" if names[name] > 1 else name, group, observations, pages)
    if not problems:
        parts.append("<p>Every figure that arithmetic can check agrees with the others.</p>")
    if said:
        lines = "".join(f"<li>{escape(line)}</li>" for line in said)
        parts.append(f"<h2>Flagged or excluded in review</h2><ul>{lines}</ul>")
    parts += ["<h2>Confirmed by at least one check that holds</h2>", _share_table(shares), "</body></html>"]
    return "\n".join(parts) + "\n"


def _section(
    number: int, name: str, group: Group, observations: Mapping[tuple[str, int], Sequence[Observation]], pages: Pages
) -> list[str]:
    first = group.first
    link = f'<a class="link" href="#{name}" aria-label="Link to problem {number}">#</a>'
    parts = [f'<section id="{name}" class="{escape(first.verdict)}"><h2>{number}. {escape(heading(first))}{link}</h2>']
    if first.place:
        parts.append(f'<p class="labels">{escape(labels(first.place))}</p>')
    parts += [f'<p class="message">{escape(m)}</p>' for m in (first.message, *first.also)]
    if first.review:
        parts.append(f'<p class="labels">A person said: {escape(first.review)}</p>')
    others = [p for p in group.problems[1:] if p.place]
    if others:
        parts.append("<ul>" + "".join(f"<li>The same in {escape(again(p))}</li>" for p in others) + "</ul>")
    copies = dict.fromkeys(where(c) for p in group.problems for c in p.copies)
    if copies:
        parts.append("<ul>" + "".join(f"<li>Also in {escape(c)}</li>" for c in copies) + "</ul>")
    parts.append(_shown(group, observations, pages))
    return [*parts, "</section>"]


def _anchor(problem: Problem) -> str:
    """The id of a problem on the page, which stays when others come and go."""
    place = problem.place
    about = place.observation_id or f"{place.row_label} {place.column_label}" if place else problem.message
    return f"p-{sha256(f'{problem.document_id} {problem.kind} {about}'.encode()).hexdigest()[:12]}"


def _shown(group: Group, observations: Mapping[tuple[str, int], Sequence[Observation]], pages: Pages) -> str:
    """The pages that the figures stand on; the tables of those that there is no picture of."""
    marks = _marks(group)
    seen: dict[tuple[str, int | None], str] = {}
    places = [p for problem in group.problems for p in (*problem.blamed, *problem.involved)]
    for place in places:
        if place.page is not None and (key := ("page", place.page)) not in seen:
            picture = pages.picture(group.first.document_id, place.page)
            if picture is not None:
                boxes = {p.observation_id: p.box for p in places if p.page == place.page and p.box}
                here = {p.observation_id: p for p in places if p.page == place.page and p.box}
                seen[key] = _page(picture, boxes, marks, _described(place.page, group.first, here.values(), marks))
        if ("page", place.page) not in seen and place.table and (key := ("table", place.table)) not in seen:
            cells = observations.get((group.first.document_id, place.table), ())
            seen[key] = _table(cells, marks) if cells else ""
    return "\n".join(seen.values())


def _marks(group: Group) -> dict[str, str]:
    """Observation to how it is marked."""
    marks = {p.observation_id: "involved" for problem in group.problems for p in problem.involved}
    return marks | {p.observation_id: "blamed" for problem in group.problems for p in problem.blamed}


def _described(page: int, problem: Problem, places: Iterable[Place], marks: Mapping[str, str]) -> str:
    """What the picture of a page shows, for those who do not see it: the figures marked, and how."""
    told: dict[str, list[str]] = {"blamed": [], "involved": []}
    for place in places:
        told[marks.get(place.observation_id, "involved")].append(f"{place.text} ({labels(place)})")
    text = f"Page {page} of {problem.file or problem.document_id}"
    text += f"; marked as likelier to be wrong: {', '.join(told['blamed'])}" if told["blamed"] else ""
    return text + (f"; held against it: {', '.join(told['involved'][:_MOST_TOLD])}" if told["involved"] else "")


def _page(
    picture: tuple[bytes, float, float],
    boxes: Mapping[str, tuple[float, float, float, float]],
    marks: Mapping[str, str],
    described: str,
) -> str:
    png, width, height = picture
    shapes = []
    # Figures of one sentence share the box of their paragraph: it is marked once, as what is worst in it.
    worst = {box: name for name, box in sorted(boxes.items(), key=lambda item: marks.get(item[0]) == "blamed")}
    for (x0, top, x1, bottom), name in worst.items():
        size = f'x="{x0 - 1:.1f}" y="{top - 1:.1f}" width="{x1 - x0 + 2:.1f}" height="{bottom - top + 2:.1f}"'
        shapes.append(f'<rect class="{marks.get(name, "involved")}" {size}/>')
    image = base64.b64encode(png).decode("ascii")
    view = f'viewBox="0 0 {width:.1f} {height:.1f}" preserveAspectRatio="none"'
    return (
        f'<div class="page" style="--shape:{width / height:.4f}">'
        f'<img alt="{escape(described)}" src="data:image/png;base64,{image}">'
        f'<svg aria-hidden="true" {view}>{"".join(shapes)}</svg></div>'
    )


def _table(observations: Sequence[Observation], marks: Mapping[str, str]) -> str:
    columns, rows = laid_out(observations)
    head = "".join(f"<th>{escape(label)}</th>" for label in columns)
    lines = [f"<tr><th></th>{head}</tr>"]
    for row in rows:
        cells = "".join(_cell(row.get(c), marks) for c in range(len(columns)))
        lines.append(f"<tr><th>{escape(next(iter(row.values())).row_label)}</th>{cells}</tr>")
    return f'<div class="scroll"><table>{"".join(lines)}</table></div>'


def _cell(observation: Observation | None, marks: Mapping[str, str]) -> str:
    if observation is None:
        return "<td></td>"
    mark = marks.get(observation.observation_id, "")
    return f"<td{f' class={mark!r}' if mark else ''}>{escape(observation.value_text)}</td>"


def _share_table(shares: Sequence[tuple[str, str, float]]) -> str:
    rows = "".join(
        f"<tr><th>{escape(document)}</th><th>{escape(table)}</th><td>{share:.0%}</td></tr>"
        for document, table, share in shares
    )
    return f"<table><tr><th>document</th><th>table</th><th>confirmed</th></tr>{rows}</table>"
