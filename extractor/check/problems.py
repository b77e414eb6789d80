"""What a person should look at: the failed checks of a dataset, one problem for each figure in doubt, worst first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from extractor.quick import quick

Row = Mapping[str, Any]

# The publisher's mistakes first, then what is only a digit or a later state of the records, our own doubts last.
_ORDER = {
    "": 0,
    "exchanged": 0,
    "wrong_base": 0,
    "misprint": 0,
    "contradiction": 0,
    "rounding": 1,
    "assumption": 1,
    "revision": 2,
    "misreading": 3,
}
WORDS = "contradicting-words"  # the finding of a sentence whose words say the opposite of its figures


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """A figure where it stands. The box is in points on the page as displayed, None for formats without pages."""

    observation_id: str
    page: int | None
    table: int | None
    row_label: str
    column_label: str
    text: str
    box: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One figure that cannot be right, or two of which one cannot.

    `excess` is how far published and expected lie apart, in relation to the larger; None where no figure is expected.
    `review` is what a person said of the figures involved.
    `copies` are the same problem in other formats of the report, or in a sentence that repeats the figure.
    """

    document_id: str
    force: str
    file: str
    section: str
    title: str
    kind: str
    verdict: str
    published: str
    expected: str
    message: str
    blamed: tuple[Place, ...]
    involved: tuple[Place, ...]
    excess: float | None = None
    also: tuple[str, ...] = field(default=())
    copies: tuple[Problem, ...] = field(default=())
    review: str = ""

    @property
    def place(self) -> Place | None:
        """Where to look first."""
        return next(iter(self.blamed or self.involved), None)


def problems(
    checks: Iterable[Row], observations: Iterable[Row], documents: Iterable[Row], findings: Iterable[Row] = (),
    remarks: Mapping[str, str] | None = None,
) -> list[Problem]:  # fmt: skip
    """The problems of a dataset's rows, worst first; further failing checks of one figure are its `also`.

    Checks that may fail for one figure's sake are one problem. `remarks` are what people said of figures in review, by
    the ids of these.
    """
    rows = list(observations)
    by_id = {str(row["observation_id"]): row for row in rows}
    told = {(str(r["document_id"]), str(r["row_label"]), str(r["column_label"])): r for r in rows if not r["table"]}
    files = {str(row["document_id"]): row for row in documents}
    places: dict[str, Place] = {}  # a figure stands in one place, however many checks it fails
    found = [_problem(group, by_id, files, places) for group in _by_blame(c for c in checks if not c["passed"])]
    found += [_of_words(row, files, told) for row in findings if row["code"] == WORDS]
    return ranked([replace(p, review=_review(p, remarks)) for p in found] if remarks else found)


def ranked(found: Iterable[Problem]) -> list[Problem]:
    """Problems, worst first."""
    return sorted(found, key=_rank)


def _review(problem: Problem, remarks: Mapping[str, str]) -> str:
    ids = dict.fromkeys(place.observation_id for place in (*problem.blamed, *problem.involved))
    return "; ".join(remarks[i] for i in ids if i in remarks)


def _by_blame(failing: Iterable[Row]) -> list[list[Row]]:
    """Failing checks in groups that have a blamed figure in common, directly or by others of the group."""
    groups: dict[str, list[Row]] = {}  # by one of the figures of a group, to which `leads` leads from the others
    leads: dict[str, str] = {}
    for check in failing:
        blamed = _ids(check, "blamed") or _ids(check, "observation_ids")[:1]
        roots = list(dict.fromkeys(_root(leads, i) for i in blamed)) or [""]
        leads.update(dict.fromkeys(roots[1:], roots[0]))
        groups[roots[0]] = [*(c for root in roots for c in groups.pop(root, [])), check]
    return list(groups.values())


def _root(leads: Mapping[str, str], figure: str) -> str:
    while figure in leads:
        figure = leads[figure]
    return figure


def _problem(
    group: Sequence[Row], by_id: Mapping[str, Row], files: Mapping[str, Row], places: dict[str, Place]
) -> Problem:
    check = group[0]
    blamed = list(dict.fromkeys(i for c in group for i in _ids(c, "blamed")))
    involved = dict.fromkeys(i for c in group for i in _ids(c, "observation_ids"))
    own = by_id.get((blamed or list(involved))[0], {})
    document = files.get(str(check["document_id"]), {})
    for i in (i for i in (*blamed, *involved) if i in by_id and i not in places):
        places[i] = _place(by_id[i])
    return Problem(
        document_id=str(check["document_id"]),
        force=str(document.get("force") or ""),
        file=str(document.get("file") or ""),
        section=str(own.get("section") or ""),
        title=str(own.get("table_title") or ""),
        kind=str(check["kind"]),
        verdict=str(check["verdict"] or ""),
        published=" ".join(str(own.get("value_text") or "").split()),
        expected=_expected(check, own, blamed),
        message=str(check["message"]),
        blamed=tuple(places[i] for i in blamed if i in places),
        involved=tuple(places[i] for i in involved if i in places),
        excess=_excess(check),
        also=tuple(str(c["message"]) for c in group[1:] if c["message"] != check["message"]),
    )


def _of_words(row: Row, files: Mapping[str, Row], told: Mapping[tuple[str, str, str], Row]) -> Problem:
    """Words that say the opposite of their figures; `told` are the figures of sentences by document and labels."""
    document = files.get(str(row["document_id"]), {})
    own = told.get((str(row["document_id"]), str(row["row_label"]), str(row["column_label"])))
    labels = (str(row["row_label"]), str(row["column_label"]))
    place = Place("", _int(row["page"]), _int(row["table"]), *labels, str(row["found"]), None)
    place = _place(own) if own is not None and not row["table"] else place
    return Problem(
        document_id=str(row["document_id"]), force=str(document.get("force") or ""),
        file=str(document.get("file") or ""), section=str((own or {}).get("section") or ""), title="",
        kind="words", verdict="contradiction",
        published=str(row["found"]), expected=str(row["expected"]), message=str(row["message"]),
        blamed=(place,), involved=(place,), excess=0.0 if row["severity"] == "info" else None,
    )  # fmt: skip


def _ids(check: Row, column: str) -> tuple[str, ...]:
    return _listed(check[column] or "[]")


@lru_cache(maxsize=1024)
def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _expected(check: Row, own: Row, blamed: Sequence[str]) -> str:
    """The expected value as text; nothing where the check expects one of another figure than the blamed one."""
    value, ids = check["expected"], _ids(check, "observation_ids")
    if value is None or value != value or (blamed and ids and blamed[0] != ids[0]):
        return ""
    sign = {"percent": "%", "percentage_point": " percentage points"}.get(str(own.get("unit")), "")
    return f"{float(value):,.10g}{sign}"


def _excess(check: Row) -> float | None:
    expected, published = check["expected"], check["published"]
    if expected is None or published is None or expected != expected or published != published:
        return None
    size = max(abs(float(expected)), abs(float(published)))
    return abs(float(expected) - float(published)) / size if size else 0.0


def _place(row: Row) -> Place:
    numbers = [row[c] for c in ("x0", "top", "x1", "bottom")]
    whole = all(n is not None and n == n for n in numbers)
    box = tuple(map(float, numbers)) if whole else None
    return Place(
        str(row["observation_id"]), _int(row["page"]), _int(row["table"]), str(row["row_label"]),
        str(row["column_label"]), " ".join(str(row["value_text"]).split()), box,  # type: ignore[arg-type]
    )  # fmt: skip


def _int(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def _rank(problem: Problem) -> tuple[object, ...]:
    """Order of importance: kind of explanation, then how far the figures lie apart, then the place."""
    place = problem.place
    excess = 1.0 if problem.excess is None else problem.excess
    where = (place.table or 0, place.row_label, place.column_label) if place else (0, "", "")
    return (_ORDER.get(problem.verdict, 0), -round(excess, 6), problem.document_id, *where)
