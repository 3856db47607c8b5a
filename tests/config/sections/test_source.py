"""The source, its pace in a replay, and the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.source import ReplayPace, SourceChoice, StoreChoice, YahooSettings
from tests.config.complaints import complaint


def test_what_counts_without_settings() -> None:
    assert SourceChoice() == SourceChoice(name="yahoo", data="")
    assert ReplayPace().speed == 60.0
    assert StoreChoice().enabled
    assert not YahooSettings().stream, "prices are pushed only where somebody asked for it"


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
        ('[source]\nname = ""', "source.name", ""),
        ("[replay]\nspeed = 0", "replay.speed", "> 0"),
        ('[store]\nenabled = "yes"', "store.enabled", "true or false"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
