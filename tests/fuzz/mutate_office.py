"""Office files with their XML, their parts or their archive disturbed."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random
from xml.etree import ElementTree as ET

import mutate_bytes
from seeds import packed, unpacked

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _OFFICE = (_ODF % name for name in ("table", "text", "office"))


@dataclass(frozen=True)
class Kind:
    """What of a format is worth disturbing: parts, elements, attributes, and what nests in itself."""

    targets: tuple[str, ...]  # a part stands in as often as it is to be chosen
    elements: tuple[str, ...]
    attributes: tuple[str, ...]
    text: str
    nests: tuple[tuple[str, ...], ...]


KINDS = {
    "docx": Kind(
        ("word/document.xml",) * 4
        + ("word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels",
           "[Content_Types].xml"),
        tuple(f"{_WORD}{name}" for name in (
            "gridSpan", "vMerge", "tbl", "tr", "tc", "p", "r", "t", "gridBefore", "tab", "br", "txbxContent", "sdt")),
        (f"{_WORD}val",),
        f"{_WORD}t",
        tuple(tuple(f"{_WORD}{name}" for name in names) for names in (
            ("tbl", "tr", "tc"), ("sdt", "sdtContent"), ("p", "r", "txbxContent"))),
    ),
    "xlsx": Kind(
        ("xl/worksheets/sheet1.xml",) * 5
        + ("xl/sharedStrings.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
           "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"),
        tuple(f"{_SHEET}{name}" for name in (
            "c", "row", "v", "f", "is", "t", "mergeCell", "mergeCells", "sheetData", "col", "cols", "dimension", "si",
            "r", "rPh", "xf", "sheet")),
        ("r", "s", "t", "ref", "spans", "hidden", "min", "max", "numFmtId", "formatCode", "outlineLevel", "state"),
        f"{_SHEET}v",
        tuple(tuple(f"{_SHEET}{name}" for name in names) for names in (("row", "c"), ("is", "r"), ("sheetData",))),
    ),
    "ods": Kind(
        ("content.xml",) * 6 + ("styles.xml", "meta.xml", "mimetype", "META-INF/manifest.xml"),
        (f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell", f"{_TABLE}table", f"{_TEXT}p",
         f"{_TEXT}span", f"{_TEXT}s", f"{_TABLE}table-column", f"{_TABLE}table-row-group", f"{_OFFICE}annotation"),
        (f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-spanned",
         f"{_TABLE}number-rows-spanned", f"{_OFFICE}value", f"{_OFFICE}value-type", f"{_TABLE}visibility",
         f"{_TABLE}formula", f"{_TABLE}style-name"),
        f"{_TEXT}p",
        ((f"{_TEXT}p", f"{_TEXT}span"), (f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell"),
         (f"{_TABLE}table-row-group",)),
    ),
    "pptx": Kind(
        ("ppt/slides/slide1.xml",) * 5
        + ("ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/_rels/slide1.xml.rels",
           "ppt/slideLayouts/slideLayout7.xml", "_rels/.rels", "[Content_Types].xml"),
        tuple(f"{_DRAWING}{name}" for name in ("tbl", "tr", "tc", "p", "r", "t", "br", "fld", "off", "ext"))
        + tuple(f"{_SLIDE}{name}" for name in ("sp", "grpSp", "pic", "graphicFrame", "ph", "spTree", "sldId")),
        ("gridSpan", "rowSpan", "hMerge", "vMerge", "x", "y", "cx", "cy", "type", "idx", "sz", "b", "baseline", "show"),
        f"{_DRAWING}t",
        ((f"{_SLIDE}grpSp",), (f"{_DRAWING}tbl", f"{_DRAWING}tr", f"{_DRAWING}tc"), (f"{_DRAWING}p", f"{_DRAWING}r")),
    ),
}  # fmt: skip
_VALUES = (
    *mutate_bytes.NUMBERS, "", "x", "²", "restart", "continue", "../../etc/passwd", "word/document.xml", "true",
    "A1:XFD1048576", "XFD1048576", "A0", "percentage", "shared", "inlineStr", "[h]:mm;@", "#,##0.0%;[Red](0)",
    "collapse",
)  # fmt: skip
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)
_MOST_COPIED = 400  # elements; a copy of everything at every step would end in a file of gigabytes


def mutate(data: bytes, rng: Random, kind: Kind) -> bytes:
    """An Office file as no office program would write it."""
    chance = rng.random()
    if chance < 0.1:
        return mutate_bytes.mutate(data, rng)
    if chance < 0.13:
        return mutate_bytes.cut(data, rng)
    parts = unpacked(data)
    for name in {rng.choice(kind.targets) for _ in range(rng.choice((1, 1, 1, 2)))}:
        if name in parts:
            parts[name] = _part(parts[name], rng, kind)
    if rng.random() < 0.08:
        _disturb(parts, rng)
    return packed(parts)


def _part(content: bytes, rng: Random, kind: Kind) -> bytes:
    chance = rng.random()
    if chance < 0.08:
        return mutate_bytes.mutate(content, rng)
    if chance < 0.11:
        return mutate_bytes.cut(content, rng)
    if chance < 0.14:
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + rng.choice(_ENTITIES) + rest.replace(b"</", b"&a;&c;</", 3)
    try:
        root = ET.fromstring(content)
    except ET.ParseError:
        return mutate_bytes.mutate(content, rng)
    for _ in range(rng.choice((1, 3, 10, 30))):
        _change(root, rng, kind)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _change(root: ET.Element, rng: Random, kind: Kind) -> None:
    """One change to one element; `root` stays a tree."""
    elements = list(root.iter())
    parents = {child: parent for parent in elements for child in parent}
    element = rng.choice(elements)
    parent = parents.get(element)
    what = rng.randrange(9)
    if what == 0 and parent is not None:
        parent.remove(element)
    elif what == 1 and parent is not None:
        parent.insert(rng.randrange(len(parent) + 1), _copied(element))
    elif what == 2:
        element.tag = rng.choice((rng.choice(elements).tag, rng.choice(kind.elements)))
    elif what == 3:
        name = rng.choice([*element.attrib, rng.choice(kind.attributes)])
        element.set(name, rng.choice(_VALUES))
    elif what == 4:
        _write(rng.choice(list(root.iter(kind.text)) or [element]), rng)
    elif what == 5:
        children = list(element)
        rng.shuffle(children)
        element[:] = children
    elif what == 6:
        element.append(_copied(rng.choice(elements)))
    elif what == 7:
        element.append(_nested(rng, kind))
    else:
        ET.SubElement(element, rng.choice(kind.elements), {rng.choice(kind.attributes): rng.choice(_VALUES)})


def _write(element: ET.Element, rng: Random) -> None:
    text = rng.choice(mutate_bytes.TEXTS)
    element.text = "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff")


def _copied(element: ET.Element) -> ET.Element:
    size = sum(1 for _ in element.iter())
    return copy.deepcopy(element) if size <= _MOST_COPIED else ET.Element(element.tag, element.attrib)


def _nested(rng: Random, kind: Kind) -> ET.Element:
    """Elements within one another, such as tables or content controls, with a text in the innermost."""
    names = rng.choice(kind.nests)
    outer = inner = ET.Element(names[-1])
    for _ in range(rng.choice((2, 20, 90))):
        for name in names:
            inner = ET.SubElement(inner, name)
    ET.SubElement(inner, kind.text).text = "12"
    return outer


def _disturb(parts: dict[str, bytes], rng: Random) -> None:
    """Parts that are missing, empty, named oddly, or something else altogether."""
    name = rng.choice(list(parts))
    what = rng.randrange(5)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[name] = b""
    elif what == 2:
        parts[rng.choice(("../" * 5 + "x", "/" + name, name.upper(), "\u202e" + name, name + "/"))] = parts.pop(name)
    elif what == 3:
        parts[name] = parts[rng.choice(list(parts))]
    else:
        parts[rng.choice(("word/bomb.xml", name))] = b" " * (30 << 20)
