"""What an engine that records writes about itself, and the setup of one that plays a recording."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.recording import header_of, record_setup, recorded_continuously
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.bootstrap.source import make_source
from r2k_tui.commands.shared.options import long_running
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import MarketCadence, PollSettings, SourceLimits
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.config.sections.record import RecordSettings
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist
from r2k_tui.engine.setup import EngineSetup, RecordSetup
from r2k_tui.sources.base import SourceInfo
from r2k_tui.sources.recording.reader import read
from r2k_tui.sources.recording.records import QuotesRecord
from tests.engine.virtual_time import START
from tests.fakes.recording_file import HEADER, SYMBOLS, quotes, write_file
from tests.fakes.scripted_source import NEWSY, ScriptedSource

SECRET = "sEcReT"
PERSONAL = Config(
    watchlist=Watchlist(SYMBOLS),
    portfolio=PortfolioSettings(12345.0, (Holding("TSLA", 987654.0, 1.0),)),
    yahoo=YahooSettings(endpoint=f"http://{SECRET}", proxy=f"http://{SECRET}"),
    record=RecordSettings(path=f"/home/{SECRET}"),
    poll=PollSettings(quotes=MarketCadence(open=7.0)),
)


def play(path: Path, **asked: str | float) -> EngineSetup:
    return resolve(SetupRequest(source="replay", data=str(path), **asked), PERSONAL)  # type: ignore[arg-type]


def test_a_header_holds_symbols_and_polls_and_nothing_personal() -> None:
    header = header_of(ScriptedSource(NEWSY), PERSONAL, START)
    assert (header.source, header.symbols, header.started, header.news) == ("scripted", SYMBOLS, START, True)
    assert header.poll["quotes"]["open"] == 7.0
    data = msgspec.msgpack.encode(header)
    for word in (SECRET, "TSLA", "home"):
        assert word.encode() not in data


class TestPlaying:
    def test_a_recording_brings_its_symbols_polls_and_limits(self, tmp_path: Path) -> None:
        recorded = Config(
            watchlist=Watchlist(("AAA", "BBB")),
            poll=PollSettings(quotes=MarketCadence(open=9.0)),
            limits=SourceLimits(7, 3, breaker_s=11.0),
        )
        header = header_of(ScriptedSource(), recorded, START)
        setup = play(write_file(tmp_path / "a", header=header))
        config = setup.config
        assert config.watchlist.symbols == ("AAA", "BBB")
        assert (config.poll, config.limits, config.market) == (recorded.poll, recorded.limits, recorded.market)
        assert config.portfolio == PERSONAL.portfolio
        assert not config.universe.enabled
        assert (setup.store, setup.source_name) == ("", "replay")

    def test_the_clock_stands_at_its_beginning(self, tmp_path: Path) -> None:
        setup = play(write_file(tmp_path / "a"), speed=3.0)
        replay = setup.facts.replay
        assert replay is not None
        assert (replay.day, replay.at, replay.speed) == ("2025-09-18", START, 3.0)

    def test_an_invented_market_stays_marked(self, tmp_path: Path) -> None:
        header = msgspec.structs.replace(HEADER, simulated=True)
        assert play(write_file(tmp_path / "a", header=header)).facts.simulated

    async def test_the_source_is_the_recording(self, tmp_path: Path) -> None:
        source = make_source(play(write_file(tmp_path / "a", quotes(1.0, 1.0, 2.0)), date="2025-09-18"))
        assert [quote.price for quote in (await source.quotes(SYMBOLS)).quotes] == [1.0, 2.0]
        await source.close()

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ({"date": "2025-09-17"}, "begins on 2025-09-18"),
            ({"date": "yesterday"}, "expected a day as YYYY-MM-DD"),
            ({"as_of": "2025-09-17"}, "--as-of and a replay exclude each other"),
            ({"store": "some"}, "--store and a recording exclude each other"),
            ({"speed": 0.0}, "--speed 0"),
        ],
    )
    def test_nonsense_is_refused_in_words(self, tmp_path: Path, asked: dict[str, str | float], words: str) -> None:
        path = write_file(tmp_path / "a")
        with pytest.raises(UsageError, match=words):
            play(path, **asked)

    def test_files_that_are_no_recording(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("Date,Close\n")
        with pytest.raises(UsageError, match="is no recording of R2K"):
            play(tmp_path / "a")
        with pytest.raises(UsageError, match="is not a folder, and no recording either"):
            play(tmp_path / "none")
        with pytest.raises(UsageError, match=r"is not a folder$"):
            resolve(SetupRequest(source="csv", data=str(tmp_path / "a")), Config())

    @pytest.mark.parametrize(
        "changes",
        [
            {"symbols": ("a b\x07",)},
            {"symbols": ("../../x",)},
            {"market": {"index": "[red]/x"}},
            {"limits": {"breaker_s": -1.0}},
            {"poll": {"quotes": {"open": 1e9}}},
            {"poll": {"quotes": {"surprise": 1.0}}},
        ],
        ids=str,
    )
    def test_settings_that_no_file_may_hold(self, tmp_path: Path, changes: dict[str, object]) -> None:
        path = write_file(tmp_path / "a", header=msgspec.structs.replace(HEADER, **changes))
        with pytest.raises(UsageError, match="no usable recording: its settings"):
            play(path)

    def test_tables_and_keys_of_another_version_are_ignored(self, tmp_path: Path) -> None:
        header = msgspec.structs.replace(HEADER, poll={"later": {"open": 1.0}}, market={"moon": "X"})
        assert play(write_file(tmp_path / "a", header=header)).config.poll == PERSONAL.poll


class TestContinuously:
    def test_only_where_the_settings_ask_for_it(self) -> None:
        assert record_setup(Config()) is None
        wanted = Config(record=RecordSettings(path="/x", max_mb=2.0, continuous=True, keep=3))
        assert record_setup(wanted) == RecordSetup("/x", 2e6, 3)
        setup = resolve(SetupRequest(source="demo"), wanted)
        assert long_running(setup, kiosk=False).record == RecordSetup("/x", 2e6, 3)
        assert long_running(setup, kiosk=True).record is None
        past = resolve(SetupRequest(source="yahoo", as_of="2025-01-02"), wanted)
        assert long_running(past, kiosk=False).record is None

    def test_a_replay_is_not_recorded(self, tmp_path: Path) -> None:
        wanted = Config(record=RecordSettings(continuous=True))
        setup = resolve(SetupRequest(source="replay", data=str(write_file(tmp_path / "a"))), wanted)
        assert long_running(setup, kiosk=False).record is None

    async def test_each_run_has_a_file_and_the_newest_are_kept(self, tmp_path: Path) -> None:
        folder = tmp_path / "recordings"
        setup, record = EngineSetup(PERSONAL, SourceInfo("scripted")), RecordSetup(str(folder), 1e6, 2)
        for _ in range(3):
            inner = ScriptedSource()
            inner.set_price("IWM", 240.0)
            source = recorded_continuously(inner, setup, record)
            await source.quotes(["IWM"])
            await source.close()
        files = sorted(folder.iterdir())
        assert len(files) == 2
        assert [type(one) for one in read(files[-1]).records[:1]] == [QuotesRecord]
