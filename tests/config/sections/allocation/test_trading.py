"""Settings of trades, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.sections.allocation.trading import Trading, trading_fault


def test_defaults() -> None:
    made = Trading()
    assert (made.to, made.tax_lots, made.lot_sizes, made.do_not_sell) == ("target", "fifo", {}, ())
    assert trading_fault(made) is None
    assert trading_fault(Trading(lot_sizes={"IWM": 100.0, "GLD": 0.001})) is None


@pytest.mark.parametrize("size", ["-100", "0", "inf", "nan", "-0.5", "1e30"])
def test_a_lot_that_is_none_is_refused_with_line_and_key(size: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"[allocation.trading]\nlot_sizes = {{ IWM = {size} }}\n")
    with pytest.raises(ConfigError) as raised:
        load(file)
    found = raised.value
    assert (found.line, found.key) == (2, "allocation.trading.lot_sizes.IWM")
    assert found.message.startswith("a lot must be above 0 shares") and found.message.endswith(f"found {float(size):g}")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("do_not_sell = ['cash']", "cash is never sold"),
        ("lot_sizes = { cash = 1 }", "cash has lots of 0.01"),
        ("tax_lots = 'lifo'", "expected one of fifo, hifo, found 'lifo'"),
        ("to = 'edge'", "expected one of target, band, found 'edge'"),
        ("lot_sizes = { IWM = '100' }", "expected a number"),
    ],
)
def test_words_for_other_settings(line: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"[allocation.trading]\n{line}\n")
    with pytest.raises(ConfigError) as raised:
        load(file)
    assert raised.value.line == 2 and words in raised.value.message


@pytest.mark.parametrize("table", ["[portfolio]", "[[portfolios]]\nname = 'IRA'"])
def test_cash_is_no_holding(table: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f"{table}\nholdings = [{{ symbol = 'IWM', shares = 1 }}, {{ symbol = 'cash', shares = 5 }}]\n")
    with pytest.raises(ConfigError, match="`cash` is no holding: write the amount as `cash`"):
        load(file)
