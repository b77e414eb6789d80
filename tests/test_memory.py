"""How much memory a process takes, asked in the ways of several systems."""

import subprocess
import sys
from pathlib import Path

import pytest
from fake_pipeline import FAKE

from extractor import memory
from extractor.batch import run
from extractor.cli import main
from extractor.isolate import Limits
from extractor.reading import Settings

HOARD = "hoard = bytearray(b'x' * (100 << 20)); print('ready', flush=True); input()"


@pytest.mark.parametrize("ask", [memory.resident, memory.from_psutil])
def test_a_process_that_takes_memory_is_seen(ask):
    with subprocess.Popen([sys.executable, "-c", HOARD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"ready"
        assert 100 << 20 < ask(process.pid) < 200 << 20
        process.kill()


def test_of_a_process_that_is_gone_nothing_is_known():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    assert memory.resident(process.pid) == memory.from_psutil(process.pid) == 0


def test_the_limit_holds_where_only_psutil_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """As on Windows, where the kernel refuses nothing beforehand: here its ceiling lies above the watched one."""
    monkeypatch.setattr(memory, "_PROC", False)
    monkeypatch.setattr(memory, "LOOK_EVERY", 0.1)
    (tmp_path / "a.txt").write_text("hoard 200 20")
    result = run(tmp_path, Settings(function=FAKE, cache=False, limits=Limits(15.0, 180 << 20)))
    assert "needs more than 0.17" in result.failed[0].message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel refuses on Linux")
def test_the_process_that_writes_is_refused_more_and_lets_its_guarded_processes_have_their_own():
    script = """
import sys
from extractor import memory
with memory.limited(300 << 20):
    try:
        bytearray(400 << 20)
    except MemoryError:
        print("refused")
    memory.lift()
    print(len(bytearray(400 << 20)) >> 20)
print(len(bytearray(400 << 20)) >> 20)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["refused", "400", "400"], done.stderr


def test_a_process_that_writes_too_much_says_so_in_one_line(tmp_path, monkeypatch, capsys):
    def full(*args: object, **kwargs: object) -> None:
        raise MemoryError

    monkeypatch.setattr("extractor.publish.dataset.write", full)
    (tmp_path / "a.txt").write_text("Hampshire Police March 2018\n\nOffence\t2017/18\nBurglary\t12\nRape\t5\n")
    assert main(["convert", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--no-cache"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "convert fewer files at once; nothing was changed" in told
