"""Bytes of a file: the encodings that are read, and what bytes of none cost."""

from __future__ import annotations

from pathlib import Path

from tests.sources.csv_folder.folder import HEADER, ROWS, daily, days, write


async def test_broken_encoding_is_told_and_left_out(tmp_path: Path) -> None:
    lines = [HEADER.encode(), ROWS[0].encode(), b"2025-09-17,\xff11,13,10,12,12,1", ROWS[2].encode()]
    (tmp_path / "AAA.csv").write_bytes(b"\n".join(lines))
    batch = await daily(tmp_path)
    assert days(batch.bars) == ["2025-09-16", "2025-09-18"]
    assert batch.problems[0].message == "AAA.csv line 3: is not UTF-8; row left out"


async def test_bytes_in_a_column_that_is_not_used_cost_nothing(tmp_path: Path) -> None:
    lines = [f"{HEADER},Notiz", *(f"{row},Börse" for row in ROWS)]
    (tmp_path / "AAA.csv").write_bytes("\n".join(lines).encode("cp1252"))
    batch = await daily(tmp_path)
    assert len(batch.bars) == len(ROWS) and not batch.problems


async def test_titles_in_the_encoding_of_spreadsheets_are_read(tmp_path: Path) -> None:
    lines = ["Date;Ouverture;Plus haut;Plus bas;Clôture;Volume", "2025-09-18;12,5;14,5;11,5;13,5;300"]
    (tmp_path / "AAA.csv").write_bytes("\n".join(lines).encode("cp1252"))
    assert (await daily(tmp_path)).bars.column("close")[-1] == 13.5


async def test_byte_order_mark_before_the_header(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "\ufeff" + HEADER, *ROWS)
    assert len((await daily(tmp_path)).bars) == 3
