"""The text of a web page: out of the archive that it may be saved in, decoded as it declares."""

from __future__ import annotations

import codecs
import contextlib
import email
import email.parser
import email.policy
import re

from extractor.read.decode import decode

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding, and more than browsers look at
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# As browsers take them: what calls itself Latin 1 or ASCII may hold the characters that Windows added.
# Looked up while modules may still be loaded: the process that reads a file opens no other.
for _name in ("iso8859-15", "iso8859-2", "cp1250", "cp1251", "cp850", "mac-roman", "utf-16", "utf-32", "shift_jis"):
    with contextlib.suppress(LookupError):
        codecs.lookup(_name)
_MEANT = {"iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


def text_of_page(data: bytes) -> str:
    """The text of a page or of one saved with its pictures (MHTML); empty where there is none."""
    page, charset = _unwrapped(data)
    if not page.startswith(_BOMS):
        declared = _META.search(page[:_HEAD])
        charset = charset or (declared[1].decode("ascii") if declared else "")
        text = _decoded(page, charset)
        if text is not None:
            return _DECLARATION.sub("", text)
    decoded = decode(page)
    return _DECLARATION.sub("", decoded[0]) if decoded else ""


def _decoded(page: bytes, charset: str) -> str | None:
    """The text in the encoding that is declared, where the page keeps to it."""
    name = charset.lower()
    if not name or name.startswith("utf"):  # of these, the bytes tell
        return None
    try:
        text = page.decode(_MEANT.get(name, name))
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) and "\0" not in text else None


def _unwrapped(data: bytes) -> tuple[bytes, str]:
    """The page inside a saved one and the encoding that its wrapping declares; the data as they are, if it is none."""
    start = data[:_HEAD].lstrip()
    if start.startswith(b"<") or not _MAIL.match(start):
        return data, ""
    # The newer policies parse every header, and raise whatever a broken one leads to.
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html" and part.get_content_disposition() != "attachment":
            content = part.get_payload(decode=True)
            return (content, str(part.get_content_charset() or "")) if isinstance(content, bytes) else (b"", "")
    return b"", ""
