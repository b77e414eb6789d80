"""A process that was led astray by its file answers anything: that costs the file, never the run."""

from __future__ import annotations

import struct
import sys
from dataclasses import replace

import pytest
from fake_pipeline import FAKE
from made import extraction, observation

from extractor import codec, engine
from extractor.answers import extraction_of, parsed
from extractor.batch import run
from extractor.isolate import Answer, Limits, Workshop
from extractor.reading import Settings

HEADS = {
    "nothing": b"",
    "no JSON": b"status: done\n",
    "no object": b"[]\n",
    "null": b"null\n",
    "no status": b"{}\n",
    "an unknown status": b'{"status": "splendid"}\n',
    "a status of ours": b'{"status": "stopped"}\n',
    "a status that is a number": b'{"status": 1}\n',
    "more than there is": b'{"status": "done", "path": "/etc/passwd"}\n',
    "a signal that is a text": b'{"status": "died", "signal": "nine"}\n',
    "a signal below nought": b'{"status": "died", "signal": -1}\n',
    "seconds that are none": b'{"status": "done", "seconds": NaN}\n',
    "a problem that is a list": b'{"status": "refused", "problem": ["x"]}\n',
    "a problem without end": b'{"status": "refused", "problem": "' + b"x" * 10_000 + b'"}\n',
    "nested without end": b"[" * 50_000,
    "no UTF-8": b'{"status": "\xff"}\n',
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("answer", HEADS.values(), ids=HEADS)
def test_what_is_no_answer_is_refused(answer):
    with pytest.raises(ValueError, match="no answer"):
        parsed(answer)


def test_an_answer_is_taken_apart():
    assert parsed(b'{"status": "done", "seconds": 1.5}\nda\nta') == ("done", {"seconds": 1.5}, b"da\nta")
    assert parsed(b'{"status": "refused", "problem": "p", "remedy": ""}\n') == ("refused", {"problem": "p"}, b"")


def frame(data: bytes) -> bytes:
    return struct.pack(">Q", len(data)) + data


FRAMES = {
    "a process id that is none": frame(b"seven") + frame(b"{}"),
    "a process id without end": frame(b"1" * 100),
    "a frame longer than anything": frame(b"1") + struct.pack(">Q", 1 << 62),
    "a frame that ends early": frame(b"1") + struct.pack(">Q", 100) + b"x",
    "an answer that is none": frame(b"1") + frame(b"\x00" * 100),
    "nothing": b"",
}


@pytest.mark.parametrize("sent", FRAMES.values(), ids=FRAMES)
def test_whatever_a_process_sends_one_line_says_so(sent, monkeypatch):
    workshop = Workshop("extractor.unit:extract_file")
    speaks = f"import os; os.write(1, {sent!r})"
    monkeypatch.setattr(workshop, "_command", [sys.executable, "-c", speaks])
    answer = workshop.run("file", {}, Limits(20.0))
    workshop.close()
    assert answer.status in ("broken", "died") and "Traceback" not in str(answer.facts)


def document(**changes: object):
    return {"document": replace(extraction().document, **changes)}


LIES = {
    "another file": document(source_sha256="cd" * 32),
    "a failure": document(status="failed"),
    "a name that is a path": document(document_id="../../etc"),
    "more figures": document(figures_read=3),
    "more tables": document(tables_found=2),
    "figures twice": {"observations": (observation(1), observation(1))},
    "figures of another": {"observations": (observation(1), observation(2, document_id="kent-2020-03-31"))},
    "tables twice": {"tables": (*extraction().tables, *extraction().tables)},
    "checks twice": {"checks": (*extraction().checks, *extraction().checks)},
}


@pytest.mark.parametrize("changes", LIES.values(), ids=LIES)
def test_an_extraction_that_lies_fits_no_dataset(changes):
    found = extraction()
    assert extraction_of(codec.encode(found), found.document.source_sha256) == found
    with pytest.raises(ValueError, match=r"^(it is|it names|figures|checks|tables|its)"):
        extraction_of(codec.encode(replace(found, **changes)), found.document.source_sha256)


@pytest.mark.parametrize("data", [b"", b"\x00" * 50, codec.encode(extraction())], ids=["empty", "zeros", "of another"])
def test_such_an_answer_costs_its_file_alone(tmp_path, monkeypatch, data):
    for name in ("good.txt", "hostile.txt"):
        (tmp_path / name).write_text(f"report {name}")
    honest = engine._run

    def led_astray(workshop, job):
        answer = honest(workshop, job)
        return replace(answer, data=data) if "hostile" in job.path else answer

    monkeypatch.setattr(engine, "_run", led_astray)
    settings = Settings(function=FAKE, cache_dir=tmp_path / "cache", limits=Limits(20.0, 1 << 30))
    result = run(tmp_path, settings, out=tmp_path / "out")
    assert result.read == 1 and [failure.file for failure in result.failed] == ["hostile.txt"]
    assert "\n" not in result.failed[0].message and "hostile.txt" in result.failed[0].message
    assert (tmp_path / "out" / "observations.csv").is_file()


def test_two_documents_with_the_same_ids_do_not_end_the_run(tmp_path, monkeypatch):
    """Whoever lies may know the ids of another document, which follow from its name and the place of the figure."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"report {name}")
    honest = engine._run

    def led_astray(workshop, job):
        answer = honest(workshop, job)
        found = codec.decode(answer.data)
        ids = ("0" * 16, "1" * 16)
        return Answer("done", codec.encode(replace(
            found, checks=(),
            observations=tuple(replace(o, observation_id=i) for o, i in zip(found.observations, ids, strict=True)),
        )), answer.facts)  # fmt: skip

    monkeypatch.setattr(engine, "_run", led_astray)
    settings = Settings(function=FAKE, cache=False, limits=Limits(20.0, 1 << 30))
    result = run(tmp_path, settings, out=tmp_path / "out")
    ids = list(result.observations["observation_id"])
    assert len(ids) == len(set(ids)) > 0 and len(result.failed) == 1
    assert "ids of figures" in result.failed[0].message
