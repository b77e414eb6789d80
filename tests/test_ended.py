"""Runs that are ended from outside, or whose streams are closed: nothing is left behind, and the dataset is whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals on Windows")
SECRET = "Hampshire Police March 2018\n\nOffence\t2017/18\t2016/17\nBurglary of a secret\t12\t10\nRape\t5\t6\n"
# `convert` with a reader that takes long for files that say so.
SLOW = """
import sys
from extractor import cli, reading
reading.Settings.__dataclass_fields__["function"].default = "fake_pipeline:extract"
reading.Settings.__init__.__defaults__ = tuple(
    "fake_pipeline:extract" if d == "extractor.pipeline:extract" else d for d in reading.Settings.__init__.__defaults__
)
sys.exit(cli.main(sys.argv[1:]))
"""


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_a_run_that_is_ended_leaves_no_text_of_reports_behind(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "tmp").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text("report a secret" if n < 2 else "slow 60")
    support = Path(__file__).parent / "support"
    command = [
        sys.executable,
        "-c",
        SLOW,
        "convert",
        str(tmp_path / "in"),
        "--out",
        str(tmp_path / "out"),
        "--no-cache",
    ]
    env = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(support)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "out").is_dir() and time.monotonic() < deadline:
            time.sleep(0.1)  # the folder is held from the first second of a run
        time.sleep(5)
        process.send_signal(getattr(signal, name))
        told = process.communicate(timeout=90)[1]
    assert process.returncode == (130 if name == "SIGINT" else 128 + getattr(signal, name)), told
    assert "Traceback" not in told and told.count("\n") == 1
    assert everything(tmp_path / "tmp") == [] and not (tmp_path / "out" / "observations.csv").exists()


@pytest.mark.parametrize("closed", ["2>&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_do_not_matter(tmp_path, closed):
    """Nor does what would be printed get into the files that take their numbers."""
    (tmp_path / "report.txt").write_text(SECRET)
    command = f"{sys.executable} -m extractor convert {tmp_path}/report.txt --out {tmp_path}/out --no-cache {closed}"
    assert subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL).returncode == 0
    assert "Burglary of a secret" in (tmp_path / "out" / "observations.csv").read_text()
    command = f"{sys.executable} -m extractor check {tmp_path}/out"
    assert subprocess.run(["sh", "-c", command], stdout=subprocess.DEVNULL).returncode == 0


def test_nobody_reading_what_went_wrong_is_no_reason_to_stop(tmp_path):
    (tmp_path / "report.txt").write_text(SECRET)
    (tmp_path / "empty.pdf").write_text("")
    command = [
        sys.executable,
        "-m",
        "extractor",
        "convert",
        str(tmp_path),
        "--out",
        str(tmp_path / "out"),
        "--no-cache",
    ]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, cwd=tmp_path, stderr=write)
    os.close(write)
    assert done.returncode == 1 and (tmp_path / "out" / "observations.csv").is_file()
