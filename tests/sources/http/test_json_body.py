"""JSON of a response, or a typed error."""

from __future__ import annotations

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.http.json_body import json_object
from tests.cases import cases


def test_an_object_is_returned_with_the_constants_that_json_lacks() -> None:
    found = json_object(b'\n {"a": NaN, "b": [1]}', "Example")
    assert found["b"] == [1]
    assert found["a"] != found["a"]


@cases(
    ("body", "words"),
    [
        (b"", "Example sent an empty response."),
        (b" \n", "Example sent an empty response."),
        (b"[1]", "Example's response is not an object."),
        (b"null", "Example's response is not an object."),
        (b'{"a": ', "Example's response is corrupt."),
        (b"[" * 100_000, "Example's response is corrupt."),
        (b'{"a": ' + b"9" * 10_000 + b"}", "Example's response is corrupt."),
        (b"<html><title>Hello [b]</title>", "Example answered with a page instead of data: “Hello [b]”."),
        (b"error code: 1015", "Example answered with a page instead of data."),
        (b"\xff\xfe\x00", "Example answered with a page instead of data."),
    ],
)
def test_anything_else_is_bad(body: bytes, words: str) -> None:
    with pytest.raises(BadData) as caught:
        json_object(body, "Example")
    assert str(caught.value) == words
