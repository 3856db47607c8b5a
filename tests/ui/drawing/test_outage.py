"""The outage of the source in words."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import ProviderOffer, SourceFacts
from r2k_tui.ui.drawing.lines import cells
from r2k_tui.ui.drawing.outage import chain_line, is_outage, outage_lines
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.still_market import NOW, quote, snapshot

OFFERS = (
    ProviderOffer("cboe", "indices, delayed by 15 minutes.", "Its pages forbid automated extraction."),
    ProviderOffer("nasdaq", "US stocks and ETFs, one a second.", "Personal use."),
)
FACTS = SourceFacts("yahoo", chain=("yahoo", "yahoo_chart"), offers=OFFERS)
FAILING = FeedStatus("quotes", FeedState.FAILING, NOW - 600, NOW + 5, 3, message="No connection to Yahoo.")


def mirror_of(facts: SourceFacts = FACTS, status: FeedStatus = FAILING, **changes: object) -> Mirror:
    mirror = Mirror(facts, "^RUT", wall=lambda: NOW)
    picture = msgspec.structs.replace(snapshot(**changes), facts=facts, feeds=(status,))
    mirror.apply(picture)
    return mirror


def words(mirror: Mirror, width: int = 118) -> str:
    return "\n".join("".join(text for text, _ in line) for line in outage_lines(mirror, width, NOW))


def test_the_panel_names_cause_time_offers_terms_and_the_line_to_write() -> None:
    said = words(mirror_of(quotes=(quote("IWM"),)))
    for part in (
        "No prices from yahoo or yahoo_chart since",
        "No connection to Yahoo; r tries now.",
        "The last prices stay, with their age.",
        "cboe: indices, delayed by 15 minutes. Its pages forbid automated extraction.",
        "nasdaq: US stocks and ETFs, one a second. Personal use.",
        "A adds cboe and nasdaq, or write under [source]:",
        'chain = ["yahoo", "yahoo_chart", "cboe", "nasdaq"]',
    ):
        assert part in said.replace("\n ", " ") or part in said, part


def test_a_message_that_is_a_sentence_gets_no_second_period() -> None:
    blocked = msgspec.structs.replace(FAILING, state=FeedState.BLOCKED, message="Yahoo refuses more requests for now.")
    assert "Yahoo refuses more requests for now. The last" in words(
        mirror_of(status=blocked, quotes=(quote("IWM"),)), 400
    )


def test_without_a_stored_price_it_says_so() -> None:
    assert "There are no stored prices." in words(mirror_of(quotes=()))


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_every_line_fits(width: int) -> None:
    lines = outage_lines(mirror_of(), width, NOW)
    assert all(cells("".join(text for text, _ in line)) <= width for line in lines)
    assert chain_line(FACTS) in words(mirror_of(), width).replace("\n ", " ")


@pytest.mark.parametrize(
    ("facts", "state", "expected"),
    [
        (FACTS, FeedState.FAILING, True),
        (FACTS, FeedState.BLOCKED, True),
        (FACTS, FeedState.OK, False),
        (FACTS, FeedState.STARTING, False),
        (msgspec.structs.replace(FACTS, offers=()), FeedState.FAILING, False),
    ],
)
def test_it_is_an_outage_only_while_quotes_fail_and_there_is_an_offer(
    facts: SourceFacts, state: FeedState, expected: bool
) -> None:
    assert is_outage(mirror_of(facts, msgspec.structs.replace(FAILING, state=state))) is expected
