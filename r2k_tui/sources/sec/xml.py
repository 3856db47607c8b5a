"""XML of filings, parsed without entities. Pure."""

from __future__ import annotations

from xml.etree import ElementTree

from r2k_tui.sources.parsing import xml


def parse_xml(data: bytes) -> ElementTree.Element:
    """Root of a document of the SEC; see parsing.xml. Raises BadData."""
    return xml.parse_xml(data, "the SEC's document")


def text_at(element: ElementTree.Element, path: str) -> str:
    """Text of the first element at a path of local names (`genInfo/seriesId`); "" without one."""
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return (found.text or "").strip() if found is not None else ""
