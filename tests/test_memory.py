"""How much memory a process takes, asked in the ways of several systems."""

import subprocess
import sys
from pathlib import Path

import pytest
from fake_pipeline import FAKE

from extractor import memory
from extractor.batch import run
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
