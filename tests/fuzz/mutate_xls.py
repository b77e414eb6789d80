"""Workbooks of before 2007 with their records disturbed."""

from __future__ import annotations

import struct
from random import Random

import mutate_bytes

_HEAD = 512  # bytes before the first sector, with which the stream of a workbook that xlwt wrote begins
_RECORD = struct.Struct("<HH")
_END = 0x0A
_WORDS = (0, 1, 0x7F, 0xFF, 0x100, 0x3FFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)


def mutate(data: bytes, rng: Random) -> bytes:
    """A workbook as Excel never wrote it."""
    chance = rng.random()
    if chance < 0.1:
        return mutate_bytes.mutate(data, rng)
    if chance < 0.15:
        return mutate_bytes.cut(data, rng)
    content = bytearray(data)
    if chance < 0.25:  # what says where the streams lie
        at = rng.randrange(min(_HEAD, len(content)))
        content[at] = rng.randrange(256)
        return bytes(content)
    records = list(_records(data))
    for _ in range(rng.choice((1, 1, 3, 10))):
        start, length = rng.choice(records or [(0, len(data) - 4)])
        _change(content, start, length, rng)
    return bytes(content)


def _records(data: bytes) -> list[tuple[int, int]]:
    """Where records begin and how many bytes their bodies have."""
    found = []
    at = _HEAD
    while at + _RECORD.size <= len(data):
        kind, length = _RECORD.unpack_from(data, at)
        if kind == 0 and length == 0:
            break
        found.append((at, length))
        at += _RECORD.size + length
    return found


def _change(content: bytearray, start: int, length: int, rng: Random) -> None:
    """One change that keeps the length of the file, so that later records stay where they are."""
    what = rng.randrange(5)
    body = start + _RECORD.size
    if what == 0:
        struct.pack_into("<H", content, start, rng.choice((_END, rng.randrange(0x0900), 0xE5, 0xFD, 0x06)))
    elif what == 1:
        struct.pack_into("<H", content, start + 2, rng.choice((0, 1, length + 1, max(0, length - 2), 0x2020, 0xFFFF)))
    elif length >= 2 and body + length <= len(content):
        at = body + rng.randrange(length - 1)
        if what == 2:
            struct.pack_into("<H", content, at, rng.choice(_WORDS))
        elif what == 3:
            content[at] ^= 1 << rng.randrange(8)
        else:
            content[body : body + length] = rng.randbytes(length)
