"""The trial of each provider of each fact: against servers in good health, and with each broken in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import date
from typing import NamedTuple

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.facts.clients import FactClients
from r2k_tui.sources.facts.probe import FactProbe, FactTrial, in_use, probe, probes
from r2k_tui.sources.facts.table import FACTS, RATES, SMALL_VOLATILITY, Fact
from r2k_tui.sources.finra import client as finra_client
from r2k_tui.sources.holdings import fetch
from r2k_tui.sources.sec import client as sec_client
from tests.fakes.finra_server import FinraServer, path_of, short
from tests.fakes.fred_server import FredServer
from tests.fakes.french_server import FrenchServer
from tests.fakes.french_server import path_of as archive_path
from tests.fakes.http_server import HttpServer
from tests.fakes.invented_bars import daily_bars
from tests.fakes.invented_holdings import whole
from tests.fakes.ishares_server import IsharesServer
from tests.fakes.nasdaq_trader_server import halt, put_halts, put_page
from tests.fakes.parsed_once import parsed_once
from tests.fakes.scripted_source import ScriptedSource
from tests.fakes.sec_server import UNDECLARED, SecServer, index_path, nport

NOW = 1_758_211_200.0  # 2025-09-18
PAST = "2025-05-21"
FILES = "/api/global/us_indices/daily_prices"
SERVICES = {
    *("yahoo", "cboe", "cboe_history", "fred", "alfred", "ishares", "ishares_past", "sec"),
    *("nasdaq_trader", "finra", "sec_form4", "french"),
}


class Servers(NamedTuple):
    """The servers, and what a trial needs."""

    fred: FredServer
    cboe: HttpServer
    ishares: IsharesServer
    sec: SecServer
    finra: FinraServer
    french: FrenchServer
    source: ScriptedSource
    trial: FactTrial


@pytest.fixture(scope="module")
def parsers() -> list[tuple[object, str, object]]:
    """The parsers of the long files, each with its place; the same file comes with every trial."""
    places = (fetch, "parse_holdings"), (sec_client, "parse_nport"), (finra_client, "parse_settlement")
    return [(module, name, parsed_once(getattr(module, name))) for module, name in places]


@pytest.fixture
async def servers(parsers: list[tuple[object, str, object]], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Servers]:
    for module, name, parser in parsers:
        monkeypatch.setattr(module, name, parser)
    with ExitStack() as stack:
        fred, cboe = stack.enter_context(FredServer()), stack.enter_context(HttpServer())
        ishares, sec = stack.enter_context(IsharesServer()), stack.enter_context(SecServer())
        finra = stack.enter_context(FinraServer())
        finra.put("2025-08-29", short("AAA", ""))
        french = stack.enter_context(FrenchServer())
        fill(fred, cboe, ishares, sec)
        config = Config(
            cboe=CboeSettings(endpoint=cboe.url, deadline_s=5.0),
            fred=Fred(endpoint=fred.endpoint, deadline_s=5.0),
            universe=UniverseSettings(
                endpoint=ishares.url, holdings=ishares.addresses, deadline_s=10.0, short_interest=True
            ),
            finra=FinraSettings(finra.url, 10.0),
            french=FrenchSettings(endpoint=french.url),
            nasdaq_trader=NasdaqTraderSettings(endpoint=cboe.url, deadline_s=5.0),
            sec=SecSettings("joe@example.org", sec.url, 10.0, requests_per_second=1000.0),
        )
        source = ScriptedSource(name="yahoo")
        for symbol in ("^RVX", "^VIX"):
            source.put(daily_bars(symbol, [22.0, 23.4], date(2025, 9, 17), source="yahoo"))
            source.set_price(symbol, 23.9, time=NOW - 900, source="cboe")
        clients = FactClients(config, lambda: NOW)
        yield Servers(fred, cboe, ishares, sec, finra, french, source, FactTrial(clients, source, NOW, source))
        await clients.close()


def fill(fred: FredServer, cboe: HttpServer, ishares: IsharesServer, sec: SecServer) -> None:
    """Whatever each has to give."""
    for index in ("VIX", "RVX"):
        cboe.answer(f"{FILES}/{index}_History.csv", b"DATE,OPEN,HIGH,LOW,CLOSE\n09/17/2025,23.1,23.9,22.8,23.4\n")
        fred.put(f"{index}CLS", [("2025-09-16", "23.4")])
    halted = halt("ABCD", "10:21:33", day="09/18/2025"), halt("EFGH", "10:21:33", day="09/18/2025", trade="10:26:33")
    put_halts(cboe, *halted, at=NOW)
    fred.put("DFF", [("2025-09-16", "4.33")])
    fred.put("A191RL1Q225SBEA", [("2025-04-01", "3.3")])
    fred.vintage("A191RL1Q225SBEA", PAST, [("2025-01-01", "-0.3")])
    titles = {"IWM": ("2000", 1930), "IWB": ("1000", 1010), "IWN": ("2000 Value", 1430), "IWO": ("2000 Growth", 1110)}
    for fund, (title, stocks) in titles.items():
        ishares.put(fund, whole(f"iShares Russell {title} ETF", stocks=stocks))
        ishares.put_past(fund, "20250521", whole(f"iShares Russell {title} ETF", "May 21, 2025", stocks))
    sec.put("S000004344", "0001752724-25-000002", "2025-08-28", nport("S000004344", "2025-06-30"))
    sec.put("S000004347", "0001752724-25-000003", "2025-08-28", nport("S000004347", "2025-06-30", stocks=1010))
    sec.put_day("2025-09-17", *("1001|ACME INC|4|20250917|edgar/data/1001/0000000001-25-000001.txt",) * 2)


async def outcomes(servers: Servers, facts: tuple[Fact, ...] = FACTS) -> list[FactProbe]:
    tries = [(fact, *pair) for fact in facts for pair in probes(fact)]
    return [await probe(fact, provider, subject, servers.trial) for fact, provider, subject in tries]


async def test_healthy_services_answer_with_the_day_and_the_age_of_their_newest_value(servers: Servers) -> None:
    found = await outcomes(servers)
    failed = [one for one in found if one.answered is False and (one.fact, one.provider) != ("past_rates", "fred")]
    assert failed == []
    by_key = {(one.fact, one.provider, one.subject): one for one in found}
    rvx = by_key["small_volatility", "cboe_history", "^RVX"]
    assert (rvx.newest, rvx.age_days, rvx.words, rvx.answered) == ("2025-09-17", 1, "^RVX 23.40", True)
    assert by_key["small_volatility", "fred", "^RVX"].age_days == 2
    assert by_key["small_volatility", "cboe", "^RVX"].words == "^RVX 23.90 by cboe"
    assert by_key["holdings", "ishares", "IWM"].words == "1,935 stocks, 3 without a ticker"
    assert by_key["holdings", "sec", "IWB"].words == "1,010 stocks, 1,010 without a ticker"
    assert by_key["holdings", "sec", "IWN"].answered is None
    shorted = by_key["short_interest", "finra", "stocks"]
    assert (shorted.newest, shorted.age_days) == ("2025-08-29", 20)
    assert shorted.words.startswith("1,200 stocks, 1 line left out, first line 2: AAA has")
    filings = by_key["insiders", "sec_form4", "4"]
    assert (filings.newest, filings.words) == ("2025-09-17", "1 statement"), "the index of today is not out yet"
    assert by_key["past_holdings", "ishares_past", "IWM"].newest == PAST
    assert by_key["past_rates", "alfred", "A191RL1Q225SBEA"].words.endswith(f"ALFRED as of {PAST}")
    assert by_key["halts", "nasdaq_trader", "US"].words == "2 halts, 1 in effect"
    factors = by_key["factors", "french", "ff3"]
    assert (factors.newest, factors.age_days) == ("2025-08-31", 18)
    assert factors.words == "48 months of Mkt-RF SMB HML RF, CRSP 202508"
    assert {one.provider for one in found if one.answered} == SERVICES
    assert by_key["holdings", "import", "IWM"].answered is None, "what is no service is not tried"


@pytest.mark.parametrize("provider", sorted(SERVICES))
async def test_each_broken_in_turn_fails_alone(servers: Servers, provider: str) -> None:
    breaks = {
        "yahoo": lambda: servers.source.fail("bars", Unavailable("Yahoo did not answer.")),
        "cboe": lambda: servers.source.fail("quotes", Unavailable("Cboe did not answer.")),
        "cboe_history": lambda: (
            servers.cboe.answer(FILES, b"<html>", 200)
            or [servers.cboe.forget(f"{FILES}/{index}_History.csv") for index in ("VIX", "RVX")]
        ),
        "fred": lambda: [servers.fred.fail(id, 503) for id in ("VIXCLS", "RVXCLS", "DFF", "A191RL1Q225SBEA")],
        "alfred": lambda: servers.fred.refuse_vintages(503),
        "ishares": lambda: [servers.ishares.newest(fund, status=403) for fund in servers.ishares.addresses],
        "ishares_past": lambda: setattr(servers.ishares, "instead", b"abc"),
        "nasdaq_trader": lambda: put_page(servers.cboe),
        "finra": lambda: servers.finra.answer(path_of("2025-08-29"), b"<html>"),
        "french": lambda: [servers.french.answer(archive_path(name), b"<html>") for name in ("ff3", "ff5", "mom")],
        "sec_form4": lambda: servers.sec.answer(index_path("2025-09-17"), UNDECLARED, 403),
        "sec": lambda: servers.sec.answer("/cgi-bin/browse-edgar", b"<html>", 403),
    }
    breaks[provider]()
    found = [one for one in await outcomes(servers) if one.answered is not None]
    assert {one.provider for one in found if not one.answered} == {provider}
    assert all(not one.answered and one.words for one in found if one.provider == provider)


async def test_what_is_off_says_by_which_setting(servers: Servers) -> None:
    clients = FactClients(
        Config(universe=UniverseSettings(halts=False), french=FrenchSettings(enabled=False)), lambda: NOW
    )
    try:
        trial = FactTrial(clients, None, NOW)
        found = {
            (one.fact, one.provider): one
            for fact in FACTS
            for provider, subject in probes(fact)[: len(fact.providers)]
            if provider.name != "cboe_history"
            for one in [await probe(fact, provider, subject, trial)]
        }
    finally:
        await clients.close()
    assert {one.answered for one in found.values()} == {None}
    assert found["holdings", "sec"].words.startswith("SEC N-PORT is off: [sec] contact is empty")
    assert 'write [sec] contact = "you@example.org"' in found["insiders", "sec_form4"].words
    assert found["holdings", "ishares"].words == "off: [universe.holdings] has no address for IWM"
    assert found["halts", "nasdaq_trader"].words == "off: [universe] halts = false, or enabled = false"
    assert found["short_interest", "finra"].words == "off: [universe] short_interest is false"
    assert found["factors", "french"].words == "factor files are off: enabled is false under [french]"
    assert found["rates", "fred"].words == "off: [fred] endpoint is empty"
    assert found["small_volatility", "yahoo"].words == "not probed: it belongs to the market source"


def test_what_is_in_use_is_the_first_that_answered_with_something_young() -> None:
    def one(provider: str, answered: bool | None, age: int | None = 1) -> FactProbe:
        return FactProbe("f", "^RVX", provider, answered, age_days=age)

    tried = one("yahoo", answered=False), one("cboe_history", True, 9), one("cboe", None), one("fred", True, 2)
    assert in_use(SMALL_VOLATILITY, tried) == tried[3]
    assert in_use(SMALL_VOLATILITY, tried[:3]) is None
    assert in_use(RATES, tried) == tried[1], "only some facts grow too old"


def test_every_service_of_the_table_has_a_trial() -> None:
    named = {provider.name for fact in FACTS for provider in fact.providers}
    assert named - SERVICES == {"vix", "kept", "import", "packaged"}
    assert [pair[1] for pair in probes(SMALL_VOLATILITY)] == ["^RVX"] * 5
