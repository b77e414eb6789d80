"""Formats that LibreOffice turns into some that are read, and what holds it while it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import extractor
from extractor import office, sandbox
from extractor.isolate import Limits

SAMPLE = Path(__file__).parent.parent / "samples" / "forms" / "leicestershire-2018-09.docx"
SAID = ["measure", "category", "role", "unit", "area", "period_start", "period_end", "value", "value_text"]
needs_office = pytest.mark.skipif(not office.found(), reason="LibreOffice is not installed")
needs_sandbox = pytest.mark.skipif(bool(sandbox.missing()), reason="no sandbox on this machine")


def saved_as(form: str, folder: Path) -> Path:
    """The sample as LibreOffice itself saves it."""
    call = [
        office.found(),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
    ]
    subprocess.run([*call, "--outdir", str(folder), str(SAMPLE)], check=True, capture_output=True, timeout=300)
    return folder / f"{SAMPLE.stem}.{form}"


def figures(observations: pd.DataFrame) -> list[str]:
    return sorted("|".join(map(str, row)) for row in observations[SAID].itertuples(index=False))


@needs_office
@pytest.mark.parametrize("form", ["odt", "doc"])
def test_a_report_says_the_same_in_every_form(form: str, tmp_path: Path) -> None:
    path = saved_as(form, tmp_path)
    result = extractor.convert([str(path)])
    said, expected = figures(result.observations), figures(extractor.convert([str(SAMPLE)]).observations)
    assert len(said) > 20 and said == expected
    assert result.documents["file"].tolist() == [path.name]


@needs_office
def test_a_chart_that_rtf_keeps_as_a_picture_is_lost_and_nothing_else_changes(tmp_path: Path) -> None:
    said = extractor.convert([str(saved_as("rtf", tmp_path))]).observations
    expected = extractor.convert([str(SAMPLE)]).observations
    assert (expected["reader"] == "chart").any()
    assert figures(said) == figures(expected[expected["reader"] != "chart"])


def test_without_libreoffice_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "found", lambda: "")
    path = tmp_path / "report.rtf"
    path.write_bytes(b"{\\rtf1 All crime}")
    (message,) = extractor.convert([str(path)]).documents["message"]
    assert message == "is an RTF document; install LibreOffice, or save it as DOCX or PDF"


@needs_office
def test_what_libreoffice_does_not_finish_in_time_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.rtf"
    path.write_bytes(b"{\\rtf1 All crime}")
    with (
        pytest.raises(office.NotConverted, match=r"longer than 0\.05 seconds"),
        office.converted(office.found(), str(path), "rtf", Limits(0.05, 1 << 30)),
    ):
        pass


def confined(path: Path, folder: Path, script: str) -> int:
    call = [sys.executable, "-P", "-s", office._START, str(path), str(folder), str(1 << 30), "/bin/sh", "-c", script]
    return subprocess.run(call, capture_output=True, timeout=60, cwd=folder).returncode


@needs_sandbox
def test_libreoffice_reads_its_file_and_writes_in_its_folder_alone(tmp_path: Path) -> None:
    mine, other, folder = tmp_path / "mine.rtf", tmp_path / "other.txt", tmp_path / "own"
    folder.mkdir()
    for path in (mine, other):
        path.write_text("x", encoding="ascii")
    assert confined(mine, folder, f"cat {mine} > {folder}/copy") == 0
    assert confined(mine, folder, f"cat {other}") != 0
    assert confined(mine, folder, f"echo y > {mine}") != 0
    assert confined(mine, folder, f"echo y > {tmp_path}/new") != 0
    assert confined(mine, folder, f"cp /bin/true {folder}/run && chmod +x {folder}/run && {folder}/run") != 0


@needs_sandbox
def test_libreoffice_has_no_network() -> None:
    cut = "import socket\nfrom extractor.sandbox import seccomp\nseccomp.cut_network()\nsocket.socket(socket.AF_UNIX)"
    for family in ("AF_INET", "AF_INET6", "AF_NETLINK"):
        ask = f"try: socket.socket(socket.{family}, socket.SOCK_DGRAM)\nexcept PermissionError: raise SystemExit(7)"
        code = f"{cut}\n{ask}"
        assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), timeout=60).returncode == 7
