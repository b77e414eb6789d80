"""Fields that show what is not written between their marks: form fields, and equations of old."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.read.docx_package import Element, W
from extractor.read.docx_styles import number, toggle

TICKED, UNTICKED = "☒", "☐"


@dataclass(slots=True)
class Field:
    """An open field; `reached` when its result has begun, `filled` when that has any text."""

    begin: Element
    instruction: str = ""
    reached: bool = False
    filled: bool = False

    @property
    def is_equation(self) -> bool:
        return not self.reached and self.instruction.split(maxsplit=1)[:1] in (["EQ"], ["eq"])

    def shown(self) -> str:
        """What a form field without a text of its own shows; nothing for any other field."""
        form = self.begin.find(f"{W}ffData")
        if form is None:
            return ""
        choices, box = form.find(f"{W}ddList"), form.find(f"{W}checkBox")
        if choices is not None:
            return _chosen(choices)
        return _ticked(box) if box is not None else ""


def _chosen(choices: Element) -> str:
    """The entry of a drop-down list that is chosen; the first where none is."""
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    at = number(choices.find(f"{W}result"), number(choices.find(f"{W}default"), 0))
    return entries[at] if 0 <= at < len(entries) else ""


def _ticked(box: Element) -> str:
    on = toggle(box, "checked")
    return TICKED if (toggle(box, "default") if on is None else on) else UNTICKED
