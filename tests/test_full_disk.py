"""A disk that takes no more: the dataset that stands stays, and one line says where and why."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "forms"
# The system refuses to let any file grow beyond some bytes, as it does where a disk is full.
_LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2); "
    "from extractor.cli import main; sys.exit(main())"
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs limits on the size of files")


def extractor(*arguments: object, bytes_a_file: int = 1 << 40) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _LIMITED, str(bytes_a_file), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=env)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    ("formats", "size"), [("csv", 4_000), ("csv", 20_000), ("parquet", 10_000), ("sqlite", 60_000), ("sqlite", 200_000)]
)
def test_the_dataset_stays_and_one_line_says_where(tmp_path: Path, formats: str, size: int) -> None:
    """Each format with files that end amid the small tables, and amid its own."""
    out, cache = tmp_path / "out", tmp_path / "cache"
    known = ("--out", out, "--cache-dir", cache)
    assert extractor("convert", SAMPLES / "leicestershire-2018-09.txt", *known).returncode == 0
    assert (
        extractor("convert", SAMPLES / "warwickshire-2017-09.txt", "--out", tmp_path / "x", *known[2:]).returncode == 0
    )
    before = contents(out)
    done = extractor("convert", *SAMPLES.glob("[lw]*-09.txt"), *known, "--format", formats, bytes_a_file=size)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and done.stdout == ""
    places = (f"extractor: {out}", f"extractor: {tempfile.gettempdir()}")  # where what stands is laid out
    assert done.stderr.startswith(places) and done.stderr.endswith("; nothing was changed\n")
    assert "internal error" not in done.stderr
    assert contents(out) == before
    again = extractor("convert", *SAMPLES.glob("[lw]*-09.txt"), *known)
    assert again.returncode == 0 and "(2 from the cache)" in again.stderr


def test_a_comparison_that_does_not_fit_is_one_line(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert extractor("convert", SAMPLES / "warwickshire-2017-09.txt", "--out", out, "--no-cache").returncode == 0
    for kind in ("xlsx", "csv", "json"):
        compare = ("compare", out, "--measure", "recorded_crime", "--format", kind, "--out", tmp_path / kind)
        done = extractor(*compare, bytes_a_file=1000)
        assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
        assert "nothing was changed" in done.stderr and not any((tmp_path / kind).iterdir())
