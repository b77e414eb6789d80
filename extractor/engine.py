"""Many files side by side, through `concurrent.futures`: processes of this machine, or a Dask cluster.

Whichever executor runs the jobs, each job hands its file to an isolated process with limits. An executor of
this machine therefore needs threads only: they wait for the processes.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any

from extractor import unit
from extractor.cache import fingerprint
from extractor.errors import UsageError
from extractor.isolate import Answer, Limits, Workshop

_CONNECTING = "30s"  # how long a scheduler may take to answer


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. `program` names the program and vocabularies that must read it."""

    path: str
    function: str
    options: dict[str, Any]
    limits: Limits
    program: str = ""


def run_all(
    jobs: list[Job], workers: int, scheduler: str | None = None, meanwhile: Callable[[], None] | None = None
) -> Generator[tuple[int, Answer], None, None]:
    """Positions of the jobs with their answers, as they come; `meanwhile` is called when all are under way.

    Closing the iterator, or an exception such as Ctrl-C in it, ends the processes under way.
    """
    if not jobs:
        return
    if scheduler:
        yield from _on_cluster(jobs, scheduler, meanwhile)
        return
    workshop = Workshop(unit.TARGET)
    executor = ThreadPoolExecutor(min(workers, len(jobs)))
    try:
        yield from _completed(executor, jobs, lambda job: _run(workshop, job), meanwhile)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        workshop.close()
        executor.shutdown(wait=True)


def _completed(
    executor: Executor, jobs: list[Job], run: Callable[[Job], Answer], meanwhile: Callable[[], None] | None
) -> Generator[tuple[int, Answer], None, None]:
    futures: dict[Future[Answer], int] = {executor.submit(run, job): i for i, job in enumerate(jobs)}
    if meanwhile:
        meanwhile()
    for future in as_completed(futures):
        try:
            answer = future.result()
        except Exception as error:  # a machine of the cluster that vanished costs its file, not the run
            answer = Answer("broken", facts={"problem": f"{type(error).__name__}: {error}"})
        yield futures[future], answer


def _run(workshop: Workshop, job: Job) -> Answer:
    return workshop.run(job.path, {"function": job.function, "options": job.options}, job.limits)


def _on_cluster(
    jobs: list[Job], address: str, meanwhile: Callable[[], None] | None
) -> Generator[tuple[int, Answer], None, None]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs the dask extra: pip install 'extractor[dask]'") from None
    try:
        client: Any = Client(address, timeout=_CONNECTING, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        executor = client.get_executor(pure=False)
        try:
            yield from _completed(executor, jobs, run_remote, meanwhile)
        finally:
            executor.shutdown(wait=False)


_here = threading.Lock()
_workshop: Workshop | None = None


def run_remote(job: Job) -> Answer:
    """Run a job on a machine of the cluster, in that machine's own workshop."""
    global _workshop
    with _here:
        if _workshop is None:
            _workshop = Workshop(unit.TARGET)
            atexit.register(_workshop.close)
    if job.program and fingerprint(job.options.get("schemas")) != job.program:
        problem = "a machine of the cluster has another version of extractor or of its vocabularies"
        return Answer("refused", facts={"problem": problem, "remedy": "install the same on all of them"})
    if not os.path.exists(job.path):
        problem = "a machine of the cluster does not see the file"
        return Answer("refused", facts={"problem": problem, "remedy": "put it on a file system that all share"})
    return _run(_workshop, job)
