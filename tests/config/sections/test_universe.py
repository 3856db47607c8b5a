"""The members of the index: whose list, and how gently the source is asked."""

from __future__ import annotations

from datetime import date
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


def test_dates_of_a_reconstitution_replace_packaged_ones(file: Path) -> None:
    file.write_text("[[universe.reconstitution]]\neffective = 2026-12-18\nlock_down = 2026-12-01\n")
    (row,) = load(file).universe.reconstitutions()
    assert (row.month, row.effective, row.lock_down, row.rank_day) == (
        "2026-12",
        date(2026, 12, 18),
        date(2026, 12, 1),
        None,
    )
    assert (row.basis, row.source) == ("settings", "settings")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("effective = 2019-06-28", "expected a day from 2024-01-01 on"),
        ("effective = 2027-06-25\nrank_day = 2027-07-01", "effective close 2027-06-25 is before rank day 2027-07-01"),
        ("effective = 2027-06-25\nopens = 2027-06-24", "effective open 2027-06-24 is before effective close"),
        ("effective = 2027-06-25\n[[universe.reconstitution]]\neffective = 2027-06-11", "two reconstitutions"),
    ],
)
def test_impossible_dates_of_a_reconstitution_are_named(file: Path, rows: str, words: str) -> None:
    error = complaint(file, f"[[universe.reconstitution]]\n{rows}\n")
    assert words in str(error) and error.key.startswith("universe.reconstitution")
