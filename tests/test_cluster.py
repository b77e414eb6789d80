"""The same dataset from a Dask cluster: a real scheduler and workers on the loopback interface."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_pipeline import FAKE

from extractor.batch import run
from extractor.errors import UsageError
from extractor.isolate import Limits
from extractor.reading import Settings

distributed = pytest.importorskip("distributed")

FILES = {
    "a.txt": "report hampshire-2018-03-31",
    "b.pdf": "report staffordshire-2023-03-31",
    "c.txt": "crash",
    "d.txt": "raise trouble",
    "e.txt": "hang",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, content in FILES.items():
        (tmp_path / "in" / name).write_text(content)
    return tmp_path / "in"


def settings(scheduler: str | None) -> Settings:
    return Settings(function=FAKE, cache=False, jobs=1, limits=Limits(4.0, 1 << 30), scheduler=scheduler)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_cluster_gives_the_same_bytes_and_isolates_as_well(folder, address, tmp_path):
    there = run(folder, settings(address), out=tmp_path / "there")
    here = run(folder, settings(None), out=tmp_path / "here")
    assert there.failed == here.failed and len(here.failed) == 3
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_machine_with_another_program_is_found_out(folder, address, monkeypatch):
    monkeypatch.setattr("extractor.cache.fingerprint", lambda schemas=None: "another program")
    result = run(folder / "a.txt", settings(address))
    assert "another version of extractor" in result.failed[0].message


def test_no_scheduler_at_the_address(folder, monkeypatch):
    monkeypatch.setattr("extractor.engine._CONNECTING", "1s")
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        run(folder, settings("tcp://127.0.0.1:1"))
