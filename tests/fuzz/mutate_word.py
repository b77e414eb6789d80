"""Word files with their XML, their parts or their archive disturbed."""

from __future__ import annotations

import copy
from random import Random
from xml.etree import ElementTree as ET

import mutate_bytes
from seeds import packed, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TARGETS = (
    ["word/document.xml"], ["word/document.xml"], ["word/document.xml"], ["word/styles.xml"], ["word/numbering.xml"],
    ["word/_rels/document.xml.rels"], ["_rels/.rels"], ["[Content_Types].xml"],
    ["word/document.xml", "word/styles.xml"],
)  # fmt: skip
_VALUES = (*mutate_bytes.NUMBERS, "", "x", "²", "restart", "continue", "../../etc/passwd", "word/document.xml", "true")
_WORDS = ("gridSpan", "vMerge", "tbl", "tr", "tc", "p", "r", "t", "gridBefore", "tab", "br", "txbxContent", "sdt")
_ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)
_MOST_COPIED = 400  # elements; a copy of everything at every step would end in a file of gigabytes


def mutate(data: bytes, rng: Random) -> bytes:
    """A Word file as no word processor would write it."""
    chance = rng.random()
    if chance < 0.1:
        return mutate_bytes.mutate(data, rng)
    if chance < 0.13:
        return mutate_bytes.cut(data, rng)
    parts = unpacked(data)
    for name in rng.choice(_TARGETS):
        if name in parts:
            parts[name] = _part(parts[name], rng)
    if rng.random() < 0.08:
        _disturb(parts, rng)
    return packed(parts)


def _part(content: bytes, rng: Random) -> bytes:
    chance = rng.random()
    if chance < 0.08:
        return mutate_bytes.mutate(content, rng)
    if chance < 0.11:
        return mutate_bytes.cut(content, rng)
    if chance < 0.14:
        head, _, rest = content.partition(b"?>")
        return head + b"?>" + rng.choice(_ENTITIES) + rest.replace(b"<w:t>", b"<w:t>&a;&c;", 3)
    try:
        root = ET.fromstring(content)
    except ET.ParseError:
        return mutate_bytes.mutate(content, rng)
    for _ in range(rng.choice((1, 3, 10, 30))):
        _change(root, rng)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _change(root: ET.Element, rng: Random) -> None:
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
        element.tag = rng.choice((rng.choice(elements).tag, _W + rng.choice(_WORDS)))
    elif what == 3:
        name = rng.choice([*element.attrib, f"{_W}val"])
        element.set(name, rng.choice(_VALUES))
    elif what == 4:
        _write(rng.choice(list(root.iter(f"{_W}t")) or [element]), rng)
    elif what == 5:
        children = list(element)
        rng.shuffle(children)
        element[:] = children
    elif what == 6:
        element.append(_copied(rng.choice(elements)))
    elif what == 7:
        element.append(_nested(rng))
    else:
        ET.SubElement(element, _W + rng.choice(_WORDS), {f"{_W}val": rng.choice(_VALUES)})


def _write(element: ET.Element, rng: Random) -> None:
    text = rng.choice(mutate_bytes.TEXTS)
    element.text = "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff")


def _copied(element: ET.Element) -> ET.Element:
    size = sum(1 for _ in element.iter())
    return copy.deepcopy(element) if size <= _MOST_COPIED else ET.Element(element.tag, element.attrib)


def _nested(rng: Random) -> ET.Element:
    """Tables within tables, or content controls within one another."""
    outer = inner = ET.Element(_W + "tbl")
    tags = rng.choice((("tr", "tc", "tbl"), ("sdt", "sdtContent"), ("p", "r", "txbxContent")))
    for _ in range(rng.choice((2, 20, 90))):
        for tag in tags:
            inner = ET.SubElement(inner, _W + tag)
    ET.SubElement(ET.SubElement(ET.SubElement(inner, _W + "p"), _W + "r"), _W + "t").text = "12"
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
        parts["word/bomb.xml"] = b" " * (30 << 20)
