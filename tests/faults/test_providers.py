"""Every fault of a provider of the chain or of a fact, with the real clients, as the page of faults tells it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from r2k_tui.model.market.feed import FeedState
from tests.fakes import cboe_server, nasdaq_server
from tests.faults.provider_rows import PROVIDERS, V7, ProviderRow
from tests.faults.provider_stage import DEADLINE_S, FUND, INDEX, RVX, ProviderStage
from tests.faults.test_documented import PAGE

_QUOTED = re.compile(r'"([^"]+)"')
_DEADLINE = f"within {DEADLINE_S:g} s", "within 15 s"


def quoted(name: str) -> list[str]:
    """The words that the page quotes for a row; what stands for any text ends them."""
    line = next(line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| {name} |"))
    return [words.rstrip("…").rstrip() for words in _QUOTED.findall(line)]


@pytest.mark.parametrize("row", PROVIDERS, ids=lambda row: row.name)
async def test_row(row: ProviderRow, tmp_path: Path) -> None:
    outcome = await row.play(tmp_path)
    told = [words.replace(*_DEADLINE) for words in outcome.words]
    assert outcome.state is row.state, told
    assert outcome.prices == row.prices, told
    assert quoted(row.name), "the page quotes what is told"
    for words in quoted(row.name):
        assert any(words in said for said in told), (words, told)
    assert all(words.isprintable() and "Traceback" not in words for words in told)


async def test_cboe_and_nasdaq_that_hang_hold_up_no_price_of_yahoo(tmp_path: Path) -> None:
    """Both are asked for what Yahoo lacks, and neither answers while these polls last."""
    stage = ProviderStage(tmp_path)
    async with stage.running(patient_s=120.0):
        cboe_server.put_hang(stage.cboe)
        nasdaq_server.put_hang(stage.nasdaq)
        for poll in range(4):
            stage.yahoo.set_price(FUND, 240.0 + poll)
            batch = await stage.chain.quotes((INDEX, FUND, RVX, "ABCD"))
            assert {quote.symbol: quote.source for quote in batch.quotes} == {INDEX: "yahoo", FUND: "yahoo"}
            assert next(quote.price for quote in batch.quotes if quote.symbol == FUND) == 240.0 + poll
            assert {problem.symbol: problem.message for problem in batch.problems} == {
                RVX: "cboe has not answered yet.",
                "ABCD": "nasdaq has not answered yet.",
            }
        assert (len(stage.cboe.asked), len(stage.nasdaq.asked)) == (1, 1), "each is asked once, and still is"
        assert len(stage.yahoo.asked(V7)) == 4, "one request a poll"
        assert all(status.state is not FeedState.FAILING for status in stage.chain.providers())
