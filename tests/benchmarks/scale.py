"""What questions cost on a dataset of many figures: `python tests/benchmarks/scale.py FOLDER [--figures N]`.

Makes a dataset in parts of N figures (10 million where nothing is said) in FOLDER, unless one stands there, asks it and
prints CPU seconds and the most memory of each question; at the end one report is added to it. The reports are the
samples, printed again for every force and month with other values: parts are made as columns, not by converting.
"""

from __future__ import annotations

import argparse
import calendar
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

import extractor
from extractor.publish import package, parts
from extractor.publish.as_arrow import arrow_schema, arrow_table
from extractor.publish.as_csv import CsvFile
from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.readback import documents
from extractor.publish.tidy import table_rows

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LAST_YEAR = 2024
A_MONTH = 3  # reports of a force
EPOCH = date(1970, 1, 1).toordinal()
DAYS = ("period_start", "period_end", "base_period_start", "base_period_end")
IDS = ("observation_id", "check_id", "observation_ids", "blamed")
MARK = "@@@@@@@@"  # stands for the report in ids
QUESTIONS = (
    ("compare", "--measure", "dvpn_authorised", "--format", "none"),
    ("compare", "--measure", "recorded_crime", "--category", "rape", "--format", "none"),
    ("compare", "--words", "robbery", "--format", "none", "--period", "2024-03"),
    ("series", "--measure", "dvpn_authorised", "--format", "csv"),
    ("series", "--measure", "recorded_crime", "--category", "rape", "--force", "Kent", "--format", "csv"),
    ("measures", "burglary"),
    ("measures",),
    ("check", "--format", "csv"),
)


# A small process starts the command: what a process has at its start, it has from the one that started it.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, code)
"""


@dataclass(frozen=True)
class Template:
    """A sample whose rows are printed again: tables with ids that a report's number completes."""

    document: object
    end: date
    tables: dict[str, pa.Table]


def templates(schemas: Schemas, scratch: Path) -> list[Template]:
    """The samples, converted once."""
    extractor.convert(sorted(SAMPLES.glob("*.pdf")), out=scratch, formats=["csv", "parquet"])
    data, made = extractor.load(scratch), []
    for document in documents(scratch / ".versions" / "current", schemas.tables):
        where = [parts.Only("document_id", frozenset([document.document_id]))]
        tables = {}
        for name in ("observations", "checks", "tables", "findings"):
            columns = [field.name for field in schemas.tables[name].fields]
            found = pa.concat_tables(data.batches(name, columns, where))
            if name == "observations":
                ids = {old: f"{MARK}{n:08x}" for n, old in enumerate(found.column("observation_id").to_pylist())}
                found = found.append_column("position", pa.array(range(len(found)), pa.int64()))
            tables[name] = _marked(found, ids)
        made.append(Template(document, document.period_end, tables))
    return made


def _marked(table: pa.Table, ids: dict[str, str]) -> pa.Table:
    for name in set(IDS) & set(table.column_names):
        texts = table.column(name).to_pylist()
        if name == "check_id":
            texts = [f"{MARK}{n:08x}" for n in range(len(texts))]
        elif name == "observation_id":
            texts = [ids[text] for text in texts]
        else:
            texts = [_replaced(text, ids) for text in texts]
        table = table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string()))
    return table


def _replaced(text: str, ids: dict[str, str]) -> str:
    for old in [i for i in text.replace('"', " ").replace(",", " ").strip("[] ").split() if i in ids]:
        text = text.replace(old, ids[old])
    return text


def printed(template: Template, number: int, force: str, name: str, document_id: str, end: date) -> dict[str, pa.Table]:
    """A template as another report: of this force, up to this day, with other values."""
    months = (end.year - template.end.year) * 12 + end.month - template.end.month
    made = {}
    for table_name, table in template.tables.items():
        changes = {"document_id": pa.repeat(pa.scalar(document_id), len(table))}
        for column in set(IDS) & set(table.column_names):
            changes[column] = pc.replace_substring(table.column(column), MARK, f"{number:08x}")
        if table_name == "observations":
            changes["force"] = pa.repeat(pa.scalar(force), len(table))
            whole = pc.equal(table.column("area_type"), "force")
            changes["area"] = pc.if_else(pc.fill_null(whole, False), name, table.column("area"))
            changes |= {column: _moved(table.column(column), months) for column in DAYS}
            counts = pc.equal(table.column("unit"), "count")
            more = pc.add(table.column("value"), float(number % 17))
            changes["value"] = pc.if_else(pc.fill_null(counts, False), more, table.column("value"))
        arrays = [changes.get(column, table.column(column)) for column in table.column_names]
        made[table_name] = pa.Table.from_arrays(arrays, names=table.column_names)
    return made


def _moved(days: pa.ChunkedArray, months: int) -> pa.ChunkedArray:
    encoded = days.combine_chunks().dictionary_encode()
    moved = [_later(day, months) for day in encoded.dictionary.to_pylist()]
    return pa.chunked_array([pa.array(moved, pa.date32()).take(encoded.indices)])


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_end else min(day.day, last))


def make(out: Path, figures: int, most_forces: int | None = None) -> None:
    """Write a dataset of at least so many figures into a folder, of the first `most_forces` where that is given."""
    schemas = load_schemas()
    with tempfile.TemporaryDirectory() as scratch:
        patterns = templates(schemas, Path(scratch))
    forces = [(str(row[0]), str(row[2])) for row in schemas.code_lists["forces"].rows if row[1]][:most_forces]
    a_year = 12 * A_MONTH * sum(len(t.tables["observations"]) for t in patterns) // len(patterns)
    years = max(1, -(-figures // (a_year * len(forces))))
    reports, contents, number = [], [], 0
    for name in ("observations", "checks", "tables", "findings", "codelists"):
        (out / name).mkdir(parents=True)
    for force, label in forces:
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            pieces: dict[str, list[pa.Table]] = {}
            for n in range(12 * A_MONTH):
                template = patterns[(number + number // 5) % len(patterns)]
                end = date(year, n // A_MONTH + 1, calendar.monthrange(year, n // A_MONTH + 1)[1])
                document_id = f"{force}-{end}" + ("", "-docx", "-txt")[n % A_MONTH]
                for kind, table in printed(template, number, force, label, document_id, end).items():
                    pieces.setdefault(kind, []).append(table)
                reports.append(_document(template, document_id, force, end, number))
                number += 1
            contents += _written(out, f"{force}-{year}", pieces, schemas)
    parts.to_parquet(arrow_table(contents, parts.CONTENTS_SCHEMA), out / parts.CONTENTS)
    _completed(out, schemas, sorted(reports, key=lambda d: d.document_id))


def _document(template: Template, document_id: str, force: str, end: date, number: int) -> object:
    from dataclasses import replace

    return replace(
        template.document, document_id=document_id, force=force, period_end=end, file=f"{document_id}.pdf",
        period_start=date(end.year, end.month, 1), source_sha256=f"{number:064x}",
    )  # fmt: skip


def _written(out: Path, part: str, pieces: dict[str, list[pa.Table]], schemas: Schemas) -> Iterator[tuple[object, ...]]:
    for kind, tables in pieces.items():
        schema = schemas.tables[kind]
        table = pa.concat_tables(tables)
        if kind == "observations":
            schema = parts.with_position(schema)
            columns = [table.column(name).to_pylist() for name in ("measure", "category", "force")]
            known = zip(*columns, table.column("value").is_valid().to_pylist(), strict=True)
            counts = Counter(known)
            kinds = dict.fromkeys(key[:3] for key in counts)
            for key in kinds:
                yield (part, *key, counts[(*key, True)] + counts[(*key, False)], counts[(*key, True)])
            blank = [pc.fill_null(table.column(name), "") for name in ("measure", "category")]
            keys = pa.table(
                {"m": blank[0], "c": blank[1], "d": table.column("document_id"), "p": table.column("position")}
            )
            table = table.take(pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in "mcdp"]))
        else:
            table = table.take(pc.sort_indices(table, sort_keys=[("document_id", "ascending")]))
        parts.to_parquet(table.cast(arrow_schema(schema)), out / kind / f"{part}.parquet")


def _completed(out: Path, schemas: Schemas, reports: Sequence[object]) -> None:
    """The files that stand beside the parts."""
    for name, rows in (("documents", table_rows(reports, schemas.tables["documents"])), ("changes", [])):
        with (out / f"{name}.csv").open("wb") as stream:
            CsvFile(stream, schemas.tables[name]).add(rows)
    for name, code_list in schemas.code_lists.items():
        with (out / package.code_list_path(name)).open("wb") as stream:
            CsvFile(stream, code_list.schema).add(code_list.rows)
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    descriptor = package.describe(schemas, {name: out / name for name in files}, reports)
    (out / package.NAME).write_bytes(descriptor)


def cost(arguments: Sequence[str]) -> tuple[float, float, float, int]:
    """CPU seconds, seconds, megabytes at most, and exit code of a command, its children apart."""
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "extractor", *arguments]
    start = time.monotonic()
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.split()
    return float(told[0]), time.monotonic() - start, float(told[1]) / 1024, int(told[2])


def main() -> None:
    """Make the dataset where there is none, ask it, and add to it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--figures", type=int, default=10_000_000)
    parser.add_argument("--no-add", dest="add", action="store_false", help="leave the dataset as it is")
    args = parser.parse_args()
    if not (args.folder / package.NAME).exists():
        start = time.process_time()
        make(args.folder, args.figures)
        print(f"made in {time.process_time() - start:.0f} CPU seconds")
    data = extractor.load(args.folder)
    figures = sum(pc.sum(piece.column("figures_read")).as_py() for piece in data.batches("documents", ["figures_read"]))
    size = sum(path.stat().st_size for path in args.folder.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"{figures:,} figures, {size / (1 << 20):,.0f} MB")
    for question in QUESTIONS:
        cpu, seconds, memory, code = cost([question[0], str(args.folder), *question[1:]])
        print(f"{cpu:7.2f} CPU s {seconds:7.2f} s {memory:7.0f} MB  exit {code}  {' '.join(question)}", flush=True)
    if args.add:
        report = SAMPLES / "forms" / "hampshire-2018-03.txt"
        alone = Path(tempfile.mkdtemp())
        for name, out in (("alone", alone / "out"), ("to the dataset", args.folder)):
            cpu, seconds, memory, code = cost(["convert", str(report), "--out", str(out), "--no-cache"])
            print(f"{cpu:7.2f} CPU s {seconds:7.2f} s {memory:7.0f} MB  exit {code}  a report added {name}", flush=True)
        shutil.rmtree(alone)


if __name__ == "__main__":
    main()
