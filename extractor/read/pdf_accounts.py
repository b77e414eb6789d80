"""An account of every page: what was read of it, and if not all, why. Nothing of a file is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.errors import UnreadableFile
from extractor.model import Box, Finding, Page, Where, Word
from extractor.read.pdf_damage import PageTree, damaged_streams

# A picture takes up at least this share of a page that is one.
PICTURE = 0.25
# Words that may stand beside the picture of a page, a number and a running line, and the share of the height, at the
# head and at the foot, in which they do.
BESIDE, MARGIN = 3, 0.1
_PAGE = re.compile(rb"/Type\s*/Page\b")
_LOOK = "look at the page"


def account(path: str, data: bytes, pages: Sequence[Page]) -> tuple[Finding, ...]:
    """What of the pages of a file was not read, page by page.

    Raises `UnreadableFile` where there is no text at all.
    """
    problems: list[Finding] = []
    blank: list[int] = []
    kinds: set[str] = set()
    behind = False
    for page in pages:
        hidden = [word for word in page.words if not word.visible]
        found = list(_of_page(page, hidden))
        problems += found
        behind |= bool(hidden)
        kinds |= {finding.code for finding in found}
        if len(page.words) > len(hidden):
            kinds.add("read")
        if page.width and not (page.words or page.images or page.rules or page.fills or page.curves):
            kinds.add("empty")
            blank.append(page.number)
    problems += _damage(data, pages, blank)
    if "read" not in kinds:
        raise _no_text(path, kinds, behind)
    return tuple(sorted(problems, key=lambda finding: finding.where.page or 0))


def _no_text(path: str, kinds: set[str], behind: bool) -> UnreadableFile:
    if kinds == {"damaged-page"}:
        return UnreadableFile(path, "the PDF is damaged, no page can be read", "fetch it again")
    if behind:
        return UnreadableFile(
            path,
            "no text of the PDF shows; what lies behind its pictures nobody sees who reads it, and it was not read",
            "ask for a copy that shows its text, or check the hidden text and save that as a text file",
        )
    return UnreadableFile(
        path,
        "the PDF holds no text, only pictures of it",
        "recognise the text (OCR) first, for example with ocrmypdf",
    )


def _of_page(page: Page, hidden: Sequence[Word]) -> Iterator[Finding]:
    if not page.width:
        why = "; ".join(page.notes)
        yield _lost("damaged-page", page.number, f"is missing or damaged and was not read: {why}", "fetch it again")
        return
    if page.notes:
        yield _lost("cut-page", page.number, f"may not have been read right or whole: {'; '.join(page.notes)}", _LOOK)
    if page.images and _is_picture(page):
        also = "; the text behind it is not seen by a reader and was not read" if hidden else ""
        yield _lost("picture-page", page.number, f"is a picture, so that no figure on it was read{also}", _LOOK)
    elif hidden:
        yield from _hidden(page, hidden)


def _lost(code: str, number: int, what: str, remedy: str) -> Finding:
    return Finding(code, "error", f"page {number} {what}; {remedy}", Where(page=number))


def _is_picture(page: Page) -> bool:
    """Whether a page shows a picture and no text but for a number or a running line."""
    head, foot = MARGIN * page.height, (1 - MARGIN) * page.height
    inner = sum(word.visible and head < word.box.top and word.box.bottom < foot for word in page.words)
    if inner > BESIDE:
        return False
    area = sum(max(x1 - x0, 0) * max(y1 - y0, 0) for x0, y0, x1, y1 in _on_page(page.images, page))
    return area >= PICTURE * page.width * page.height


def _on_page(boxes: Iterable[Box], page: Page) -> Iterator[tuple[float, float, float, float]]:
    for box in boxes:
        yield max(box.x0, 0), max(box.top, 0), min(box.x1, page.width), min(box.bottom, page.height)


def _hidden(page: Page, words: Sequence[Word]) -> Iterator[Finding]:
    """Figures that stand on the page and do not show; never what they are, for they may be hidden for a reason."""
    shown = {_place(word) for word in page.words if word.visible}
    hidden = [
        word.box
        for word in words
        if any(character.isdigit() for character in word.text)
        and word.box.x1 > 0 and word.box.x0 < page.width and word.box.bottom > 0 and word.box.top < page.height
        and _place(word) not in shown
    ]  # fmt: skip
    if hidden:
        top, bottom = min(box.top for box in hidden), max(box.bottom for box in hidden)
        message = (
            f"page {page.number} holds figures that do not show ({len(hidden)} hidden words, {top:.0f} to {bottom:.0f}"
            " points from its top: covered, clipped, in the colour of what lies under them, on a layer that is off, or"
            " too small); they were not read; if they ought to be, ask for a copy that shows them"
        )
        yield Finding("hidden-text", "warning", message, Where(page=page.number))


def _place(word: Word) -> tuple[str, int, int]:
    """Text drawn twice, for boldness or as its own shadow, has this in common."""
    return word.text, round(word.box.x0 / 4), round(word.box.top / 4)


def _damage(data: bytes, pages: Sequence[Page], blank: list[int]) -> Iterator[Finding]:
    """Pages with content that cannot be unpacked, and pages that the file has beyond those it counts."""
    broken = damaged_streams(data)
    if not broken and not blank and len(_PAGE.findall(data)) <= len(pages):
        return
    tree = PageTree(data)
    for index in range(min(len(tree.numbers), len(pages))):
        if not pages[index].width:
            continue
        if (index + 1 in blank and tree.is_garbled(index)) or (broken and tree.uses(index) & broken):
            what = "is damaged and was not read whole: some of its content cannot be unpacked"
            yield _lost("damaged-page", index + 1, what, "fetch the file again")
    for index in range(len(pages), len(tree.numbers)):
        what = f"was not read: the file lists {len(tree.numbers)} pages and says that it has {len(pages)}"
        yield _lost("damaged-page", index + 1, what, "fetch the file again")
