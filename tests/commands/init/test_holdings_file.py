"""A broker's file as an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.commands.init.holdings_file import export_of, path_in, told
from tests.cases import cases
from tests.sources.brokers.exports import FIDELITY


def test_a_file_is_found_as_a_terminal_quotes_it(tmp_path: Path) -> None:
    file = tmp_path / "my positions"
    file.touch()
    quoted = (f"'{file}'", f'"{file}"', str(file).replace(" ", "\\ "), f" {file} \n")
    assert [path_in(text) for text in quoted] == [file] * 4


@cases("text", ["IWM 100 210.5", "IWM", "BRK/B 10 3", "it's 1 2", "", "~nobody-at-all 1 2"])
def test_a_holding_is_no_file(text: str) -> None:
    assert path_in(text) is None


@cases("text", ["none.csv", "'no ne.CSV'", "/nowhere/at-all", "~nobody-at-all/x.csv", "a\0.csv"])
def test_what_looks_like_a_file_is_one_though_it_is_not_there(text: str) -> None:
    path = path_in(text)
    assert path is not None
    with pytest.raises(ValueError, match=r"cannot read|null byte"):
        export_of(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"symbol,cost\nIWM,2\n", "held.csv: line 1: no export that R2K knows"),
        (b"symbol,shares\nIWM,2\n", "held.csv: .*cost"),
        (b"", "held.csv: the file is empty"),
        (b"symbol,shares,cost\nIWM,1,2\nSPY,x,3\n", "held.csv: line 3.*x"),
        (b"PK\x03\x04", "Excel"),
        (b"\xff\xfe\x00", "UTF-16"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "held.csv"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        export_of(file)


def test_what_a_file_holds_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(FIDELITY)
    first, *rest = told(export_of(tmp_path / "a.csv"))
    assert first == "3 holdings from Fidelity in 2 accounts, and cash" and "line 4: an option" in rest[0]
    (tmp_path / "b.csv").write_text("symbol,shares,cost\nIWM,1,2\n" + "?,1,2\n" * 8)
    first, *rest = told(export_of(tmp_path / "b.csv"))
    assert first == "1 holding" and len(rest) == 6 and rest[-1] == "and 3 more rows not imported"
