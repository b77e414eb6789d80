"""What people see of a run: a live picture on a terminal, a line now and then in a log."""

import io
import re

from extractor.commands import watching
from extractor.progress import Meter, Progress

HALF = Progress(
    3, 7, "deep/re[/]port\x1b.pdf", 1234, 2, 1, 0,
    file_figures=1, file_warnings=0, reading=(("a.pdf", 2.0), ("slow.pdf", 61.4)), seconds_left=125.0,
)  # fmt: skip
STARTED = Progress(0, 7, "", 0, 0, 0, 0)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch, *steps: Progress) -> str:
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    with watching.watching(stream) as show:
        for step in steps:
            show(step)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())


def test_a_terminal_shows_the_run_and_each_file(monkeypatch):
    picture = shown(monkeypatch, STARTED, HALF)
    assert "3/7" in picture and "about 2 min left; 1,234 figures, 2 warnings, 1 failure" in picture
    assert "deep/re[/]port?.pdf: 1 figure, 0 warnings" in picture
    assert "0:00:00 slow.pdf" in picture and "\x1b" not in picture


def test_a_file_that_fails_is_told_at_once_and_one_from_the_cache_is_not(monkeypatch):
    failed = Progress(1, 7, "bad.pdf", 0, 0, 1, 0, problem="is empty; fetch it again")
    cached = Progress(2, 7, "kept.pdf", 5, 0, 1, 1, file_figures=5)
    picture = shown(monkeypatch, failed, cached)
    assert "bad.pdf: is empty; fetch it again" in picture and "kept.pdf" not in picture
    assert "5 figures, 0 warnings, 1 failure; 1 from the cache" in picture


def test_the_end_is_the_writing(monkeypatch):
    assert "writing the dataset; 9 figures" in shown(monkeypatch, Progress(7, 7, "z.txt", 9, 0, 0, 0))


def test_a_log_gets_a_line_now_and_then(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(watching.time, "monotonic", lambda: now[0])
    log = io.StringIO()
    with watching.watching(log) as show:
        for now[0] in (1.0, 14.0, 16.0, 17.0, 29.0):
            show(HALF)
        now[0] = 32.0
        show(Progress(7, 7, "z.txt", 9, 0, 0, 0))
    assert log.getvalue() == (
        "3 of 7 files; about 2 min left; 1,234 figures, 2 warnings, 1 failure; "
        "reading slow.pdf for 61 s, a.pdf for 2 s\n"
    )


def test_the_estimate_leaves_out_what_came_from_the_cache(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("extractor.progress.time.monotonic", lambda: now[0])
    told = []
    meter = Meter(told.append)
    meter.total = 10
    for name in "abcd":
        meter.done(name, 1, cached=True)
    assert told[-1].seconds_left is None and told[-1].cached == 4
    meter.begun("e")
    now[0] = 103.0
    meter.tell()
    assert told[-1].reading == (("e", 3.0),)
    meter.done("e", 2, 1)
    assert (told[-1].seconds_left, told[-1].figures, told[-1].reading) == (15.0, 6, ())
