"""Many files side by side, through `concurrent.futures`: processes of this machine, or a Dask cluster.

Whichever executor runs the jobs, each job hands its file to an isolated process with limits. An executor of
this machine therefore needs threads only: they wait for the processes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from extractor import office, unit
from extractor.cache import fingerprint
from extractor.errors import UsageError
from extractor.isolate import Answer, Limits, Workshop
from extractor.read.foreign import FOREIGN

_CONNECTING = "30s"  # how long a scheduler may take to answer
_TELL_EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. `program` names the program and vocabularies that must read it."""

    path: str
    function: str
    options: dict[str, Any]
    limits: Limits
    program: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """What to call: `meanwhile` once, when all jobs are handed over; `begun` with a job when its process takes it,
    in the thread that waits for it, and on this machine only; `waiting` every so often while nothing comes."""

    meanwhile: Callable[[], None] | None = None
    begun: Callable[[Job], None] = lambda job: None
    waiting: Callable[[], None] = lambda: None


def digest_all(paths: Sequence[str], workers: int, limits: Limits, watch: Watch | None = None) -> list[Answer]:
    """SHA-256 of each file, or why it is not to be had; on this machine, in processes that may open input files."""
    if not paths:
        return []
    workshop = Workshop(unit.DIGEST, paths, stay=True)
    jobs = [Job(path, unit.DIGEST, {}, limits) for path in paths]
    answers = [Answer("stopped")] * len(jobs)
    with _threads(min(workers, len(jobs)), workshop) as executor:
        for position, answer in _completed(
            executor, jobs, lambda j: workshop.run(j.path, {}, limits), watch or Watch()
        ):
            answers[position] = answer
    return answers


def run_all(
    jobs: list[Job], workers: int, scheduler: str | None = None, watch: Watch | None = None
) -> Generator[tuple[int, Answer], None, None]:
    """Positions of the jobs with their answers, as they come.

    Closing the iterator, or an exception such as Ctrl-C in it, ends the processes under way.
    """
    if not jobs:
        return
    watch = watch or Watch()
    if scheduler:
        yield from _on_cluster(jobs, scheduler, watch)
        return
    target = unit.TARGET if len(jobs) < unit.FEW * workers else unit.MANY
    workshop = Workshop(target, [job.path for job in jobs])
    with _threads(min(workers, len(jobs)), workshop) as executor:
        yield from _completed(executor, jobs, lambda job: _begun(watch, workshop, job), watch)


@contextlib.contextmanager
def _threads(count: int, workshop: Workshop) -> Iterator[Executor]:
    """Threads that wait for the processes of a workshop; both end with the block, whatever is under way."""
    executor = ThreadPoolExecutor(count)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        workshop.close()
        executor.shutdown(wait=True)


def _completed(
    executor: Executor, jobs: list[Job], run: Callable[[Job], Answer], watch: Watch
) -> Generator[tuple[int, Answer], None, None]:
    done: queue.SimpleQueue[Future[Answer]] = queue.SimpleQueue()
    futures: dict[Future[Answer], int] = {}
    for position, job in enumerate(jobs):
        future = executor.submit(run, job)
        futures[future] = position
        future.add_done_callback(done.put)
    if watch.meanwhile:
        watch.meanwhile()
    for _ in jobs:
        future = _next(done, watch)
        try:
            answer = future.result()
        except Exception as error:  # a machine of the cluster that vanished costs its file, not the run
            answer = Answer("broken", facts={"problem": f"{type(error).__name__}: {error}"})
        yield futures[future], answer


def _next(done: queue.SimpleQueue[Future[Answer]], watch: Watch) -> Future[Answer]:
    while True:
        try:
            return done.get(timeout=_TELL_EVERY)
        except queue.Empty:
            watch.waiting()


def _begun(watch: Watch, workshop: Workshop, job: Job) -> Answer:
    watch.begun(job)
    return _run(workshop, job)


def _run(workshop: Workshop, job: Job) -> Answer:
    schemas = job.options.get("schemas")
    arguments = {"function": job.function, "options": job.options}
    reads = [schemas] if schemas else []
    answer = workshop.run(job.path, arguments, job.limits, reads=reads)
    form, program = answer.facts.get("form"), office.found()
    if answer.status != "refused" or not form or not program:
        return answer
    try:
        with office.converted(program, job.path, form, job.limits) as made:
            arguments = {"function": job.function, "options": {**job.options, "stand_in": made}}
            return workshop.run(job.path, arguments, job.limits, reads=[*reads, made])
    except office.NotConverted as error:
        remedy = f"save it as {FOREIGN[form].becomes.upper()} or PDF"
        return Answer("refused", facts={"problem": f"{answer.facts['problem']}; {error}", "remedy": remedy})


def _on_cluster(jobs: list[Job], address: str, watch: Watch) -> Generator[tuple[int, Answer], None, None]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install distributed") from None
    try:
        client: Any = Client(address, timeout=_CONNECTING, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        executor = client.get_executor(pure=False)
        try:
            yield from _completed(executor, jobs, run_remote, watch)
        finally:
            executor.shutdown(wait=False)


_here = threading.Lock()
_workshop: Workshop | None = None


def run_remote(job: Job) -> Answer:
    """Run a job on a machine of the cluster, in that machine's own workshop."""
    global _workshop
    with _here:
        if _workshop is None:
            _workshop = Workshop(unit.TARGET, [job.path])
            atexit.register(_workshop.close)
    if job.program and fingerprint(job.options.get("schemas")) != job.program:
        problem = "a machine of the cluster has another version of extractor or of its vocabularies"
        return Answer("refused", facts={"problem": problem, "remedy": "install the same on all of them"})
    if not os.path.exists(job.path):
        problem = "a machine of the cluster does not see the file"
        return Answer("refused", facts={"problem": problem, "remedy": "put it on a file system that all share"})
    return _run(_workshop, job)
