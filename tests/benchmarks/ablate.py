"""Which rules and settings of table recovery nothing notices: `python tests/benchmarks/ablate.py [FOLDER ...]`.

Every number at the top of a module of `extractor/tables` is a setting: it is moved up and down by a quarter. Every
function that answers yes or no is a rule: it is made to say no. Every function that gives back what it was given,
changed, is a rule too: it is made to give it back as it is. One at a time, each is held against the pages that the
tests in `tests/tables` look at (the witnesses), then against the samples, then against the PDFs below each FOLDER.
Where no table of any of them changes, nothing would be missed without the rule, or nobody knows where the setting
belongs: these are printed, and the program exits with 1.

`--only TEXT` takes the switches whose name holds TEXT. A run over all takes half an hour and more.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import io
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import extractor.tables
from extractor.model import Document, Page, Table
from extractor.read import read
from extractor.tables import recovery

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "extractor" / "tables"
SHARE = 0.25  # by which a setting is moved
PATIENCE = 60  # seconds for one look; a rule without which it takes longer is noticed

Seen = tuple[Any, ...]
Look = Callable[[], Seen]


@dataclass(frozen=True)
class Switch:
    """A rule turned off or a setting moved: what `name` in `module` is to be instead."""

    module: str
    name: str
    change: str
    value: Any

    def __str__(self) -> str:
        return f"{self.module}.{self.name}: {self.change}"


class TooSlow(Exception):
    """A look took longer than it may."""


def switches(source: str, module: str) -> Iterator[Switch]:
    """The rules and settings of one module, from its source."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Tuple):
            yield from _settings(node, module)
        elif isinstance(node, ast.FunctionDef):
            yield from _rules(node, module)


def _settings(node: ast.Assign, module: str) -> Iterator[Switch]:
    target = node.targets[0]
    names = [t.id for t in target.elts if isinstance(t, ast.Name)] if isinstance(target, ast.Tuple) else [target.id]  # type: ignore[attr-defined]
    try:
        value = ast.literal_eval(node.value)
    except ValueError:
        return
    values = value if isinstance(target, ast.Tuple) else (value,)
    for name, number in zip(names, values, strict=True):
        if isinstance(number, int | float) and not isinstance(number, bool) and name.lstrip("_").isupper():
            for sign in (1, -1):
                yield Switch(module, name, f"{number} -> {moved(number, sign)}", moved(number, sign))


def moved(number: float, sign: int) -> float:
    """The number moved up or down by a quarter; a whole number by one at least, and never below nought."""
    if isinstance(number, int):
        return max(0, number + sign * max(1, round(SHARE * abs(number))))
    return round(number * (1 + sign * SHARE), 6)


def _rules(node: ast.FunctionDef, module: str) -> Iterator[Switch]:
    returned = ast.unparse(node.returns) if node.returns else ""
    first = node.args.args[0].annotation if node.args.args else None
    given = ast.unparse(first) if first else ""
    if returned == "bool":
        yield Switch(module, node.name, "says no", _no)
    elif returned and _alike(given, returned):
        yield Switch(
            module, node.name, "gives back what it was given", partial(_same, list if "list" in returned else None)
        )
    elif returned == "None" and given:
        yield Switch(module, node.name, "does nothing", _nothing)


def _alike(given: str, returned: str) -> bool:
    plain = [
        text.replace("Sequence", "list").replace("Iterable", "list").removesuffix(" | None")
        for text in (given, returned)
    ]
    return plain[0] == plain[1] and plain[0] not in ("str", "float", "int", "Word", "Line")


def _no(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _same(kind: Callable[[Any], Any] | None, first: Any, *_: Any, **__: Any) -> Any:
    return kind(first) if kind else first


@contextlib.contextmanager
def switched(switch: Switch, modules: dict[str, ModuleType]) -> Iterator[None]:
    """The program with one rule off or one setting moved, in every module that uses it."""
    own = getattr(modules[switch.module], switch.name)
    users = [m for name, m in modules.items() if name == switch.module or switch.name in _imports(m, switch.module)]
    for module in users:
        setattr(module, switch.name, switch.value)
    _forget(modules)
    try:
        yield
    finally:
        for module in users:
            setattr(module, switch.name, own)
        _forget(modules)


def _imports(module: ModuleType, origin: str) -> set[str]:
    """The names that a module takes from another one."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    found = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == f"extractor.tables.{origin}"]
    return {alias.name for node in found for alias in node.names}


def _forget(modules: dict[str, ModuleType]) -> None:
    """Empty the caches, which hold what was found with other settings."""
    for module in modules.values():
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def witnesses() -> list[Look]:
    """What the tests of table recovery look at, as looks that can be taken again."""
    looks: list[Look] = []
    find, document_tables = extractor.tables.find_tables, recovery.document_tables

    def finding(page: Page, *args: Any, **more: Any) -> list[Table]:
        looks.append(lambda: seen(find(page, *args, **more)))
        return find(page, *args, **more)

    def documenting(document: Document, *args: Any, **more: Any) -> list[Table]:
        looks.append(lambda: seen(document_tables(document)))
        return document_tables(document, *args, **more)

    extractor.tables.find_tables = finding  # type: ignore[assignment]
    recovery.document_tables = documenting  # type: ignore[assignment]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main(["-q", "-p", "no:cacheprovider", str(ROOT / "tests" / "tables")])
    finally:
        extractor.tables.find_tables = find
        recovery.document_tables = document_tables
    return looks


def documents(folders: Sequence[Path]) -> list[Look]:
    """A look at the tables of every PDF below the folders, each read once."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.pdf"))]
    read_once = []
    for path in paths:
        with contextlib.suppress(Exception):  # what cannot be read has no tables with any setting
            read_once.append(read(str(path)))
    return [lambda d=d: seen(recovery.document_tables(d)) for d in read_once]  # type: ignore[misc]


def seen(tables: Sequence[Table]) -> Seen:
    """The grids of tables: places of cells move a little with every setting, texts and spans do not."""
    return tuple(
        tuple((c.row, c.column, c.row_span, c.column_span, c.text, c.heading) for c in table.cells) for table in tables
    )


def noticed(looks: Sequence[Look], before: Sequence[Seen]) -> bool:
    """Whether some look differs from the one before, fails or takes too long."""

    def late(*_: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, late)
    try:
        for look, was in zip(looks, before, strict=True):
            signal.alarm(PATIENCE)
            if look() != was:
                return True
    except Exception:
        return True
    finally:
        signal.alarm(0)
    return False


def main() -> int:
    """Print what nothing notices; 1 where there is anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="*", type=Path, help="more PDFs that may notice a change")
    parser.add_argument("--only", default="", help="the switches whose name holds this text")
    args = parser.parse_args()
    paths = [path for path in sorted(TABLES.glob("*.py")) if path.stem != "__init__"]
    modules = {path.stem: importlib.import_module(f"extractor.tables.{path.stem}") for path in paths}
    every = [s for path in paths for s in switches(path.read_text(encoding="utf-8"), path.stem) if args.only in str(s)]
    groups = [witnesses(), documents([ROOT / "samples"]), documents(args.folder)]
    befores = [[look() for look in looks] for looks in groups]
    print(f"{len(every)} switches, {' + '.join(str(len(looks)) for looks in groups)} looks", file=sys.stderr)
    unnoticed = 0
    for switch in every:
        with switched(switch, modules):
            if not any(noticed(looks, before) for looks, before in zip(groups, befores, strict=True)):
                unnoticed += 1
                print(switch, flush=True)
    print(f"{unnoticed} of {len(every)} switches go unnoticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
