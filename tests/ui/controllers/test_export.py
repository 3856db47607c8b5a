"""`e`: the view goes into a file, as picture, text or table, and nothing is overwritten."""

from __future__ import annotations

import csv
import resource
from pathlib import Path

import pytest
from textual._compositor import Compositor

from r2k_tui.config.sections.display import Display
from r2k_tui.ui.terminal.compositor import send_changes_only
from tests.ui.stage import Stage, on_stage, settled


def _written(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def _exported(folder: Path, key: str, times: int = 1) -> list[Path]:
    stage = Stage(display=Display(export_folder=str(folder)))
    async with on_stage(stage) as pilot:
        for _ in range(times):
            await pilot.press("e", key)
            await settled(stage, pilot)
    return _written(folder)


async def test_the_text_is_what_the_screen_shows(tmp_path: Path) -> None:
    (file,) = await _exported(tmp_path, "t")
    text = file.read_text("utf-8")
    for figure in ("SIMULATED", "3,210.55", "78 strong", "31 normal"):
        assert figure in text
    assert len(text.splitlines()) == 40
    assert file.name.startswith("r2k-dashboard-") and "SIMULATED" in file.name


async def test_the_table_has_every_quote_with_source_and_time(tmp_path: Path) -> None:
    (file,) = await _exported(tmp_path, "c")
    rows = {row["symbol"]: row for row in csv.DictReader(file.read_text("utf-8").splitlines())}
    assert rows["IWM"]["price"] == "318.42"
    assert rows["IWM"]["source"] == "demo" and rows["IWM"]["simulated"] == "true"
    assert rows["IWM"]["time"].endswith("+00:00")


async def test_the_picture_is_whole_where_changes_alone_are_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("render_partial_update", "render_full_update"):
        monkeypatch.setattr(Compositor, name, getattr(Compositor, name))
    assert send_changes_only()
    (file,) = await _exported(tmp_path, "s")
    assert "3,210.55" in file.read_text("utf-8")


async def test_the_table_has_the_rows_of_the_list_in_their_order(tmp_path: Path) -> None:
    stage = Stage(display=Display(export_folder=str(tmp_path)))
    async with on_stage(stage) as pilot:
        await pilot.press("minus", "s", "s", "e", "c")
        await settled(stage, pilot)
        shown = stage.app.dashboard.table.rows
    (file,) = _written(tmp_path)
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["symbol"].lstrip("'") for row in rows] == list(shown) == ["RTY=F", "^RUT", "^VIX", "IWN"]
    assert rows[-1]["price"] == rows[-1]["source"] == "" and rows[-1]["simulated"] == "true"


async def test_the_picture_is_of_the_view_not_of_the_window_over_it(tmp_path: Path) -> None:
    (file,) = await _exported(tmp_path, "s")
    svg = file.read_text("utf-8")
    assert svg.startswith("<svg") and "3,210.55" in svg and "Export" not in svg


async def test_a_second_export_of_the_same_second_gets_a_name_of_its_own(tmp_path: Path) -> None:
    assert len(await _exported(tmp_path, "t", times=3)) == 3


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    stage = Stage(display=Display(export_folder=str(file / "below")))
    async with on_stage(stage) as pilot:
        await pilot.press("e", "t")
        await settled(stage, pilot)
        assert any("not exported to" in note.message for note in stage.app._notifications)


@pytest.mark.parametrize("form", ["s", "t", "c"])
async def test_a_disk_that_fills_up_leaves_no_file(tmp_path: Path, form: str) -> None:
    stage = Stage(display=Display(export_folder=str(tmp_path)))
    async with on_stage(stage) as pilot:
        await pilot.press("e")
        # The system takes so many bytes of a file and no more, as a disk that is full does.
        bounds = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, bounds[1]))
        try:
            await pilot.press(form)
            await settled(stage, pilot)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, bounds)
        (note,) = [note.message for note in stage.app._notifications if "export" in note.message]
    assert note == f"not exported to {tmp_path}: File too large"
    assert _written(tmp_path) == []


async def test_nothing_is_exported_from_a_kiosk(tmp_path: Path) -> None:
    stage = Stage(display=Display(export_folder=str(tmp_path)), kiosk=True)
    async with on_stage(stage) as pilot:
        await pilot.press("e", "t")
        await settled(stage, pilot)
    assert _written(tmp_path) == []
