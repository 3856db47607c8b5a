"""How Yahoo is reached: addresses of the right kind, and when a request fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from tests.config.complaints import complaint


def test_prices_are_pushed_only_where_somebody_asked_for_it() -> None:
    assert not YahooSettings().stream


def test_an_address_of_the_right_kind_is_taken(file: Path) -> None:
    file.write_text(
        '[yahoo]\nendpoint = "http://127.0.0.1:80"\nstream_endpoint = "ws://127.0.0.1:80"\ndeadline_s = 0.1'
    )
    yahoo = load(file).yahoo
    assert (yahoo.endpoint, yahoo.stream_endpoint, yahoo.deadline_s) == (
        "http://127.0.0.1:80",
        "ws://127.0.0.1:80",
        0.1,
    )


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[yahoo]\nendpoint = "ws://127.0.0.1"', "yahoo.endpoint", "http(s) address"),
        ('[yahoo]\nstream_endpoint = "http://127.0.0.1"', "yahoo.stream_endpoint", "ws(s) address"),
        ("[yahoo]\ndeadline_s = 0", "yahoo.deadline_s", "0.1"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
