"""Where pictures of a monitor are kept, what they belong to, and who keeps none."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.commands.monitor import stored_picture
from r2k_tui.commands.monitor.live_config import RunningSettings
from r2k_tui.commands.monitor.stored_picture import PictureFiles, picture_memory
from r2k_tui.commands.shared.options import Options, ViewOptions
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.instant import picture_file
from r2k_tui.instant.identity import MonitorIdentity, all_unchanged
from r2k_tui.instant.launch import Launch
from r2k_tui.ui.terminal.compositor import shadow
from r2k_tui.ui.terminal.takeover.capture import Captured
from r2k_tui.ui.terminal.takeover.cells import StoredCells, decode
from r2k_tui.ui.terminal.takeover.driver import TakeoverDriver
from r2k_tui.ui.terminal.takeover.gate import gate_of
from r2k_tui.ui.widgets.header.header import StoredHeader
from r2k_tui.ui.widgets.pen import pen_of
from tests.ui.stage import Stage

VIEW = ViewOptions("dashboard", "", False, False, False, False)
PEN = pen_of(("1",), "38;5;179", "48;5;16")
CELLS = StoredCells((60, 2), [[("x" * 60, PEN)], [("y" * 60, PEN)]])
CAPTURED = Captured(CELLS, "\x1b[Hpainted", StoredHeader([], 0, 10, 41), PEN)
NOW = 1_763_067_600.0


class World:
    """The settings of a monitor on a hub, and what its start has found."""

    def __init__(self, folder: Path) -> None:
        self.settings, self.creds = folder / "r2k.toml", folder / "creds"
        self.creds.write_text("ann's")
        self.settings.write_text(f'[hub]\ncreds = "{self.creds}"\n')
        self.options = Options(config=self.settings, source="demo")
        self.found = Launch(MonitorIdentity([[("source", "demo")]], {}), str(folder / "pictures"))
        self.found.size = CELLS.size

    @property
    def setup(self) -> EngineSetup:
        return self.options.setup()

    def memory(
        self, view: ViewOptions = VIEW, *, setup: EngineSetup | None = None, sends_changes: bool = True
    ) -> PictureFiles | None:
        setup = setup or self.setup
        file = RunningSettings(self.options, view, setup, lambda _: None)
        return picture_memory(self.options, view, setup, file, sends_changes=sends_changes)

    def read(self) -> picture_file.StoredPicture:
        return picture_file.read(self.found.folder, self.found.identity.of_size(*CELLS.size), NOW)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path)
    monkeypatch.setattr(stored_picture, "launched", lambda: made.found)
    return made


def test_what_is_written_is_this_monitors(world: World) -> None:
    memory = world.memory()
    assert memory is not None
    memory.write(CAPTURED, NOW)
    found = world.read()
    assert (found.painted, decode(found.cells)) == (b"\x1b[Hpainted", CELLS)
    assert (found.place, found.width, found.ink) == ((0, 10), 41, "1;38;5;179;48;5;16")
    # In New York.
    assert [found.stored.clock, found.stored.weekday, found.stored.date, found.stored.year] == [
        *("16:00", "Thu", "13 Nov", "2025")
    ]
    assert sorted(path for path, _ in found.files) == sorted(map(str, (world.settings, world.creds)))
    assert all_unchanged(found.files)


def test_credentials_that_were_replaced_meanwhile_are_of_another_account(world: World) -> None:
    memory = world.memory()
    assert memory is not None
    other = world.creds.with_name("other")
    other.write_text("bob's")
    other.replace(world.creds)
    memory.write(CAPTURED, NOW)
    assert not Path(world.found.folder).exists()


def test_credentials_that_a_variable_names_count_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = world.creds.with_name("seed")
    seed.write_text("ann's")
    monkeypatch.setenv("R2K_HUB_NKEY", str(seed))
    memory = world.memory()
    assert memory is not None
    memory.write(CAPTURED, NOW)
    assert str(seed) in dict(world.read().files)


def test_settings_that_do_not_apply_yet_wait(world: World) -> None:
    memory = world.memory()
    assert memory is not None
    world.settings.write_text(world.settings.read_text() + "\n# mine\n")
    memory.write(CAPTURED, NOW)
    assert not Path(world.found.folder).exists()
    assert memory._file.changed()
    memory.write(CAPTURED, NOW)
    assert all_unchanged(world.read().files)


def test_a_disk_that_is_full_is_told_once(world: World, caplog: pytest.LogCaptureFixture) -> None:
    memory = world.memory()
    assert memory is not None
    Path(world.found.folder).write_text("no folder")
    with caplog.at_level(logging.WARNING):
        memory.write(CAPTURED, NOW)
        memory.write(CAPTURED, NOW)
    assert [record.message.partition(":")[0] for record in caplog.records] == ["the picture is not stored"]


def _with_display(world: World, **changes: object) -> EngineSetup:
    setup = world.setup
    display = msgspec.structs.replace(setup.config.display, **changes)
    return msgspec.structs.replace(setup, config=msgspec.structs.replace(setup.config, display=display))


NOT: dict[str, Callable[[World], PictureFiles | None]] = {
    "kiosk": lambda world: world.memory(VIEW._replace(kiosk=True)),
    "low bandwidth": lambda world: world.memory(VIEW._replace(low_bandwidth=True)),
    "plain": lambda world: world.memory(VIEW._replace(plain=True)),
    "low bandwidth in the settings": lambda world: world.memory(setup=_with_display(world, low_bandwidth=True)),
    "plain in the settings": lambda world: world.memory(setup=_with_display(world, plain=True)),
    "switched off": lambda world: world.memory(setup=_with_display(world, stored_picture=False)),
    "a replay": lambda world: world.memory(
        setup=msgspec.structs.replace(world.setup, replay=ReplaySetup("2025-09-18", 1.0, ""))
    ),
    "another Textual": lambda world: world.memory(sends_changes=False),
}


@pytest.mark.parametrize("why", NOT)
def test_who_keeps_none_leaves_none_on_the_screen(world: World, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    restored: list[str] = []
    monkeypatch.setattr(stored_picture, "restore", lambda: restored.append(why))
    assert NOT[why](world) is None
    assert restored == [why]


def test_who_is_no_monitor_in_a_terminal_keeps_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_picture, "launched", lambda: None)
    assert world.memory() is None


def test_switched_off_those_of_before_are_removed(world: World) -> None:
    memory = world.memory()
    assert memory is not None
    memory.write(CAPTURED, NOW)
    assert os.listdir(world.found.folder)  # noqa: PTH208
    NOT["switched off"](world)
    assert not os.listdir(world.found.folder)  # noqa: PTH208


class _Screen:
    taken = True


def test_the_app_goes_on_from_what_is_on_the_screen(world: World) -> None:
    memory, stage = world.memory(), Stage()
    assert memory is not None
    memory.adopt(stage.app, lambda: True, lambda: False, lambda _: None)
    assert gate_of(stage.app) is None
    memory.write(CAPTURED, NOW)
    world.found.picture, world.found.words = world.read(), "stored 16:00 Thu, loading"
    world.found.screen = _Screen()  # type: ignore[assignment]
    memory.adopt(stage.app, lambda: True, lambda: False, lambda _: None)
    assert stage.app.driver_class is TakeoverDriver
    rows = ["".join(text for text, _ in row) for row in shadow(stage.app).rows()]
    assert rows == [f"{'x' * 10}stored 16:00 Thu, loading{'x' * 25}", "y" * 60]
    assert shadow(stage.app).is_current(CELLS.size)
    assert gate_of(stage.app) is not None


def test_cells_that_do_not_fit_are_not_gone_on_from(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, stage, restored = world.memory(), Stage(), list[bool]()
    assert memory is not None
    memory.write(CAPTURED, NOW)
    world.found.picture, world.found.screen = world.read(), _Screen()  # type: ignore[assignment]
    monkeypatch.setattr(stored_picture, "restore", lambda: restored.append(True))
    for change in (lambda: setattr(world.found, "size", (61, 2)), lambda: setattr(world.found.picture, "cells", b"x")):
        change()
        memory.adopt(stage.app, lambda: True, lambda: False, lambda _: None)
    assert restored == [True, True]
    assert gate_of(stage.app) is None
    assert stage.app.driver_class is LinuxDriver
