"""XML from outside: no document type, no entity, no endless nesting."""

from __future__ import annotations

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.parsing.xml import parse_xml
from tests.cases import cases
from tests.fakes.nasdaq_trader_server import BOMB


def test_a_document_is_named_in_messages() -> None:
    with pytest.raises(BadData, match=r"^the feed is not XML: line 1"):
        parse_xml(b"<a><b></a>", "the feed")


@cases(
    ("data", "words"),
    [
        (BOMB, "document type"),
        (b'<!doctype a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "unusual encoding"),
        ("<a/>".encode("utf-16"), "unusual encoding"),
        (b"<a>" * 60 + b"</a>" * 60, "nested deeper"),
        (b"<a>&unknown;</a>", "not XML"),
        (b"", "not XML|is empty"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parse_xml(data, "the feed")


def test_a_mark_at_the_start_is_no_fault() -> None:
    assert parse_xml(b"\xef\xbb\xbf<a>\xc3\xa9</a>", "the feed").text == "é"
