"""Views of the SQLite file for readers: figures with names in place of codes, and the latest of each kind.

`named_figures` has every figure; `latest_figures` those levels of which the same force prints none of the same
measure, area, unit, breakdown and length of time that ends later. A figure that a later edition prints anew, and one
that a person has excluded, is not among them. Which they are is kept in the table `latest`, for a window over all
figures at each look would outlast the time that Datasette gives a question.
"""

from __future__ import annotations

import sqlite3

from extractor.publish.coded import quoted

NAMED, LATEST = "named_figures", "latest_figures"
# What makes two figures of different times figures of the same thing.
_SAME = ("force", "measure", "category", "statistic", "unit", "area", "area_type", "breakdown", "period_type")
# A name in the view: the code list, its key and the column that says it in words.
_NAMES = {
    "force": ("forces", "force", "name"),
    "measure": ("measures", "measure", "label"),
    "category": ("categories", "category", "label"),
    "unit": ("units", "unit", "label"),
}
_SHOWN = (
    "force", "measure", "category", "area", "statistic", "role", "period_label", "period_start", "period_end", "value",
    "unit", "value_text", "qualifier", "breakdown", "check", "row_label", "column_label", "table_title", "page",
    "document_id", "observation_id",
)  # fmt: skip
_PLAIN = ("period_start", "period_end", "value", "page", "observation_id")
_FACTS = "CREATE TABLE latest (figure INTEGER PRIMARY KEY REFERENCES figures (figure))"


def add_views(database: sqlite3.Connection) -> None:
    """Name the figures that are there, and find the latest of them."""
    database.execute(_FACTS)
    same = ", ".join(map(quoted, _SAME))
    database.execute(
        f"""INSERT INTO latest SELECT figure FROM (
  SELECT figure, period_end, max(period_end) OVER (PARTITION BY {same}) AS last FROM figures
  WHERE role = (SELECT text_id FROM texts WHERE text = 'level') AND value IS NOT NULL
  AND measure AND force AND area AND unit AND statistic AND period_end IS NOT NULL
  AND observation_id NOT IN (SELECT observation_id FROM vintages WHERE NOT latest)
  AND observation_id NOT IN (SELECT observation_id FROM corrections WHERE action = 'exclude' AND state = 'applies'
    AND observation_id IS NOT NULL)
) WHERE period_end = last ORDER BY figure"""
    )
    columns = ",\n  ".join(["figures.figure", *map(_shown, _SHOWN)])
    joins = "\n".join(_join(name) for name in _NAMES)
    database.execute(f"CREATE VIEW {NAMED} AS SELECT\n  {columns}\nFROM figures\n{joins}")
    database.execute(f"CREATE VIEW {LATEST} AS SELECT {NAMED}.* FROM latest JOIN {NAMED} USING (figure)")


def _shown(name: str) -> str:
    """A column of the view: a name where a code list has one, else the text."""
    if name in _PLAIN:
        return f"figures.{quoted(name)}"
    if name in _NAMES:
        table, _, label = _NAMES[name]
        return f"coalesce({table}.{quoted(label)}, {quoted('its_' + name)}.text) AS {quoted(name)}"
    return f"(SELECT text FROM texts WHERE text_id = figures.{quoted(name)}) AS {quoted(name)}"


def _join(name: str) -> str:
    table, key, _ = _NAMES[name]
    its = quoted("its_" + name)
    return (
        f"JOIN texts AS {its} ON {its}.text_id = figures.{quoted(name)}\n"
        f"LEFT JOIN {table} ON {table}.{quoted(key)} = {its}.text"
    )
