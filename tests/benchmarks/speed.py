"""How fast, as ratios within one run: `python tests/benchmarks/speed.py [FOLDER...]`; `samples/` where none is given.

Each part runs in a process of its own, in turn and several times, and its best time of the processor counts: a
busy machine then spoils all parts alike, or none. Seconds say something of a machine, ratios of the program, so no
number here fails or passes. Prints also what importing and `--help` cost, and the memory that `convert` takes for
one report of ever more pages, up to 2,000. docs/performance.md says what came out and where the time goes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import long_report
import pypdfium2
from engine_process import processor

_HERE = Path(__file__).resolve().parent
_SAMPLES = _HERE.parents[1] / "samples"
_ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
_PARTS = {
    "floor": "pdfium hands over characters and paths",
    "reading": "PDF to words, rules and fills",
    "tables": "PDF to tables",
    "figures": "PDF to figures",
    "dataset": "PDF to written dataset",
    "command": "the same as a whole command, with its processes",
    "pdfplumber": "pdfplumber extract_tables()",
    "tablers": "tablers find_tables()",
    "pymupdf": "PyMuPDF find_tables()",
}
# What is measured against what, and where it should end up.
_RATIOS = (
    ("reading", "floor", ""),
    ("tables", "floor", "at most 2"),
    ("dataset", "tables", "at most 1.3"),
    ("dataset", "floor", "at most 2 x 1.3 = 2.6"),
    ("command", "dataset", ""),
    ("pdfplumber", "tables", "about 7"),
    ("pymupdf", "tables", "about 40"),
    ("tablers", "tables", ""),
)
_PEERS = ("pdfplumber", "tablers", "pymupdf")
_PAGES = (20, 200, 2000)


def main() -> int:
    """Measure and print."""
    args = _parser().parse_args()
    for folder in args.folders or [_SAMPLES]:
        files = sorted(folder.rglob("*.pdf")) if folder.is_dir() else [folder]
        _print_ratios(str(folder.name), files, _parts(args.peers), args.rounds)
    if not args.no_start:
        _print_start(args.rounds)
    if not args.no_memory:
        _print_memory()
    return 0


def _parts(peers: str | None) -> list[str]:
    wanted = _PEERS if peers is None else [name for name in peers.split(",") if name]
    own = ("floor", "reading", "tables", "figures", "dataset", "command")
    return [*own, *(name for name in wanted if importlib.util.find_spec(name))]


def _print_ratios(name: str, files: Sequence[Path], parts: Sequence[str], rounds: int) -> None:
    pages = sum(_page_count(path) for path in files)
    best = {part: float("inf") for part in parts}
    for _ in range(rounds):
        for part in parts:
            best[part] = min(best[part], measure(part, files)["cpu"])
    print(f"\n{name}: {len(files)} files, {pages} pages, best of {rounds}\n")
    for part, seconds in best.items():
        print(f"  {_PARTS[part]:50}{seconds:8.2f} CPU s{pages / seconds:9.1f} pages/CPU s")
    for one, other, target in _RATIOS:
        if one in best:
            ratio = best[one] / best[other]
            print(f"  {one + ' / ' + other:50}{ratio:8.2f}  {target}", flush=True)


def _print_start(rounds: int) -> None:
    print("\nstarting, CPU s including the interpreter\n")
    commands = {"python -c pass": ["-c", "pass"], "import extractor": ["-c", "import extractor"],
                "extractor --help": ["-m", "extractor", "--help"]}  # fmt: skip
    for name, arguments in commands.items():
        print(f"  {name:50}{min(_cost(arguments) for _ in range(rounds)):8.2f}", flush=True)


def _print_memory() -> None:
    print("\nmemory of `convert` at its peak, the largest of its processes, against pages of one report\n")
    with tempfile.TemporaryDirectory() as folder:
        for pages in _PAGES:
            path = Path(folder, f"{pages}.pdf")
            path.write_bytes(long_report.pdf(pages))
            cost = measure("command", [path])
            print(f"  {pages:6} pages{cost['memory'] / 1e6:9.0f} MB{cost['cpu']:9.1f} CPU s", flush=True)


def measure(part: str, files: Sequence[Path]) -> dict[str, float]:
    """What one part costs. Raises CalledProcessError where it fails."""
    command = [sys.executable, str(_HERE / "speed_process.py"), part, *map(str, files)]
    done = subprocess.run(command, env=_ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True)
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return cost


def _cost(arguments: Sequence[str]) -> float:
    begun = processor()
    subprocess.run([sys.executable, *arguments], env=_ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return processor() - begun


def _page_count(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="PDFs, or folders of them (default: samples)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each part runs (default: 3)")
    parser.add_argument("--peers", metavar="LIST", help="of pdfplumber, tablers, pymupdf (default: the installed ones)")
    parser.add_argument("--no-start", action="store_true", help="leave out importing and --help")
    parser.add_argument("--no-memory", action="store_true", help="leave out memory against pages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
