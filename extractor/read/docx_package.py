"""The archive inside an Office file: parts, relations between them, and XML without surprises.

python-docx opens packages too, but unpacks all of their parts at once, parses them unchecked and refuses files
without content types. So what is unpacked is decided and limited here; the XML, once inspected, is parsed
into the elements of python-docx's object model.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from docx.oxml.parser import element_class_lookup
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.read.limits import Limits

Element = BaseOxmlElement
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict variant of the format differs in its namespaces only, as far as a reader of text goes.
_STRICT: tuple[tuple[bytes, bytes], ...] = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/presentationml/main",
        b"http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
)
_STRICT_START = b"http://purl.oclc.org/ooxml/"
_CHUNK = 1 << 20
_MAX_ELEMENTS = 3_000_000  # of one part; a report has about a thousand a page
_MAX_DEPTH = 400  # of XML elements; a table in a text box in a table cell needs about 40


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another. `kind` is the last word of its type, such as `footnotes`.

    The target of an `external` one is outside the file, and nothing is ever fetched from there.
    """

    kind: str
    target: str
    external: bool = False


def _parser() -> etree.XMLParser:
    """A parser of python-docx's elements without the limits of lxml: ours, kept before it parses, are wider."""
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True, huge_tree=True)
    parser.set_element_class_lookup(element_class_lookup)
    return parser


class _Refused(Exception):
    """XML that a document has no business to hold; the text says what."""


class Package:
    """An Office file opened for reading. Only parts that are asked for are unpacked, within the limits.

    `form` and `program` are what errors call the format and what saves it anew.
    """

    def __init__(self, path: str, data: bytes, limits: Limits, form: str = "DOCX", program: str = "Word") -> None:
        self.path, self._form = path, form
        self._damaged = f"open it in {program} and save it anew"
        self._limit = limits.max_inflated_bytes
        self._left = limits.max_inflated_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
            raise self._error(f"is a truncated or damaged {form} file", "fetch it again") from None
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            # which of two a reader shows depends on the reader: what one person checked, another would not see
            if self._parts.setdefault(_name(info.filename), info) is not info:
                raise self._error(f"holds two parts of one name, {info.filename!r:.80}", self._damaged)

    def main_part(self, start: str = "word/document") -> str:
        """The name of the part that holds the body; one whose name begins with `start` where no relation says so."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external and _name(relation.target) in self._parts:
                return relation.target
        found = sorted(name for name in self._parts if name.startswith(start))
        if not found:
            raise self._error(f"has no {posixpath.basename(start)} part", self._damaged)
        return found[0]

    def names(self) -> list[str]:
        """The names of all parts, in small letters and in order."""
        return sorted(self._parts)

    def relations(self, part: str) -> dict[str, Relation]:
        """The parts that `part` refers to, by relation id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for element in root.iter(_RELATION) if root is not None else ():
            kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
            outside = element.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relation(kind, target, outside)
        return found

    def xml(self, part: str) -> Element | None:
        """The parsed part, or None if there is no such part.

        Raises `UnreadableFile` for malformed XML and for any document type declaration, which the
        format forbids: without one there are no entities to expand or to fetch.
        """
        data = self.checked(part)
        if data is None:
            return None
        try:
            root: Element = etree.fromstring(data, _parser())
            return root
        except (etree.XMLSyntaxError, ValueError, LookupError):
            raise self._error(f"has damaged XML in its part {part}", self._damaged) from None

    def checked(self, part: str) -> bytes | None:
        """The XML of a part before it is parsed, or None if there is no such part. Raises what `xml` raises."""
        data = self.data(part)
        if data is None:
            return None
        if _STRICT_START in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        try:
            _inspect(data)
        except _Refused as refused:
            raise self._error(f"{refused} in its part {part}", self._damaged) from None
        except (expat.ExpatError, ValueError, LookupError):
            raise self._error(f"has damaged XML in its part {part}", self._damaged) from None
        return data

    def data(self, part: str) -> bytes | None:
        """The bytes of a part, or None if there is no such part."""
        info = self._parts.get(_name(part))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise self._error("is protected by a password", "save a copy without the password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._error(f"is packed in a way that {self._form} does not know", self._damaged)
        if info.file_size > self._left:
            raise self._too_large()
        try:
            return b"".join(self._chunks(info))
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            raise self._error(f"is damaged in its part {part}", "fetch it again") from None

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack piece by piece, because the declared size may be a lie."""
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise self._too_large()
                yield chunk

    def _too_large(self) -> LimitExceeded:
        problem = f"unpacks to more than the {self._limit:,} bytes allowed"
        return LimitExceeded(self.path, problem, "split it, or raise the limit")

    def _error(self, problem: str, remedy: str) -> UnreadableFile:
        return UnreadableFile(self.path, problem, remedy)


def _name(part: str) -> str:
    """Part names are compared without regard to case; some writers use backslashes."""
    return part.replace("\\", "/").lstrip("/").lower()


def _inspect(data: bytes) -> None:
    """Refuse document types, entities and bottomless nesting before a tree is built."""
    depth = count = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _MAX_DEPTH:
            raise _Refused("has elements nested too deeply")
        if count > _MAX_ELEMENTS:
            raise _Refused(f"has more than {_MAX_ELEMENTS:,} elements")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declaration: object) -> None:
        raise _Refused("declares a document type")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)
