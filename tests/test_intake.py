"""What may come in: regular files of bounded size, opened by the guarded process alone, links out of the folder not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from raw_pdf import raw_pdf

from extractor import intake
from extractor.cli import main
from extractor.errors import LimitExceeded, UnreadableFile

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
GOOD = "Hampshire Police March 2018\n\nOffence\t2017/18\t2016/17\nBurglary\t12\t10\nRape\t5\t6\n"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and devices")
# Runs a command and fails where this very process opens anything in the folder.
WATCHED = """
import sys
folder = sys.argv[1]
def look(event, arguments):
    if event == "open" and str(arguments[0]).startswith(folder):
        raise SystemExit(f"the main process opens {arguments[0]}")
from extractor.cli import main
sys.addaudithook(look)
sys.exit(main(sys.argv[2:]))
"""


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def converted(folder: Path, *more: str) -> tuple[int, list[str]]:
    """Exit code, and the lines on stderr."""
    command = ["convert", str(folder), *more, "--out", str(folder.parent / "out"), "--no-cache", "--time-limit", "20"]
    code = [sys.executable, "-c", "import sys; from extractor.cli import main; sys.exit(main(sys.argv[1:]))"]
    done = subprocess.run([*code, *command], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path / "in"


@pytest.mark.parametrize("take", [intake.load, intake.digest])
def test_a_file_of_60_gigabytes_is_refused_by_its_size_before_it_is_read(tmp_path, take):
    start = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"has 64,424,509,440 bytes, more than the 536,870,912 allowed; split it"):
        take(str(sparse(tmp_path / "vast.pdf", 60 << 30)))
    assert time.monotonic() - start < 1


@POSIX
@pytest.mark.parametrize("take", [intake.load, intake.digest])
def test_what_is_no_regular_file_is_refused_by_its_kind(tmp_path, take):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for path, kind in (("pipe", "a pipe"), ("socket", "a socket"), ("/dev/zero", "a device")):
        with pytest.raises(UnreadableFile, match=f"is not a regular file but {kind}"):
            take(str(tmp_path / path))


@LINUX
@pytest.mark.parametrize("take", [intake.load, intake.digest])
@pytest.mark.parametrize("path", ["/proc/self/pagemap", "/proc/self/environ", "/proc/kmsg", "/sys/kernel/mm/ksm/run"])
def test_files_that_the_kernel_makes_up_are_refused(take, path):
    if not os.path.exists(path):
        pytest.skip("not on this system")
    with pytest.raises(UnreadableFile, match="is no stored file but made up by the system"):
        take(path)


@LINUX
def test_a_file_without_a_size_is_not_read_even_where_its_kind_is_not_known(monkeypatch):
    monkeypatch.setattr(intake, "_MADE_UP", set())
    with pytest.raises(UnreadableFile, match="is empty"):
        intake.load("/proc/self/pagemap")


@LINUX
def test_hostile_files_cost_a_line_each_and_no_time(folder):
    outside = sparse(folder.parent / "vast", 60 << 30)
    os.mkfifo(folder / "pipe.pdf")
    sparse(folder / "vast.docx", 60 << 30)
    named = [folder.parent / name for name in ("pagemap.pdf", "zero.txt", "vast.txt")]
    for link, target in zip(named, ("/proc/self/pagemap", "/dev/zero", outside), strict=True):
        link.symlink_to(target)
    start = time.monotonic()
    code, lines = converted(folder, *map(str, named))
    assert code == 1 and time.monotonic() - start < 30
    told = "\n".join(lines)
    assert len(lines) == 6 and lines[-1].startswith("1 file read, 4 figures") and "5 failures" in lines[-1], told
    for words in ("pagemap.pdf: is no stored file but made up by the system (proc)", "zero.txt: is not a regular file",
                  "vast.txt: has 64,424,509,440 bytes", "vast.docx: has 64,424,509,440 bytes",
                  "pipe.pdf: is not a regular file but a pipe"):  # fmt: skip
        assert words in told


@POSIX
def test_a_link_out_of_the_folder_is_told_and_followed_only_when_asked(folder):
    other = folder.parent / "other"
    other.mkdir()
    (other / "second.txt").write_text(GOOD.replace("12", "13"))
    (folder / "linked").symlink_to(other, target_is_directory=True)
    code, lines = converted(folder)
    assert code == 1 and lines[0] == (
        f"{folder}/linked: is a link that leads out of the folder; use --follow-links if you trust it, or remove it"
    )
    assert lines[-1].startswith("1 file read")
    code, lines = converted(folder, "--follow-links")
    assert code == 0 and lines[-1].startswith("2 files read")


@pytest.mark.parametrize(
    "command",
    [
        ["convert", "{folder}", "{folder}/good.txt", "--out", "{out}", "--no-cache"],
        ["tables", "{folder}/leicestershire-2018-09.pdf", "--debug", "{out}-seen"],
        ["check", "{dataset}", "--format", "html", "--documents", "{folder}", "--out", "{out}.html"],
    ],
    ids=lambda command: command[0],
)
def test_the_main_process_opens_no_input_file(folder, dataset, tmp_path, command):
    shutil.copy(SAMPLES / "leicestershire-2018-09.pdf", folder)
    filled = [part.format(folder=folder, out=tmp_path / "out", dataset=dataset) for part in command]
    run = [sys.executable, "-c", WATCHED, str(folder), *filled]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dataset") / "out"
    assert main(["convert", str(SAMPLES / "leicestershire-2018-09.pdf"), "--out", str(out), "--no-cache"]) == 0
    return out


@POSIX
def test_tables_of_a_link_that_the_user_names_are_read(tmp_path, capsys):
    (tmp_path / "good").write_text(GOOD)
    (tmp_path / "report.txt").symlink_to("good")
    assert main(["tables", str(tmp_path / "report.txt")]) == 0
    assert "Burglary | 12 | 10" in capsys.readouterr().out


@POSIX
def test_pictures_of_tables_do_not_go_through_a_link(tmp_path):
    (tmp_path / "report.pdf").write_bytes(raw_pdf("BT /F1 10 Tf 20 150 Td (Burglary 12) Tj ET"))
    (tmp_path / "seen").mkdir()
    (tmp_path / "victim").write_text("mine")
    for name in ("page-0001.svg", "page-0001.draft"):
        (tmp_path / "seen" / name).symlink_to("../victim")
    assert main(["tables", str(tmp_path / "report.pdf"), "--debug", str(tmp_path / "seen")]) == 0
    assert (tmp_path / "victim").read_text() == "mine"
    assert (tmp_path / "seen" / "page-0001.svg").read_text().startswith("<svg")
