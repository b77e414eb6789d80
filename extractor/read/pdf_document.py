"""pdfminer's view of a file, safe from what a damaged one does to it."""

from __future__ import annotations

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjectNotFound, PDFObjRef


class SafeDocument(PDFDocument):
    """Follows objects that are only a reference to another, and gives up where these go round in a circle.

    pdfminer itself would go round for ever in a damaged file.
    """

    def getobj(self, objid: int) -> object:
        found, seen = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise PDFObjectNotFound(objid)
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found
