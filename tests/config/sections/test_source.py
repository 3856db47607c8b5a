"""The source, its pace in a replay, and the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.sections.source import ReplayPace, SourceChoice, StoreChoice
from tests.config.complaints import complaint


def test_what_counts_without_settings() -> None:
    assert SourceChoice() == SourceChoice(name="yahoo", data="")
    assert ReplayPace().speed == 60.0
    assert StoreChoice().enabled


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('[source]\nname = ""', "source.name", ""),
        ("[replay]\nspeed = 0", "replay.speed", "> 0"),
        ('[store]\nenabled = "yes"', "store.enabled", "true or false"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str, words: str) -> None:
    error = complaint(file, text)
    assert error.key == key
    assert words in error.message
