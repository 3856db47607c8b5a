"""`r2k doctor --sources` against servers of every provider: all healthy, and each broken in turn."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.model.calendar.days import NEW_YORK
from tests.commands.conftest import R2K, Outcome
from tests.fakes import cboe_server, nasdaq_server
from tests.fakes.fred_server import FredServer
from tests.fakes.french_server import FrenchServer
from tests.fakes.http_server import HttpServer
from tests.fakes.invented_holdings import whole
from tests.fakes.ishares_server import IsharesServer
from tests.fakes.yahoo_server import FakeYahoo, Fault

SYMBOLS = ["^RUT", "IWM", "^GSPC", "SPY", "^RVX", "^VIX", "HYG", "IEF", "^IRX", "RTY=F"]
FUNDS = {"IWM": ("2000", 1930), "IWB": ("1000", 1010), "IWN": ("2000 Value", 1430), "IWO": ("2000 Growth", 1110)}
NOW = time.time()
TODAY = datetime.fromtimestamp(NOW, UTC).date()


@dataclass
class Servers:
    """The servers of all providers, and the settings that lead to them."""

    yahoo: FakeYahoo
    cboe: HttpServer
    nasdaq: HttpServer
    fred: FredServer
    ishares: IsharesServer
    french: FrenchServer
    file: Path
    r2k: R2K

    def report(self, chain: str = '["yahoo", "yahoo_chart"]') -> tuple[Outcome, Any]:
        outcome = self.run(chain, "--json")
        return outcome, outcome.report["data"]

    def run(self, chain: str = '["yahoo", "yahoo_chart"]', *more: str) -> Outcome:
        self.file.write_text(
            f"""
[source]
chain = {chain}
[yahoo]
endpoint = "{self.yahoo.url}"
deadline_s = 5.0
[cboe]
endpoint = "{self.cboe.url}"
deadline_s = 5.0
[nasdaq]
endpoint = "{self.nasdaq.url}"
deadline_s = 5.0
[fred]
endpoint = "{self.fred.endpoint}"
deadline_s = 5.0
[french]
endpoint = "{self.french.url}"
[universe]
endpoint = "{self.ishares.url}"
[portfolio]
holdings = [{{ symbol = "SECRET", shares = 7, cost = 1.0 }}]
[watchlist]
symbols = ["SECRET"]
"""
        )
        return self.r2k("doctor", "--sources", "--config", self.file, *more)


@pytest.fixture
def servers(r2k: R2K, tmp_path: Path) -> Iterator[Servers]:
    with ExitStack() as stack:
        yahoo = stack.enter_context(FakeYahoo(SYMBOLS, now=NOW))
        cboe, nasdaq = stack.enter_context(HttpServer()), stack.enter_context(HttpServer())
        fred, ishares = stack.enter_context(FredServer()), stack.enter_context(IsharesServer())
        french = stack.enter_context(FrenchServer())
        made = Servers(yahoo, cboe, nasdaq, fred, ishares, french, tmp_path / "own.toml", r2k)
        fill(made)
        yield made


def noon_of_a_weekday() -> float:
    """Noon in New York of the last weekday: a price of the night has no regular one beside it here."""
    day = datetime.fromtimestamp(NOW, NEW_YORK).date() - timedelta(days=1)
    while day.isoweekday() > 5:
        day -= timedelta(days=1)
    return datetime.combine(day, clock(12), NEW_YORK).timestamp()


def fill(servers: Servers) -> None:
    """Whatever each has to give."""
    day = TODAY - timedelta(days=3)
    row = f"{day:%m/%d/%Y},23.1,23.9,22.8,23.4"
    for index in ("VIX", "RVX"):
        cboe_server.put_history(servers.cboe, index, cboe_server.history_file([row]))
        servers.fred.put(f"{index}CLS", [(day.isoformat(), "23.4")])
    cboe_server.put_list(servers.cboe, {"^RUT": 2411.5, "^VIX": 17.3, "^RVX": 23.4, "^GSPC": 6010.0}, NOW)
    nasdaq_server.put_quote(servers.nasdaq, "IWM", 241.15, noon_of_a_weekday())
    servers.fred.put("DFF", [(day.isoformat(), "4.33")])
    servers.fred.put("A191RL1Q225SBEA", [("2025-04-01", "3.3")])
    for fund, (title, stocks) in FUNDS.items():
        servers.ishares.put(fund, whole(f"iShares Russell {title} ETF", f"{day:%b %d, %Y}", stocks=stocks))


def row(data: Any, table: str, **of: str) -> Any:
    return next(one for one in data[table] if all(one[name] == value for name, value in of.items()))


def test_all_are_well(servers: Servers) -> None:
    outcome, data = servers.report()
    assert outcome.status == 0, outcome.out
    filings = row(data, "facts", fact="insiders")
    assert filings["answered"] is None and '[sec] contact = "you@example.org"' in filings["words"]
    assert row(data, "in_use", fact="insiders")["needed"] is False
    momentum = row(data, "facts", fact="factors", subject="mom")
    assert (momentum["newest"], momentum["words"]) == ("2025-08-31", "48 months of Mom, CRSP 202508")
    assert row(data, "in_use", fact="factors", subject="ff5")["needed"] is False
    yahoo = row(data, "providers", provider="yahoo")
    assert yahoo["answered"] is True and yahoo["without_answer"] == [] and len(yahoo["symbols"]) == 10
    assert yahoo["seconds"] > 0 and yahoo["newest_at"]
    chart = row(data, "providers", provider="yahoo_chart")
    assert chart["answered"] is True and {"bid", "ask"} <= set(chart["missing_fields"])
    for name in ("cboe", "nasdaq"):
        left = row(data, "providers", provider=name)
        assert left["answered"] is None and "not in [source] chain" in left["words"]
    assert row(data, "in_use", fact="quotes")["provider"] == "yahoo"
    assert row(data, "in_use", fact="small_volatility")["provider"] == "yahoo"
    assert row(data, "in_use", fact="holdings", subject="IWN")["provider"] == "ishares"
    assert row(data, "in_use", fact="rates")["provider"] == "fred"
    assert not servers.nasdaq.asked and not [path for path in servers.cboe.asked if "delayed_quotes" in path]


def test_each_provider_of_the_chain_gets_one_request(servers: Servers) -> None:
    servers.report('["yahoo", "yahoo_chart", "cboe", "nasdaq"]')
    assert len(servers.yahoo.asked("/v7/finance/quote")) == 1
    assert len([path for path in servers.nasdaq.asked if "/info" in path]) == 1


def test_added_providers_are_probed_with_their_delay(servers: Servers) -> None:
    outcome, data = servers.report('["yahoo", "yahoo_chart", "cboe", "nasdaq"]')
    assert outcome.status == 0
    assert row(data, "providers", provider="cboe")["delay_s"] == 900.0
    assert row(data, "providers", provider="nasdaq")["answered"] is True


def test_nothing_personal_is_in_the_report(servers: Servers) -> None:
    for outcome in (servers.run(), servers.run('["yahoo"]', "--json")):
        assert "SECRET" not in outcome.out
        assert str(servers.file.parent) not in outcome.out
    assert "SECRET" not in json.dumps(servers.yahoo.requests, default=str)


def test_a_refused_quote_service_leaves_the_next_provider(servers: Servers) -> None:
    servers.yahoo.fail("/v7/finance/quote", Fault(status=401))
    outcome, data = servers.report()
    assert outcome.status == 0
    yahoo = row(data, "providers", provider="yahoo")
    assert yahoo["answered"] is False and "denies access (401)" in yahoo["words"]
    assert row(data, "in_use", fact="quotes")["provider"] == "yahoo_chart"


@pytest.mark.parametrize(
    ("break_it", "fact", "provider", "words", "status"),
    [
        (lambda s: s.fred.fail("DFF", 429), "rates", "fred", "refuses more requests", 1),
        (lambda s: s.fred.answer("DFF", b"<!DOCTYPE html><title>Moved</title>"), "rates", "fred", "page", 1),
        (lambda s: s.ishares.put("IWM", b"<!DOCTYPE html><title>iShares</title>"), "holdings", "ishares", "page", 1),
        (lambda s: s.ishares.newest("IWM", status=403), "holdings", "ishares", "403", 1),
        (lambda s: s.ishares.put("IWM", whole(stocks=900)), "holdings", "ishares", "", 1),
        (lambda s: cboe_server.put_page(s.cboe), "small_volatility", "cboe_history", "page", 0),
        (lambda s: cboe_server.put_throttle(s.cboe), "small_volatility", "cboe_history", "refuses more", 0),
    ],
)
def test_each_fact_with_its_provider_broken(
    servers: Servers,
    break_it: Callable[[Servers], None],
    fact: str,
    provider: str,
    words: str,
    status: int,
) -> None:
    break_it(servers)
    outcome, data = servers.report()
    failed = row(data, "facts", fact=fact, provider=provider)
    assert failed["answered"] is False and words in failed["words"]
    assert outcome.status == status
    kinds = [problem["kind"] for problem in outcome.report["problems"]]
    assert kinds == (["no_provider"] if status else [])


def forget_rvx(servers: Servers) -> None:
    """Yahoo does not know the symbol any more."""
    del servers.yahoo.quotes["^RVX"]
    for key in [key for key in servers.yahoo.bars if key[0] == "^RVX"]:
        del servers.yahoo.bars[key]


def test_without_rvx_at_yahoo_cboe_s_history_is_in_use(servers: Servers) -> None:
    forget_rvx(servers)
    outcome, data = servers.report()
    assert row(data, "in_use", fact="small_volatility")["provider"] == "cboe_history"
    assert row(data, "providers", provider="yahoo")["without_answer"] == ["^RVX"]
    assert outcome.status == 0


def test_without_any_rvx_the_vix_stands_in_and_is_named(servers: Servers) -> None:
    forget_rvx(servers)
    cboe_server.put_history(servers.cboe, "RVX", b"", 403)
    servers.fred.fail("RVXCLS", 404)
    outcome, data = servers.report()
    used = row(data, "in_use", fact="small_volatility")
    assert (used["provider"], used["words"]) == ("vix", "large-cap volatility as a substitute")
    assert outcome.status == 0


def test_the_table_names_what_fails_and_what_is_in_use(servers: Servers) -> None:
    servers.fred.fail("DFF", 500)
    outcome = servers.run()
    lines = outcome.out.splitlines()
    assert outcome.status == 1
    assert next(line for line in lines if line.startswith("rates DFF")).split()[2:4] == ["fred", "FAILS"]
    assert any(line.startswith("rates DFF") and "NOTHING" in line for line in lines)
    assert any(line.startswith("quotes") and "yahoo: yahoo 10 symbols" in line for line in lines)


def test_a_source_without_providers_says_so(r2k: R2K, folder: Path) -> None:
    outcome = r2k("doctor", "--sources", "--source", "csv", "--data", folder)
    assert outcome.status == 2
    assert "csv has no providers" in outcome.err
