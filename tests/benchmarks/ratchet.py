"""Hold the program to the accuracy it has reached: what is wrong may not rise, what is right may not fall.

    python tests/benchmarks/ratchet.py EXTRACTOR [--ground FOLDER] [--tighten]

EXTRACTOR is the installed command. FOLDER holds documents with their truth and a `scoreboard.py` that runs the command
on all of them and writes its numbers as JSON; without one named, a folder beside the checkout is looked for, and where
there is none nothing is measured. `--tighten` writes the numbers reached into ratchet.json beside this file. Loosening
that file is a commit of its own that names the document and the reason.

Exits 1 where a number is worse than the one kept.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

KEPT = Path(__file__).with_name("ratchet.json")
# What may only fall, and what may only rise; everything else counts how much there is.
LOWER = ("wrong", "missed", "none_there", "invented", "alarms")
HIGHER = ("right", "exact", "clean", "caught", "told", "f1")
ROUNDING = 0.051  # shares are printed with one decimal

Board = dict[str, dict[str, float]]


def worse(kept: Board, reached: Board) -> Iterator[str]:
    """One line for each number that is worse than the one kept; a set that is gone is worse."""
    for name, numbers in kept.items():
        if name not in reached:
            yield f"{name}: not measured"
            continue
        for key, before in numbers.items():
            now = reached[name].get(key)
            if now is None:
                yield f"{name} {key}: not measured, was {before}"
            elif (key in LOWER and now > before + ROUNDING) or (key in HIGHER and now < before - _slack(key)):
                yield f"{name} {key}: {before} before, {now} now"


def _slack(key: str) -> float:
    return 0.0005 if key == "f1" else ROUNDING


def find_ground() -> Path | None:
    """The folder beside the checkout that holds a scoreboard, if there is one."""
    root = Path(__file__).resolve().parents[2]
    return next((path.parent for path in sorted(root.parent.glob("*/scoreboard.py"))), None)


def measure(extractor: str, ground: Path) -> Board:
    """Run the scoreboard of a folder. Raises CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "board.json"
        command = [sys.executable, str(ground / "scoreboard.py"), extractor, "--json", str(target)]
        subprocess.run(command, check=True)
        board: Board = json.loads(target.read_text(encoding="utf-8"))
    return board


def main() -> int:
    """Measure, compare, and say what is worse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("extractor")
    parser.add_argument("--ground", type=Path)
    parser.add_argument("--tighten", action="store_true")
    args = parser.parse_args()
    ground = args.ground or find_ground()
    if ground is None:
        print("ratchet: no folder with a scoreboard here; nothing measured")
        return 0
    reached = measure(args.extractor, ground)
    if args.tighten:
        KEPT.write_text(json.dumps(reached, indent=1) + "\n", encoding="utf-8")
        return 0
    lines = list(worse(json.loads(KEPT.read_text(encoding="utf-8")), reached))
    print("\n".join(f"ratchet: {line}" for line in lines) or "ratchet: nothing is worse than before")
    return int(bool(lines))


if __name__ == "__main__":
    raise SystemExit(main())
