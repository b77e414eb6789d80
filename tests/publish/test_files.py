"""A dataset replaces the last one by one switch, whenever the run dies and whoever reads meanwhile."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.publish import files
from extractor.publish.files import VERSIONS, hold, published, recover, staged

links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
kills = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
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
if sys.argv[4] == "without":
    def symlink(*args): raise OSError("no links here")
    os.symlink = symlink
with staged(Path(sys.argv[1]), ["a.csv", "codelists/b.csv", "datapackage.json", "gone.csv"]) as stage:
    for name in ("a.csv", "codelists/b.csv", "datapackage.json"):
        stage.path(name).write_text("new")
    stage.stale = ["gone.csv"]
print("survived")
"""
CALLS = ["fsync", "replace", "rename", "symlink", "unlink", "mkdir", "utime", "rmdir", "link", "scandir", "listdir"]


def fill(target: Path, text: str, *more: str) -> None:
    with staged(target) as stage:
        for name in (*NAMES, *more):
            stage.path(name).write_text(text)


def plain(target: Path, text: str) -> None:
    """A dataset as earlier versions of the program left it, or one that was copied without its links."""
    for name in (*NAMES, "gone.csv"):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)


def state(folder: Path) -> set[str]:
    return {(folder / name).read_text() for name in NAMES}


def die(target: Path, function: str, when: int, links: str = "with") -> bool:
    """Whether the writing process was killed before the given call."""
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(target), function, str(when), links], capture_output=True, text=True
    )
    assert done.returncode == -signal.SIGKILL or "survived" in done.stdout, done.stderr
    return done.returncode == -signal.SIGKILL


def left(target: Path) -> set[str]:
    return {p.name for p in (target / VERSIONS).glob("*") if not files._VERSION.fullmatch(p.name)}


@kills
@links
@pytest.mark.parametrize("begin", [lambda t, text: fill(t, text, "gone.csv"), plain], ids=["versions", "plain files"])
@pytest.mark.parametrize("function", CALLS)
def test_killed_at_any_moment_the_dataset_is_the_old_or_the_new(tmp_path, function, begin):
    """Also to those who know nothing of versions and open the files one by one."""
    moment, seen = 0, set()
    while True:
        target = tmp_path / str(moment)
        begin(target, "old")
        (target / "mine.txt").write_text("mine")
        if not die(target, function, moment + 1):
            break
        (now,) = state(published(target))
        assert state(target) == {now} and (target / "mine.txt").read_text() == "mine"
        assert now == "new" or (target / "gone.csv").read_text() == "old"
        recover(target)
        assert state(target) == {now} and left(target) <= {"current"}
        fill(target, "newer")
        assert state(target) == state(published(target)) == {"newer"}
        seen.add(now)
        moment += 1
    assert state(target) == {"new"} and not (target / "gone.csv").exists()
    assert moment > 0 or function in ("link", "scandir", "rmdir")


@kills
@pytest.mark.parametrize("function", ["fsync", "replace", "rename", "link", "unlink"])
def test_where_there_are_no_links_the_commands_see_the_old_or_the_new(tmp_path, function, monkeypatch):
    def symlink(*args: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(files.os, "symlink", symlink)
    moment = 0
    while True:
        target = tmp_path / str(moment)
        fill(target, "old")
        if not die(target, function, moment + 1, "without"):
            break
        (now,) = state(published(target))
        recover(target)
        assert state(target) == state(published(target)) == {now} and left(target) <= {"current"}
        moment += 1
    assert moment > 0 and state(target) == {"new"} and not (target / "a.csv").is_symlink()


@links
def test_readers_see_one_dataset_while_it_is_replaced(tmp_path):
    """Two that hold it, as the commands do, and one that finds its folder by any one file and reads beside it."""
    fill(tmp_path, "0")
    mixed, reads, over = [], [0], threading.Event()

    def note(found: set[str]) -> None:
        reads[0] += 1
        mixed.extend([found] if len(found) != 1 else [])

    def holder() -> None:
        while not over.is_set():
            folder, handle = hold(tmp_path)
            note(state(folder))
            os.close(handle)

    def stranger() -> None:
        while not over.is_set():
            note(state((tmp_path / "datapackage.json").resolve().parent))

    readers = [threading.Thread(target=reader) for reader in (holder, holder, stranger)]
    for reader in readers:
        reader.start()
    until = time.monotonic() + 3
    number = 0
    while number <= 20 or time.monotonic() < until:  # on a busy machine 20 take longer
        number += 1
        fill(tmp_path, str(number))
        time.sleep(0.05)  # still more often than anybody converts
    over.set()
    for reader in readers:
        reader.join()
    assert mixed == [] and reads[0] > 50 and number > 20


@links
def test_a_dataset_that_is_being_read_stays_and_goes_later(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_KEPT_SECONDS", 0.0)
    fill(tmp_path, "held")
    folder, handle = hold(tmp_path)
    for text in "123":
        fill(tmp_path, text)
    assert state(folder) == {"held"} and not (tmp_path / VERSIONS / "v2").exists()
    os.close(handle)
    fill(tmp_path, "4")
    assert not folder.exists() and state(tmp_path / VERSIONS / "v4") == {"3"} and state(tmp_path) == {"4"}


def test_an_error_while_writing_leaves_the_old_set(tmp_path):
    for text in ("", "old"):
        if text:
            fill(tmp_path, text)
        with pytest.raises(OSError, match="disk full"), staged(tmp_path) as stage:
            stage.path("a.csv").write_text("new")
            raise OSError("disk full")
    assert state(tmp_path) == {"old"} and left(tmp_path) == {"current"}


def test_a_first_run_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(OSError, match="disk full"), staged(tmp_path) as stage:
        stage.path("codelists/a.csv").write_text("new")
        raise OSError("disk full")
    assert os.name == "nt" or list(tmp_path.iterdir()) == []


@links
def test_a_copy_of_the_folder_is_a_dataset_as_well(tmp_path):
    """With its links, or with what they lead to; without the hidden folder only in the second case."""
    fill(tmp_path / "out", "old")
    shutil.copytree(tmp_path / "out", tmp_path / "links", symlinks=True)
    shutil.copytree(tmp_path / "out", tmp_path / "whole")
    shutil.copytree(tmp_path / "out", tmp_path / "shown", ignore=lambda *_: [VERSIONS])
    for name in ("links", "whole", "shown"):
        assert state(tmp_path / name) == state(published(tmp_path / name)) == {"old"}
    fill(tmp_path / "links", "new")
    fill(tmp_path / "shown", "new")
    with pytest.raises(ExtractorError, match="a copy in which links became folders; remove it"):
        fill(tmp_path / "whole", "new")
    assert state(tmp_path / "links") == state(tmp_path / "shown") == {"new"}
    assert state(tmp_path / "out") == state(tmp_path / "whole") == {"old"}


@links
@pytest.mark.parametrize(
    "place", ["/etc", "..", ".", "../../home", "v1/../../../home", "v2", "v1/", "home", "v1\n", "v" + "9" * 30]
)
def test_a_pointer_that_leads_elsewhere_is_refused(tmp_path, place):
    target = tmp_path / "out"
    fill(target, "old")
    (tmp_path / "home").mkdir()
    plain(tmp_path / "home", "secret")
    (target / VERSIONS / "home").symlink_to(tmp_path / "home", target_is_directory=True)
    (target / VERSIONS / "current").unlink()
    (target / VERSIONS / "current").symlink_to(place)
    for act in (published, recover, hold, lambda folder: fill(folder, "new")):
        with pytest.raises(ExtractorError, match="current: does not lead to a version beside it; remove"):
            act(target)
    (target / VERSIONS / "current").unlink()
    (target / VERSIONS / "current").write_bytes(place.encode())
    if place != "v1\n":
        with pytest.raises(ExtractorError, match="does not lead to a version"):
            published(target)
    assert state(tmp_path / "home") == {"secret"}


@links
def test_versions_that_are_links_are_not_followed_and_not_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_KEPT_SECONDS", 0.0)
    target, home = tmp_path / "out", tmp_path / "home"
    plain(home, "secret")
    fill(target, "old")
    for name in ("v2", "v3", "draft"):
        (target / VERSIONS / name).symlink_to(home, target_is_directory=True)
    with pytest.raises(ExtractorError, match="draft: holds what this program did not make"):
        fill(target, "new")
    (target / VERSIONS / "draft").unlink()
    for text in "abc":
        fill(target, text)
    assert state(target) == {"c"} and state(home) == {"secret"} and (target / VERSIONS / "v3").is_symlink()
    shutil.rmtree(target)
    target.mkdir()
    (target / VERSIONS).symlink_to(home, target_is_directory=True)
    for act in (published, recover, lambda folder: fill(folder, "new")):
        with pytest.raises(ExtractorError, match="versions: is a link"):
            act(target)
    assert sorted(p.name for p in home.iterdir()) == ["a.csv", "codelists", "datapackage.json", "gone.csv"]


@links
@pytest.mark.parametrize("name", ["codelists", "codelists/b.csv", "a.csv"])
def test_nothing_is_written_or_removed_through_a_link(tmp_path, name):
    home, target = tmp_path / "home", tmp_path / "out"
    plain(home, "secret")
    fill(target, "old")
    shutil.rmtree(target / name) if name == "codelists" else (target / name).unlink()
    (target / name).symlink_to(home / name)
    with pytest.raises(ExtractorError, match="is a link, where a dataset has"):
        fill(target, "new")
    assert state(home) == {"secret"} and state(published(target)) == {"old"}


def test_what_others_put_among_the_versions_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_KEPT_SECONDS", 0.0)
    fill(tmp_path, "1")
    (tmp_path / VERSIONS / "v1" / "photograph.jpg").write_text("mine")
    for text in "234":
        fill(tmp_path, text)
    assert (tmp_path / VERSIONS / "v1" / "photograph.jpg").read_text() == "mine"
    (tmp_path / VERSIONS / "draft").mkdir()
    (tmp_path / VERSIONS / "draft" / "photograph.jpg").write_text("mine")
    with pytest.raises(ExtractorError, match="look into it and remove it"):
        fill(tmp_path, "5")
    assert (tmp_path / VERSIONS / "draft" / "photograph.jpg").read_text() == "mine" and state(tmp_path) == {"4"}


def test_versions_beyond_number_are_refused(tmp_path):
    fill(tmp_path, "1")
    (tmp_path / VERSIONS / "v999999999").mkdir()
    with pytest.raises(ExtractorError, match="beyond number"):
        fill(tmp_path, "2")
    assert state(tmp_path) == {"1"}


def test_a_file_that_a_program_holds_is_told_and_the_next_run_finishes(tmp_path, monkeypatch):
    """Where there are no links; on Windows such a file cannot be replaced."""

    def symlink(*args: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(files.os, "symlink", symlink)
    fill(tmp_path, "old")
    real = os.replace

    def held(source, target):
        if Path(target).name == "b.csv":
            raise PermissionError(13, "Access is denied", str(target))
        real(source, target)

    with monkeypatch.context() as held_open:
        held_open.setattr(files.os, "replace", held)
        told = r"b\.csv: cannot be replaced \(Access is denied\); close what has it open"
        with pytest.raises(ExtractorError, match=told):
            fill(tmp_path, "new")
        assert state(published(tmp_path)) == {"new"}
        with contextlib.suppress(ExtractorError):
            recover(tmp_path)
    assert recover(tmp_path) and state(tmp_path) == {"new"} and left(tmp_path) == {"current"}


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
