"""Tables found by this program and its peers against hand-marked ones: `python tests/benchmarks/tables.py FOLDER`.

Prints for each engine the means over documents of F1, precision and recall of adjacency relations, the share of
tables whose grid came out exactly, and pages per second, of the clock and of the processor (the fairer one where an
engine takes several cores or the machine is busy). Peers that are not installed are left out;
`pip install '.[benchmarks]'` brings those whose licence allows it, PyMuPDF (AGPL) is measured where somebody
installed it.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import engines
import pypdfium2
from adjacency import Cell, Score, loose, relations, score
from truth import Document, Tables, documents

_HERE = Path(__file__).parent
# One thread each: engines are compared by the work they do, not by how many cores they take for it.
_ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "POLARS_MAX")} | {
    "RAYON_NUM_THREADS": "1"
}


@dataclass(frozen=True)
class Found:
    """What an engine made of one document."""

    tables: Tables
    seconds: float
    cpu: float
    error: str


@dataclass(frozen=True)
class Result:
    """One document under one engine."""

    name: str
    score: Score
    grids: tuple[int, int]
    seconds: float
    cpu: float
    pages: int
    error: str


def main() -> int:
    """Measure and print; 0 unless an engine could not be asked."""
    args = _parser().parse_args()
    truths = documents(args.folder)
    wanted = args.engines.split(",") if args.engines else engines.installed()
    unknown = [name for name in wanted if name not in engines.installed()]
    if unknown:
        print(f"not installed or not known: {', '.join(unknown)}", file=sys.stderr)
        return 2
    everything = {}
    print(f"{len(truths)} documents, {sum(map(_pages, truths))} pages\n")
    print(
        f"{'':18}{'F1':>7}{'prec.':>7}{'recall':>7}{'exact grids':>13}{'pages/s':>9}{'/CPU-s':>8}  failed", flush=True
    )
    for name in wanted:
        results = measure(name, truths, args.time_limit, exact=args.exact)
        print(_line(name, results), flush=True)
        for result in results if args.documents else ():
            print(f"  {result.name:16}{_figures([result])}  {result.error}", flush=True)
        everything[name] = [_row(result) for result in results]
    if args.json:
        args.json.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(name: str, truths: list[Document], limit: float, *, exact: bool = False) -> list[Result]:
    """One engine on every document, each against its kindest reading."""
    found = run(name, [truth.pdf for truth in truths], limit)
    results = []
    for truth, one in zip(truths, found, strict=True):
        relations_found, forgiven = (relations(t, exact=exact) for t in (one.tables, truth.forgiven))
        scores = [score(relations_found, relations(r, exact=exact), forgiven) for r in truth.readings]
        best = max(range(len(scores)), key=lambda i: scores[i].f1)
        grids = exact_grids(one.tables, truth.readings[best])
        results.append(Result(truth.pdf.stem, scores[best], grids, one.seconds, one.cpu, _pages(truth), one.error))
    return results


def run(name: str, paths: list[Path], limit: float) -> list[Found]:
    """What the engine finds in each file; a file that takes longer than `limit` seconds counts as failed."""
    found: list[Found] = []
    process = None
    for path in paths:
        process = process or _start(name)
        assert process.stdin and process.stdout
        process.stdin.write(f"{path.resolve()}\n")
        process.stdin.flush()
        line = _answer(process, limit)
        if line:
            answer = json.loads(line)
            tables = [[Cell(*cell) for cell in table] for table in answer["tables"]]
            found.append(Found(tables, answer["seconds"], answer["cpu"], answer["error"]))
        else:
            process.kill()
            process.wait()
            process = None
            found.append(Found([], limit, limit, "crashed, or took too long"))
    if process and process.stdin:
        process.stdin.close()
        process.wait()
    return found


def exact_grids(found: Tables, true: Tables) -> tuple[int, int]:
    """How many of the true tables came out cell by cell with their spans, and how many there are."""
    left = [_grid(table) for table in found]
    hits = 0
    for grid in map(_grid, true):
        if grid in left:
            left.remove(grid)
            hits += 1
    return hits, len(true)


def _grid(table: list[Cell]) -> frozenset[tuple[int, int, int, int, str]]:
    """The cells that hold something, counted from the first row and column that do."""
    cells = [(cell, text) for cell in table if (text := loose(cell.text))]
    top = min((cell.r0 for cell, _ in cells), default=0)
    left = min((cell.c0 for cell, _ in cells), default=0)
    return frozenset((c.r0 - top, c.r1 - top, c.c0 - left, c.c1 - left, text) for c, text in cells)


def _start(name: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(_HERE / "engine_process.py"), name]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, **_ONE_CORE},
    )  # fmt: skip


def _answer(process: subprocess.Popen[str], limit: float) -> str:
    """The next line, or nothing where the process ended or takes too long. An engine answers in one write."""
    with selectors.DefaultSelector() as selector:
        assert process.stdout
        selector.register(process.stdout, selectors.EVENT_READ)
        return process.stdout.readline() if selector.select(limit) else ""


def _pages(truth: Document) -> int:
    with pypdfium2.PdfDocument(truth.pdf) as pdf:
        return len(pdf)


def _line(name: str, results: list[Result]) -> str:
    pages = sum(r.pages for r in results)
    speed, thrift = (pages / max(sum(getattr(r, of) for r in results), 1e-9) for of in ("seconds", "cpu"))
    return f"{name:18}{_figures(results)}{speed:9.1f}{thrift:8.1f}  {sum(bool(r.error) for r in results) or ''}"


def _figures(results: list[Result]) -> str:
    means = (mean(getattr(r.score, of) for r in results) for of in ("f1", "precision", "recall"))
    hits, true = (sum(r.grids[i] for r in results) for i in (0, 1))
    return "".join(f"{value:7.3f}" for value in means) + f"{hits:>7} of {true:<3}"


def _row(result: Result) -> dict[str, object]:
    counted = {"both": result.score.both, "found": result.score.found, "true": result.score.true}
    timed = {"seconds": result.seconds, "cpu": result.cpu, "pages": result.pages, "error": result.error}
    return {"document": result.name, **counted, "exact_grids": result.grids[0], "grids": result.grids[1], **timed}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="PDFs with -str.xml beside them, or pdf/ and truth/"
    )
    parser.add_argument("--engines", metavar="LIST", help=f"with commas between; of {', '.join(engines.ENGINES)}")
    parser.add_argument("--documents", action="store_true", help="also a line for every document")
    parser.add_argument(
        "--exact", action="store_true", help="texts but for spaces, and blank cells between, must agree"
    )
    parser.add_argument("--time-limit", type=float, default=300.0, metavar="SECONDS", help="for a document (300)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every count into FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
