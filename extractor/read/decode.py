"""Bytes to text: UTF-8, UTF-16, UTF-32 or Windows-1252, or not text at all."""

from __future__ import annotations

import codecs
import re

_BOMS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROL_SHARE = 0.02  # of binary data a tenth are control characters; a damaged text has a few
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FOREIGN = "\u2e80"  # where the scripts of East Asia begin
_SAMPLE = 65536  # bytes or characters that are enough to judge by


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and the encoding it was read with, control characters dropped; None for binary data."""
    encoding = _encoding(data)
    if encoding is None:
        return None
    text = data.decode(encoding, errors="replace")
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if not sample or strange > max(1, _MAX_CONTROL_SHARE * len(sample)):
        return None
    if encoding.startswith(("utf-16", "utf-32")) and 2 * sum(char < _FOREIGN for char in sample) < len(sample):
        return None  # any bytes make UTF-16; those of an archive make Chinese
    return _CONTROL.sub("", text), encoding


def _encoding(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _wide(sample)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One bad byte, or an end cut through a character, must not garble a whole UTF-8 file.
        damaged = error.start >= len(data) - 3 or len(_MULTIBYTE.findall(sample)) > _broken(sample)
        return "utf-8" if damaged and _MULTIBYTE.search(data) else "cp1252"
    return "utf-8"


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark shows as a NUL in every second byte of Latin text; a stray NUL is damage."""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.3 * len(sample[1::2]) and odd > 4 * even:
        return "utf-16-le"
    if even > 0.3 * len(sample[::2]) and even > 4 * odd:
        return "utf-16-be"
    return "utf-8" if odd + even <= max(1, _MAX_CONTROL_SHARE * len(sample)) else None


def _broken(sample: bytes) -> int:
    """How many bytes outside ASCII do not belong to a well-formed UTF-8 character."""
    return sum(byte > 0x7F for byte in _MULTIBYTE.sub(b"", sample))
