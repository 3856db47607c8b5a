"""XML of filings, parsed without entities. Pure."""

from __future__ import annotations

from xml.etree import ElementTree

from r2k_tui.sources.parsing import xml


def parse_xml(data: bytes) -> ElementTree.Element:
    """Root of a document of the SEC; see parsing.xml. Raises BadData."""
    return xml.parse_xml(data, "the SEC's document")


def text_at(element: ElementTree.Element, path: str) -> str:
    """Text of the first element at a path of local names (`genInfo/seriesId`); "" without one."""
    found = [element]
    for name in path.split("/"):
        # Not `find` with a wildcard for the namespace, which takes longer.
        ending = f"}}{name}"
        found = [child for one in found for child in one if child.tag == name or child.tag.endswith(ending)]
    return (found[0].text or "").strip() if found else ""
