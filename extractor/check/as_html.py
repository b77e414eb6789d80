"""The problems of a dataset as one HTML page, with the figures marked on the page they are printed on.

The page stands by itself: pictures are in it, nothing is loaded from elsewhere. Where the PDF is not at hand, or the
figure comes from a format without pages, the table is shown as it was read.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from extractor.check.listing import Group, again, grouped, heading, labels, where
from extractor.check.problems import Place, Problem
from extractor.check.sheets import laid_out
from extractor.model import Observation

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
    names: Counter[str] = Counter()
    sections = []
    for group in grouped(problems):
        name = _anchor(group.first)
        names[name] += 1
        own = f"{name}-{names[name]}" if names[name] > 1 else name
        sections.append(_section(own, group, observations, pages))
    folder = FileSystemLoader(Path(__file__).with_name("templates"))
    templates = Environment(loader=folder, autoescape=True, trim_blocks=True, undefined=StrictUndefined)
    text = templates.get_template("problems.html").render(sections=sections, shares=shares, said=said)
    return text.rstrip("\n") + "\n"


def _section(
    name: str, group: Group, observations: Mapping[tuple[str, int], Sequence[Observation]], pages: Pages
) -> dict[str, object]:
    first = group.first
    copies = dict.fromkeys(where(c) for p in group.problems for c in p.copies)
    return {
        "name": name,
        "verdict": first.verdict,
        "heading": heading(first),
        "labels": labels(first.place) if first.place else "",
        "messages": (first.message, *first.also),
        "review": first.review,
        "again": [f"The same in {again(p)}" for p in group.problems[1:] if p.place],
        "copies": [f"Also in {c}" for c in copies],
        **_shown(group, observations, pages),
    }


def _anchor(problem: Problem) -> str:
    """The id of a problem on the page, which stays when others come and go."""
    place = problem.place
    about = place.observation_id or f"{place.row_label} {place.column_label}" if place else problem.message
    return f"p-{sha256(f'{problem.document_id} {problem.kind} {about}'.encode()).hexdigest()[:12]}"


def _shown(
    group: Group, observations: Mapping[tuple[str, int], Sequence[Observation]], pages: Pages
) -> dict[str, list[dict[str, object]]]:
    """The pages that the figures stand on; the tables of those that there is no picture of."""
    marks = _marks(group)
    drawn: dict[int, dict[str, object] | None] = {}
    tables: dict[int, dict[str, object]] = {}
    places = [p for problem in group.problems for p in (*problem.blamed, *problem.involved)]
    for place in places:
        if place.page is not None and place.page not in drawn:
            picture = pages.picture(group.first.document_id, place.page)
            here = {p.observation_id: p for p in places if p.page == place.page and p.box}
            told = _described(place.page, group.first, here.values(), marks)
            drawn[place.page] = _page(picture, here.values(), marks, told) if picture else None
        is_seen = place.page is not None and drawn[place.page] is not None
        if not is_seen and place.table and place.table not in tables:
            cells = observations.get((group.first.document_id, place.table), ())
            if cells:
                tables[place.table] = _table(cells, marks)
    return {"pages": [page for page in drawn.values() if page], "tables": [*tables.values()]}


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
    picture: tuple[bytes, float, float], places: Iterable[Place], marks: Mapping[str, str], described: str
) -> dict[str, object]:
    png, width, height = picture
    named = [(p.box, marks.get(p.observation_id, "involved")) for p in places if p.box]
    # Figures of one sentence share the box of their paragraph: it is marked once, as what is worst in it.
    worst = dict(sorted(named, key=lambda pair: pair[1] == "blamed"))
    return {
        "shape": f"{width / height:.4f}",
        "described": described,
        "image": base64.b64encode(png).decode("ascii"),
        "width": f"{width:.1f}",
        "height": f"{height:.1f}",
        "marks": [_mark(name, *box) for box, name in worst.items()],
    }


def _mark(name: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, str]:
    sides = {"x": x0 - 1, "y": top - 1, "width": x1 - x0 + 2, "height": bottom - top + 2}
    return {"name": name, **{side: f"{n:.1f}" for side, n in sides.items()}}


def _table(observations: Sequence[Observation], marks: Mapping[str, str]) -> dict[str, object]:
    columns, rows = laid_out(observations)
    lines = []
    for row in rows:
        cells = [row.get(c) for c in range(len(columns))]
        texts = [(marks.get(o.observation_id, ""), o.value_text) if o else ("", "") for o in cells]
        lines.append({"label": next(iter(row.values())).row_label, "cells": texts})
    return {"columns": columns, "rows": lines}
