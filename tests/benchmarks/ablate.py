"""Which rules and settings of table recovery nothing notices: `python tests/benchmarks/ablate.py [FOLDER ...]`.

Every number at the top of a module of `extractor/tables` is a setting: it is moved up and down by a quarter. Every
function that answers yes or no is a rule: it is made to say no, and to say yes. Every function that gives back what it
was given, changed, is a rule too: it is made to give it back as it is. One at a time, each is held against the tests in
`tests/tables` (the witnesses), the samples, the reports in `tests/unseen` and the PDFs below each FOLDER. Where no
test fails and no table of any document changes for the worse, nothing would be missed without the rule, or nobody
knows where the setting belongs: these are printed, and the program exits with 1. A page whose tables were marked by
hand (`truth.py` says in which shapes) notices only what makes them worse; what makes them better is said.

Documents are read once, and a switch is tried only on those where the rule said otherwise or the setting was in use: a
few seconds for each. `--only TEXT` takes the switches whose name starts with TEXT, such as the name of a module;
`--rules` leaves the settings out.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import inspect
import io
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
import truth
from adjacency import Cell, relations, score

from extractor.model import Table
from extractor.read import read
from extractor.tables import recovery

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "extractor" / "tables"
SHARE = 0.25  # by which a setting is moved
PATIENCE = 60  # seconds for one look; a rule without which it takes longer is noticed

Seen = tuple[Any, ...]


@dataclass
class Look:
    """A page or document that can be looked at again, and what was seen at first.

    `used` holds the code that ran, `said` the answers of the rules among it. `readings` are the tables that people
    marked, `before` how well those found agree with them.
    """

    name: str
    find: Callable[[], Sequence[Table]]
    readings: tuple[truth.Tables, ...] = ()
    first: Seen = ()
    before: float = 0.0
    seconds: float = 0.0
    used: set[CodeType] = field(default_factory=set)
    said: dict[CodeType, set[bool]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True)
class Switch:
    """A rule turned off or a setting moved: what `name` in `module` is to be instead."""

    module: str
    name: str
    change: str
    value: Any
    answer: bool | None = None  # what a rule is made to say

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
        yield Switch(module, node.name, "says no", _no, answer=False)
        yield Switch(module, node.name, "says yes", _yes, answer=True)
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


def _yes(*_: Any, **__: Any) -> bool:
    return True


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
    return {name for source, name in _all_imports(str(module.__file__)) if source == f"extractor.tables.{origin}"}


@cache
def _all_imports(path: str) -> set[tuple[str | None, str]]:
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {(n.module, a.name) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}


def _forget(modules: dict[str, ModuleType]) -> None:
    """Empty the caches, which hold what was found with other settings."""
    for module in modules.values():
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


class _Collected:
    """A plugin for pytest that keeps what it collects."""

    def __init__(self) -> None:
        self.items: list[pytest.Function] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Function]) -> None:
        """Take the tests."""
        self.items = list(items)


def witnesses() -> list[Look]:
    """The tests of table recovery that need no fixture but a folder, as looks: nothing is seen unless one fails."""
    collected = _Collected()
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", str(ROOT / "tests" / "tables")], [collected])
    looks = []
    for item in collected.items:
        given = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        needed = set(item.fixturenames) & set(inspect.signature(item.obj).parameters) - given.keys()
        if needed <= {"tmp_path"}:
            looks.append(Look(item.name, partial(_run, item.obj, given, bool(needed))))
    return looks


def _run(test: Callable[..., None], given: dict[str, Any], in_folder: bool) -> list[Table]:
    """Run a test; whatever it raises says that something is missed."""
    with tempfile.TemporaryDirectory() as folder:
        test(**given, **({"tmp_path": Path(folder)} if in_folder else {}))
    return []


def documents(folders: Sequence[Path]) -> list[Look]:
    """A look at the tables of every PDF below the folders, each read once."""
    marked: dict[Path, tuple[truth.Tables, ...]] = {}
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):  # nothing marked there
            marked |= {document.pdf.resolve(): document.readings for document in truth.documents(folder)}
    looks = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.pdf"))):
        with contextlib.suppress(Exception):  # what cannot be read has no tables with any setting
            document = read(str(path))
            find = partial(recovery.document_tables, document)
            looks.append(Look(path.name, find, marked.get(path.resolve(), ())))
    return looks


def seen(tables: Sequence[Table]) -> Seen:
    """The grids of tables: places of cells move a little with every setting, texts and spans do not."""
    return tuple(
        tuple((c.row, c.column, c.row_span, c.column_span, c.text, c.heading) for c in table.cells) for table in tables
    )


def agreement(tables: Sequence[Table], readings: Sequence[truth.Tables]) -> float:
    """F1 of the relations found against those marked, as the kindest reading has it."""
    found = relations(
        [Cell(c.row, c.row + c.row_span - 1, c.column, c.column + c.column_span - 1, c.text) for c in table.cells]
        for table in tables
    )
    scores = [score(found, relations(reading)) for reading in readings]
    return max(s.f1 if s.found or s.true else 1.0 for s in scores)


def look_first(look: Look, modules: dict[str, ModuleType]) -> bool:
    """Take the first look, and note which code of table recovery runs and what it answers; false where it fails."""
    here = {str(module.__file__) for module in modules.values()}

    def note(frame: FrameType, event: str, value: Any) -> None:
        code = frame.f_code
        if event == "return" and code.co_filename in here:
            look.used.add(code)
            if isinstance(value, bool):
                look.said[code].add(value)

    _forget(modules)
    start = time.perf_counter()
    sys.setprofile(note)
    try:
        tables = look.find()
    except Exception:
        return False
    finally:
        sys.setprofile(None)
    look.seconds = time.perf_counter() - start
    look.first = seen(tables)
    if look.readings:
        look.before = agreement(tables, look.readings)
    return True


def concerned(switch: Switch, modules: dict[str, ModuleType]) -> Callable[[Look], bool]:
    """Which looks may notice a switch: those where a rule said otherwise, or where code ran that names a setting."""
    users = [m for name, m in modules.items() if name == switch.module or switch.name in _imports(m, switch.module)]
    rule = getattr(modules[switch.module], switch.name)
    rule = getattr(rule, "__wrapped__", rule)
    if switch.answer is not None:
        return lambda look: (not switch.answer) in look.said.get(rule.__code__, ())
    if callable(rule):
        return lambda look: rule.__code__ in look.used
    naming = {code for module in users for code in _code(module) if switch.name in code.co_names}
    return lambda look: bool(naming & look.used)


def _code(module: ModuleType) -> Iterator[CodeType]:
    """All code of a module, functions within functions too."""
    held = [getattr(value, "__wrapped__", value) for value in vars(module).values()]
    held += [part for value in held if isinstance(value, type) for part in vars(value).values()]
    held = [getattr(value, "fget", value) for value in held]
    todo = [value.__code__ for value in held if hasattr(value, "__code__")]
    while todo:
        code = todo.pop()
        yield code
        todo += [part for part in code.co_consts if isinstance(part, CodeType)]


def notices(looks: Sequence[Look]) -> tuple[str, list[str]]:
    """The first look that something is lost in, or that fails or takes too long; and those before it that gain."""

    def late(*_: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, late)
    better: list[str] = []
    for look in sorted(looks, key=lambda look: look.seconds):
        signal.alarm(PATIENCE)
        try:
            tables = look.find()
        except Exception:
            return look.name, better
        finally:
            signal.alarm(0)
        if seen(tables) == look.first:
            continue
        gain = agreement(tables, look.readings) - look.before if look.readings else -1.0
        if gain < 0:
            return look.name, better
        better.append(f"{look.name} {gain:+.3f}")
    return "", better


def main() -> int:
    """Print what nothing notices; 1 where there is anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="*", type=Path, help="more PDFs that may notice a change")
    parser.add_argument("--only", default="", help="the switches whose name starts with one of these, commas between")
    parser.add_argument("--rules", action="store_true", help="rules alone, no settings")
    parser.add_argument("--all", action="store_true", help="also say who notices the others")
    args = parser.parse_args()
    paths = [path for path in sorted(TABLES.glob("*.py")) if path.stem != "__init__"]
    modules = {path.stem: importlib.import_module(f"extractor.tables.{path.stem}") for path in paths}
    every = [s for path in paths for s in switches(path.read_text(encoding="utf-8"), path.stem)]
    every = [
        s for s in every if str(s).startswith(tuple(args.only.split(","))) and (callable(s.value) or not args.rules)
    ]
    looks = witnesses() + documents([ROOT / "samples", ROOT / "tests" / "unseen", *args.folder])
    looks = [look for look in looks if look_first(look, modules)]
    print(f"{len(every)} switches, {len(looks)} looks", file=sys.stderr)
    unnoticed = 0
    for switch in every:
        may = concerned(switch, modules)
        with switched(switch, modules):
            by, better = notices([look for look in looks if may(look)])
        unnoticed += not by
        if not by or args.all:
            print(f"{switch}{f'; noticed by {by}' if by else ''}{f'; better {better}' if better else ''}", flush=True)
    print(f"{unnoticed} of {len(every)} switches go unnoticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
