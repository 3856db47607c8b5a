"""How Nasdaq Trader is reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from tests.config.complaints import complaint


def test_halts_are_polled_by_default(file: Path) -> None:
    file.write_text("")
    config = load(file)
    assert config.nasdaq_trader == NasdaqTraderSettings(endpoint="", deadline_s=10.0) and config.universe.halts


def test_every_setting_is_taken(file: Path) -> None:
    file.write_text('[nasdaq_trader]\nendpoint = "http://127.0.0.1:80"\ndeadline_s = 3\n[universe]\nhalts = false')
    config = load(file)
    assert config.nasdaq_trader == NasdaqTraderSettings("http://127.0.0.1:80", 3.0) and not config.universe.halts


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[nasdaq_trader]\nendpoint = "ftp://127.0.0.1"', "nasdaq_trader.endpoint", "http(s) address"),
        ("[nasdaq_trader]\ndeadline_s = 0", "nasdaq_trader.deadline_s", "0.1"),
        ('[universe]\nhalts = "yes"', "universe.halts", "true or false"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
