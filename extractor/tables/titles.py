"""Large print that heads no part of a document: its own title, and the titles of charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractor.model import Box
from extractor.tables.paragraphs import Text
from extractor.tables.styles import PROSE, Style

# A title is centred over its chart to within this share of the chart's width, and so far clear of its left side.
CENTRED = 0.1
# It stands within so many letter heights of the chart's upper edge; the box of a chart may begin above its title.
NEAR = 2.0
# A style with this share of its headings over charts is the style of chart titles.
MOSTLY = 0.6


def document_titles(texts: Sequence[Text], heads: set[int], occupied: Mapping[int, Sequence[Box]]) -> set[int]:
    """Which of the headings are the document's own title: large print on a page of its own or the first one.

    It heads no part of the document, and stands in a style seen nowhere else.
    """
    full = {page for page, boxes in occupied.items() if boxes}
    full |= {text.page for i, text in enumerate(texts) if i not in heads and text.words >= PROSE}
    places: dict[Style, set[int]] = defaultdict(set)
    for i in heads:
        places[texts[i].style].add(texts[i].page)
    front = min(full, default=0)
    titles = {i for i in heads if texts[i].page < front}
    opening = min((text.page for text in texts), default=0)
    for page in {texts[i].page for i in heads} - full | {opening}:
        here = {style for style, seen in places.items() if seen == {page}}
        others = [style.size for style, seen in places.items() if seen - {page}]
        if others and max((style.size for style in here), default=0) > max(others):
            titles |= {i for i in heads if texts[i].style in here}
    return titles


def chart_titles(texts: Sequence[Text], heads: set[int], occupied: Mapping[int, Sequence[Box]]) -> set[int]:
    """Which of the headings are in a style that mostly stands centred over charts or tables.

    Headings of parts begin at the margin, and a style that heads parts heads text as well.
    """
    places: dict[Style, list[int]] = defaultdict(list)
    for i in heads:
        places[texts[i].style].append(i)
    found: set[int] = set()
    for members in places.values():
        over = {i for i in members if any(_centred_over(texts[i], box) for box in occupied.get(texts[i].page, ()))}
        if len(over) >= MOSTLY * len(members):
            found |= set(members)
    return found


def _centred_over(text: Text, box: Box) -> bool:
    own, wide = text.box, box.x1 - box.x0
    size = text.style.size
    beside = own.x0 - box.x0 >= CENTRED * wide and abs(own.x0 + own.x1 - box.x0 - box.x1) / 2 <= CENTRED * wide
    return beside and -NEAR * size <= box.top - own.bottom <= NEAR * size
