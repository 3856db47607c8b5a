"""Options and settings resolved into values: the source, its files, its day, and what loading them costs."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.links import read_setup
from r2k_tui.bootstrap.setup import HUB, SetupRequest, resolve
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.source import StoreChoice
from r2k_tui.sources.base import SourceInfo
from tests.cases import cases
from tests.fakes.recorded_day import DAY, write_recording
from tests.test_layers import HEAVY, among, loaded_by

CHOOSE = """
import sys
from r2k_tui.commands.shared.options import Options
from pathlib import Path
setup = Options(source="replay", data=Path(sys.argv[1])).setup()
assert setup.replay.day == sys.argv[2], setup.replay
"""


def test_choosing_a_day_loads_nothing_heavy(tmp_path: Path) -> None:
    folder = write_recording(tmp_path / "intraday")
    modules = loaded_by("import json, sys\n" + CHOOSE, str(folder), str(DAY))
    assert "r2k_tui.sources.replay.days" in modules
    assert among(modules, HEAVY) == set()


def test_reading_settings_loads_no_source() -> None:
    modules = loaded_by(
        "import json, sys\nfrom r2k_tui.config.load import load\n"
        "from r2k_tui.config.paths import packaged_path\nload(packaged_path())\n"
    )
    assert "r2k_tui.config.sections.providers.yahoo" in modules
    assert among(modules, HEAVY | {"r2k_tui.sources"}) == set()


class TestSource:
    def test_the_option_wins_over_the_settings(self) -> None:
        assert resolve(SetupRequest(), Config()).source == SourceInfo("yahoo")
        assert resolve(SetupRequest(source="demo"), Config()).source.simulated

    def test_nothing_is_live_as_of_a_past_day(self) -> None:
        setup = resolve(SetupRequest(as_of="2025-09-18"), Config())
        assert not setup.source.live and not setup.facts.live

    def test_a_hub_is_not_live_data_of_a_local_source(self) -> None:
        setup = resolve(SetupRequest(attach="nats://127.0.0.1:4222"), Config())
        assert (setup.source.name, setup.store) == (HUB, "")

    def test_an_installed_source_can_say_that_it_is_simulated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def make(_: object) -> object:
            raise AssertionError("only built when an engine starts")

        class Point:
            name = "invented"

            def load(self) -> Any:
                return make

        make.info = SourceInfo("invented", simulated=True, keeps_store=False)  # type: ignore[attr-defined]
        monkeypatch.setattr(metadata, "entry_points", lambda **_: [Point()])
        setup = resolve(SetupRequest(source="invented"), Config())
        assert setup.facts.simulated and setup.store == ""


class TestFiles:
    FILE = Config(store=StoreChoice(path="/kept/r2k.sqlite3"))

    @cases(
        ("request_", "store", "lists"),
        [
            (SetupRequest(), "/kept/r2k.sqlite3", "/kept/r2k.sqlite3"),
            (SetupRequest(source="demo"), "", "/kept/r2k.sqlite3"),
            (SetupRequest(as_of="2025-09-18"), "", "/kept/r2k.sqlite3"),
            (SetupRequest(source="demo", store="/mine"), "/mine", "/mine"),
            (SetupRequest(as_of="2025-09-18", store="/mine"), "/mine", "/mine"),
        ],
    )
    def test_what_is_kept_where(self, request_: SetupRequest, store: str, lists: str) -> None:
        setup = resolve(request_, self.FILE)
        assert (setup.store, setup.lists) == (store, lists)

    def test_a_store_that_is_turned_off_keeps_nothing(self) -> None:
        setup = resolve(SetupRequest(), Config(store=StoreChoice(enabled=False)))
        assert (setup.store, setup.lists) == ("", "")

    def test_a_replay_keeps_nothing(self, tmp_path: Path) -> None:
        folder = write_recording(tmp_path / "intraday")
        setup = resolve(SetupRequest(source="replay", data=str(folder)), self.FILE)
        assert (setup.store, setup.lists) == ("", "/kept/r2k.sqlite3")
        assert setup.facts.replay is not None and setup.facts.replay.day == str(DAY)
        assert not setup.config.universe.enabled


@cases(
    ("request_", "words"),
    [
        (SetupRequest(source="yaho"), "there are yahoo"),
        (SetupRequest(source="csv"), "needs a folder"),
        (SetupRequest(source="csv", data="/nowhere"), "is not a folder"),
        (SetupRequest(date="2025-09-18"), "not replaying"),
        (SetupRequest(speed=2.0), "not replaying"),
        (SetupRequest(as_of="2999-01-01"), "in the future"),
        (SetupRequest(attach="nats://127.0.0.1", store="/x"), "--store is for a local engine"),
        (SetupRequest(source="replay", as_of="2025-09-18"), "exclude each other"),
    ],
)
def test_what_cannot_be_done_is_refused(request_: SetupRequest, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        resolve(request_, Config())


def test_a_setup_crosses_the_border_of_a_process() -> None:
    setup = resolve(SetupRequest(as_of="2025-09-18", store="/mine", verbose=True), Config())
    assert read_setup(msgspec.msgpack.encode(setup)) == setup
