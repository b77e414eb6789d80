"""A short campaign of mutated files; `python tests/fuzz/run.py` runs long ones."""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import fake_pipeline
import pytest
import seeds
from campaign import Run, Tally, inputs, run_batch
from fake_pipeline import FAKE
from whole import incomplete

from extractor.batch import run
from extractor.reading import Settings

# A continuous integration that has more time may ask for more.
COUNT = int(os.environ.get("EXTRACTOR_FUZZ", "180"))
# The command with a pipeline that does what the file tells it.
_FAKE_COMMAND = (
    f"import sys; sys.path.append({str(Path(fake_pipeline.__file__).parent)!r}); "
    f"from extractor import unit; unit.PIPELINE = {FAKE!r}; from extractor.cli import main; sys.exit(main())"
)
FAKED = Run(2.0, "256M", jobs=2, command=(sys.executable, "-c", _FAKE_COMMAND))


def test_no_mutated_file_ends_in_a_traceback_a_hang_or_half_a_dataset() -> None:
    tally = Tally()
    run_batch(dict(inputs(seeds.load(), 0, 0, COUNT)), tally, Run(jobs=2))
    assert tally.offences == []
    least = COUNT // (6 * len(seeds.KINDS))
    read = {k: tally.outcomes[f"{k}: read"] + tally.outcomes[f"{k}: read, no figure"] for k in seeds.KINDS}
    assert all(count > least for count in read.values()), "mutations hardly get inside"


def test_a_number_and_a_seed_make_the_same_file_again() -> None:
    """But for the identifier that the PDF library puts into the pages it cuts out."""
    from_start = dict(inputs(seeds.load(), 3, 0, 40))
    from_middle = dict(inputs(seeds.load(), 3, 20, 20))
    assert list(from_middle) == list(from_start)[20:]
    same = [name for name in from_middle if not name.endswith(".pdf")]
    assert same and [from_middle[name] for name in same] == [from_start[name] for name in same]


@pytest.mark.parametrize(
    ("command", "offence"),
    [
        ("raise trouble", "traceback: bad.pdf"),
        ("crash", "crash: bad.pdf"),
        ("hang", "hang: bad.pdf"),
    ],
)
def test_an_offender_is_named_and_kept(tmp_path: Path, command: str, offence: str) -> None:
    tally = Tally()
    files = {"a.txt": b"report hampshire-2018-03-31", "bad.pdf": command.encode(), "c.docx": b"refuse"}
    run_batch(files, tally, replace(FAKED, keep=tmp_path))
    assert [o.startswith(offence) for o in tally.offences] == [True]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [command.encode()]
    assert tally.outcomes["txt: read"] == tally.outcomes["docx: refused"] == 1


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("report hampshire-2018-03-31")
    run([tmp_path / "in"], Settings(function=FAKE, cache=False), out=tmp_path / "out")
    return tmp_path / "out"


def test_a_dataset_that_lost_a_figure_is_noticed(out: Path) -> None:
    whole = list(incomplete(out))
    with sqlite3.connect(out / "performance.sqlite") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM figures WHERE figure = 1")
    told = ["performance.sqlite is not the file that the descriptor describes"]
    assert list(incomplete(out)) == [*told, *whole, "CSV, Parquet and SQLite hold different numbers of figures"]


def test_a_file_of_a_dataset_that_is_missing_or_left_behind_is_noticed(out: Path) -> None:
    (out / ".draft").write_text("")
    assert "files were left behind: ['.draft']" in list(incomplete(out))
    (out / "tables.csv").unlink()
    assert any("tables.csv" in problem for problem in incomplete(out))
