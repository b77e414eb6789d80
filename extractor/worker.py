"""The process that reads files for another process, each in a fork of its own.

It is started by `isolate` and speaks over its standard input and output in frames: eight bytes of length,
then that many bytes. For each request it answers with the id of the process that does the work, then with
the answer. Where the system cannot fork safely, it does the work itself and serves one request only. What only
passes over the bytes of a file, and so cannot be led astray by them, it does itself for file after file.
Before it looks at a file, a process goes into the sandbox (`extractor.sandbox`), where the system has one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import struct
import sys
import time
import traceback
from typing import Any

from extractor import intake, sandbox
from extractor.bounds import MOST_ANSWER, MOST_WORDS
from extractor.errors import ExtractorError, UnreadableFile
from extractor.memory import RARELY, lift
from extractor.streams import open_closed

FORKS = sys.platform.startswith("linux")
FORK, ONCE, STAY = "fork", "once", "stay"  # how requests are served: see above
_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20
# The kernel's ceiling lies above the watched one, so that the watcher, whose message is clear, comes first.
_HEADROOM = 1.25
_MIB = 1 << 20
_HEAD = 1 << 16  # bytes that the first line of an answer may have


def serve(target: str, mode: str) -> None:
    """Answer requests until the other side hangs up. `target` (`module:function`) is imported beforehand, and before a
    file what its name tells will be needed (`function_ready`, where the module has one)."""
    gc.disable()  # nothing of what is imported and made beforehand goes again
    open_closed()
    requests, answers = os.dup(0), os.dup(1)
    _silence()
    with contextlib.suppress(Exception):  # a broken import is reported with the file that needs it
        _resolve(target + "_preload")()
    sandbox.missing()  # which imports what asks the kernel
    if mode == STAY:
        sandbox.enter([os.sep])  # it takes file after file, wherever they lie, and looks into none
    collect_rarely()
    while (request := read_frame(requests)) is not None:
        if mode == FORK:
            _make_ready(json.loads(request))
            _fork(request, requests, answers)
            continue
        write_frame(answers, str(os.getpid()).encode())
        write_frame(answers, _work(json.loads(request), alone=mode == ONCE))
        if mode == ONCE:
            return


def _make_ready(request: dict[str, Any]) -> None:
    with contextlib.suppress(Exception):  # a broken import is reported with the file that needs it
        _resolve(request["target"] + "_ready")(request["path"])


def collect_rarely() -> None:
    """Leave what is imported out of the search for objects in circles, and search seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


def read_frame(handle: int, most: int = 1 << 20) -> bytes | None:
    """The next frame; None where the other side is gone. Raises `ValueError` for one of more than `most` bytes."""
    head = _read(handle, _LENGTH.size)
    if head is None:
        return None
    length = _LENGTH.unpack(head)[0]
    if length > most:
        raise ValueError(f"a frame of {length:,} bytes")
    return _read(handle, length)


def write_frame(handle: int, data: bytes) -> None:
    """Send a frame. Raises `OSError` where the other side is gone."""
    _write(handle, _LENGTH.pack(len(data)) + data)


def _fork(request: bytes, requests: int, answers: int) -> None:
    """Work in a child and pass on its answer, or how it ended. Gone with the other side."""
    ours, childs = os.pipe()
    child = os.fork()
    if child == 0:
        for handle in (ours, answers, requests):  # neither to listen to what is asked of others nor to answer for them
            os.close(handle)
        try:
            _write(childs, _work(json.loads(request)))
        finally:
            os._exit(0)
    os.close(childs)
    write_frame(answers, str(child).encode())
    chunks: list[bytes] = []
    length = 0
    while length <= MOST_ANSWER + _HEAD:
        ready, _, _ = select.select([ours, requests], [], [])
        if requests in ready:  # nothing is sent before the answer, so the other side has gone
            os.kill(child, 9)
            os._exit(1)
        chunks.append(os.read(ours, _CHUNK))
        length += len(chunks[-1])
        if not chunks[-1]:
            break
    os.close(ours)
    os.kill(child, 9)  # it has said what it has to say
    _, status = os.waitpid(child, 0)
    answer = b"".join(chunks)
    if length > MOST_ANSWER + _HEAD:
        answer = _too_much()
    elif not answer and os.WIFSIGNALED(status):
        answer = _answer("died", signal=os.WTERMSIG(status))
    elif not answer:
        answer = _answer("died")
    write_frame(answers, answer)


def _work(request: dict[str, Any], alone: bool = True) -> bytes:
    """Run the target on the file: `{"status": ...}` on one line, then what the target returned.

    `alone` says that this process ends with the file, and can give up whatever it does not need for it.
    """
    start = time.monotonic()
    try:
        _limit(request["memory"])
        if alone:
            intake.look_at_mounts()
            sandbox.enter([request["path"], *request["reads"]], request["writes"])
        data = _resolve(request["target"])(request["path"], **request["arguments"])
    except UnreadableFile as error:
        return _answer("refused", problem=error.problem, remedy=error.remedy, form=getattr(error, "form", ""))
    except ExtractorError as error:
        return _answer("refused", problem=str(error), remedy="")
    except MemoryError:
        return _answer("memory")
    except sandbox.Refused as error:
        return _answer("broken", problem=f"no sandbox, so that nothing was read: {error}")
    except Exception as error:
        trace = traceback.format_exc()
        return _answer("broken", problem=f"{type(error).__name__}: {error}", trace=trace[-MOST_WORDS:])
    if len(data) > MOST_ANSWER:
        return _too_much()
    return _answer("done", data, seconds=time.monotonic() - start)


def _too_much() -> bytes:
    return _answer("refused", problem=f"comes to more than {MOST_ANSWER >> 20} MiB of results", remedy="split it")


def _answer(status: str, data: bytes = b"", **facts: object) -> bytes:
    facts = {name: fact[:MOST_WORDS] if isinstance(fact, str) else fact for name, fact in facts.items()}
    return json.dumps({"status": status, **facts}).encode("ascii") + b"\n" + data


def _resolve(target: str) -> Any:
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(module), function)


def _limit(memory: int) -> None:
    """Let the kernel refuse memory far beyond the limit, and keep no core dumps."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lift()
    if sys.platform.startswith("linux"):
        with open("/proc/self/statm", encoding="ascii") as statm:
            mapped = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        ceiling = mapped + int(memory * _HEADROOM) + 64 * _MIB
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or ceiling < hard:
            resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
            score.write("1000")


def _silence() -> None:
    """Keep what libraries print away from the frames and from the user's terminal."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    if not os.environ.get("EXTRACTOR_DEBUG"):
        os.dup2(nowhere, 2)


def _read(handle: int, count: int) -> bytes | None:
    chunks: list[bytes] = []
    while count:
        chunk = os.read(handle, min(count, _CHUNK))
        if not chunk:
            return None
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
