"""Which file of a folder holds a symbol, and what is no file to read."""

from __future__ import annotations

import asyncio
import gzip
import os
from pathlib import Path

import pytest

from r2k_tui.sources.base import BadData, NotFound
from tests.sources.csv_folder.folder import HEADER, ROWS, daily, source, write


async def test_directory_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "AAA.csv").mkdir()
    with pytest.raises(BadData, match=r"^AAA\.csv is not a file; put a CSV file in its place$"):
        await daily(tmp_path)


async def test_pipe_in_place_of_a_file_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "AAA.csv")
    with pytest.raises(BadData, match="is not a file"):
        await asyncio.wait_for(daily(tmp_path), 5)


async def test_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "AAA.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(BadData, match=r"^AAA\.csv cannot be read: No such file"):
        await daily(tmp_path)


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("^RUT.csv", "^RUT"),
        ("RUT.csv", "^RUT"),
        ("RUT.csv", "RUT"),
        ("RTY=F.csv", "RTY=F"),
        ("BRK-B.csv", "BRK-B"),
        ("IRX_close.csv", "^IRX"),
        ("IWB_close.csv", "IWB"),
        ("AAA.csv.gz", "AAA"),
    ],
)
async def test_file_of_a_symbol(tmp_path: Path, name: str, symbol: str) -> None:
    text = "\n".join((HEADER, *ROWS)).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    batch = await daily(tmp_path, symbol)
    assert (batch.bars.symbol, len(batch.bars)) == (symbol, 3)


async def test_exact_name_comes_first(tmp_path: Path) -> None:
    for price, name in enumerate(("RUT_close.csv", "RUT.csv", "^RUT.csv"), 1):
        write(tmp_path, name, "Date,Close", f"2025-09-18,{price}")
        assert (await daily(tmp_path, "^RUT")).bars.column("close")[0] == price


@pytest.mark.parametrize("symbol", ["AAA", "^AAA", "aaa.csv", "Bbb"])
async def test_unknown_symbol_says_which_file(tmp_path: Path, symbol: str) -> None:
    write(tmp_path, "BBB.csv", HEADER, *ROWS)
    with pytest.raises(NotFound) as caught:
        await daily(tmp_path, symbol)
    assert str(caught.value) == f"no {symbol}.csv in the data folder"
    (problem,) = (await source(tmp_path).quotes([symbol])).problems
    assert (problem.symbol, problem.kind, problem.message) == (symbol, "not_found", str(caught.value))


@pytest.mark.parametrize(
    "symbol",
    [
        "../secret",
        "sub/secret",
        "^../secret",
        "..",
        ".",
        "",
        "^",
        "secret\0",
        "~/secret",
        "SECRET",
        "secret.csv\0",
        "*",
    ],
)
async def test_symbol_cannot_leave_the_folder(tmp_path: Path, symbol: str) -> None:
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path, folder / "sub"):
        write(place, "secret.csv", HEADER, *ROWS)
    write(folder, ".csv", HEADER, *ROWS)
    with pytest.raises(NotFound):
        await daily(folder, symbol)
    absolute = str(tmp_path / "secret")
    with pytest.raises(NotFound):
        await daily(folder, absolute)
    batch = await source(folder).quotes([symbol, absolute])
    assert (len(batch.quotes), [problem.kind for problem in batch.problems]) == (0, ["not_found"] * 2)
    assert all(problem.symbol.isprintable() for problem in batch.problems)


async def test_case_is_kept_apart_where_the_file_system_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS)
    write(tmp_path, "aaa.csv", HEADER, *ROWS)
    monkeypatch.setattr("r2k_tui.sources.csv_folder.locate.listing", lambda folder: frozenset({"AAA.csv"}))
    with pytest.raises(NotFound):
        await daily(tmp_path, "aaa")
