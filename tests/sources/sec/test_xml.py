"""XML from outside: no entities, no depth without end, nothing but BadData."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.xml import parse_xml, text_at
from tests.cases import cases

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@cases(
    ("data", "words"),
    [
        (LAUGHS, "document type"),
        (b'<!doctype a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a><! ENTITY b 'c'></a>", "document type"),
        (LAUGHS.decode().encode("utf-16"), "encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="cp037"?><a/>', "encoding"),
        (b"<a>" * 60 + b"</a>" * 60, "nested deeper"),
        (b"<a><b></a>", "not XML: line 1"),
        (b"<a>&unknown;</a>", "not XML"),
        (b"", "not XML|no document"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parse_xml(data)


def test_texts_by_local_names() -> None:
    root = parse_xml(b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><a xmlns="urn:x"><b><c> 7 </c></b></a>')
    assert (text_at(root, "b/c"), text_at(root, "b/d"), text_at(root, "b")) == ("7", "", "")


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with suppress(BadData):
        parse_xml(data)
