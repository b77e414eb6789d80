"""Many files: what each may cost, what is kept, and bytes that do not depend on how the run was made."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_pipeline import FAKE

from extractor import cache, engine
from extractor.batch import run
from extractor.errors import ExtractorError, UsageError
from extractor.intake import READABLE
from extractor.isolate import Limits
from extractor.reading import Settings

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is watched on Linux only")
GOOD = {"a.txt": "report hampshire-2018-03-31", "b.pdf": "report staffordshire-2023-03-31", "c.txt": "something else"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(function=FAKE, cache_dir=tmp_path / "cache", jobs=2, limits=Limits(20.0, 1 << 30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "in", GOOD)


def filled(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def with_limits(settings: Settings, seconds: float, memory: int = 1 << 30) -> Settings:
    return Settings(**{**settings.__dict__, "limits": Limits(seconds, memory)})


def test_files_become_one_dataset(folder, settings, tmp_path):
    result = run(folder, settings, out=tmp_path / "out")
    assert result.failed == () and result.read == 3
    assert list(result.documents["document_id"]) == [
        "hampshire-2018-03-31",
        "staffordshire-2023-03-31",
        "unknown-something",
    ]
    assert list(result.documents["file"]) == ["a.txt", "b.pdf", "c.txt"]
    assert len(result.observations) == 6 and str(result.observations["value"].dtype) == "float64"
    assert str(result.observations["period_start"].dtype).startswith("datetime64")
    assert result.documents["seconds"].isna().all()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("hang", "takes longer than 2 seconds"),
        ("spin", "takes longer than 2 seconds"),
        ("crash", "crashes its reader (SIGSEGV)"),
        pytest.param("eat", "needs more than 0.25 GiB of memory", marks=LINUX),
        ("raise trouble", "internal error (ValueError: trouble in bad.pdf)"),
        ("refuse", "is damaged; ask for another copy"),
    ],
)
def test_a_bad_file_costs_itself_alone(folder, settings, tmp_path, command, reason):
    filled(folder, {"bad.pdf": command})
    result = run(folder, with_limits(settings, 2.0, 1 << 28), out=tmp_path / "out")
    assert [f.file for f in result.failed] == ["bad.pdf"]
    assert reason in result.failed[0].message and "\n" not in result.failed[0].message
    assert result.read == 3 and len(result.observations) == 6
    failed = result.documents[result.documents["status"] == "failed"]
    assert reason in failed["message"].item() and str(tmp_path) not in failed["message"].item()
    assert "unreadable-file" in set(result.findings["code"])


def test_noise_of_a_reader_reaches_nobody(tmp_path, settings, capfd):
    result = run(filled(tmp_path / "in", {"a.txt": "print"}), settings)
    assert result.read == 1 and capfd.readouterr() == ("", "")


def test_files_that_are_not_there_or_not_files(folder, settings, tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    (folder / "self.pdf").symlink_to("self.pdf")
    result = run([folder, tmp_path / "no.pdf", tmp_path / "pipe.pdf"], settings)
    assert result.read == 3
    assert [f.message.rsplit(": ", 1)[1] for f in result.failed] == [
        "does not exist; check the path",
        f"is not a regular file but a pipe; {READABLE}",
        "is a link that leads back to itself; mend or remove it",
    ]


def test_a_folder_that_may_not_be_opened_is_told(folder, settings, monkeypatch):
    (folder / "shut").mkdir()
    real = os.scandir

    def closed(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    result = run(folder, settings)
    assert result.read == 3
    assert [f.message.rsplit(": ", 1)[1] for f in result.failed] == [
        "is a folder that cannot be opened; check its permissions"
    ]


def test_a_file_that_vanishes_after_it_was_listed_costs_itself_alone(folder, settings, monkeypatch):
    """Both before its content is looked at, and between that and its reading."""
    filled(folder, {"d.txt": "report kent-2018-03-31", "e.txt": "slow 0"})
    seen = []

    def vanishing(progress):
        if not seen:
            (folder / "a.txt").unlink()
        seen.append(progress)

    real = engine.run_all

    def gone_by_then(jobs, *rest):
        (folder / "d.txt").unlink()
        return real(jobs, *rest)

    monkeypatch.setattr(engine, "run_all", gone_by_then)
    result = run(folder, settings, progress=vanishing)
    assert result.read == 3 and [f.file for f in result.failed] == ["a.txt", "d.txt"]
    assert "does not exist" in result.failed[0].message


def test_a_file_that_changes_while_it_is_read_fails(tmp_path, settings):
    result = run(filled(tmp_path / "in", {"a.txt": "alter"}), settings)
    assert "changed while it was being read; run the command again" in result.failed[0].message


@pytest.mark.parametrize("changes", [{"jobs": 1}, {"cache": False}, {"jobs": 7}])
def test_bytes_do_not_depend_on_how_the_run_was_made(folder, settings, tmp_path, changes):
    filled(folder, {"d.docx": GOOD["a.txt"] + " ", "e.pdf": "crash", "f.txt": GOOD["a.txt"]})
    run(folder, settings, out=tmp_path / "one")
    run(sorted(folder.iterdir(), reverse=True), Settings(**{**settings.__dict__, **changes}), out=tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_same_content_is_read_once_and_told(folder, settings):
    result = run(filled(folder, {"copy.txt": GOOD["a.txt"]}), settings)
    assert list(result.documents["file"]) == ["a.txt", "b.pdf", "c.txt"]
    assert "copy.txt" in result.findings.set_index("code").loc["duplicate-file", "message"]


def test_same_report_in_two_formats_is_kept_twice(folder, settings):
    result = run(filled(folder, {"a.docx": GOOD["a.txt"] + " "}), settings)
    assert {"hampshire-2018-03-31", "hampshire-2018-03-31-txt"} <= set(result.documents["document_id"])
    assert result.observations["observation_id"].is_unique


def test_a_second_run_reads_only_what_changed(folder, settings, tmp_path):
    run(folder, settings, out=tmp_path / "out")
    filled(folder, {"c.txt": "something new"})
    result = run(folder, settings, out=tmp_path / "out")
    assert result.cached == 2 and result.read == 3
    assert run(folder, Settings(**{**settings.__dict__, "force": "kent"})).cached == 0


def test_damaged_results_are_made_again(folder, settings, tmp_path):
    run(folder, settings)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-5])
    result = run(folder, settings)
    assert result.cached == 0 and result.read == 3


def test_where_nothing_can_be_read_the_dataset_stays(folder, settings, tmp_path):
    run(folder, settings, out=tmp_path / "out")
    before = contents(tmp_path / "out")
    result = run(tmp_path / "typo", settings, out=tmp_path / "out")
    assert result.failed and result.written is None and contents(tmp_path / "out") == before
    assert run(tmp_path / "typo", settings, out=tmp_path / "new").written is not None


def test_progress_counts_every_file(folder, settings):
    seen = []
    run(filled(folder, {"d.pdf": "crash", "e.txt": "slow 1.2"}), settings, progress=seen.append)
    ends = [p for p in seen if p.file]
    assert seen[0].done == 0 and [p.done for p in ends] == [1, 2, 3, 4, 5] and {p.total for p in seen} == {5}
    assert (ends[-1].figures, ends[-1].warnings, ends[-1].failures) == (8, 4, 1)
    assert {p.file: p.file_figures for p in ends} == {"a.txt": 2, "b.pdf": 2, "c.txt": 2, "d.pdf": 0, "e.txt": 2}
    problems = {p.file: p.problem for p in ends if p.problem}
    assert list(problems) == ["d.pdf"] and "crashes its reader" in problems["d.pdf"]
    waiting = [p for p in seen[1:] if not p.file]
    assert waiting and [name for name, _ in waiting[-1].reading] == ["e.txt"]
    assert seen[0].seconds_left is None and ends[-1].seconds_left == 0 and not ends[-1].reading


def test_timings_are_noted_when_asked_for(folder, settings):
    timed = Settings(**{**settings.__dict__, "timings": True})
    assert (run(folder, timed).documents["seconds"] >= 0).all()


@pytest.mark.parametrize(
    "changes",
    [
        {"jobs": 0},
        {"limits": Limits(0)},
        {"limits": Limits(1, 0)},
        {"schemas": "/no/such/folder"},
        {"force": "rutland"},
    ],
)
def test_settings_that_make_no_sense(folder, settings, changes):
    with pytest.raises(UsageError):
        run(folder, Settings(**{**settings.__dict__, **changes}))


def test_unknown_formats_are_told_before_anything_is_read(settings, tmp_path):
    with pytest.raises(UsageError, match="unknown format xlsx"):
        run(tmp_path, settings, out=tmp_path / "out", formats=["xlsx"])


def test_a_full_disk_leaves_the_dataset(folder, settings, tmp_path, monkeypatch):
    run(folder, settings, out=tmp_path / "out")
    before = contents(tmp_path / "out")
    filled(folder, {"c.txt": "something new"})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.publish.package.describe", full)
    with pytest.raises(OSError, match="No space"):
        run(folder, settings, out=tmp_path / "out")
    assert contents(tmp_path / "out") == before


RUNNING = """
import sys
from pathlib import Path
from extractor import cache, engine
from extractor.batch import run
from extractor.isolate import Limits
from extractor import cache
from extractor.reading import Settings
cache.fingerprint = lambda schemas=None: "this very program"  # whoever edits it meanwhile
settings = Settings(function="fake_pipeline:extract", cache_dir=Path(sys.argv[3]), jobs=1, limits=Limits(60))
print(run(sys.argv[1], settings, out=Path(sys.argv[2])).cached)
"""


def start(folder: Path, out: Path, cache: Path) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", RUNNING, str(folder), str(out), str(cache)]
    return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_killed_leaves_the_dataset_and_goes_on(folder, settings, tmp_path, number):
    out, kept = tmp_path / "out", tmp_path / "kept"
    run(folder, settings, out=out)
    before = contents(out)
    filled(folder, {"n.txt": "something new", "z.txt": "slow 30"})
    running = start(folder, out, kept)
    deadline = time.monotonic() + 120
    while sum(p.is_file() and len(p.name) == 64 for p in kept.rglob("*")) < 4 and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(number)
    running.communicate(timeout=60)
    assert running.returncode != 0 and contents(out) == before
    filled(folder, {"z.txt": "slow 0"})
    assert start(folder, out, kept).communicate(timeout=120)[0].strip() == "4"
    assert contents(out) != before


@LINUX
def test_no_process_is_left_behind(folder, settings, tmp_path):
    running = start(filled(folder, {"z.txt": "hang"}), tmp_path / "out", tmp_path / "kept")
    deadline = time.monotonic() + 30
    born = family(running.pid)
    while len(born) < 3 and time.monotonic() < deadline:  # asked once: readers of the small files come and go
        time.sleep(0.05)
        born = family(running.pid)
    assert len(born) >= 3  # the run, its worker, the process that reads
    running.kill()
    running.communicate()
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in born) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in born)


def family(pid: int) -> set[int]:
    """A process and all that descend from it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = {int(c) for task in tasks for c in (task / "children").read_text().split()}
    except OSError:
        return set()
    return {pid}.union(*(family(child) for child in children))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_kept_result_that_vanishes_or_is_altered_is_read_anew(folder, settings, tmp_path):
    run(folder, settings, out=tmp_path / "expected")
    result = run(folder, settings)
    assert result.cached == 3
    for n, entry in enumerate(e for e in sorted((tmp_path / "cache").rglob("*")) if e.is_file()):
        entry.write_bytes(b"altered") if n % 2 else entry.unlink()
    result.write(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(tmp_path / "expected")


def test_a_kept_result_that_vanishes_with_its_file_is_told(folder, settings, tmp_path):
    result = run(folder, settings)
    for entry in [*(tmp_path / "cache").rglob("*"), *folder.iterdir()]:
        if entry.is_file():
            entry.unlink()
    with pytest.raises(ExtractorError, match="vanished"):
        result.write(tmp_path / "out")


def test_a_cache_whose_disk_is_full_does_not_end_the_run(folder, settings, tmp_path, monkeypatch):
    def full(self, name, data):
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path))

    monkeypatch.setattr(cache.Store, "put", full)
    result = run(folder, settings, out=tmp_path / "out")
    assert result.read == 3 and not result.failed
    monkeypatch.setattr(cache.Scratch, "put", full)
    result = run(folder, settings)
    assert result.read == 0 and len(result.failed) == 3
    assert "cannot be kept" in result.failed[0].message and "make room" in result.failed[0].message


def test_a_script_without_a_main_guard_works(folder, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import extractor\nresult = extractor.convert([], cache=False)\nprint(len(result.observations))\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_without_dask_the_scheduler_option_says_what_to_install(folder, settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="needs Dask: pip install distributed"):
        run(folder, Settings(**{**settings.__dict__, "scheduler": "tcp://127.0.0.1:1"}))


@pytest.mark.parametrize("command", ["report x", "hang", "crash", "raise trouble"])
def test_where_the_system_cannot_fork_each_file_has_a_worker(folder, settings, monkeypatch, command):
    monkeypatch.setattr("extractor.worker.FORKS", False)
    result = run(filled(folder, {"d.txt": command}), with_limits(settings, 2.0))
    assert result.read == (4 if command == "report x" else 3)
