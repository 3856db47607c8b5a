"""Text of an outage of the source: what failed, what stays on the screen, and what the user can do."""

from __future__ import annotations

from r2k_tui.model.market.feed import TROUBLES
from r2k_tui.model.market.source import ProviderOffer, SourceFacts
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing.ages import day_and_time
from r2k_tui.ui.drawing.lines import Line, cells, wrapped
from r2k_tui.ui.drawing.trouble import QUOTES, words_of
from r2k_tui.ui.mirror.mirror import Mirror


def is_outage(mirror: Mirror) -> bool:
    """Whether no provider gives quotes now, and the user has a decision to make about it."""
    status = mirror.feeds.get(QUOTES)
    return status is not None and status.state in TROUBLES and bool(mirror.facts.offers) and not mirror.lost


def outage_lines(mirror: Mirror, width: int, now: float) -> list[Line]:
    """Lines with the failure and its start, what stays, and the opt-in providers with their terms."""
    status, facts = mirror.feeds.get(QUOTES), mirror.facts
    if status is None:
        return []
    since = f" since {day_and_time(status.last_success, now)}" if status.last_success is not None else ""
    kept = "The last prices stay, with their age." if len(mirror.quotes) else "There are no stored prices."
    cause = words_of(status, now, mirror.keys).rstrip(".")
    said = f"No prices from {' or '.join(facts.chain) or facts.name}{since}. {cause}. {kept}"
    lines: list[Line] = [((f" {words}", "warn"),) for words in wrapped(said, width - 2)]
    for offer in facts.offers:
        text = f"{offer.name}: {offer.gives} {offer.terms}"
        lines += [((f" {words}", "text"),) for words in wrapped(text, width - 2)]
    lines += _remedy(facts, mirror.keys, width - 2)
    return lines


def _remedy(facts: SourceFacts, keys: NamedKeys, width: int) -> list[Line]:
    words = f" adds {names_of(facts.offers)}, or write under [source]:"
    if cells(words) + cells(keys.providers) > width:
        words = " adds them, or write under [source]:"
    by_key: Line = ((" ", "text"), (keys.providers, "key"), (words, "dim"))
    return [by_key, *(((f" {part}", "bright"),) for part in wrapped(chain_line(facts), width))]


def names_of(offers: tuple[ProviderOffer, ...]) -> str:
    """Names of the providers on offer: "cboe and nasdaq"."""
    return " and ".join(offer.name for offer in offers)


def chain_with(facts: SourceFacts) -> tuple[str, ...]:
    """The chain with every provider on offer at its end."""
    return (*facts.chain, *(offer.name for offer in facts.offers))


def chain_line(facts: SourceFacts) -> str:
    """The line of the settings that adds the providers on offer."""
    names = ", ".join(f'"{name}"' for name in chain_with(facts))
    return f"chain = [{names}]"
