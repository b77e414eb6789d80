"""What a file is, told from its bytes; one clear remedy for each kind that cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.intake import READABLE
from extractor.model import Media
from extractor.read.csv_dialect import is_separated
from extractor.read.decode import decode
from extractor.read.foreign import Form, NeedsOffice

_SUFFIXES: dict[str, tuple[Media, ...]] = {
    **dict.fromkeys((".pdf",), ("pdf",)),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), ("docx",)),
    **dict.fromkeys((".txt", ".text"), ("txt",)),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), ("xlsx",)),
    **dict.fromkeys((".ods", ".ots"), ("ods",)),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), ("pptx",)),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), ("html",)),
    **dict.fromkeys((".csv", ".tsv", ".tab"), ("csv",)),
    ".xls": ("xls",),
}
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "is a PNG image", "give the document the picture was taken from"),
    (b"\xff\xd8\xff", "is a JPEG image", "give the document the picture was taken from"),
    (b"GIF8", "is a GIF image", "give the document the picture was taken from"),
    (b"II*\x00", "is a TIFF image", "give the document the picture was taken from"),
    (b"MM\x00*", "is a TIFF image", "give the document the picture was taken from"),
    (b"BM", "is a BMP image", "give the document the picture was taken from"),
    (b"RIFF", "is a media file", READABLE),
    (b"%!PS", "is a PostScript file", "convert it to PDF"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "is a RAR archive", "unpack it first"),
    (b"BZh", "is a bzip2 archive", "unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database", READABLE),
    (b"PAR1", "is a Parquet file", READABLE),
    (b"\x7fELF", "is a program", READABLE),
    (b"MZ", "is a program", READABLE),
)
_HTML = re.compile(r"<(?:!doctype\s+html|(?:html|head|body|table)(?=[\s>]))", re.IGNORECASE)
_PAGE_AS_XML = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_XML_KINDS = (
    (
        "urn:schemas-microsoft-com:office:spreadsheet",
        "is an Excel workbook in the XML format of 2003",
        "save it as XLSX",
    ),
    ("urn:oasis:names:tc:opendocument", "is an OpenDocument file in one piece", "save it as ODS, or as DOCX or PDF"),
    ("", "is an XML file", "save the report as XLSX, DOCX or PDF"),
)
_MAIL = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", re.IGNORECASE)
_OFFICE: tuple[tuple[str, Media], ...] = (
    (r"word/document\d*\.xml", "docx"),
    (r"xl/workbook\d*\.xml", "xlsx"),
    (r"ppt/presentation\d*\.xml", "pptx"),
)
_ZIP_KINDS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "is an Excel workbook in the binary format", "save it as XLSX"),
    ("xl/", "is an Excel workbook without its main part", "open it in Excel and save it anew"),
    ("ppt/", "is a PowerPoint presentation without its main part", "open it in PowerPoint and save it anew"),
    ("Index/Document.iwa", "is an Apple iWork document", "save it as DOCX or PDF"),
    ("mimetype", "is an OpenDocument drawing, or an EPUB", "save it as DOCX, PPTX or PDF"),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT: tuple[tuple[bytes, Form], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
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
        return _sniff_ole(path, data)
    if data.startswith(b"{\\rtf"):
        raise NeedsOffice(path, "rtf")
    text, _ = decode(data[:65536]) or ("", "")
    for magic, problem, remedy in _MAGIC:
        # Two ASCII letters may begin a text as well; a text is no image.
        if data.startswith(magic) and (len(magic) > 3 or not text):
            raise UnreadableFile(path, problem, remedy)
    if _is_page(path, text[:8192].lstrip()):
        return Content("html")
    if not text:
        raise UnreadableFile(path, "is of no kind that is read", READABLE)
    return Content("csv" if is_separated(text, _SUFFIXES.get(Path(path).suffix.lower()) == ("csv",)) else "txt")


def suffix_note(path: str | Path, content: Content) -> str:
    """What to note where a file's suffix names another format than its content; else an empty text."""
    suffix = Path(path).suffix.lower()
    claimed = _SUFFIXES.get(suffix, ())
    if suffix and content.media not in claimed and (claimed or content.media not in ("txt", "csv")):
        return f"named {suffix} but read as {content.media}, which is what it holds"
    return ""


def forms_named(path: str) -> tuple[Media, ...]:
    """The forms that files with such a name have, if they are what they are called."""
    return _SUFFIXES.get(Path(path).suffix.lower(), ())


def _is_pdf(data: bytes) -> bool:
    """A header at the start, or within the first 1024 bytes as readers allow, if the rest looks like one."""
    if data.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and (b"endobj" in data or b"startxref" in data)


def _sniff_zip(path: str, data: bytes) -> Content:
    """An Office document is an archive with a main part; name what else it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lstrip("/") for name in archive.namelist()]
            kind = _mimetype(archive)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise UnreadableFile(
            path, "is a truncated or damaged Office or ZIP file", "fetch it again, or save it anew where it was made"
        ) from None
    for pattern, media in _OFFICE:
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names):
            return Content(media)
    if kind.startswith(_ODS) and "content.xml" in names:
        return Content("ods")
    for name, form in _OPEN_DOCUMENT:
        if kind.startswith(name) and "content.xml" in names:
            raise NeedsOffice(path, form)
    for start, problem, remedy in _ZIP_KINDS:
        if any(name.startswith(start) for name in names):
            raise UnreadableFile(path, problem, remedy)
    raise UnreadableFile(path, "is a ZIP archive without a document in it", "unpack it first")


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file calls itself; it stands unpacked in front."""
    try:
        info = archive.getinfo("mimetype")
        if info.file_size > 256 or info.flag_bits & 1:
            return b""
        return archive.read(info)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return b""


def _sniff_ole(path: str, data: bytes) -> Content:
    """An OLE container: an encrypted Office file or one in the format of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(path, "is protected by a password", "save a copy without the password")
    if "WordDocument".encode("utf-16-le") in data:
        raise NeedsOffice(path, "doc")
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise NeedsOffice(path, "ppt")
    if any(name.encode("utf-16-le") in data for name in ("Workbook\0", "Book\0")):
        return Content("xls")
    raise UnreadableFile(path, "is an old Office document", "save it as DOCX, XLSX or PDF")


def _is_page(path: str, head: str) -> bool:
    """Whether a text is a web page, alone or saved with its pictures. Raises `UnreadableFile` for other markup."""
    if _MAIL.match(head[:4096]) and ("text/html" in head or "multipart/" in head):
        return True
    if head[:64].lower().startswith("mime-version:"):
        raise UnreadableFile(path, "is an e-mail without a page in it", "save its report as PDF")
    if not head.startswith("<"):
        return False
    if head.startswith("<?xml") and not _PAGE_AS_XML.search(head[:4096]):
        problem, remedy = next((problem, remedy) for words, problem, remedy in _XML_KINDS if words in head)
        raise UnreadableFile(path, problem, remedy)
    return _HTML.search(head[:4096]) is not None
