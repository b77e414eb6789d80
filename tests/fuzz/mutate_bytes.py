"""Mutations that know nothing of formats, and the texts and numbers that programs trip over."""

from __future__ import annotations

from random import Random

# Texts that are no figure, nearly one, or one too many; they go into cells of every format.
TEXTS = (
    "", " ", "-", "–", "%", "£", "(", ")", "()", "(-)", "<", ">", "<>5", "+-3", "1e400", "-0", "0.0.0", "1,2,3,4",
    "1,23", "9" * 400, "9" * 5000, "0." + "0" * 300 + "1", "²", "½", "٣٤٥", "１２３", "\u200b12", "12\u00a0345",
    "1 2 3", "NaN", "inf", "=1+1", "@cmd", "+44", "5 of", "of 8", "0 of 0", "5 of 8 of 9", "-% pt", "↑↓±", "\ufffd",
    "\u202e321", "é" * 300, "Apr-99 to Mar-00", "31/02/2018", "Q5 18/19", "Feb 0000", "R12 months to 9999",
    "00:00:00", "99:99", "1/0", "Hampshire " * 40, "\ud7ff\ue000", "<i>", "</p>", "&amp;", "x" * 3000,
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1", "2", "65535", "65536", "2147483647", "-2147483648", "4294967296", "1e30", "-1e30", "0.00000001",
    "999999999999999999999", "3.4028235e38", ".", "--5", "1.5.2",
)  # fmt: skip
_SPLICES = (
    b"\0", b"\t", b"\n", b"\r\n", b"\f", b"\t" * 60, b"\xa0", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-",
    b"%%EOF", b"endobj", b"stream\n", b"<p>", b"]]>", b"<!--", b"\x1b[2J",
)  # fmt: skip


def mutate(data: bytes, rng: Random) -> bytes:
    """The bytes with a few of them flipped, dropped, doubled, moved or put in; never empty."""
    content = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        _once(content, rng)
        content = content or bytearray(b"\n")
    return bytes(content)


def cut(data: bytes, rng: Random) -> bytes:
    """The bytes without their end, without their beginning, or without a piece in between."""
    low, high = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return (data[:low], data[low:], data[:low] + data[high:])[rng.randrange(3)] or b"\n"


def _once(content: bytearray, rng: Random) -> None:
    at = rng.randrange(len(content))
    length = rng.choice((1, 1, 2, 8, 64, 512))
    what = rng.randrange(7)
    if what == 0:
        content[at] ^= 1 << rng.randrange(8)
    elif what == 1:
        content[at] = rng.randrange(256)
    elif what == 2:
        del content[at : at + length]
    elif what == 3:
        content[at:at] = content[at : at + length]
    elif what == 4:
        piece = content[at : at + length]
        del content[at : at + length]
        to = rng.randrange(len(content) + 1)
        content[to:to] = piece
    elif what == 5:
        content[at:at] = rng.choice(_SPLICES)
    else:
        content[at:at] = rng.randbytes(length)
