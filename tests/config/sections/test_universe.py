"""The members of the index: whose list, and how gently the source is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.universe import UniverseSettings
from tests.config.complaints import complaint


def test_lists_and_spellings_by_symbol(file: Path) -> None:
    file.write_text('[universe.holdings]\nIWM = "https://example.org/iwm.csv"\n[universe.symbols]\nMOGA = "MOG-A"')
    universe = load(file).universe
    assert universe.holdings["IWM"] == "https://example.org/iwm.csv"
    assert universe.symbols["MOGA"] == "MOG-A"


def test_a_sweep_is_gentle_unless_somebody_says_otherwise() -> None:
    universe = UniverseSettings()
    assert universe.enabled
    assert (universe.chunk, universe.requests_per_minute) == (200, 30)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[universe]\nchunk = 1001", "universe.chunk"),
        ("[universe]\nhistory_days = -1", "universe.history_days"),
        ('[universe.holdings]\nIWM = "file:///etc/passwd"', "universe.holdings"),
    ],
)
def test_no_chunk_without_end_and_no_address_of_another_kind(file: Path, text: str, key: str) -> None:
    assert complaint(file, text).key.startswith(key)
