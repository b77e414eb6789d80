"""PDFs with their objects, content streams and page trees disturbed, written so that they still open.

Streams are unpacked first: a flipped bit in a packed stream only ever tests the unpacking.
"""

from __future__ import annotations

import re
import zlib
from random import Random

import mutate_bytes

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)\bstream\r?\n(.*?)\r?\n?endstream\s*$", re.DOTALL)
_REFERENCE = re.compile(rb"\b\d+ \d+ R\b")
_NUMBER = re.compile(rb"(?<![\w.#/])[-+]?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][\w.+-]*")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|(?<!<)<[0-9A-Fa-f\s]*>(?!>)")
_ENTRIES = (
    b"/Rotate 90", b"/Rotate 45", b"/Rotate -990", b"/UserUnit 100000", b"/MediaBox [0 0 0 0]", b"/Type /Page",
    b"/MediaBox [500 700 -10 -10]", b"/MediaBox [0 0 1e9 1e9]", b"/CropBox [9000 9000 9001 9001]", b"/CropBox [1 2]",
    b"/Count -1", b"/Count 2147483647", b"/Kids [1 0 R 2 0 R 3 0 R]", b"/Parent 1 0 R", b"/Filter /FlateDecode",
    b"/Filter [/ASCIIHexDecode /LZWDecode]", b"/Filter /JBIG2Decode", b"/Length 999999999", b"/Length -5",
    b"/Encoding /Identity-V", b"/FirstChar 300", b"/Widths [0 0 0]", b"/DW -1000", b"/FontMatrix [0 0 0 0 0 0]",
    b"/BBox [0 0 0 0]", b"/Matrix [0 0 0 0 0 0]", b"/W [0 [1e9]]", b"/ToUnicode 1 0 R", b"/Contents [1 0 R 1 0 R]",
)  # fmt: skip
_OPERATORS = (
    b"q " * 3000, b"Q " * 50, b"0 0 0 0 0 0 cm", b"1e30 0 0 1e30 0 0 cm", b"0 1 -1 0 0 0 cm", b"1 0.7 -0.7 1 9 9 cm",
    b"BT ET", b"BT", b"3 Tr", b"7 Tr", b"0 Tf", b"/F1 1e9 Tf", b"/F1 -8 Tf", b"0 Tz", b"-100 Tz", b"1e9 Tc", b"-20 Tw",
    b"W n", b"0 0 1 1 re W n", b"0 0 0 0 re f", b"-1e9 -1e9 2e9 2e9 re f", b"[0 0] 0 d", b"[1e-9 1e-9] 0 d", b"0 w",
    b"1e9 w", b"/Fm0 Do", b"/X0 Do", b"BI /W 9 /H 9 /BPC 8 /CS /G ID xx EI", b"BX", b"EMC", b"0 0 m 10 0 l 10 1e9 l S",
    b"0 0 m " + b"9 9 l 0 9 l " * 4000 + b"S", b"".join(b"%d 100 1 300 re f " % x for x in range(600)),
    b"".join(b"BT /F1 4 Tf %d %d Td (7) Tj ET " % (x % 60 * 9, x // 60 * 9) for x in range(3000)),
)  # fmt: skip


def mutate(data: bytes, rng: Random) -> bytes:
    """A PDF as no software would write it, or as some software in fact does."""
    chance = rng.random()
    if chance < 0.12:
        return mutate_bytes.mutate(data, rng)
    if chance < 0.15:
        return mutate_bytes.cut(data, rng)
    objects = {int(number): _unpacked(body) for number, body in _OBJECT.findall(data)}
    if not objects:
        return mutate_bytes.mutate(data, rng)
    for _ in range(rng.choice((1, 1, 3, 8, 20))):
        _change(objects, rng)
    trailer = data[data.rfind(b"trailer") :]
    root = re.search(rb"/Root (\d+ \d+ R)", trailer)
    return _written(objects, root[1] if root else b"1 0 R", rng)


def _unpacked(body: bytes) -> tuple[bytes, bytes | None]:
    """An object as its dictionary and its stream, the latter unpacked where that is simple."""
    parts = _STREAM.match(body)
    if parts is None:
        return body.strip(), None
    head, content = parts[1].strip(), parts[2]
    if re.search(rb"/Filter\s*(?:\[\s*)?/FlateDecode\s*\]?\s*(?=/(?!\w*Decode)|>>)", head):
        try:
            content = zlib.decompressobj().decompress(content, 4 << 20)
            head = re.sub(rb"/Filter\s*(?:\[\s*)?/FlateDecode\s*\]?", b"", head)
        except zlib.error:
            pass
    return head, content


def _change(objects: dict[int, tuple[bytes, bytes | None]], rng: Random) -> None:
    number = rng.choice(list(objects))
    head, content = objects[number]
    if content is not None and rng.random() < 0.75:
        objects[number] = head, _content(content, rng)
        return
    what = rng.randrange(8)
    if what == 0:
        objects.pop(number) if len(objects) > 3 else None
    elif what == 1:
        other = rng.choice(list(objects))
        objects[number], objects[other] = objects[other], objects[number]
    elif what == 2:
        reference = b"%d 0 R" % rng.choice([*objects, number, 0, 999999])
        objects[number] = _replaced(_REFERENCE, reference, head, rng), content
    elif what == 3:
        objects[number] = _replaced(_NUMBER, rng.choice(mutate_bytes.NUMBERS).encode(), head, rng), content
    elif what == 4:
        names = [name for body, _ in objects.values() for name in _NAME.findall(body)] or [b"/X"]
        objects[number] = _replaced(_NAME, rng.choice(names), head, rng), content
    elif what == 5 and head.endswith(b">>"):
        objects[number] = head[:-2] + b" " + rng.choice(_ENTRIES) + b" >>", content
    elif what == 6:
        objects[number] = mutate_bytes.mutate(head or b"null", rng), content
    else:
        nested = rng.choice((b"[" * 3000, b"<<" * 600, b"[" * 40 + b"]" * 40, b"null", b"(" * 50))
        objects[number] = nested, content


def _content(content: bytes, rng: Random) -> bytes:
    """Content streams line by line and token by token; other streams suffer the same."""
    what = rng.randrange(7)
    if what == 0:
        return _replaced(_NUMBER, rng.choice(mutate_bytes.NUMBERS).encode(), content, rng)
    if what == 1:
        text = rng.choice(mutate_bytes.TEXTS).encode("cp1252", "replace")
        escaped = re.sub(rb"([()\\])", rb"\\\1", text)
        return _replaced(_STRING, b"(" + escaped + b")", content, rng)
    if what == 2:
        return _replaced(_NAME, rng.choice(_NAME.findall(content) or [b"/F1"]), content, rng)
    if what == 3:
        return mutate_bytes.mutate(content or b"q", rng)
    lines = content.split(b"\n")
    at, length = rng.randrange(len(lines)), rng.choice((1, 1, 4, 30))
    if what == 4:
        del lines[at : at + length]
    elif what == 5:
        lines[at:at] = lines[at : at + length] * rng.choice((1, 1, 3, 40))
    else:
        lines.insert(at, rng.choice(_OPERATORS))
    return b"\n".join(lines)


def _replaced(pattern: re.Pattern[bytes], by: bytes, text: bytes, rng: Random) -> bytes:
    """One or several matches replaced."""
    found = list(pattern.finditer(text))
    for match in sorted(rng.sample(found, min(len(found), rng.choice((1, 1, 1, 6)))), key=lambda m: -m.start()):
        text = text[: match.start()] + by + text[match.end() :]
    return text


def _written(objects: dict[int, tuple[bytes, bytes | None]], root: bytes, rng: Random) -> bytes:
    """The file with its table of objects made anew; now and then with one that is wrong."""
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, (head, content) in objects.items():
        offsets[number] = len(out)
        body = head
        if content is not None:
            lies = rng.random() < 0.02
            head = head if lies else re.sub(rb"/Length\s+\d+(?:\s+\d+\s+R)?", b"/Length %d" % len(content), head)
            body = head + b"\nstream\n" + content + b"\nendstream"
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out) if rng.random() > 0.03 else rng.randrange(2 * len(out))
    slip = rng.randrange(-20, 20) if rng.random() < 0.03 else 0
    for number, offset in sorted(offsets.items()):
        out += b"xref\n" * (number == min(offsets)) + b"%d 1\n%010d 00000 n \n" % (number, max(0, offset + slip))
    extra = rng.choice((b"/Prev %d" % start, b"/Encrypt 1 0 R", b"/Prev 7")) if rng.random() < 0.03 else b""
    out += b"trailer\n<< /Size %d /Root %b %b >>\nstartxref\n%d\n%%%%EOF\n" % (max(offsets) + 1, root, extra, start)
    return bytes(out)
