"""XML of a response, parsed without document types and entities. Pure."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from r2k_tui.sources.base import BadData

_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
_ENCODINGS = frozenset({b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1"})
_DEEPEST = 40


def parse_xml(data: bytes, document: str) -> ElementTree.Element:
    """Root of a document, which messages name `document`.

    Raises BadData for other data, for a document type, for deep nesting and for an unusual encoding. Without a document
    type there are no entities, which could expand without end or name files.
    """
    text = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(text)
    if b"\0" in text or (declared is not None and declared[1].lower() not in _ENCODINGS):
        raise BadData(f"{document} has an unusual encoding")
    if _DOCTYPE.search(text):
        raise BadData(f"{document} has a document type, which is refused")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (checked above)
    except ElementTree.ParseError as error:
        raise BadData(f"{document} is not XML: line {error.position[0]}") from None
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise BadData(f"{document} is nested deeper than any other")
    return root
