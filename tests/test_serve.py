"""`extractor serve`: the running server shows the dataset by its metadata, to this machine alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sampled import sample

import extractor
from extractor.cli import main

HELD = "leicestershire-2018-09"
needs_datasette = pytest.mark.skipif(
    not any((Path(p) / "datasette").is_dir() for p in sys.path), reason="needs Datasette: pip install '.[serve]'"
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("serve") / "out"
    extractor.convert([sample(HELD, "pdf"), sample("west-mercia-2016-12", "pdf")], out=out, cache=False)
    (out / "site").mkdir()
    for name in ("site.json", "index.html"):
        (out / "site" / name).write_text("{} Leicestershire", encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def server(dataset: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "extractor", "serve", str(dataset), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.match(r"(http://127\.0\.0\.1:\d+)/ shows ", process.stderr.readline())
        assert found
        yield found[1]
    finally:
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        code = process.wait(20)
    assert code == 0 or os.name == "nt"


def got(url: str, host: str | None = None) -> str:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def rows(server: str, path: str, **query: str) -> list[dict[str, Any]]:
    asked = urllib.parse.urlencode({"_shape": "array", **query})
    found: list[dict[str, Any]] = json.loads(got(f"{server}/performance/{path}.json?{asked}"))
    return found


@needs_datasette
def test_tables_have_titles_descriptions_and_facets(server: str) -> None:
    page = got(f"{server}/performance/documents")
    assert "One row per input file, read or not." in page
    assert "Force and last day of the reporting period" in page  # of a column
    assert 'id="facet-media"' in page and 'id="facet-status"' in page
    assert ">Leicestershire</a>" in page  # the label of a foreign key, not its code


@needs_datasette
def test_the_latest_figures_have_names_and_are_found_by_words(server: str) -> None:
    found = rows(server, "latest_figures", _search="searches", _size="max")
    assert {(r["force"], r["measure"], r["period_end"]) for r in found} == {
        ("Leicestershire", "Stop and searches", "2018-09-30")
    }
    assert all(row["unit"] == "Number" for row in found)


@needs_datasette
def test_boxes_count_in_points(server: str) -> None:
    assert re.search(r"col-x0[^>]*>[\d.]+\s*(?:&nbsp;)?pdf_pt<", got(f"{server}/performance/tables"))


@needs_datasette
def test_it_cannot_be_written_and_pages_are_beside_it(server: str) -> None:
    with pytest.raises(urllib.error.HTTPError):
        rows(server, "../performance", sql="DELETE FROM latest")
    assert not json.loads(got(f"{server}/-/databases.json"))[0]["is_mutable"]
    assert "Leicestershire" in got(f"{server}/pages/index.html")


@needs_datasette
def test_a_request_that_names_another_host_is_refused(server: str) -> None:
    assert "Leicestershire" in got(f"{server}/performance/forces", host="localhost:80")
    with pytest.raises(urllib.error.HTTPError, match="421"):
        got(server, host="figures.example:80")


@needs_datasette
@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer to one address of the loopback only")
def test_no_other_interface_listens(server: str) -> None:
    port = int(server.rpartition(":")[2])
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=2):
        pass


@needs_datasette
def test_what_cannot_be_served_is_one_line(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = tmp_path / "lacking"
    extractor.convert(sample(HELD, "txt"), out=lacking, formats=["csv"], cache=False)
    assert not (lacking / "datasette.json").exists()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments, told in (
            ([lacking], "lacking: has no performance.sqlite, which large datasets lack; convert a report into it with"),
            ([tmp_path], "holds no dataset; give the folder that convert wrote into"),
            ([dataset, "--site", tmp_path], "holds no site; write it with: extractor site"),
            ([dataset, "--port", port], f"port {port} cannot be used"),
        ):
            assert main(["serve", *map(str, arguments)]) == 2
            said = capsys.readouterr().err
            assert told in said and said.count("\n") == 1


def test_without_datasette_it_says_what_to_install(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    assert main(["serve", str(dataset)]) == 2
    assert "pip install datasette" in capsys.readouterr().err


def test_a_later_time_and_a_reviewer_decide_what_is_latest(dataset: Path, tmp_path: Path) -> None:
    import sqlite3

    out = tmp_path / "out"
    shutil.copytree(dataset, out, symlinks=True)
    database = sqlite3.connect(out / "performance.sqlite")
    found = database.execute(
        "SELECT observation_id, max(period_end) OVER (PARTITION BY category, area, statistic, unit, breakdown), "
        "period_end FROM latest_figures WHERE force = 'West Mercia' AND measure = 'DVPN authorised'"
    ).fetchall()
    assert found and all(last == end for _, last, end in found)
    database.close()
    extractor.flag(out, found[0][0], reason="Misprint", exclude=True)
    with sqlite3.connect(out / "performance.sqlite") as database:
        kept = {row[0] for row in database.execute("SELECT observation_id FROM latest_figures")}
    assert found[0][0] not in kept
