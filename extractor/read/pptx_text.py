"""The paragraphs of a shape or cell of a presentation."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.read.docx_package import A, Element

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLETS = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `bold` where all of it is, `listed` where it has a bullet or number of its own.

    `size` is that of its largest type in hundredths of a point, 0 where it takes it over.
    """

    text: str
    bold: bool = False
    listed: bool = False
    size: int = 0


def paragraphs(element: Element) -> list[Line]:
    """The paragraphs with a text. A line break inside one stays a break; what is struck out is left out."""
    return [line for paragraph in element.iter(f"{A}p") if (line := _line(paragraph)).text]


def _line(paragraph: Element) -> Line:
    parts: list[str] = []
    bold: list[bool] = []
    size = 0
    for run in paragraph:
        if run.tag == f"{A}br":
            parts.append("\n")
        elif run.tag in (f"{A}r", f"{A}fld"):
            about = run.find(f"{A}rPr")
            text = "".join(t.text or "" for t in run.iterfind(f"{A}t"))
            if about is not None and about.get("strike", "noStrike") != "noStrike":
                continue
            raised = about.get("baseline", "0") if about is not None else "0"
            parts.append(text.translate(_RAISED) if raised.isdecimal() and int(raised[:9]) > 0 else text)
            if text.strip():
                size = max(size, _size(about))
                bold.append(about is not None and about.get("b", "0") in ("1", "true"))
    lines = (" ".join(line.split()) for line in "".join(parts).replace("\v", "\n").split("\n"))
    text = "\n".join(line for line in lines if line)
    about = paragraph.find(f"{A}pPr")
    listed = about is not None and any(about.find(tag) is not None for tag in _BULLETS)
    return Line(text, bool(bold) and all(bold), listed, size)


def _size(about: Element | None) -> int:
    text = about.get("sz", "") if about is not None else ""
    return int(text) if text.isdecimal() and len(text) < 7 else 0
