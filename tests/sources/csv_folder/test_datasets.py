"""What a folder holds besides a file a symbol."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.csv_folder.datasets import FolderDatasets, read_factor_table
from tests.fakes.french_server import STEMS, archive_of, text_of
from tests.sources.csv_folder.folder import NOW, source

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
    assert found.closes(("AAA",)) is found.closes(("ZZZ",)) is found.closes_with("BBB")
    (tmp_path / "closes_wide.csv").write_text(WIDE + "2025-09-18,3,6\n")
    assert len(found.closes(())) == 3


class TestWideFilesByHeader:
    """A date and several symbols in the header make a wide file, whatever it is called."""

    def test_each_symbol_comes_from_the_first_file_with_a_column_of_it(self, tmp_path: Path) -> None:
        (tmp_path / "panel_adj.csv").write_text("Date,BBB,CCC\n2025-09-17,7,8\n")
        (tmp_path / "zwide.csv").write_text(WIDE)
        (tmp_path / "AAA.csv").write_text("Date,Open,High,Low,Close\n2025-09-17,1,1,1,1\n")
        found = members(tmp_path)
        assert list(found.bars("BBB").column("close")) == [5.0], "the file named wide comes first"
        assert (list(found.bars("CCC").column("close")), found.bars("CCC").note) == (
            [8.0],
            "closes alone, adjusted for dividends",
        )
        with pytest.raises(NotFound, match=r"no DDD\.csv .* nor a column of it in zwide\.csv or panel_"):
            members(tmp_path).bars("DDD")

    def test_members_come_from_the_file_with_most_of_them(self, tmp_path: Path) -> None:
        (tmp_path / "funds.csv").write_text("Date,AAA,SPY\n2025-09-17,7,8\n")
        (tmp_path / "members.csv").write_text("Date,AAA,BBB\n2025-09-17,1,2\n")
        assert members(tmp_path).closes(("AAA", "BBB")).source == "members.csv"
        with pytest.raises(NotFound, match="no wide file of their closes"):
            members(tmp_path).closes(("XXX", "YYY"))

    def test_a_file_is_looked_at_again_after_a_change(self, tmp_path: Path) -> None:
        file = tmp_path / "panel.csv"
        file.write_text(WIDE)
        found = members(tmp_path)
        assert len(found.bars("AAA")) == 2
        file.write_text("Date,CCC,DDD\n2025-09-16,1,2\n")
        assert list(found.bars("DDD").column("close")) == [2.0]
        with pytest.raises(NotFound):
            found.bars("AAA")

    def test_a_header_longer_than_the_first_block_is_read_whole(self, tmp_path: Path) -> None:
        names = [f"S{number:04}" for number in range(3000)]
        (tmp_path / "many.csv").write_text(f"Date,{','.join(names)}\n2025-09-16,{','.join(['3'] * 3000)}\n")
        assert list(members(tmp_path).bars("S2999").column("close")) == [3.0]

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("rates_fred.csv", "Date,DFF,DGS10\n2025-09-16,4,5\n"),
            ("IWM_holdings.csv", "Date,DFF,DGS10\n2025-09-16,4,5\n"),
            ("notes.csv", "DFF,DGS10,more\n1,4,5\n"),
            ("twice.csv", "Date,DFF,DFF\n2025-09-16,4,5\n"),
            ("rows.txt", "Date,DFF,DGS10\n2025-09-16,4,5\n"),
        ],
    )
    def test_other_files_have_no_closes(self, tmp_path: Path, name: str, text: str) -> None:
        (tmp_path / name).write_text(text)
        with pytest.raises(NotFound, match=r"^no DFF\.csv in the data folder$"):
            members(tmp_path).bars("DFF")

    def test_a_fault_in_the_header_of_a_file_named_wide_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "wide.csv").write_text("Date,DFF,DFF\n2025-09-16,4,5\n")
        with pytest.raises(BadData, match="column DFF twice"):
            members(tmp_path).bars("DFF")


def test_a_folder_without_either_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no wide file"):
        members(tmp_path).closes(("AAA",))
    with pytest.raises(NotFound, match="no list of what IWM holds"):
        members(tmp_path).holdings("IWM")
    (tmp_path / "IWM_holdings.csv").write_text("<html>")
    with pytest.raises(BadData, match=r"IWM_holdings\.csv: "):
        members(tmp_path).holdings("IWM")


TODAY = date(2025, 9, 19)
FILE = "F-F_Research_Data_Factors.csv"


class TestFactors:
    @pytest.mark.parametrize(
        ("place", "shown"), [("data/factors", f"factors/{FILE}"), ("data", FILE), ("factors", f"factors/{FILE}")]
    )
    def test_files_are_found_inside_the_data_folder_and_beside_it(self, tmp_path: Path, place: str, shown: str) -> None:
        for folder in ("data", place):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        file = tmp_path / place / FILE
        file.write_bytes(text_of("ff3").encode("latin-1"))
        table = read_factor_table(tmp_path / "data", "ff3", TODAY)
        assert (table.source, len(table), table.vintage) == (shown, 48, "202508")
        assert table.fetched_at == file.stat().st_mtime_ns / 1e9

    def test_the_one_inside_comes_before_the_one_beside(self, tmp_path: Path) -> None:
        for folder, vintage in (("data/factors", "202507"), ("factors", "202508")):
            (tmp_path / folder).mkdir(parents=True)
            text = text_of("ff3", vintage=f"using the {vintage} CRSP database")
            (tmp_path / folder / FILE).write_bytes(text.encode("latin-1"))
        assert read_factor_table(tmp_path / "data", "ff3", TODAY).vintage == "202507"

    @pytest.mark.parametrize("name", STEMS)
    def test_archives_compressed_files_and_other_cases_are_read_as_downloaded(self, tmp_path: Path, name: str) -> None:
        text = text_of(name).encode("latin-1")
        shapes = {
            f"{STEMS[name]}_CSV.zip": archive_of(name),
            f"{STEMS[name]}.csv.gz": gzip.compress(text),
            f"{STEMS[name].lower()}.CSV": text,
        }
        (tmp_path / "factors").mkdir()
        for file, data in shapes.items():
            (tmp_path / "factors" / file).write_bytes(data)
            assert len(read_factor_table(tmp_path, name, TODAY)) == 48
            (tmp_path / "factors" / file).unlink()

    def test_a_folder_without_them_says_what_to_put_where(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound) as told:
            read_factor_table(tmp_path / "data", "mom", TODAY)
        assert str(told.value) == (
            "no factors/F-F_Momentum_Factor.csv in or beside the data folder; download F-F_Momentum_Factor_CSV.zip "
            "from Kenneth French's data library and put it there"
        )
        (tmp_path / "factors").write_text("a file, not a folder")
        with pytest.raises(NotFound):
            read_factor_table(tmp_path, "mom", TODAY)

    def test_a_wrong_file_is_named_with_its_line_and_a_remedy(self, tmp_path: Path) -> None:
        (tmp_path / "factors").mkdir()
        file = tmp_path / "factors" / FILE
        file.write_bytes(text_of("ff3").encode("latin-1")[:900])
        with pytest.raises(BadData, match=rf"^factors/{FILE} line 22: .* cut off; download the file again$"):
            read_factor_table(tmp_path, "ff3", TODAY)
        file.write_bytes(text_of("ff5").replace("Mkt-RF", "Market").encode("latin-1"))
        with pytest.raises(BadData, match="no column Mkt-RF in ',Market,SMB"):
            read_factor_table(tmp_path, "ff3", TODAY)
        (tmp_path / "factors" / f"{STEMS['mom']}_CSV.zip").write_bytes(archive_of("mom")[:300])
        with pytest.raises(BadData, match=r"^factors/F-F_Momentum_Factor_CSV.zip is no complete archive"):
            read_factor_table(tmp_path, "mom", TODAY)

    async def test_the_source_reads_a_file_again_that_changed(self, tmp_path: Path) -> None:
        made = source(tmp_path)
        with pytest.raises(NotFound):
            await made.factor_table("ff3")
        (tmp_path / FILE).write_bytes(text_of("ff3").encode("latin-1"))
        assert len(await made.factor_table("ff3")) == 48

    @pytest.mark.realdata
    @pytest.mark.parametrize(
        ("name", "last", "values"),
        [
            ("ff3", 202605, {198710: (-23.19, -8.27, 4.18, 0.60), 202003: (-13.37, -4.69, -13.83, 0.12)}),
            (
                "ff5",
                202606,
                {200904: (10.17, 7.14, 5.38, 1.34, 0.50, 0.01), 202605: (4.91, -2.77, -2.16, -8.42, -1.40, 0.31)},
            ),
            ("mom", 202605, {200904: (-34.36,), 202605: (1.42,)}),
        ],
    )
    async def test_the_real_files_stand_beside_the_real_history(
        self, market_data: Path, name: str, last: int, values: dict[int, tuple[float, ...]]
    ) -> None:
        made = source(market_data / "daily", now=datetime(2026, 11, 29, 18, tzinfo=UTC).timestamp())
        table = await made.factor_table(name)
        assert table.source == f"factors/{STEMS[name]}.csv" and table.month_numbers()[-1] == last
        months, width = list(table.month_numbers()), len(table.factors)
        for month, percent in values.items():
            at = months.index(month) * width
            assert list(table.numbers()[at : at + width]) == pytest.approx(
                [value / 100 for value in percent], abs=1e-12
            )
