"""Write the rows that the vocabulary lacks into a folder for a person to review, in the shape of `schemas/`.

Nothing in a fresh draft counts: a term without facts, an area without a kind and a force without a name are left out
when the folder is loaded, so that `--schemas` can be tried while it is being filled in.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.errors import UsageError
from extractor.notation.formulas import escape
from extractor.profiling.model import Known, LackingForce, Missing, Profile

_TERMS = ("term", "within", "facts", "nearest", "seen_in")
_AREAS = ("area", "area_type", "force", "scope", "aliases", "nearest", "seen_in")
_OF_TERMS = (
    "# A row without facts counts for nothing. Fill in facts as measure=...; category=... (docs/vocabulary.md), or "
    "drop=yes for words that change nothing; delete what you do not need. nearest: known terms and what they state."
)
_OF_AREAS = (
    "# A row without area_type counts for nothing. Fill in district, policing_area, ward, command, region or other for "
    "what is an area; what is none belongs into terms.csv. scope=force: the name counts in its force's documents alone."
)


def drafts(profile: Profile) -> dict[str, str]:
    """The files of a draft by their names; none where nothing is lacking."""
    files = {}
    if profile.missing_terms:
        files["terms.csv"] = _csv(_TERMS, _OF_TERMS, (_term(row) for row in profile.missing_terms))
    if profile.missing_areas:
        force = profile.force or (profile.lacking_force.id if profile.lacking_force else "")
        files["areas.csv"] = _csv(_AREAS, _OF_AREAS, (_area(row, force) for row in profile.missing_areas))
    if profile.lacking_force:
        files[f"forces/{profile.lacking_force.id}.toml"] = _force(profile.lacking_force, profile.file)
    return files


def check_target(folder: str) -> None:
    """Raise UsageError where a draft in `folder` would overwrite what a person may have filled in."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise UsageError(f"{folder}: is no folder; name one to write the draft into")
    for name in ("terms.csv", "areas.csv", "forces"):
        if os.path.lexists(os.path.join(folder, name)):
            raise UsageError(f"{folder}: holds a {name} already; name a new folder, or delete what you do not need")


def write(profile: Profile, folder: str) -> tuple[str, ...]:
    """Write the draft and return the names of its files. Raises OSError where the disk does not take it."""
    files = drafts(profile)
    for name, text in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    return tuple(files)


def _csv(names: Sequence[str], remark: str, rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow([remark])
    lines.writerow(names)
    lines.writerows([escape(_printable(field)) for field in row] for row in rows)
    return stream.getvalue()


def _term(row: Missing) -> tuple[str, ...]:
    return row.phrase, "", "", _known(row.nearest), _seen(row)


def _area(row: Missing, force: str) -> tuple[str, ...]:
    return row.phrase, "", force, "force" if force else "", "", _known(row.nearest), _seen(row)


def _known(nearest: Iterable[Known]) -> str:
    return " | ".join(f"{known.phrase}: {known.facts}" for known in nearest)


def _seen(row: Missing) -> str:
    tables = ", ".join(map(str, row.tables))
    return f"{' | '.join(row.labels)} (table {tables}; {row.figures} figures)"


def _force(force: LackingForce, file: str) -> str:
    name = force.name if force.listed else ""
    seen = f" The document seems to call it {_quoted(force.name)}." if force.name and not force.listed else ""
    return f"""\
# Draft of a force's own file, made from {_quoted(os.path.basename(file))}.{seen}
# {"" if force.listed else "Nothing in it counts until the name is filled in. "}docs/vocabulary.md explains the entries.
force = {_quoted(force.id)}
name = {_quoted(name)}
# code = "E23000000"          # the ONS code
# aliases = ["..."]           # other names it goes by
# words = ["..."]             # words by which its documents are known: the title of its report, its plan
profile = {_quoted(force.id)}

# What only this force calls so. Areas may stand here or in areas.csv.
# [areas.district]
# "Name" = ["other name"]

# [terms]
# "phrase" = "measure=...; category=..."
"""


def _quoted(text: str) -> str:
    """A string of TOML, which JSON writes alike."""
    return json.dumps(_printable(text), ensure_ascii=False)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
