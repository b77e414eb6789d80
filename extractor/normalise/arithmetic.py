"""What arithmetic shows of the changes in a table: whether they are differences, and between which levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.facts import MatchedCell
from extractor.normalise.cells import Cells, position
from extractor.normalise.levels import Level
from extractor.normalise.pairing import proven_pair, proves_change
from extractor.notation.figures import Figure


class Arithmetic:
    """The changes of one table held against its levels; `levels` are those of its columns and of its rows (`True`)."""

    def __init__(self, cells: Cells, levels: Mapping[bool, Sequence[Level]]) -> None:
        self.cells, self.levels = cells, levels
        self.roles: dict[int, str] = {}
        self.relative: dict[int, bool] = {}
        self.pairs: dict[tuple[bool, int], tuple[int, int] | None] = {}

    def proven_role(self, cell: MatchedCell) -> str:
        """The role that the figures of a column have by arithmetic with the two levels beside it, if it states none."""
        place, spanner = cell.body.column, cell.body.column_path[:-1]
        if cell.column.role or cell.row.role or cell.column.period is not None:
            return ""
        if place not in self.roles:
            beside = {lv.position for lv in self.levels[False] if lv.spanner == spanner and lv.period.label}
            lines = self._lines(False, place, beside) if place not in beside else []
            kinds = [kind for kind in ("difference", "percent_change") if proves_change(lines, kind != "difference")]
            self.roles[place] = kinds[0] if len(kinds) == 1 else ""
        return self.roles[place]

    def is_relative(self, cell: MatchedCell) -> bool:
        """Whether arithmetic shows the changes of percentages under a heading to be relative, not differences."""
        place, spanner = cell.body.column, cell.body.column_path[:-1]
        if place not in self.relative:
            beside = {lv.position for lv in self.levels[False] if lv.spanner == spanner and not lv.baseline}
            lines = self._lines(False, place, beside)
            self.relative[place] = proves_change(lines, True) and not proves_change(lines, False)
        return self.relative[place]

    def proven_pair(self, along_column: bool, place: int, percent: bool) -> tuple[int, int] | None:
        """The two levels that the changes under one heading are shown to be between by their own figures."""
        key = (along_column, place)
        if key not in self.pairs:
            plain = {lv.position for lv in self.levels[along_column] if not lv.baseline}
            lines = self._lines(along_column, place, plain)
            told = [line for line in lines if not percent or line[1].unit != "percentage_point"]
            self.pairs[key] = proven_pair(told, percent)
        return self.pairs[key]

    def _lines(self, along_column: bool, place: int, levels: set[int]) -> list[tuple[dict[int, Figure], Figure]]:
        """Line by line, the figures at the places of these levels and the one at `place`, where a line has it."""
        found = []
        for line in (self.cells.columns if along_column else self.cells.rows).values():
            at = {position(c, along_column): self.cells.figures[id(c)] for c in line}
            if place in at:
                found.append(({p: f for p, f in at.items() if p in levels}, at[place]))
        return found
