"""The outage of the source in words."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.source import ProviderOffer, SourceFacts
from r2k_tui.ui.drawing.lines import cells
from r2k_tui.ui.drawing.outage import chain_line, outage_lines
from r2k_tui.ui.mirror.mirror import Mirror
from tests.cases import cases
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


def test_the_panel_names_cause_time_and_the_ways_on() -> None:
    said = words(mirror_of(quotes=(quote("IWM"),)))
    for part in (
        "No prices from yahoo or yahoo_chart since",
        "No connection to Yahoo; R2K keeps trying, r tries now.",
        "The last prices stay, with their age.",
        "r2k --demo            a simulated market, without a network",
        "r2k doctor --sources  asks each provider once",
        '[source] proxy        in the settings, such as "http://proxy.example:3128"',
        "A                     adds cboe and nasdaq, once you agree to their terms",
    ):
        assert part in said, part


def test_the_consequences_of_a_failure_are_left_to_the_feed_view() -> None:
    longer = msgspec.structs.replace(FAILING, message="Yahoo is 1.0 s late. Without a cookie it gives no quotes.")
    assert words(mirror_of(status=longer)).startswith(" Yahoo is 1.0 s late; R2K keeps trying")


def test_of_a_blocked_feed_it_says_until_when() -> None:
    blocked = msgspec.structs.replace(
        FAILING, state=FeedState.BLOCKED, next_try=NOW + 270, message="Yahoo refuses more requests for now."
    )
    assert "Yahoo refuses more requests for now; blocked until 12:05, r tries now." in words(mirror_of(status=blocked))


def test_without_an_offer_no_key_is_named() -> None:
    said = words(mirror_of(msgspec.structs.replace(FACTS, offers=())))
    assert "[source] proxy" in said and "adds" not in said


def test_whoever_cannot_change_the_source_sees_no_ways() -> None:
    lines = outage_lines(mirror_of(), 118, NOW, ways=False)
    said = "".join(text for line in lines for text, _ in line)
    assert "No connection to Yahoo" in said and "r2k" not in said


def test_without_a_stored_price_it_says_so() -> None:
    assert "There are no stored prices." in words(mirror_of(quotes=()))


@cases("width", [40, 78, 118, 198])
def test_every_line_fits(width: int) -> None:
    lines = outage_lines(mirror_of(), width, NOW)
    assert all(cells("".join(text for text, _ in line)) <= width for line in lines)
    assert "r2k doctor --sources" in words(mirror_of(), width)


def test_the_line_of_the_settings_adds_every_offer() -> None:
    assert chain_line(FACTS) == 'chain = ["yahoo", "yahoo_chart", "cboe", "nasdaq"]'
