"""Smallest PDFs from content streams written out in a test, so that a test shows exactly what is drawn."""

from __future__ import annotations


def raw_pdf(
    *contents: str,
    media: tuple[float, ...] = (0, 0, 200, 200),
    page: str = "",
    forms: dict[str, tuple[str, str]] | None = None,
    fonts: dict[str, str] | None = None,
) -> bytes:
    """One page per content stream. Fonts F1 (Helvetica), F2 (Helvetica-Bold) are there.

    `page` goes into every page dictionary (`/Rotate 90`), `forms` gives form XObjects by name as their extra
    dictionary entries and content, `fonts` further fonts by name as a dictionary.
    """
    objects: list[str] = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font_names = {
        "F1": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "F2": "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    } | (fonts or {})

    def add(text: str) -> str:
        objects.append(text)
        return f"{len(objects)} 0 R"

    font_entries = " ".join(f"/{name} {add(body)}" for name, body in font_names.items())
    form_entries = ""
    for name, (entries, content) in (forms or {}).items():
        head = f"/Type /XObject /Subtype /Form /BBox [-1000 -1000 1000 1000] {entries}"
        reference = add(_stream(content, f"{head} /Resources << /Font << {font_entries} >> >>"))
        form_entries += f"/{name} {reference} "
    resources = f"<< /Font << {font_entries} >> /XObject << {form_entries} >> >>"
    box = " ".join(map(str, media))
    kids = []
    for content in contents:
        stream = add(_stream(content, ""))
        entries = f"/MediaBox [{box}] /Resources {resources} /Contents {stream} {page}"
        kids.append(add(f"<< /Type /Page /Parent 2 0 R {entries} >>"))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _file(objects)


def _stream(content: str, entries: str) -> str:
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
