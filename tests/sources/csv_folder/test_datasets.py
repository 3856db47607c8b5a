"""What a folder holds besides a file a symbol."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.csv_folder.datasets import FolderDatasets
from tests.sources.csv_folder.folder import NOW

WIDE = "Date,AAA,BBB\n2025-09-16,1,\n2025-09-17,2,5\n"


def members(folder: Path, until: date | None = None) -> FolderDatasets:
    return FolderDatasets(folder, lambda: NOW, until)


def test_a_column_of_the_wide_file_is_bars_with_closes_alone(tmp_path: Path) -> None:
    (tmp_path / "closes_wide.csv").write_text(WIDE)
    bars = members(tmp_path).bars("BBB")
    assert list(bars.column("close")) == [5.0]
    assert bars.note.startswith("closes alone")
    with pytest.raises(NotFound, match=r"no CCC\.csv .* nor a column"):
        members(tmp_path).bars("CCC")


def test_the_wide_file_is_read_once_while_it_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "closes_wide.csv").write_text(WIDE)
    found = members(tmp_path)
    assert found.closes() is found.closes()
    (tmp_path / "closes_wide.csv").write_text(WIDE + "2025-09-18,3,6\n")
    assert len(found.closes()) == 3


def test_a_folder_without_either_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no wide file"):
        members(tmp_path).closes()
    with pytest.raises(NotFound, match="no list of what IWM holds"):
        members(tmp_path).holdings("IWM")
    (tmp_path / "IWM_holdings.csv").write_text("<html>")
    with pytest.raises(BadData, match=r"IWM_holdings\.csv: "):
        members(tmp_path).holdings("IWM")
