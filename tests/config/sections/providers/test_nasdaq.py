"""How Nasdaq is reached, and how much it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from tests.config.complaints import complaint


def test_a_list_of_a_minute_is_the_default() -> None:
    assert NasdaqSettings() == NasdaqSettings(endpoint="", deadline_s=15.0, longest_list=60)


def test_every_setting_is_taken(file: Path) -> None:
    file.write_text('[nasdaq]\nendpoint = "http://127.0.0.1:80"\ndeadline_s = 3\nlongest_list = 5')
    assert load(file).nasdaq == NasdaqSettings("http://127.0.0.1:80", 3.0, 5)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[nasdaq]\nendpoint = "ftp://127.0.0.1"', "nasdaq.endpoint", "http(s) address"),
        ("[nasdaq]\ndeadline_s = 0", "nasdaq.deadline_s", "0.1"),
        ("[nasdaq]\nlongest_list = 0", "nasdaq.longest_list", "1"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
