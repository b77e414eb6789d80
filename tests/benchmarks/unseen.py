"""How well reports of other forces are understood: figures right, open, wrong, missed and invented.

    python tests/benchmarks/unseen.py [--list]

The reports in `tests/unseen/` were made, with their truth, by people who had not seen the program: layouts, headings
and ways of writing periods as forces print them, with figures of their own. They have been learned from since, so what
this prints is no measure of reports that nobody has seen; the README says what came out at the first look.

A figure is right where every field is; open where none is wrong and some are empty; wrong where any field says
something else. A field of the truth may hold several accepted readings, parted by `|`; `*` accepts anything.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.model import Observation
from extractor.pipeline import extract

FOLDER = Path(__file__).resolve().parents[1] / "unseen"
FIELDS = (
    "value", "unit", "role", "statistic", "period_start", "period_end", "base_period_start", "base_period_end", "area",
    "measure", "category",
)  # fmt: skip
Row = Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """What became of one figure: `state` is right, open, wrong, missed or invented, `fields` those not right."""

    document: str
    state: str
    figure: str
    fields: tuple[str, ...] = ()


def judge(document: Path) -> list[Verdict]:
    """Verdicts on every figure of one report; the truth stands beside it as NAME.figures.csv."""
    with document.with_name(f"{document.stem}.figures.csv").open(encoding="utf-8-sig", newline="") as file:
        truth = list(csv.DictReader(file))
    told = [_row(o) for o in extract(str(document)).observations if o.reader not in ("prose", "chart")]
    pairs = _pairs(truth, told)
    verdicts = [_verdict(document.stem, t, told[pairs[i]] if i in pairs else None) for i, t in enumerate(truth)]
    left = [o for j, o in enumerate(told) if j not in pairs.values() and o["value"]]
    return verdicts + [Verdict(document.stem, "invented", _named(o)) for o in left]


def _row(o: Observation) -> dict[str, str]:
    fields = (*FIELDS, "value_text", "row_label", "column_label")
    return {name: "" if getattr(o, name) is None else str(getattr(o, name)) for name in fields} | {
        "table": str(o.table)
    }


def _named(row: Row) -> str:
    return f"{row['value_text']} @ {row['row_label']} | {row['column_label']}"


def _pairs(truth: Sequence[Row], told: Sequence[Row]) -> dict[int, int]:
    """Each figure of the truth with the one that stands for it: the same text, and labels that agree best."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for j, o in enumerate(told):
        by_text[_squashed(o["value_text"])].append(j)
    ranked = sorted(
        (-_alike(t["row_label"], told[j]["row_label"]) - _alike(t["column_label"], told[j]["column_label"]), i, j)
        for i, t in enumerate(truth)
        for text in t["value_text"].split("|")
        for j in by_text[_squashed(text)]
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _squashed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u2212", "-").replace("\u2013", "-"))


def _alike(one: str, other: str) -> float:
    a, b = (set(re.findall(r"[a-z0-9%]+", text.casefold())) for text in (one, other))
    return len(a & b) / len(a | b) if a | b else 1.0


def _verdict(document: str, true: Row, told: Row | None) -> Verdict:
    if told is None:
        return Verdict(document, "missed", _named(true))
    wrong, empty = [], []
    for name in FIELDS:
        accepted = true[name].split("|")
        if "*" in accepted or any(_same(name, want, told[name]) for want in accepted):
            continue
        if not true["value"] and name != "value":
            continue  # what a mark stands for is of no weight
        unscaled = name == "value" and not told["unit"]  # 1.5 of nobody knows what is not 1,500 thousand pounds
        (wrong if told[name] and not unscaled else empty).append(name)
    state = "wrong" if wrong else "open" if empty else "right"
    return Verdict(document, state, _named(true), tuple(wrong or empty))


def _same(name: str, want: str, got: str) -> bool:
    if name == "value" and want and got:
        return abs(float(want) - float(got)) <= 1e-6 * max(1.0, abs(float(want)))
    if name == "area":
        return _place(want) == _place(got)
    return want == got


def _place(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).replace(" police", "").strip()


def documents() -> Iterator[Path]:
    """The reports, in the order of their names."""
    for truth in sorted(FOLDER.glob("*.figures.csv")):
        stem = truth.name.removesuffix(".figures.csv")
        yield next(path for path in FOLDER.glob(f"{stem}.*") if path != truth)


def main() -> None:
    """Print a line a report and one for all; with --list every figure that is not right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="name every figure that is not right")
    args = parser.parse_args()
    states = ("right", "open", "wrong", "missed", "invented")
    print(f"{'report':32}" + "".join(f"{state:>9}" for state in states))
    total: Counter[str] = Counter()
    for document in documents():
        verdicts = judge(document)
        counts = Counter(verdict.state for verdict in verdicts)
        total += counts
        print(f"{document.stem:32}" + "".join(f"{counts[state]:>9}" for state in states))
        for verdict in verdicts if args.list else ():
            if verdict.state != "right":
                print(f"    {verdict.state}: {verdict.figure} ({', '.join(verdict.fields)})")
    print(f"{'all':32}" + "".join(f"{total[state]:>9}" for state in states))


if __name__ == "__main__":
    main()
