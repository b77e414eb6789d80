"""One figure in the terminal, and as a picture with its box."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rich.console import Console

from extractor.cli import main
from extractor.compare.rules import load_rules
from extractor.dataset import load
from extractor.site.shown import find, print_figure


@pytest.fixture(scope="module")
def row(dataset: Path) -> dict[str, Any]:
    rows = [row for piece in load(dataset).in_order("observations") for row in piece.to_pylist()]
    return next(r for r in rows if r["check"] == "failed" and r["page"] and r["value_text"] == "-734")


def test_it_tells_what_the_figure_is_where_it_stands_and_what_checks_say(
    dataset: Path, row: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(dataset), row["observation_id"]]) == 0
    told = capsys.readouterr().out
    assert told.startswith("-734\n✕ Contradicted")
    assert "column  Performance > Volume Change" in told
    assert "where   leicestershire-2018-09.pdf, page 5, table 5" in told
    assert "1,998" in told and "[-734]" in told and "✕ fails  Difference (misprint)" in told


@pytest.mark.parametrize("width", [60, 80])
def test_it_fits_the_terminal(dataset: Path, row: dict[str, Any], width: int) -> None:
    console = Console(width=width, record=True, no_color=True, file=open("/dev/null", "w"))  # noqa: SIM115
    print_figure(find(load(dataset), row["observation_id"], load_rules(None)), console)
    text = console.export_text()
    assert "[-734]" in text and max(map(len, text.splitlines())) <= width


def test_the_picture_has_the_box_around_the_figure(
    dataset: Path, reports: Path, row: dict[str, Any], tmp_path: Path
) -> None:
    target = tmp_path / "figure.png"
    arguments = ["show", str(dataset), row["observation_id"], "--documents", str(reports), "--png", str(target)]
    assert main(arguments) == 0
    picture = Image.open(target).convert("RGB")
    red = [
        (x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == (200, 16, 46)
    ]
    scale = 1.5
    xs, ys = [x / scale for x, _ in red], [y / scale for _, y in red]
    box = (min(xs), min(ys), max(xs), max(ys))
    assert box == pytest.approx((row["x0"] - 2, row["top"] - 2, row["x1"] + 2, row["bottom"] + 2), abs=1.5)


def test_what_cannot_be_shown_is_said_in_a_line(
    dataset: Path, reports: Path, row: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    png = str(tmp_path / "x.png")
    word = f"{row['observation_id']}-docx"
    other = tmp_path / "empty"
    other.mkdir()
    cases = (
        (["nope"], 2, "has no figure nope"),
        ([word, "--png", png, "--documents", str(reports)], 2, "has no pages to draw"),
        ([row["observation_id"], "--png", png], 2, "--documents"),
        (
            [row["observation_id"], "--png", png, "--documents", str(other)],
            1,
            "does not hold the leicestershire-2018-09.pdf",
        ),
    )
    for arguments, code, said in cases:
        assert main(["show", str(dataset), *arguments]) == code
        error = capsys.readouterr().err
        assert said in error and error.count("\n") == 1
    assert not Path(png).exists()
