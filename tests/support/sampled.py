"""Where the samples stand: the PDF of each report in `samples/`, its other formats in `samples/forms/`."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMS = SAMPLES / "forms"
SUFFIXES = ("pdf", "docx", "txt")


def sample(report: str, suffix: str) -> Path:
    """The file of one report in one format."""
    return (SAMPLES if suffix == "pdf" else FORMS) / f"{report}.{suffix}"
