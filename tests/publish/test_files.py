"""A set of files replaces the last one whole or not at all, whenever the run dies."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.publish import files
from extractor.publish.files import STAGING, recover, staged

NAMES = ("a.csv", "codelists/b.csv", "datapackage.json")
# Writes three files that all say "new"; kills itself just before the given call of the given function of os.
DYING = """
import os, signal, sys
from pathlib import Path
from extractor.publish.files import staged

function, when, calls = sys.argv[2], int(sys.argv[3]), 0
real = getattr(os, function)

def dying(*args, **kwargs):
    global calls
    calls += 1
    if calls == when:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)

setattr(os, function, dying)
with staged(Path(sys.argv[1])) as stage:
    for name in ("a.csv", "codelists/b.csv", "datapackage.json"):
        stage.path(name).write_text("new")
    stage.stale = ["gone.csv"]
print("survived")
"""


def fill(target: Path, text: str) -> None:
    with staged(target) as stage:
        for name in NAMES:
            stage.path(name).write_text(text)


def state(target: Path) -> set[str]:
    return {(target / name).read_text() for name in NAMES}


def die(target: Path, function: str, when: int) -> bool:
    """Whether the writing process was killed before the given call."""
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(target), function, str(when)], capture_output=True, text=True
    )
    return done.returncode == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("function", ["fsync", "replace", "unlink"])
def test_killed_at_any_moment_the_dataset_is_the_old_or_the_new(tmp_path, function):
    moments = 0
    while True:
        target = tmp_path / str(moments)
        fill(target, "old")
        (target / "gone.csv").write_text("old")
        (target / "mine.txt").write_text("mine")
        if not die(target, function, moments + 1):
            break
        journal = target / STAGING / "journal.json"
        decided = journal.exists() or not (target / STAGING).exists() or state(target) == {"new"}
        if not decided:
            assert state(target) == {"old"}
        recover(target)
        assert state(target) == ({"new"} if decided else {"old"})
        assert (target / "gone.csv").exists() is not decided
        assert (target / "mine.txt").read_text() == "mine"
        assert not (target / STAGING).exists()
        moments += 1
    assert moments > 0
    assert state(target) == {"new"}


def test_an_error_while_writing_leaves_the_old_set(tmp_path):
    fill(tmp_path, "old")
    with pytest.raises(OSError, match="disk full"), staged(tmp_path) as stage:
        stage.path("a.csv").write_text("new")
        raise OSError("disk full")
    assert state(tmp_path) == {"old"} and not (tmp_path / STAGING).exists()


def test_ctrl_c_between_two_moves_finishes_the_move(tmp_path, monkeypatch):
    fill(tmp_path, "old")
    real, moved = os.replace, []

    def interrupted(source, target):
        real(source, target)
        moved.append(target)
        if len(moved) == 2:  # the journal, then the first file
            raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, "new")
    assert state(tmp_path) == {"new"} and not (tmp_path / STAGING).exists()


def test_a_file_that_a_program_holds_is_told_and_the_next_run_finishes(tmp_path, monkeypatch):
    fill(tmp_path, "old")
    real = os.replace

    def held(source, target):
        if Path(target).name == "b.csv":
            raise PermissionError(13, "Access is denied", str(target))
        real(source, target)

    monkeypatch.setattr(files.os, "replace", held)
    with pytest.raises(
        ExtractorError, match=r"b\.csv: cannot be replaced \(Access is denied\); close what has it open"
    ):
        fill(tmp_path, "new")
    with pytest.raises(ExtractorError, match="close what has it open"):
        recover(tmp_path)
    monkeypatch.undo()
    assert recover(tmp_path) and state(tmp_path) == {"new"} and not (tmp_path / STAGING).exists()


def test_a_journal_cannot_reach_outside(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("here")
    target = tmp_path / "out"
    (target / STAGING).mkdir(parents=True)
    (target / STAGING / "journal.json").write_text(
        json.dumps({"move": ["../x"], "remove": ["../victim.txt", str(victim)]})
    )
    recover(target)
    assert victim.read_text() == "here"


def test_two_runs_do_not_write_at_once(tmp_path):
    with staged(tmp_path) as stage:
        stage.path("a.csv").write_text("mine")
        with pytest.raises(ExtractorError, match="another run"):
            fill(tmp_path, "theirs")
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_nothing_to_recover(tmp_path):
    assert recover(tmp_path) is False
