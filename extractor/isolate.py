"""Work on one file in a process of its own, with limits on time and memory that hold from outside it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor import answers, imports, memory, worker
from extractor.bounds import MOST_ANSWER

_START = os.path.join(imports.HOME, "guarded.py")
# Nothing before the installed modules: not the folder of the script, not the user's own, not the working folder.
_ISOLATED = ("-P", "-s")
_STARTING_UP = 120.0  # seconds a worker may take until it accepts work, on the slowest of machines
_LOOK_EVERY = 0.05  # seconds between two looks at clock and memory
_PID = 20  # bytes that the id of a process may have
_HEAD = 1 << 16  # bytes that the first line of an answer may have
NONSENSE = "the process that read it answered what makes no sense"
# One thread per process: jobs run side by side already, and forking wants no other threads.
# A fixed hash seed: the order of a set must not reach the output.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
# All that a worker is told besides. Of Python's own variables, which can name modules to run, those that only say where
# it is and how it writes; where libraries lie; how texts are encoded; what Windows wants before any program starts.
_KEPT = (
    "PYTHONHOME", "PYTHONPLATLIBDIR", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    "EXTRACTOR_DEBUG", "EXTRACTOR_SANDBOX",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of wall-clock time and bytes of resident memory."""

    seconds: float = 300.0
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: `done` with data, or `refused`, `broken`, `died`, `memory`, `timeout`, `stopped`."""

    status: str
    data: bytes = b""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Workshop:
    """Worker processes, started when needed and kept for the next file. Safe to use from many threads.

    `inputs` are files and folders beside which no module is ever imported. With `stay` a worker takes file after
    file itself, which only a target may that does not look into what it reads.
    """

    def __init__(self, target: str, inputs: Iterable[str] = (), stay: bool = False) -> None:
        mode = worker.STAY if stay else worker.FORK if worker.FORKS else worker.ONCE
        path = imports.trusted(sys.path, tuple(inputs))
        self._command = [sys.executable, *_ISOLATED, _START, target, mode, *path]
        self._target = target
        self._again = mode != worker.ONCE
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._closed = False

    def run(
        self,
        path: str,
        arguments: Mapping[str, Any],
        limits: Limits,
        reads: Sequence[str] = (),
        writes: Sequence[str] = (),
    ) -> Answer:
        """Call the target with the file in a process of its own.

        Where there is a sandbox, it reads the file, what lies below `reads` and the program, and writes below `writes`.
        """
        request = {
            "target": self._target,
            "path": path,
            "arguments": arguments,
            "memory": limits.memory,
            "reads": list(reads),
            "writes": list(writes),
        }
        try:
            hired = self._hire()
        except OSError as error:
            return Answer("broken", facts={"problem": f"cannot start a process: {error.strerror or error}"})
        if hired is None:
            return Answer("stopped")
        answer = hired.ask(json.dumps(request).encode("ascii"), limits)
        self._release(hired)
        return Answer("stopped") if self._closed else answer

    def close(self) -> None:
        """Kill every worker; calls of `run` under way return `stopped`."""
        with self._lock:
            self._closed = True
            workers, self._all = list(self._all), set()
        for hired in workers:
            hired.kill()

    def _hire(self) -> _Worker | None:
        with self._lock:
            if self._closed:
                return None
            if self._idle:
                return self._idle.pop()
            hired = _Worker(self._command, self._again)
            self._all.add(hired)
            return hired

    def _release(self, hired: _Worker) -> None:
        with self._lock:
            if hired.usable and not self._closed:
                self._idle.append(hired)
                return
            self._all.discard(hired)
        hired.kill()


class _Worker:
    """One worker process and the pipes to it."""

    def __init__(self, command: Sequence[str], again: bool) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=os.path.abspath(os.sep),  # the working folder may be where hostile files lie
            env=_environment(),
            start_new_session=True,  # Ctrl-C reaches this process, which then decides
        )
        self._again = again
        self.usable = True

    def ask(self, request: bytes, limits: Limits) -> Answer:
        """Send a request and wait for the answer, or for a limit to be passed."""
        assert self._process.stdin and self._process.stdout
        watch = _Watch(self, limits)
        self.usable = False
        try:
            worker.write_frame(self._process.stdin.fileno(), request)
            reply = self._process.stdout.fileno()
            pid = worker.read_frame(reply, _PID)
            if pid is not None:
                watch.begin(int(pid))
                answer = worker.read_frame(reply, MOST_ANSWER + _HEAD)
                if answer is not None and not watch.reason:
                    status, facts, data = answers.parsed(answer)
                    self.usable = self._again
                    return Answer(status, data, facts)
        except ValueError:
            if not watch.reason:
                return Answer("broken", facts={"problem": NONSENSE})
        except OSError:  # the worker was killed, its pipes closed
            pass
        finally:
            watch.end()
        return Answer(watch.reason or "died", facts={"signal": self._signal()})

    def kill(self) -> None:
        """End the process and whatever it started, and close the pipes."""
        self.end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def end(self) -> None:
        """End the process and whatever it started; the pipes stay for the thread that reads from them."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _signal(self) -> int:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return max(0, -self._process.wait(timeout=5))
        return 0


class _Watch:
    """A look at clock and memory every so often; kills the worker when one of them passes its limit."""

    def __init__(self, watched: _Worker, limits: Limits) -> None:
        self.reason = ""
        self._watched, self._limits = watched, limits
        self._deadline = time.monotonic() + limits.seconds + _STARTING_UP
        self._pid: int | None = None
        self._memory_at = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def begin(self, pid: int) -> None:
        """From now on the time counts, and the memory of process `pid`."""
        self._deadline = time.monotonic() + self._limits.seconds
        self._pid = pid

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            if time.monotonic() > self._deadline:
                self.reason = "timeout"
            elif self._pid and self._takes_too_much(self._pid):
                self.reason = "memory"
            if self.reason:
                self._watched.end()
                return

    def _takes_too_much(self, pid: int) -> bool:
        now = time.monotonic()
        if now < self._memory_at:
            return False
        self._memory_at = now + memory.LOOK_EVERY
        return memory.resident(pid) > self._limits.memory


def _environment() -> dict[str, str]:
    """What a worker is told by its surroundings: no secrets, no module path, no module to run or to warn by."""
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, **_ENVIRONMENT}
