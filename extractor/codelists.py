"""Where the vocabularies and table schemas are."""

from __future__ import annotations

from pathlib import Path


def schemas_dir() -> Path:
    """The folder of schemas: beside the modules in an installed wheel, beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    packaged = package / "schemas"
    return packaged if packaged.is_dir() else package.parent / "schemas"
