"""Text of an outage of the source: what failed, what stays on the screen, and the ways on."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.source import ProviderOffer, SourceFacts
from r2k_tui.ui.drawing.ages import day_and_time
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.drawing.trouble import QUOTES, blocked_words, cause_of
from r2k_tui.ui.mirror.mirror import Mirror

_DEMO, _DOCTOR, _PROXY = "r2k --demo", "r2k doctor --sources", "[source] proxy"
# Blanks around the first column of the ways.
_INDENT, _GAP = 1, 2
# With less room beside the ways, their words are left out.
_WORTH_SAYING = 16


def outage_lines(mirror: Mirror, width: int, now: float, *, ways: bool = True) -> list[Line]:
    """Lines with the failure and its start, what stays, and, with `ways`, what the user can do about it."""
    status, facts = mirror.feeds.get(QUOTES), mirror.facts
    if status is None:
        return []
    since = f" since {day_and_time(status.last_success, now)}" if status.last_success is not None else ""
    kept = "The last prices stay, with their age." if len(mirror.quotes) else "There are no stored prices."
    tried = f"R2K keeps trying, {mirror.keys.refresh} tries now"
    if status.state is FeedState.BLOCKED:
        tried = blocked_words(status, now, mirror.keys)
    cause = f"{cause_of(status)}; {tried}."
    said = f"No prices from {' or '.join(facts.chain) or facts.name}{since}. {kept}"
    lines: list[Line] = [((f" {words}", "warn"),) for words in wrapped(cause, width - 2)]
    lines += [((f" {words}", "text"),) for words in wrapped(said, width - 2)]
    return [*lines, *_ways(mirror, width)] if ways else lines


def _ways(mirror: Mirror, width: int) -> list[Line]:
    rows = [
        (_DEMO, "bright", "a simulated market, without a network"),
        (_DOCTOR, "bright", "asks each provider once, and says what is wrong"),
        (_PROXY, "bright", 'in the settings, such as "http://proxy.example:3128"'),
    ]
    if offers := mirror.facts.offers:
        rows.append((mirror.keys.providers, "key", f"adds {names_of(offers)}, once you agree to their terms"))
    margin = max(len(name) for name, _, _ in rows) + _INDENT + _GAP
    lines: list[Line] = []
    for name, style, words in rows:
        room = width - margin - 1
        first, *rest = wrapped(words, room) if room >= _WORTH_SAYING else [""]
        lines.append(((f" {name:<{margin - _INDENT}}", style), (first, "dim")))
        lines += [((" " * margin + more, "dim"),) for more in rest]
    return lines


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
