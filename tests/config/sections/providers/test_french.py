"""Settings of Kenneth French's data library."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.providers.french import FrenchSettings
from tests.config.complaints import complaint


def test_the_library_is_asked_unless_turned_off(file: Path) -> None:
    file.write_text("")
    assert load(file).french == FrenchSettings(enabled=True, endpoint="", deadline_s=20.0, proxy="")
    file.write_text('[french]\nenabled = false\nendpoint = "http://127.0.0.1:1"\ndeadline_s = 5')
    assert load(file).french == FrenchSettings(enabled=False, endpoint="http://127.0.0.1:1", deadline_s=5.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[french]\nendpoint = "ftp://x"', "a http(s) address"),
        ("[french]\ndeadline_s = 0.0", "deadline_s"),
        ('[french]\nenabled = "no"', "enabled"),
        ('[french]\nproxy = "x"', "proxy"),
    ],
)
def test_bad_values(file: Path, text: str, words: str) -> None:
    found = complaint(file, text)
    assert words in f"{found.message} {found}"
