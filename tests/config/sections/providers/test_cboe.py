"""How Cboe is reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.cboe import CboeSettings
from tests.config.complaints import complaint


def test_cboe_itself_is_the_default() -> None:
    assert CboeSettings() == CboeSettings(endpoint="", deadline_s=15.0)


def test_a_gateway_and_a_deadline_are_taken(file: Path) -> None:
    file.write_text('[cboe]\nendpoint = "http://127.0.0.1:80"\ndeadline_s = 3')
    assert load(file).cboe == CboeSettings("http://127.0.0.1:80", 3.0)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[cboe]\nendpoint = "ws://127.0.0.1"', "cboe.endpoint", "http(s) address"),
        ("[cboe]\ndeadline_s = 0", "cboe.deadline_s", "0.1"),
        ("[cboe]\ncadence_s = 1", "cboe.cadence_s", ""),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
