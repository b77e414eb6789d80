"""Web pages with their tags, attributes, texts and wrapping disturbed."""

from __future__ import annotations

import base64
import quopri
import re
from random import Random

import mutate_bytes

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_TAGS = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th scope=row>", "<thead>", "<tfoot>", "<caption>",
    "<div>", "</div>", "<p>", "<br>", "<sup>", "<del>", "<span hidden>", "<td style='display:none'>", "<svg>",
    "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "<!DOCTYPE html>", "<template>", "<select>",
    "<math>", "<plaintext>", "<iframe src='file:///etc/passwd'>", "<base href='http://127.0.0.1:9/'>", "<h1>", "<li>",
    "&#0;", "&#1114112;", "&#xD800;", "&nbsp;", "&a;",
)  # fmt: skip
_STYLES = (
    "<style>td{display:none}</style>", "<style>.a{visibility:hidden}@media print{.b{display:none}}</style>",
    "<style>/*</style>", "<style>}}}}{{{{</style>", "<meta charset='utf-7'>", "<meta charset='shift_jis'>",
    "<meta charset='hex'>", "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>", "<?xml version='1.0'?>",
)  # fmt: skip
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")
_MOST_REPEATED = 400


def mutate(data: bytes, rng: Random) -> bytes:
    """A web page as no browser would save it."""
    chance = rng.random()
    if chance < 0.1:
        return mutate_bytes.mutate(data, rng)
    if chance < 0.13:
        return mutate_bytes.cut(data, rng)
    pieces = _PIECE.findall(data.decode("utf-8", "replace")) or [""]
    for _ in range(rng.choice((1, 1, 3, 10, 40))):
        _change(pieces, rng)
    text = "".join(pieces)
    return text.encode(rng.choice(_ENCODINGS) if rng.random() < 0.1 else "utf-8", "replace") or b"\n"


def mutate_archive(data: bytes, rng: Random) -> bytes:
    """A page in the form in which browsers save it with its pictures."""
    page = mutate(data, rng) if rng.random() < 0.6 else data
    coding = rng.choice(("base64", "quoted-printable", "8bit", "7bit", "x-unknown", "uuencode"))
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(coding, bytes)(page)
    charset = rng.choice(("utf-8", "utf-8", "cp1252", "utf-7", "x", "unicode_escape"))
    nested = rng.choice((1, 1, 1, 2, 60))
    boundaries = [f"----part{number}" for number in range(nested)]
    lines = ["From: <Saved by Blink>", "MIME-Version: 1.0"]
    for boundary in boundaries:
        kind = rng.choice(("related", "related", "mixed", "alternative", "digest"))
        lines += [f'Content-Type: multipart/{kind}; type="text/html"; boundary="{boundary}"', "", f"--{boundary}"]
    lines += [f"Content-Type: text/html; charset={charset}", f"Content-Transfer-Encoding: {coding}", ""]
    closing = "".join(f"\n--{boundary}--\n" for boundary in reversed(boundaries))
    whole = "\n".join([*lines, ""]).encode() + body + closing.encode()
    return mutate_bytes.mutate(whole, rng) if rng.random() < 0.3 else whole


def _change(pieces: list[str], rng: Random) -> None:
    at = rng.randrange(len(pieces))
    what = rng.randrange(8)
    if what == 0:
        del pieces[at : at + rng.choice((1, 1, 3, 30))]
        pieces[:] = pieces or [""]
    elif what == 1:
        pieces[at:at] = pieces[at : at + rng.choice((1, 5, 40))] * rng.choice((1, 1, 2, 20))
    elif what == 2:
        other = rng.randrange(len(pieces))
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif what == 3:
        spans = [n for n, piece in enumerate(pieces) if piece.startswith(("<td", "<th"))]
        to = rng.choice(spans or [at])
        name, value = rng.choice(("colspan", "rowspan")), rng.choice(mutate_bytes.NUMBERS)
        pieces[to] = f'{pieces[to].rstrip(">")} {name}="{value}">'
    elif what == 4:
        texts = [n for n, piece in enumerate(pieces) if not piece.startswith("<")]
        pieces[rng.choice(texts or [at])] = rng.choice(mutate_bytes.TEXTS)
    elif what == 5:
        pieces.insert(at, rng.choice(_TAGS) * rng.choice((1, 1, 1, 2, 90, _MOST_REPEATED)))
    elif what == 6:
        pieces.insert(at, "<table><tr><td>a<td>5<tr><td>b<td>" * rng.choice((1, 2, 30, 80)))
    else:
        pieces.insert(0 if rng.random() < 0.5 else at, rng.choice(_STYLES))
