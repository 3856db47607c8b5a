"""Settings of FINRA, and of the short interest that comes from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from tests.config.complaints import complaint


def test_short_interest_is_on_unless_turned_off(file: Path) -> None:
    file.write_text("")
    assert load(file).universe.short_interest and load(file).finra.endpoint == ""
    file.write_text('[universe]\nshort_interest = false\n[finra]\nendpoint = "http://127.0.0.1:1"\ndeadline_s = 5.0')
    assert not load(file).universe.short_interest
    assert (load(file).finra.endpoint, load(file).finra.deadline_s) == ("http://127.0.0.1:1", 5.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[finra]\nendpoint = "ftp://x"', "a http(s) address"),
        ("[finra]\ndeadline_s = 0.0", "deadline_s"),
        ("[universe]\nsqueeze_fraction = 20.0", "squeeze_fraction"),
        ("[universe]\nsqueeze_days = -1.0", "squeeze_days"),
    ],
)
def test_bad_values(file: Path, text: str, words: str) -> None:
    found = complaint(file, text)
    assert words in f"{found.message} {found}"
