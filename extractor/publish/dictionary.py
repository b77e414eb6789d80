"""The columns of every published table in words, as the Markdown page `docs/columns.md`.

`python -m extractor.publish.dictionary > docs/columns.md` renews the page; a test holds it to the schemas.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.schema import TableSchema

_TITLE = """# The columns

Made from `schemas/*.schema.json` (schema version {version}); change the descriptions there. In CSV a missing value is
an empty cell; in Parquet, SQLite and data frames it is null in the columns marked *or empty*, and all other texts are
never null. The identifiers in italics are keys of another table.
"""


def markdown(schemas: Schemas) -> str:
    """The page."""
    tables = [*schemas.tables.values(), *(code_list.schema for code_list in schemas.code_lists.values())]
    return "\n".join([_TITLE.format(version=schemas.version), *(line for table in tables for line in _table(table))])


def _table(schema: TableSchema) -> Iterator[str]:
    keys = {name: key.table for key in schema.foreign_keys if len(key.fields) == 1 for name in key.fields}
    yield f"## {schema.name}\n\n{schema.description}\n\n| column | type | meaning |\n|---|---|---|"
    for field in schema.fields:
        kind = field.type + (" or empty" if field.nullable else "")
        allowed = f" One of {', '.join(f'`{value}`' for value in field.enum)}." if field.enum else ""
        key = f" *{keys[field.name]}*" if field.name in keys else ""
        meaning = field.description.replace("|", "\\|")
        yield f"| {field.name} | {kind} | {meaning}.{allowed}{key} |"
    yield ""


if __name__ == "__main__":
    print(markdown(load_schemas()), end="")
