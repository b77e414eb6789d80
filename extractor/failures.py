"""Why a file could not be read, in one line that says what is wrong and what to do."""

from __future__ import annotations

import hashlib
import re
import signal

from extractor.isolate import Answer, Limits
from extractor.model import DocumentSummary

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_LONGEST = 300


def explained(answer: Answer, limits: Limits, path: str, name: str) -> tuple[str, str]:
    """Problem and remedy for a file that the isolated process did not read."""
    facts = answer.facts
    if answer.status == "refused":
        return str(facts.get("problem", "is refused")), str(facts.get("remedy", ""))
    if answer.status == "timeout":
        return f"takes longer than {limits.seconds:g} seconds to read", "raise --time-limit if you trust it"
    if answer.status == "memory":
        gigabytes = limits.memory / (1 << 30)
        return f"needs more than {gigabytes:g} GiB of memory", "raise --memory-limit if you trust it"
    if answer.status == "died":
        return (
            f"crashes its reader{_signal(int(facts.get('signal', 0)))}",
            "open and save it anew, or leave it out",
        )
    problem = str(facts.get("problem", "the run was stopped"))
    problem = problem.replace(path, name)  # the same file gives the same text wherever it lies
    return f"internal error ({_ADDRESS.sub('0x...', problem)})", "please report it"


def failed_document(name: str, digest: str, message: str) -> DocumentSummary:
    """The `documents` row of a file that could not be read."""
    identity = digest or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return DocumentSummary(
        document_id=f"unread-{identity[:12]}",
        file=name,
        force="",
        force_code="",
        profile="",
        confidence=0.0,
        title="",
        period_start=None,
        period_end=None,
        pages=None,
        source_sha256=digest,
        media="",
        reader="",
        tables_found=0,
        figures_read=0,
        warnings=0,
        seconds=None,
        status="failed",
        message=message,
    )


def one_line(text: str) -> str:
    """The text on one line of printable characters, cut where it is very long."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else repr(c)[1:-1] for c in text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _signal(number: int) -> str:
    try:
        return f" ({signal.Signals(number).name})"
    except ValueError:
        return ""
