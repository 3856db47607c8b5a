"""Which symbols play which part: another market is a matter of settings."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.sections.market import MarketSettings
from tests.config.complaints import complaint


def test_another_index_and_fund_are_taken_and_the_rest_stays(file: Path) -> None:
    file.write_text('[market]\nindex = "^SP600"\nsmall_fund = "IJR"')
    assert load(file).market == msgspec.structs.replace(load(packaged_path()).market, index="^SP600", small_fund="IJR")


def test_without_a_rate_of_one_s_own_that_of_the_bill_counts(file: Path) -> None:
    assert MarketSettings().risk_free is None
    file.write_text("[market]\nrisk_free = 0.04")
    assert load(file).market.risk_free == 0.04


@pytest.mark.parametrize("text", ['index = "a b"', 'bill = ""', "risk_free = 0.51", "risk_free = -0.06"])
def test_what_is_no_symbol_and_no_rate_is_refused(file: Path, text: str) -> None:
    assert complaint(file, f"[market]\n{text}").key == f"market.{text.split()[0]}"
