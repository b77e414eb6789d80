"""Fonts of the PDFs, and the few characters that the text fonts lack.

Arrows, bullets and raised digits are drawn from the standard Symbol, ZapfDingbats and Helvetica fonts. Each
gets a ToUnicode map, as word processors write it, so that a reader of the file sees the character.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
# font name -> (standard font, encoding, {character to draw: (character a reader sees, code in the font)})
_SPECIAL = {
    "Arrows": ("Symbol", "SymbolEncoding", {"↑": ("↑", 0xAD), "↓": ("↓", 0xAF)}),
    "Bullets": ("ZapfDingbats", "ZapfDingbatsEncoding", {"❖": ("❖", 0x76), "●": ("●", 0x6C)}),
    "Raised": ("Helvetica", "WinAnsiEncoding", {d: (r, ord(d)) for d, r in _RAISED.items()}),
}
FAMILIES = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "vera": ("Vera", "Vera-Bold", "Vera-Italic"),
}


class _MappedFont(pdfmetrics.Font):  # type: ignore[misc]
    """A standard font that tells readers which characters its codes stand for."""

    def __init__(self, name: str, face: str, encoding: str, codes: dict[int, str]) -> None:
        super().__init__(name, face, encoding)
        self.codes = codes

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        super().addObjects(doc)
        font = doc.idToObject["BasicFonts"].dict[doc.fontMapping[self.fontName].removeprefix("/")]
        font.local_attributes = sorted({*font.local_attributes, "ToUnicode"})
        font.ToUnicode = doc.Reference(pdfdoc.PDFStream(content=_cmap(self.codes)), f"map:{self.fontName}")


def _cmap(codes: dict[int, str]) -> str:
    lines = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for code, char in sorted(codes.items()))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Map def\n"
        "/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}\nendbfchar\nendcmap\nend\nend"
    )


def register() -> None:
    """Makes the fonts known to reportlab; harmless when called again."""
    for name, (face, encoding, characters) in _SPECIAL.items():
        codes = {code: seen for seen, code in characters.values()}
        pdfmetrics.registerFont(_MappedFont(name, face, encoding, codes))
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    for name, file in (("Vera", "Vera"), ("Vera-Bold", "VeraBd"), ("Vera-Italic", "VeraIt")):
        pdfmetrics.registerFont(TTFont(name, f"{file}.ttf"))
    for regular, bold, italic in FAMILIES.values():
        pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=italic, boldItalic=bold)


def markup(text: str, size: float) -> str:
    """The text as reportlab's paragraph mark-up: `<i>` and `<b>` kept, special characters in their fonts."""
    safe = re.sub(r"&lt;(/?[ib])&gt;", r"<\1>", escape(text)).replace("\\n", "<br/>")
    for name, (_, _, characters) in _SPECIAL.items():
        for written, (seen, _) in characters.items():
            if name == "Raised":
                drawn = f'<font name="Raised" size="{size * 0.62:.1f}"><super>{written}</super></font>'
            else:
                drawn = f'<font name="{name}">{seen}</font>'
            safe = safe.replace(seen, drawn)
    return safe
