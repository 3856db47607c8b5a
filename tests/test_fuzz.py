"""Whatever bytes come in: the typed error of that border, or something usable; never another exception."""

from __future__ import annotations

import asyncio
import json
import math
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.link.protocol import LinkLost
from r2k_tui.link.wire import Unpacker, from_engine, from_terminal, pack
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.frame import Frame
from r2k_tui.sources.base import SourceError
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.sources.yahoo.http.responses import CHART_PATH, QUOTE_PATH, HttpResponse, NoBars, parse_response
from r2k_tui.sources.yahoo.parsing.chart import chart_facts
from r2k_tui.sources.yahoo.parsing.news import to_headlines
from r2k_tui.sources.yahoo.parsing.pricing import NoTick, to_tick
from r2k_tui.sources.yahoo.parsing.quotes import time_zones, to_batch

NOW = 1_790_000_000.0
_NOT_TEXT = b"\x81\xa4type\xa1\x80"
_TOO_DEEP = b"\x82\xa4type\xa5frame\xa1z" + b"\x91" * 100_000 + b"\xc0"
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from([10**400, "N/A"])
)
_NAMES = ["symbol", "regularMarketPrice", "regularMarketTime", "bid", "raw", "error", "result", "chart", "meta"]
# What reads them looks for the names that it knows; how others are written makes no difference.
_FIELDS = st.sampled_from([*_NAMES, "timestamp", "", "x", "a b", "\u202e", "\0", "é"])


def _any(fields: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(fields, inner, max_size=5))


ANY_JSON = _any(_FIELDS)
# Of settings, unknown names are told.
ANY_VALUE = _any(_FIELDS | st.text(max_size=8))
ENTRY = st.dictionaries(_FIELDS, ANY_JSON, max_size=6).map(lambda entry: {"symbol": "IWM", **entry})


@pytest.fixture(scope="module")
def file() -> Path:
    return Path(tempfile.mkdtemp()) / "r2k.toml"


class TestSettings:
    @given(st.binary(max_size=300))
    def test_any_bytes(self, file: Path, data: bytes) -> None:
        file.write_bytes(data)
        self._loads(file)

    @given(st.data())
    def test_the_packaged_file_with_a_line_changed(self, file: Path, data: st.DataObject) -> None:
        lines = packaged_path().read_text("utf-8").splitlines()
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(st.text(max_size=60) | st.sampled_from(lines))
        file.write_text("\n".join(lines), "utf-8")
        self._loads(file)

    @given(st.dictionaries(st.sampled_from(sorted(Config.__struct_fields__)), ANY_VALUE, max_size=3))
    def test_any_value_for_any_section(self, file: Path, sections: dict[str, Any]) -> None:
        import tomlkit

        try:
            text = tomlkit.dumps({k: v for k, v in sections.items() if v is not None})
        except Exception:
            return  # what TOML cannot say
        file.write_text(text, "utf-8", errors="replace")
        self._loads(file)

    @staticmethod
    def _loads(file: Path) -> None:
        try:
            assert isinstance(load(file), Config)
        except ConfigError as error:
            assert str(error)


class TestYahoo:
    @given(st.binary(max_size=400), st.sampled_from([200, 302, 401, 404, 429, 500]))
    def test_any_answer(self, body: bytes, status: int) -> None:
        for path in (QUOTE_PATH, CHART_PATH + "IWM"):
            with suppress(SourceError, NoBars):
                parse_response(HttpResponse(path, status, {"retry-after": body[:20].decode("latin-1")}, body), NOW)

    @given(ANY_JSON)
    def test_any_json(self, data: Any) -> None:
        for path in (QUOTE_PATH, CHART_PATH + "IWM"):
            with suppress(SourceError, NoBars):
                parse_response(HttpResponse(path, 200, {}, json.dumps(data).encode("utf-8", "surrogatepass")), NOW)
        chart_facts(data)
        chart_facts({"chart": {"result": [data]}})

    @settings(max_examples=30)
    @given(st.lists(ENTRY | ANY_JSON, max_size=4))
    def test_any_quotes(self, entries: list[Any]) -> None:
        self._batch(entries)

    @pytest.mark.slow
    @given(st.lists(ENTRY | ANY_JSON, max_size=4))
    def test_any_quotes_of_more_examples(self, entries: list[Any]) -> None:
        self._batch(entries)

    @staticmethod
    def _batch(entries: list[Any]) -> None:
        batch = to_batch({"quoteResponse": {"result": entries}}, ["IWM"], NOW)
        assert {quote.symbol for quote in batch.quotes} | {problem.symbol for problem in batch.problems} == {"IWM"}
        for quote in batch.quotes:
            numbers = [value for value in msgspec.structs.astuple(quote) if isinstance(value, float)]
            assert all(math.isfinite(value) for value in numbers)
            assert quote.price is not None and quote.price > 0
        time_zones({"quoteResponse": {"result": entries}})

    @given(st.lists(st.dictionaries(st.sampled_from(["content", "title", "pubDate"]), ANY_JSON), max_size=4) | ANY_JSON)
    def test_any_news(self, stream: Any) -> None:
        with suppress(SourceError):
            assert all(item.title.isprintable() for item in to_headlines(stream, NOW))

    @given(st.binary(max_size=200) | st.text(max_size=100) | ANY_JSON.map(lambda data: json.dumps({"message": data})))
    def test_any_pushed_message(self, message: str | bytes) -> None:
        try:
            tick = to_tick(message, NOW)
        except NoTick:
            return
        assert tick.price > 0 and math.isfinite(tick.price)


class TestCsv:
    @settings(max_examples=60)
    @given(
        st.text(alphabet="0123456789-.,\n\"' eE+:aDt\x00\x1b\ufeff", max_size=300) | st.binary(max_size=200),
        st.sampled_from(["", "Date,Open,High,Low,Close,Volume\n", "Datetime,Close\n", "Date;Close\n", "Close,Date\n"]),
    )
    async def test_any_file(self, rest: str | bytes, header: str) -> None:
        from r2k_tui.model.market.bars import Interval

        with tempfile.TemporaryDirectory() as folder:
            body = rest if isinstance(rest, bytes) else rest.encode("utf-8", "surrogatepass")
            (Path(folder) / "IWM.csv").write_bytes(header.encode() + body)
            try:
                source = CsvFolderSource(Path(folder))
                batch = await source.bars("IWM", Interval.D1)
                await source.quotes(["IWM"])
                times = list(batch.bars.times())
                assert times == sorted(set(times))
            except SourceError:
                pass


class TestFrames:
    @example(len(_NOT_TEXT).to_bytes(4, "big") + _NOT_TEXT)
    @example(len(_TOO_DEEP).to_bytes(4, "big") + _TOO_DEEP)
    @given(st.binary(max_size=200))
    def test_any_bytes(self, data: bytes) -> None:
        asyncio.run(_unpack(data))

    @given(st.data())
    def test_a_good_frame_with_bytes_changed(self, data: st.DataObject) -> None:
        frame = Frame("e", 5, 5, NOW, quotes=(Quote("IWM", 1.0, name="x"),))
        good = bytearray(pack(frame))
        for place in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=1, max_size=4)):
            good[place] = data.draw(st.integers(0, 255))
        asyncio.run(_unpack(bytes(good)))


async def _unpack(data: bytes) -> None:
    """Read messages of both sides until the stream ends."""
    for decoder in (from_engine(), from_terminal()):
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        unpacker = Unpacker(reader, decoder)
        try:
            while True:
                await unpacker.next()
        except LinkLost:
            pass
