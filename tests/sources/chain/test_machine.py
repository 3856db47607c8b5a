"""Providers fail, heal, lose symbols and pause in any order: the chain keeps its promises all the while."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from r2k_tui.sources.base import AuthFailed, BadData, RateLimited, SourceError, Unavailable
from r2k_tui.sources.chain.health import ENOUGH_GOOD, ProviderTopic
from r2k_tui.sources.chain.provider import log
from tests.engine.virtual_time import VirtualTimeLoop, settle
from tests.sources.chain.stage import FIRST, SECOND, THIRD, ChainStage, scripted

SYMBOLS = ("^RUT", "IWM", "SPY", "JUNK")
STEPS = 300
QUOTES = ProviderTopic.QUOTES


def failure(random: Random, now: float) -> Exception:
    limited = RateLimited("limited.", random.choice([None, now + 40.0]))
    return random.choice([AuthFailed("denied."), Unavailable("away."), BadData("odd."), limited, ValueError("defect")])


def disturb(stage: ChainStage, random: Random) -> None:
    """One thing happens to one provider."""
    source = stage.sources[random.choice([FIRST, SECOND, THIRD])]
    symbol = random.choice(SYMBOLS[:3])
    what = random.randrange(6)
    if what == 0:
        source.fail("quotes", failure(random, stage.clock()))
    elif what in (1, 2):
        source.heal("quotes")
    elif what == 3:
        source.known.pop(symbol, None)
    elif what == 4:
        stage.price(source.name, **{symbol: random.uniform(90, 110)})
    else:
        stage.wait(random.choice([1.0, 30.0, 400.0, 4000.0]))


async def poll(stage: ChainStage, random: Random) -> None:
    """One poll, and what must be true of it."""
    serving = {name for name, member in stage.members.items() if member.serves(QUOTES)}
    before = {name: len(source.calls) for name, source in stage.sources.items()}
    blocked = {name for name, member in stage.members.items() if member.is_blocked}
    healthy = {n for n in serving if ("quotes", "") not in stage.sources[n]._errors and stage.sources[n].known}
    try:
        batch = await stage.chain.quotes(SYMBOLS)
    except SourceError:
        assert not healthy, "somebody could have answered"
        batch = None
    await settle()
    asked = {
        name: sum(call.method == "quotes" for call in stage.sources[name].calls[count:])
        for name, count in before.items()
    }
    assert not any(asked[name] for name in blocked), "a pause that was asked for is kept"
    assert max(asked.values()) <= len(SYMBOLS)
    if batch is None:
        return
    symbols = [quote.symbol for quote in batch.quotes]
    assert len(symbols) == len(set(symbols)) and "JUNK" not in symbols
    for quote in batch.quotes:
        assert quote.source in stage.sources and quote.price is not None
        first = [name for name in stage.sources if name in healthy and quote.symbol in stage.sources[name].known]
        remembered = [n for n in first if stage.members[n].missing_quotes.problem(quote.symbol) is not None]
        if first and not remembered:
            assert list(stage.sources).index(quote.source) <= list(stage.sources).index(first[0])


@pytest.mark.parametrize("seed", range(12))
def test_it_keeps_its_promises(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)
    monkeypatch.setattr(log, "disabled", True)  # the details of thousands of defects

    async def run() -> None:
        stage = ChainStage(scripted(FIRST, most=1000), scripted(SECOND), scripted(THIRD, most=1))
        for name in stage.sources:
            stage.price(name, **dict.fromkeys(SYMBOLS[:3], 100.0))
        for _ in range(STEPS):
            disturb(stage, random)
            await poll(stage, random)
        for source in stage.sources.values():
            source.heal("quotes")
            for symbol in SYMBOLS[:3]:
                source.set_price(symbol, 100.0)
        for _ in range(ENOUGH_GOOD + 3):
            stage.wait(20_000.0)
            await poll(stage, random)
        assert await stage.sources_of(*SYMBOLS) == dict.fromkeys(SYMBOLS[:3], FIRST)
        await stage.chain.close()

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        runner.run(run())
