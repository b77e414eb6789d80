"""What a file is, told from its bytes; one clear remedy for each kind that cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.model import Media
from extractor.read.decode import decode

_SUFFIXES: dict[str, Media] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".txt": "txt",
    ".text": "txt",
}
_READABLE = "give a PDF, a DOCX or a text file"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "is an RTF document", "save it as DOCX or PDF"),
    (b"\x89PNG\r\n\x1a\n", "is a PNG image", "give the document the picture was taken from"),
    (b"\xff\xd8\xff", "is a JPEG image", "give the document the picture was taken from"),
    (b"GIF8", "is a GIF image", "give the document the picture was taken from"),
    (b"II*\x00", "is a TIFF image", "give the document the picture was taken from"),
    (b"MM\x00*", "is a TIFF image", "give the document the picture was taken from"),
    (b"BM", "is a BMP image", "give the document the picture was taken from"),
    (b"RIFF", "is a media file", _READABLE),
    (b"%!PS", "is a PostScript file", "convert it to PDF"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "is a RAR archive", "unpack it first"),
    (b"BZh", "is a bzip2 archive", "unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database", _READABLE),
    (b"PAR1", "is a Parquet file", _READABLE),
    (b"\x7fELF", "is a program", _READABLE),
    (b"MZ", "is a program", _READABLE),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ZIP_KINDS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "is an Excel workbook", "save the sheet as PDF, or give the report it belongs to"),
    ("ppt/", "is a PowerPoint presentation", "save it as PDF"),
    ("Index/Document.iwa", "is an Apple iWork document", "save it as DOCX or PDF"),
    ("mimetype", "is an OpenDocument or EPUB file", "save it as DOCX or PDF"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes are."""

    media: Media


def sniff(path: str, data: bytes) -> Content:
    """Which reader takes the file. Raises `UnreadableFile` for what no reader takes."""
    if _is_pdf(data):
        return Content("pdf")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole_error(path, data)
    text, _ = decode(data[:65536]) or ("", "")
    for magic, problem, remedy in _MAGIC:
        # Two ASCII letters may begin a text as well; a text is no image.
        if data.startswith(magic) and (len(magic) > 3 or not text):
            raise UnreadableFile(path, problem, remedy)
    _refuse_markup(path, data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if not text:
        raise UnreadableFile(path, "is neither PDF, DOCX nor text", _READABLE)
    return Content("txt")


def suffix_note(path: str | Path, content: Content) -> str:
    """What to note where a file's suffix names another format than its content; else an empty text."""
    suffix = Path(path).suffix.lower()
    claimed = _SUFFIXES.get(suffix)
    if suffix and claimed != content.media and (claimed or content.media != "txt"):
        return f"named {suffix} but read as {content.media}, which is what it holds"
    return ""


def _is_pdf(data: bytes) -> bool:
    """A header at the start, or within the first 1024 bytes as readers allow, if the rest looks like one."""
    if data.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and (b"endobj" in data or b"startxref" in data)


def _sniff_zip(path: str, data: bytes) -> Content:
    """A Word document is an archive with a main document part; name what else it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise UnreadableFile(
            path, "is a truncated or damaged DOCX or ZIP file", "fetch it again, or save it anew from Word"
        ) from None
    if any(re.fullmatch(r"word/document\d*\.xml", name, re.IGNORECASE) for name in names):
        return Content("docx")
    for start, problem, remedy in _ZIP_KINDS:
        if any(name.startswith(start) for name in names):
            raise UnreadableFile(path, problem, remedy)
    raise UnreadableFile(path, "is a ZIP archive without a Word document in it", "unpack it first")


def _ole_error(path: str, data: bytes) -> UnreadableFile:
    """An OLE container: an encrypted Office file or one in the format of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile(path, "is protected by a password", "save a copy without the password")
    if "WordDocument".encode("utf-16-le") in data:
        return UnreadableFile(path, "is a Word document in the old .doc format", "save it as DOCX or PDF")
    return UnreadableFile(path, "is an old Office document", "save it as DOCX or PDF")


def _refuse_markup(path: str, head: bytes) -> None:
    """Web pages and XML are text, but their tags are not a report's."""
    if _HTML.search(head[:1024]) and head.startswith(b"<"):
        raise UnreadableFile(path, "is a web page (HTML)", "print it to PDF")
    if head.startswith(b"<?xml"):
        raise UnreadableFile(path, "is an XML file", "save the report as DOCX or PDF")
    if head[:64].lower().startswith(b"mime-version:"):
        raise UnreadableFile(path, "is a saved web page or e-mail (MIME)", "print it to PDF")
