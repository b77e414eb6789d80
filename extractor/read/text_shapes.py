"""What a line of text is, told from its shape: heading, list item, caption, note or paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.model import Block, BlockKind, Table
from extractor.notation.periods import find_periods
from extractor.read.text_lines import Line, plain

_TAG = re.compile(r"</?(?:i|b|u|p|em|strong|span|font|sup|sub|h[1-6]|br)\s*/?>|\*\*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-–—•❖▪■●◦‣∙·o*➢✓]\s+|[•❖▪■●◦‣➢✓])+")
_LIST_NUMBER = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z]{1,4}\))\s+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SECTION_NUMBER = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:\.\s*|\s+)(?=[A-Z'\"“‘(])(?!(?i:{_MONTH}))")
_NOTE = re.compile(
    r"(?:notes?|nb|n\.b\.|sources?)\s*[:.\-–]|[*†‡]|[¹²³⁴-⁹]|"
    r"(?:data|figures) (?:is |are )?(?:accurate|correct) (?:as|at|to)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:table|figure|chart|graph)\s+\d+\w?\s*[:.\-–]", re.IGNORECASE)
_PART = re.compile(r"(?:appendix|annex|chapter|section|part)\s+\w{1,3}\s*:?$", re.IGNORECASE)
_MARKED_HEADING = re.compile(r"(#{1,6}) +([A-Z0-9'\"“‘].*?)(?: #+)?")  # of Markdown; `# of crimes` counts them
_UNDERLINE = re.compile(r"([-=_~*─━])\1{2,}")
_OVERHANG = 2  # characters by which a rule may miss the length of what it underlines
_MAX_HEADING = 110  # characters
_MAX_WORDS = 14
_SHORT = 5  # words that may stand as a heading in lower case too
_TITLE_SHARE = 0.6  # of the longer words that begin with a capital in a title
_TERM = 2  # words that may name a thing that a section is about: `Knife crime`
_RUNNING = 4  # times that a word recurs if it is a label that runs along
_FULL_LINE = 60  # characters from which on a line may have been broken by its width
_LOOKED_AT = 400  # characters of a line that its shape is told from; the rest of a huge line is not scanned


def is_list_row(cells: Sequence[str]) -> bool:
    """A bullet or number with its text after a TAB."""
    marks = [cell.strip() + " " for cell in cells[:-1] if cell.strip()]
    return (
        bool(cells[-1].strip())
        and len(marks) == 1
        and bool(_BULLET.fullmatch(marks[0]) or _LIST_NUMBER.fullmatch(marks[0]))
    )


def blocks_of(body: Iterable[Table | Line]) -> tuple[Block | Table, ...]:
    """Tables as they are; lines as blocks, those that a narrow page broke put together again."""
    found: list[Block | Table] = []
    paragraph: list[Line] = []
    for item in body:
        if isinstance(item, Line) and len(paragraph) == 1 and _underlines(item.text, paragraph[0].text):
            found.append(_heading(paragraph[0]))
            paragraph = []
        elif isinstance(item, Line) and item.text.strip():
            if paragraph and not _continues(paragraph[-1], item):
                found.append(_block(paragraph))
                paragraph = []
            paragraph.append(item)
            continue
        if paragraph:
            found.append(_block(paragraph))
            paragraph = []
        if isinstance(item, Table):
            found.append(item)
    if paragraph:
        found.append(_block(paragraph))
    return _settled(found)


def _underlines(rule: str, text: str) -> bool:
    """Whether a rule is as long as the line right above it and no sentence ends there: that line is a heading."""
    drawn, above = rule.strip(), text.strip()
    begins = abs((len(rule) - len(rule.lstrip())) - (len(text) - len(text.lstrip())))
    fits = begins <= _OVERHANG and abs(len(drawn) - len(above)) <= _OVERHANG
    return bool(_UNDERLINE.fullmatch(drawn)) and fits and len(above) <= _MAX_HEADING and above[-1] not in ".;,"


def _heading(line: Line) -> Block:
    kind, level = shape(plain(line.text))
    return Block("heading", plain(line.text), level if kind == "heading" else None, page=line.page)


def _continues(above: Line, line: Line) -> bool:
    """Whether a line goes on with the sentence that the full line above it left open."""
    start, end = line.text[:_LOOKED_AT].strip(), above.text[-_LOOKED_AT:].strip()
    return len(end) >= _FULL_LINE and end[-1] not in ".:;!?" and start[0].islower() and not _BULLET.match(start)


def _block(lines: list[Line]) -> Block:
    text = _TAG.sub("", plain(" ".join(line.text for line in lines)))
    text = text.strip() or plain(lines[0].text)
    marked = _MARKED_HEADING.fullmatch(text) if len(text) <= _MAX_HEADING else None
    if marked:
        return Block("heading", marked[2], len(marked[1]), page=lines[0].page)
    kind, level = shape(text)
    if kind == "list_item":
        text = without_bullet(text)
    return Block(kind, text, level, page=lines[0].page)


def without_bullet(text: str) -> str:
    bullet = _BULLET.match(text)
    return text[bullet.end() :].strip() or text if bullet else text


def shape(text: str) -> tuple[BlockKind, int | None]:
    """The kind of a block and the level of a numbered heading: `3.1 Title` has level 2."""
    head = text[:_LOOKED_AT]
    if _CAPTION.match(head) and len(text) <= 2 * _MAX_HEADING:
        return "caption", None
    if _NOTE.match(head):
        return "note", None
    number = _SECTION_NUMBER.match(head)
    if number and _could_head(text) and ("." in number.group(1) or _is_title(text[number.end() :])):
        return "heading", number.group(1).count(".") + 1
    if _BULLET.match(head) or _LIST_NUMBER.match(head):
        return "list_item", None
    if _could_head(text) and (_is_title(text) or len(text.split()) <= _SHORT or _names_period(text)):
        return "heading", None
    return "paragraph", None


def _names_period(text: str) -> bool:
    """A title that ends with its period in brackets: `Offences - last 12 months (April 2022 to March 2023)`."""
    last = re.search(r"\(([^()]+)\)$", text)
    return last is not None and bool(find_periods(last.group(1)))


def _could_head(text: str) -> bool:
    """Short, with letters, and not ending as a sentence does."""
    return (
        len(text) <= _MAX_HEADING
        and len(text.split()) <= _MAX_WORDS
        and (text[-1] not in ".,;:!" or bool(_PART.match(text)))
        and any(character.isalpha() for character in text)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "'\"“‘%")
    )


def _is_title(text: str) -> bool:
    """Most of the words that matter begin with a capital, or it is a question standing for a title."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’&-]*", text) if len(word) > 3]
    capital = sum(word[0].isupper() for word in words)
    return not words or capital >= _TITLE_SHARE * len(words) or text.endswith("?")


def _settled(found: list[Block | Table]) -> tuple[Block | Table, ...]:
    """What recurs: lines of capitals head the parts of a report, single words such as `Data` nothing."""
    times = Counter(item.text for item in found if isinstance(item, Block) and item.kind == "heading")
    settled: list[Block | Table] = []
    for item in found:
        if settled and isinstance(item, Block) and _goes_on_list(settled[-1], item):
            item = replace(item, kind="list_item")
        if isinstance(item, Block) and item.kind == "heading" and item.level is None:
            if times[item.text] >= _RUNNING and " " not in item.text:
                item = replace(item, kind="paragraph")
            elif times[item.text] > 1 and " " in item.text and item.text.isupper():
                item = replace(item, level=1)
        settled.append(item)
    return tuple(settled)


def _goes_on_list(above: Block | Table, item: Block) -> bool:
    """A short line in lower case right under one that ends with a colon is what that one announces, not a heading:
    its bullet was lost.
    """
    if not isinstance(above, Block) or item.kind != "heading" or item.level is not None:
        return False
    words = item.text.split()
    announced = above.kind == "paragraph" and above.text.rstrip().endswith(":")
    return announced and len(words) > _TERM and not _is_title(item.text)
