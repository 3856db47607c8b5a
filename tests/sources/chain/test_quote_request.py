"""One provider's answer to a request for quotes."""

from __future__ import annotations

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.chain.quote_request import ask_quotes, usable_quotes
from tests.fakes.scripted_source import ScriptedSource
from tests.sources.chain.stage import FIRST, Clock, provider, scripted


def source(*symbols: str, most: int = 20) -> ScriptedSource:
    found = scripted(FIRST, most=most)
    for symbol in symbols:
        found.set_price(symbol, 1.0)
    return found


async def test_requests_are_counted_by_what_one_of_them_carries() -> None:
    symbols = [f"M{number}" for number in range(45)]
    member = provider(source(*symbols), Clock())
    await ask_quotes(member, symbols)
    assert member.status.requests == 3


async def test_what_is_left_out_is_remembered_with_the_providers_words() -> None:
    member = provider(source("IWM"), Clock())
    await ask_quotes(member, ["IWM", "JUNK"])
    assert member.missing_quotes.has("JUNK") and not member.missing_quotes.has("IWM")
    problem = member.missing_quotes.problem("JUNK")
    assert problem is not None and problem.message == "nobody knows JUNK"


async def test_a_hostile_symbol_is_remembered_in_plain_words() -> None:
    given = source("IWM")
    odd = "\x1b[2J" + "X" * 500
    member = provider(given, Clock())
    await ask_quotes(member, ["IWM", odd])
    problem = member.missing_quotes.problem(odd)
    assert problem is not None and problem.message.isprintable() and len(problem.message) < 100


async def test_everything_gone_that_was_there_is_a_failure_of_the_service() -> None:
    given = source("IWM", "SPY")
    member = provider(given, Clock())
    await ask_quotes(member, ["IWM", "SPY"])
    given.known.clear()
    with pytest.raises(BadData, match="nobody knows IWM"):
        await usable_quotes(member, ["IWM", "SPY"])
    assert not (await usable_quotes(member, ["IWM"])).quotes, "of one symbol it is that symbol's fault"
    assert not (await usable_quotes(member, ["NEW", "NEWER"])).quotes, "so it is of symbols that never came"
