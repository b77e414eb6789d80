"""Captions of charts, and of pictures, whose figures nobody reads: those are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Block, Finding, Table
from extractor.read.docx_charts import METHOD
from extractor.read.docx_grid import Piece


def with_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """The story without its empty paragraphs. A chart without a title has its caption's, and pictures are told."""
    kept = [piece for piece in pieces if piece.findings or piece.picture or not piece.is_blank]
    result = []
    for at, piece in enumerate(kept):
        if piece.picture:
            piece = replace(piece, findings=[*piece.findings, *_told(kept, at)])
        elif isinstance(piece.item, Table) and piece.item.method == METHOD and not piece.item.caption:
            captions = _beside(kept, at)
            caption = captions[0] if len(captions) == 1 else ""  # with one before and one after, either may be meant
            piece = replace(piece, item=replace(piece.item, caption=caption))
        result.append(piece)
    return result


def _beside(pieces: Sequence[Piece], at: int) -> list[str]:
    """The captions right before and after a place."""
    near = [*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]]
    items = [piece.item for piece in near]
    return [" ".join(item.text.split()) for item in items if isinstance(item, Block) and item.kind == "caption"]


def _told(pieces: Sequence[Piece], at: int) -> list[Finding]:
    """A picture that has a caption shows what belongs to the report; logos and the like have none."""
    captions = _beside(pieces, at)
    if not captions:
        return []
    message = f'What "{captions[0][:80]}" shows is a picture, whose figures are not read; take them from the source'
    return [Finding("picture-not-read", "warning", message)]
