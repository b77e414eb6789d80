"""A set of files replaces the last one whole or not at all, whenever the run dies."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.publish import files
from extractor.publish.files import STAGING, recover, staged

links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
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


def killed(target: Path) -> Path:
    """The stage of a run that was killed between the journal and the first move."""
    fill(target, "old")
    assert die(target, "replace", 2)
    return target / STAGING


def planted(target: Path, journal: object, files: dict[str, str] | None = None) -> Path:
    """A stage that came with the dataset, marked as well as its sender can."""
    stage = target / STAGING
    stage.mkdir(parents=True)
    for name, text in {"journal.json": json.dumps(journal), "made-as-1": "", **(files or {})}.items():
        (stage / name).parent.mkdir(exist_ok=True)
        (stage / name).write_text(text)
    return stage


OUTSIDE = [
    "../victim.txt", "/victim.txt", "codelists/../../victim.txt", "codelists/id_rsa", "C:victim.csv", "..\\victim.csv",
    "a/b.csv", "codelists/deep/b.csv", "a.csv\n", "", ".", "mine.txt", 7, None, ["a.csv"],
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("verb", ["move", "remove"])
def test_a_journal_that_names_something_else_than_files_of_a_dataset_is_refused(tmp_path, verb, name):
    """Even in a stage that is ours: then somebody has been at it."""
    stage = killed(tmp_path / "out")
    (tmp_path / "victim.txt").write_text("here")
    (stage / "journal.json").write_text(json.dumps({"move": [], "remove": [], verb: [name]}))
    with pytest.raises(ExtractorError, match="no file of a dataset; look into it and remove it") as told:
        recover(tmp_path / "out")
    assert "\n" not in str(told.value) and (tmp_path / "victim.txt").read_text() == "here"
    assert state(tmp_path / "out") == {"old"}


@pytest.mark.parametrize("journal", [[], {}, {"move": []}, {"move": "a.csv", "remove": []}, {"move": {}, "remove": []}])
def test_a_journal_of_another_shape_is_refused(tmp_path, journal):
    stage = killed(tmp_path)
    (stage / "journal.json").write_text(json.dumps(journal))
    with pytest.raises(ExtractorError, match=r"\.extractor-staging: has a journal"):
        recover(tmp_path)


def test_a_journal_without_end_is_refused(tmp_path):
    stage = killed(tmp_path)
    for text in ("[" * 100_000, "{" + " " * (2 << 20) + "}", "\xff"):
        (stage / "journal.json").write_bytes(text.encode("latin-1"))
        with pytest.raises(ExtractorError, match="did not write"):
            recover(tmp_path)


def test_a_stage_that_came_with_a_dataset_is_not_carried_out(tmp_path):
    target = tmp_path / "out"
    fill(target, "old")
    planted(target, {"move": ["a.csv"], "remove": ["codelists/b.csv"]}, {"a.csv": "planted"})
    for act in (recover, lambda folder: fill(folder, "new")):
        with pytest.raises(ExtractorError, match="from a run in another place"):
            act(target)
    assert state(target) == {"old"} and (target / STAGING / "a.csv").exists()


def test_a_copy_of_a_killed_run_is_not_carried_out_elsewhere(tmp_path):
    killed(tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    with pytest.raises(ExtractorError, match="from a run in another place"):
        recover(tmp_path / "copy")
    assert recover(tmp_path / "out") and state(tmp_path / "out") == {"new"}


def test_somebody_elses_folder_of_that_name_stays(tmp_path):
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "photograph.jpg").write_text("mine")
    with pytest.raises(ExtractorError, match="look into it and remove it"):
        fill(tmp_path, "new")
    assert (tmp_path / STAGING / "photograph.jpg").read_text() == "mine"


@links
def test_a_stage_that_is_a_link_or_holds_one_is_refused(tmp_path):
    elsewhere = killed(tmp_path / "elsewhere")
    target = tmp_path / "out"
    target.mkdir()
    (target / STAGING).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ExtractorError, match="staging: is a link; look into it"):
        recover(target)
    (elsewhere / "a.csv").unlink()
    (elsewhere / "a.csv").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ExtractorError, match=r"holds 'a\.csv', which is no file"):
        recover(tmp_path / "elsewhere")


@links
@pytest.mark.parametrize("name", ["codelists", "codelists/b.csv", "a.csv"])
def test_a_killed_run_is_not_finished_through_a_link(tmp_path, name):
    home = tmp_path / "home"
    (home / "codelists").mkdir(parents=True)
    for path in ("a.csv", "b.csv", "codelists/b.csv"):
        (home / path).write_text("here")
    target = tmp_path / "out"
    killed(target)
    if name == "codelists":
        shutil.rmtree(target / name)
    else:
        (target / name).unlink()
    (target / name).symlink_to(home if name == "codelists" else home / name)
    with pytest.raises(ExtractorError, match="is a link, where a dataset has"):
        recover(target)
    assert {p.read_text() for p in home.rglob("*.csv")} == {"here"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_run_killed_while_it_clears_away_is_cleared_away_by_the_next(tmp_path):
    for moment in range(1, 6):
        target = tmp_path / str(moment)
        fill(target, "old")
        if not (die(target, "unlink", moment) or die(target, "rmdir", moment)):
            break
        fill(target, "newer")
        assert state(target) == {"newer"} and not (target / STAGING).exists()
    assert moment > 2


def test_only_files_of_a_dataset_can_be_staged(tmp_path):
    with pytest.raises(ValueError, match="no name of a file"), staged(tmp_path) as stage:
        stage.path("../a.csv")


def test_two_runs_do_not_write_at_once(tmp_path):
    with staged(tmp_path) as stage:
        stage.path("a.csv").write_text("mine")
        with pytest.raises(ExtractorError, match="another run"):
            fill(tmp_path, "theirs")
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_nothing_to_recover(tmp_path):
    assert recover(tmp_path) is False
