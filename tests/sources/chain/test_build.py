"""A chain is built from the settings."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.config.sections.source import SourceChoice
from r2k_tui.model.market.source import ProviderOffer
from r2k_tui.sources.base import ProviderOff, Source, SourceInfo
from r2k_tui.sources.chain.build import ChainPlan, ProviderEntry, build_chain
from r2k_tui.sources.chain.source import ChainSource
from tests.sources.chain.stage import scripted

INFO = SourceInfo("chained")


def entry(name: str) -> ProviderEntry:
    if name == "broken":
        return ProviderEntry(SourceInfo(name), _raise)
    if name == "absent":
        raise LookupError("no such\x1b[2J thing")
    return ProviderEntry(SourceInfo(name, opt_in=name == "cboe"), lambda: scripted(name))


def _raise() -> Source:
    raise ImportError("it moved")


def built(*chain: str, publishes: bool = False, hub: HubSettings | None = None) -> ChainSource:
    config = Config(source=SourceChoice(chain=chain), hub=hub or HubSettings())
    return build_chain(ChainPlan(INFO, config, publishes), entry)


def names(chain: ChainSource) -> list[str]:
    return [status.topic for status in chain.providers()]


async def said(chain: ChainSource) -> list[tuple[str, str]]:
    return [(problem.kind, problem.message) for problem in (await chain.quotes([])).problems]


async def test_providers_stand_in_the_order_of_the_settings_under_one_name() -> None:
    chain = built("cboe", "yahoo")
    assert names(chain) == ["cboe", "yahoo"]
    assert chain.name == chain.identity == "chained" and chain.capabilities.info is INFO
    assert not await said(chain)


async def test_an_opt_in_provider_is_omitted_from_a_hub_with_a_problem(
    caplog: pytest.LogCaptureFixture,
) -> None:
    chain = built("yahoo", "cboe", publishes=True)
    assert names(chain) == ["yahoo"]
    ((kind, words),) = await said(chain)
    assert kind == "provider_off" and "cboe is opt-in" in words and "publish_opt_in" in words
    assert "cboe is opt-in" in caplog.text
    assert names(built("yahoo", "cboe", publishes=True, hub=HubSettings(publish_opt_in=True))) == ["yahoo", "cboe"]
    assert names(built("yahoo", "cboe")) == ["yahoo", "cboe"]


@pytest.mark.parametrize("name", ["broken", "absent"])
async def test_one_that_cannot_be_built_is_left_out(name: str) -> None:
    chain = built(name, "yahoo")
    assert names(chain) == ["yahoo"]
    ((kind, words),) = await said(chain)
    assert kind == "provider_off" and f"{name} cannot be loaded" in words and words.isprintable()


def test_none_left_is_an_error() -> None:
    with pytest.raises(ProviderOff, match=r"broken cannot be loaded \(ImportError: it moved\)"):
        built("broken")


def test_each_provider_has_the_deadline_of_its_table_or_its_company() -> None:
    config = msgspec.structs.replace(
        Config(source=SourceChoice(chain=("yahoo", "yahoo_chart", "mine"))),
        yahoo=msgspec.structs.replace(Config().yahoo, deadline_s=7.0),
    )
    chain = build_chain(ChainPlan(INFO, config), entry)
    assert [provider._deadline for provider in chain._providers] == [7.0, 7.0, 15.0]


async def test_opt_in_providers_outside_the_chain_are_offered() -> None:
    cboe = SourceInfo("cboe", opt_in=True, gives="US indices.", terms="Personal use.")
    config = Config(source=SourceChoice(chain=("yahoo",)))
    chain = build_chain(ChainPlan(INFO, config), entry, [cboe])
    assert chain.offers() == (ProviderOffer("cboe", "US indices.", "Personal use."),)
    config = Config(source=SourceChoice(chain=("yahoo", "cboe")))
    assert build_chain(ChainPlan(INFO, config), entry, [cboe]).offers() == ()
