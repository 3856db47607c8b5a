"""Lists of the styles from the website of the funds: fetched once, and named where something else comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.readings import GetIndexReadings, IndexReadingsReply
from r2k_tui.model.readings.reading import Reading
from tests.engine.stage import Stage, ask, picture
from tests.engine.universe.stage import config
from tests.fakes.invented_holdings import export, whole
from tests.fakes.ishares_server import IsharesServer

LARGE, VALUE = "iShares Russell 1000 ETF", "iShares Russell 2000 Value ETF"
GROWTH = "iShares Russell 2000 Growth ETF"


def stage(ishares: IsharesServer, folder: Path) -> Stage:
    settings = config(endpoint=ishares.url, holdings=ishares.addresses, history_days=0)
    return Stage(folder / "r2k.sqlite3", settings)


async def readings(stage: Stage) -> tuple[dict[str, Reading], dict[str, FeedStatus]]:
    """Readings of the index, asked for twice, and the health of the lists of styles."""
    async with stage.running() as engine:
        for _ in range(2):
            reply = await ask(engine, GetIndexReadings())
            assert isinstance(reply, IndexReadingsReply), reply
        feeds = {status.topic: status for status in (await picture(engine)).feeds}
    return {reading.key: reading for reading in reply.readings}, feeds


def asked(ishares: IsharesServer, fund: str) -> int:
    return sum(ishares.addresses[fund].endswith(path.rsplit("/products/", 1)[-1]) for path in ishares.asked)


async def test_each_list_is_fetched_once_and_kept_for_the_next_run(tmp_path: Path) -> None:
    with IsharesServer() as ishares:
        ishares.put("IWM", whole())
        ishares.put("IWB", whole(LARGE, stocks=1000))
        ishares.put("IWN", whole(VALUE, stocks=1400))
        ishares.put("IWO", whole(GROWTH, stocks=1000))
        for _ in range(2):
            found, feeds = await readings(stage(ishares, tmp_path))
        assert (asked(ishares, "IWN"), asked(ishares, "IWO")) == (1, 1)
    # A thousand stocks and two odd ones are in both, four hundred in that of value alone; three trade nowhere.
    assert found["both_styles_count"].n == 1935
    assert found["both_styles_count"].value == pytest.approx(1002 / 1935)
    assert found["value_only_count"].value == pytest.approx(400 / 1935)
    assert found["no_style_count"].value == pytest.approx((530 + 3) / 1935)
    assert found["value_only_count"].source.endswith("IWO list of 2025-09-17 by iShares")
    assert feeds["styles"].state is FeedState.OK


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><title>Moved</title>", "no list of IWO: iShares answered with a page instead of data"),
        (export(), "the address for IWO gives the list of IWM"),
        (whole(GROWTH, stocks=400), "the list of IWO holds 40"),
        (whole(GROWTH, stocks=1000).replace(b"Ticker,Name", b"Symbol,Title"), "line 10: no column Name"),
    ],
    ids=["page", "another fund", "cut short", "another header"],
)
async def test_what_is_no_list_of_the_fund_is_named_and_nothing_is_counted_as_none(
    tmp_path: Path, body: bytes, words: str
) -> None:
    with IsharesServer() as ishares:
        ishares.put("IWM", whole())
        ishares.put("IWB", whole(LARGE, stocks=1000))
        ishares.put("IWN", whole(VALUE, stocks=1400))
        ishares.put("IWO", body)
        found, feeds = await readings(stage(ishares, tmp_path))
        assert asked(ishares, "IWO") == 1, "not again within minutes"
    styles = [reading for key, reading in found.items() if key.endswith(("_only_count", "_style_count"))]
    assert styles and all(reading.value is None for reading in styles)
    status = feeds["styles"]
    assert (status.state, status.failures) == (FeedState.FAILING, 1)
    assert all(words in reading.reason for reading in styles), styles[0].reason
    assert words in status.message
    assert isinstance(found["sector_gaps"].value, dict), "the other lists serve"
