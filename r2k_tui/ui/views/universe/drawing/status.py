"""The basis of the members' figures: holdings list, coverage, unquoted members, valuation, caveats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from r2k_tui.model.market.feed import TROUBLES, FeedStatus
from r2k_tui.model.market.universe import Summary, Valuation
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age
from r2k_tui.ui.drawing.lines import Line, Run, wrapped
from r2k_tui.ui.drawing.trouble import message_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.feed.topics import state_of

# The topics that supply the members, in the order in which they start.
TOPICS = ("holdings", "universe", "members", "large")
_REQUESTING = "requesting the list of members"


def origin_line(mirror: Mirror) -> Line:
    """Source and day of the members' figures, and how many of them have a price."""
    summary = mirror.members.summary
    if summary is None:
        return ((mirror.facts.name, "dim"),)
    day = summary.as_of or "no day"
    return ((f"{mirror.facts.name} {day}, {summary.priced:,} of {summary.members:,}", "dim"),)


def about_lines(mirror: Mirror, summary: Summary, width: int) -> list[Line]:
    """Everything to know before trusting an aggregate."""
    missing = summary.members - summary.priced
    lines: list[Line] = [
        (
            (f" {summary.fund} ", "bright"),
            (f"list of {summary.holdings_as_of}, {plural(summary.members, 'member')}", "text"),
        ),
        (
            (f" {summary.priced:,} priced on {summary.as_of or numbers.MISSING}", "text"),
            (f", {summary.coverage:.1%} of the weight", "dim"),
        ),
    ]
    if missing:
        lines.append(((f" {missing:,} without a price", "warn"),))
    lines += _listed("unknown to the source", summary.unknown, width)
    lines += _listed("not traded", summary.unlisted, width)
    lines += topic_lines(mirror, width)
    lines += reconstitution_lines(mirror, width)
    lines += event_lines(mirror, width)
    for valuation in (summary.valuation, summary.large_valuation):
        lines += _valuation(valuation, width) if valuation is not None else []
    notes = [*(p.named for p in summary.problems), *summary.caveats]
    return [*lines, *_wrapped(notes, width, "warn"), *_listed("without a price", _unpriced(mirror, summary), width)]


def reconstitution_lines(mirror: Mirror, width: int) -> list[Line]:
    """Countdown to the next reconstitution, and how sure its date is."""
    coming = mirror.reconstitution()
    if coming is None:
        return []
    row = coming.next
    words = [coming.words, f"rank day {row.rank_day or row.missing}", row.basis]
    return _wrapped(["; ".join(words)], width, "text" if coming.is_near else "dim")


def event_lines(mirror: Mirror, width: int) -> list[Line]:
    """Why there are no events, or no newer ones."""
    return _wrapped([f"events: {mirror.events.trouble}"], width, "warn") if mirror.events.trouble else []


def _unpriced(mirror: Mirror, summary: Summary) -> tuple[str, ...]:
    """The members without a return today, besides those listed as unknown."""
    members, existing = mirror.members.members, set(summary.unknown)
    if members is None:
        return ()
    pairs = zip(members.symbols, mirror.members.ret_1d, strict=True)
    return tuple(symbol for symbol, ret in pairs if ret != ret and symbol not in existing)


def topic_lines(mirror: Mirror, width: int, message: str = "", *, quiet: bool = True) -> list[Line]:
    """State, progress and next poll of each topic that supplies the members.

    `message` is shown elsewhere already; `quiet`: also topics without progress or trouble.
    """
    now = mirror.clock()
    lines: list[Line] = []
    for status in (mirror.feeds[name] for name in TOPICS if name in mirror.feeds):
        if not quiet and not status.progress and status.state not in TROUBLES:
            continue
        lines.append(((f" {status.topic:<9}", "text"), *state_of(status), (_when(status, now), "dim")))
        words = "" if status.message == message else message_of(status, now, mirror.keys)
        lines += _wrapped([words] if words else [], width, "warn")
    return lines


def progress_words(mirror: Mirror) -> str:
    """Progress of a running poll of the members; "" where none is running."""
    result = (mirror.feeds[name] for name in TOPICS if name in mirror.feeds)
    return next((f"{status.topic}: {status.progress}" for status in result if status.progress), "")


def nothing_lines(mirror: Mirror, trouble: str, width: int) -> list[Line]:
    """Shown in place of the list of members: why it is missing, and what to do.

    While a list is on its way, topics at rest explain nothing, and would load a thin line.
    """
    what = trouble or _REQUESTING
    return [*reason_lines(trouble, width), *topic_lines(mirror, width, what, quiet=bool(trouble))]


def reason_lines(trouble: str, width: int) -> list[Line]:
    """Why the list of members is missing, for panels beside one that shows its topics."""
    return _wrapped([trouble or _REQUESTING], width, "warn" if trouble else "dim")


def _when(status: FeedStatus, now: float) -> str:
    if status.progress:
        return status.progress
    last = f"{age(max(0.0, now - status.last_success))} ago" if status.last_success else ""
    following = f"next try in {age(max(0.0, status.next_try - now))}" if status.failures and status.next_try else ""
    return "  ".join(word for word in (last, following) if word)


def _listed(what: str, names: tuple[str, ...], width: int) -> list[Line]:
    """A count, then every name."""
    return _wrapped([f"{len(names):,} {what}: {', '.join(names)}"], width, "warn") if names else []


def _valuation(valuation: Valuation, width: int) -> list[Line]:
    def ratio(value: float | None) -> str:
        return numbers.MISSING if value is None else f"{value:.1f}"

    runs: list[Run] = [
        (f" {valuation.fund} forward P/E ", "dim"),
        (ratio(valuation.without_losses), "text"),
        (f" without losses ({valuation.coverage_without_losses:.0%} of the weight), ", "dim"),
        (ratio(valuation.with_losses), "text"),
        (f" with ({valuation.coverage:.0%}); proxy", "dim"),
    ]
    growth = numbers.percent(valuation.earnings_growth, 1)
    more = (f" {valuation.fund} earnings growth {growth} ({valuation.growth_coverage:.0%})", "dim")
    text = "".join(word for word, _ in runs)
    first: list[Line] = [tuple(runs)] if len(text) <= width else _wrapped([text.strip()], width, "text")
    return [*first, (more,)]


def _wrapped(texts: Iterable[str], width: int, style: str) -> list[Line]:
    def parts() -> Iterator[Line]:
        for text in texts:
            for line in wrapped(text, max(8, width - 2)):
                yield ((f" {line}", style),)

    return list(parts())
