"""Formats that no reader here takes and LibreOffice turns into one that is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.errors import UnreadableFile

Form = Literal["", "rtf", "doc", "odt", "ppt", "odp"]


class NeedsOffice(UnreadableFile):
    """A file of a format that is read where LibreOffice is installed; `form` says which."""

    def __init__(self, path: str, form: Form) -> None:
        foreign = FOREIGN[form]
        super().__init__(path, foreign.problem, f"install LibreOffice, or save it as {foreign.becomes.upper()} or PDF")
        self.form = form

    def __reduce__(self) -> tuple[type, tuple[str, Form]]:  # type: ignore[override]
        return type(self), (self.path, self.form)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A format: what to say of a file of it, LibreOffice's filter that reads it, and the format it becomes."""

    problem: str
    infilter: str
    becomes: Literal["docx", "pptx"]


FOREIGN: dict[Form, Foreign] = {
    "rtf": Foreign("is an RTF document", "Rich Text Format", "docx"),
    "doc": Foreign("is a Word document in the old .doc format", "MS Word 97", "docx"),
    "odt": Foreign("is an OpenDocument text", "writer8", "docx"),
    "ppt": Foreign("is a presentation in the old .ppt format", "MS PowerPoint 97", "pptx"),
    "odp": Foreign("is an OpenDocument presentation", "impress8", "pptx"),
}
