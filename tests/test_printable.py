"""Names of files and texts of documents steer no terminal, whatever prints them."""

import json
import os
import re
import sys

import pytest
from made import extraction, observation

from extractor import dataset, printable
from extractor.cli import main
from extractor.printable import harmless, harmless_json, say
from extractor.publish import dataset as published

# A title for the window, a colour, the one-character form of an escape sequence, and a turn of what follows.
HOSTILE = "a\x1b]0;owned\x07b\x1b[31mc\x9b2Jd\u202ee\x7ff\x00g"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_what_steers_is_written_out_and_nothing_else():
    assert harmless(HOSTILE) == r"a\x1b]0;owned\x07b\x1b[31mc\x9b2Jd\u202ee\x7ff\x00g"
    plain = "Überfälle – £1,120\t(±2 %)\n\u200eRäuber \U0001f46e"
    assert harmless(plain) == plain and harmless_json(plain) == plain
    assert json.loads(harmless_json(json.dumps({"a": HOSTILE}, indent=2, ensure_ascii=False))) == {"a": HOSTILE}


def test_arrow_is_told_of_the_same_characters():
    import pyarrow as pa
    import pyarrow.compute as pc

    every = [chr(n) for n in range(0x3000) if not 0xD800 <= n < 0xE000]
    found = pc.match_substring_regex(pa.array(every), printable.RE2).to_pylist()
    assert found == [harmless(c) != c for c in every]


@pytest.fixture
def hostile(tmp_path):
    texts = {"row_label": HOSTILE, "section": HOSTILE, "table_title": HOSTILE, "column_label": HOSTILE}
    found = extraction()
    figures = tuple(observation(n, check="failed", **texts) for n in (1, 2))
    from dataclasses import replace

    check = replace(found.checks[0], passed=False, verdict="contradicted", message=HOSTILE)
    document = replace(found.document, file=f"{HOSTILE}.pdf", title=HOSTILE)
    found = replace(found, document=document, observations=figures, checks=(check,))
    published.write(tmp_path / "out", [found])
    return tmp_path / "out"


@pytest.mark.parametrize(
    "command",
    [
        *(["check", "--format", kind] for kind in ("text", "csv", "json", "html")),
        ["measures"], ["measures", "--json"],
        ["compare", "--measure", "recorded_crime", "--places", "--format", "none"],
    ],
)  # fmt: skip
def test_no_command_hands_on_what_steers_a_terminal(hostile, command, capfd):
    assert main([command[0], str(hostile), *command[1:]]) in (0, 1)
    told = capfd.readouterr()
    assert told.out and not STEERING.search(told.out) and not STEERING.search(told.err)


def test_the_files_keep_texts_as_they_are(hostile):
    kept = (hostile / "observations.csv").read_text(encoding="utf-8")
    assert HOSTILE.replace("\x00", "\ufffd") in kept
    label = dataset.load(hostile).observations["row_label"][0]
    assert label == harmless(HOSTILE.replace("\x00", "\ufffd"))


def test_a_stream_that_nobody_reads_is_no_reason_to_stop(monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as broken:
        monkeypatch.setattr(sys, "stderr", broken)
        say("nobody hears it")
        monkeypatch.undo()
        with pytest.raises(BrokenPipeError):
            print("nobody hears it", file=broken, flush=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), broken.fileno())
