"""Every finding that a user may meet is explained in schemas/finding_codes.csv, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import extractor
from extractor.codelists import rows_of, schemas_dir

SOURCE = Path(extractor.__file__).parent
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
PAIRS = ("quantity.py",)  # makes codes and messages that another module puts into findings
ROWS = rows_of(schemas_dir() / "finding_codes.csv")


def used() -> set[str]:
    """Words of the form of a code in all modules that make findings."""
    return {code for path in SOURCE.rglob("*.py") for code in of_module(path)}


def of_module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"
    ]
    if not calls and path.name not in PAIRS:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def test_every_code_in_the_source_is_explained() -> None:
    assert used() - {row["code"] for row in ROWS} == set()


def test_every_code_that_is_explained_is_in_the_source() -> None:
    assert {row["code"] for row in ROWS} - used() == set()


def test_each_code_is_explained_once_with_what_to_do() -> None:
    codes = [row["code"] for row in ROWS]
    assert codes == sorted(set(codes))
    assert [row["code"] for row in ROWS if not row["meaning"] or not row["what_to_do"]] == []
