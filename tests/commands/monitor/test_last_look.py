"""The file of the last look: written beside the store, read again, and never where nothing may be written."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.monitor.last_look import LookFile, look_memory
from r2k_tui.commands.shared.options import Options, long_running
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.ui.controllers.last_look import NoMemory


def setup_of(**changes: object) -> EngineSetup:
    setup = long_running(Options(source="csv", data=Path(__file__).parent).setup(), kiosk=False)
    return msgspec.structs.replace(setup, **changes)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = LookFile(tmp_path / "new" / "last_look")
    assert file.read() is None
    file.write(1758211200.4)
    assert LookFile(tmp_path / "new" / "last_look").read() == 1758211200.0


@pytest.mark.parametrize("content", [b"", b"soon", b"nan", b"inf", b"-5", b"\xff\xfe", b"1" * 400])
def test_a_damaged_file_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "last_look").write_bytes(content)
    assert LookFile(tmp_path / "last_look").read() is None


def test_a_file_that_cannot_be_written_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    memory = LookFile(tmp_path / "file" / "last_look")
    memory.write(1.0)
    memory.write(2.0)
    (record,) = caplog.records
    assert record.getMessage().startswith("the time of the last look is not kept: ") and memory.read() is None


def test_where_nothing_is_kept() -> None:
    setup = setup_of()
    no_store = msgspec.structs.replace(setup.config.store, enabled=False)
    assert isinstance(look_memory(setup, kiosk=False), LookFile)
    for other, kiosk in (
        (setup, True),
        (setup_of(as_of="2025-09-18"), False),
        (setup_of(config=msgspec.structs.replace(setup.config, store=no_store)), False),
        (long_running(Options(demo=True).setup(), kiosk=False), False),
    ):
        assert isinstance(look_memory(other, kiosk=kiosk), NoMemory)
