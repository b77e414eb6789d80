"""A terminal never hides the figure: 60, 80 and 120 columns, on a terminal and not only in a pipe."""

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import replace
from pathlib import Path

import pytest
from made import extraction, observation
from rich.console import Console
from shelf import figure, shelf

import extractor
from extractor.compare.coverage import coverage
from extractor.compare.listing import print_measures
from extractor.compare.terminal import print_comparison
from extractor.publish import dataset

WIDTHS = (60, 80, 120)
FY, FY0 = "2017-04/2018-03", "2016-04/2017-03"
FORCES = ("devon_and_cornwall", "hampshire", "staffordshire", "west_mercia", "warwickshire")
NAMES = {"devon_and_cornwall": "Devon and Cornwall"}


def rows():
    found = [figure(f, 123456 + n, FY, area=NAMES.get(f) or _name(f)) for n, f in enumerate(FORCES)]
    found += [figure(f, 111111 + n, FY0, area=NAMES.get(f) or _name(f)) for n, f in enumerate(FORCES)]
    found += [figure("leicestershire", 22222, "2018-07/2018-09"), figure("warwickshire", 98765, FY, table=2)]
    parts = ("personal_robbery", "business_robbery")
    found += [figure("hampshire", 4321 + n, FY, category=c) for n, c in enumerate(parts)]
    return found


def _name(force):
    return force.replace("_", " ").title()


def shown(draw, width):
    stream = io.StringIO()
    draw(Console(file=stream, width=width, force_terminal=True, color_system="truecolor", legacy_windows=False))
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def fits(text, width):
    return max(map(len, text.splitlines())) <= width and "…" not in text


@pytest.mark.parametrize("width", WIDTHS)
def test_a_comparison_shows_every_figure_and_the_number_of_every_note(width):
    comparison = extractor.compare(shelf(*rows()), "recorded_crime")
    text = shown(lambda out: print_comparison(comparison, out), width)
    assert fits(text, width)
    for value in ("123,456", "123,457", "123,458", "123,459", "22,222", "123,460 or 98,765"):
        assert value in " ".join(text.split())
    robbery = text[text.index("Recorded crime · Robbery") :]
    for word in ("4,321", "(personal", "robbery)", "4,322", "(business"):  # a sum may fold in its column
        assert word in robbery.split()
    notes = re.findall(r"^  (\d+) ", text, re.MULTILINE)
    marks = {n for group in re.findall(r"\(([\d ]+)\)", text) for n in group.split()}
    assert notes and set(notes) == marks


@pytest.mark.parametrize("width", WIDTHS)
def test_changes_show_both_values_and_keep_the_line_of_a_force_without_one(width):
    comparison = extractor.compare(shelf(*rows()), "recorded_crime", category="all_crime", change=True)
    text = shown(lambda out: print_comparison(comparison, out, change=True), width)
    assert fits(text, width)
    for value in ("111,111", "123,456", "+12,345*", "+11.1%*", "Leicestershire", "22,222"):
        assert value in text
    assert "No change is known of Leicestershire" in " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_list_of_measures_fits(width):
    found = coverage(shelf(*rows()))
    text = shown(lambda out: print_measures(found, NAMES, out), width)
    assert fits(text, width) and "personal_robbery" in text and "Devon and Cornwall" in " ".join(text.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A dataset on the disk, of two forces whose figures are of one year."""
    place = tmp_path_factory.mktemp("terminal")
    made = []
    for n, force in enumerate(("hampshire", "staffordshire")):
        own = [
            observation(n * 10 + 1, force=force, document_id=f"{force}-2018-03-31", area=_name(force), value=123456 + n,
                        value_text=str(123456 + n))
        ]  # fmt: skip
        whole = extraction(f"{force}-2018-03-31", "ab"[n], force=force)
        made.append(replace(whole, observations=tuple(own), checks=()))
    dataset.write(place / "out", tuple(made))
    return place / "out"


def on_a_terminal(arguments, width):
    """What a command prints where it finds itself on a terminal of that width."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
    home = Path(extractor.__file__).resolve().parents[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", *arguments], stdin=other, stdout=other, stderr=subprocess.PIPE, cwd=home,
        env=environment,
    )  # fmt: skip
    os.close(other)
    parts = []
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(main)
    assert process.wait(60) == 0, process.stderr.read()
    return re.sub(r"\x1b\[[0-9;]*m", "", b"".join(parts).decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", ["compare", "series"])
def test_on_a_real_terminal(folder, command, width):
    more = ["--format", "none"] if command == "compare" else []
    text = on_a_terminal([command, str(folder), "--measure", "recorded_crime", *more], width)
    assert fits(text, width) and "123,456" in text and "123,457" in text
