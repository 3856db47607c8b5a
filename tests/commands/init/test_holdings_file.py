"""A file of holdings in the generic form."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.commands.init.holdings_file import holdings_from_file
from r2k_tui.config.sections.watchlist import Holding


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "held.csv"
    file.write_text('\ufeffCost,Note,Symbol,Shares\n210.5,"a, b",iwm,100\n\n,,,\n500,,SPY,-2\n', "utf-8")
    assert holdings_from_file(file) == (Holding("IWM", 100.0, 210.5), Holding("SPY", -2.0, 500.0))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"symbol,quantity,cost\nIWM,1,2\n", r"no column shares; expected symbol,shares,cost \(there are symbol, qua"),
        (b"", r"no column symbol or shares or cost; .* \(there are none\)"),
        (b"symbol,shares,cost\nIWM,1,2\nSPY,x,3\n", "line 3: .*'x' is no number"),
        (b"symbol,shares,cost\nIWM,1\n", "line 2: .*is no number"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (b"symbol,shares,cost\n" + b"IWM,1,2\n" * 501, "501 holdings; the settings take at most 500"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "held.csv"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        holdings_from_file(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"cannot read .*No such file"):
        holdings_from_file(tmp_path / "none.csv")
