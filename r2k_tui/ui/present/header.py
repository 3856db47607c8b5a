"""The line at the top: where the index stands, what the exchange does, whether the feed can be trusted."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.link.following import RESTART
from r2k_tui.model.days import NEW_YORK
from r2k_tui.model.feed import FeedState, FeedStatus
from r2k_tui.model.quote import Quote, QuoteState
from r2k_tui.model.replay import Replay
from r2k_tui.model.session import Phase
from r2k_tui.model.tick import quote_decimals
from r2k_tui.ui.present import numbers
from r2k_tui.ui.present.ages import age, bell, day
from r2k_tui.ui.present.lines import Line, Run, fit, length
from r2k_tui.ui.present.quote_age import age_word
from r2k_tui.ui.present.returns import carried_on
from r2k_tui.ui.state import Mirror

_PHASES = {Phase.PRE: "PRE", Phase.OPEN: "OPEN", Phase.POST: "POST", Phase.CLOSED: "CLOSED"}
_STATE_STYLES = {
    QuoteState.LIVE: "up",
    QuoteState.DELAYED: "warn",
    QuoteState.STALE: "warn",
    QuoteState.OFFLINE: "down",
    QuoteState.CLOSED: "dim",
}
_GAP: Run = ("  ", "text")


def header(mirror: Mirror, width: int, height: int, now: float) -> list[Line]:
    """The header in `height` lines: what does not fit goes, the least needed first."""
    left = [*_tags(mirror, now), *_level(mirror)]
    right = [_phase(mirror, now), *_feed(mirror, now)]
    if height < 2:
        return [_one_line(left, right, width)]
    return [_one_line(left, [], width), _one_line([(0, ((" ", "text"),)), right[0]], right[1:], width)]


def _tags(mirror: Mirror, now: float) -> list[tuple[int, Line]]:
    tags: list[tuple[int, Line]] = [(11, ((" R2K", "accent"),))]
    if mirror.facts.replay is not None:
        tags += _replay(mirror.facts.replay, now)
    if mirror.facts.simulated:
        tags.append((0, ((" SIMULATED ", "alarm"),)))
    if mirror.as_of and not mirror.facts.live:
        tags.append((10, ((f" as of {mirror.as_of}", "bright"),)))
    if mirror.paused:
        tags.append((0, ((f" PAUSED {age(mirror.paused_for())} ", "alarm"),)))
    return tags


def _replay(replay: Replay, now: float) -> list[tuple[int, Line]]:
    """The moment that is replayed: nobody shall take it for the present."""
    word = "ENDED " if now >= replay.ends else "HELD " if replay.held else ""
    day, time = datetime.fromtimestamp(now, NEW_YORK).strftime("%Y-%m-%d %H:%M:%S").split()
    return [
        (0, ((" REPLAY ", "alarm"),)),
        (4, ((f"{day} ", "alarm"),)),
        (0, ((f"{time} ", "alarm"),)),
        (4, ((f"x{replay.speed:g} ", "alarm"),)),
        (0, ((word, "alarm"),)),
    ]


def _level(mirror: Mirror) -> list[tuple[int, Line]]:
    quote = mirror.quotes.get(mirror.index)
    if quote is None or quote.price is None:
        why = mirror.problem_of(mirror.index) or "no level yet"
        return [(0, ((f" {mirror.index} {numbers.MISSING}  {why}", "dim"),))]
    change, fraction = quote.change, quote.change_fraction
    decimals = quote_decimals(quote)
    moved, share = numbers.signed(change, quote.price, decimals), numbers.percent(fraction)
    # Either of them may be the one that stands beside the glyph.
    glyph = numbers.glyph(change, moved).strip() and numbers.glyph(change, share)
    style = numbers.direction(change, moved)
    level: Line = (
        (f" {mirror.index} ", "text"),
        (numbers.price(quote.price, decimals), "bright"),
        (f" {glyph or ' '} ", style),
    )
    parts: list[tuple[int, Line]] = [
        (0, level),
        (5, ((f"{moved} ", style),)),
        (1, ((share, numbers.direction(change, share)),)),
        (6, _labelled("YTD", carried_on(mirror, mirror.index, "ret_ytd"))),
        (9, _labelled("1Y", carried_on(mirror, mirror.index, "ret_1y"))),
        (7, _record(mirror, quote)),
    ]
    return [part for part in parts if part[1]]


def _labelled(label: str, fraction: float | None) -> Line:
    if fraction is None:
        return ()
    text = numbers.percent(fraction)
    return (_GAP, (f"{label} ", "dim"), (text, numbers.direction(fraction, text)))


def _record(mirror: Mirror, quote: Quote) -> Line:
    record = mirror.number("record_close")
    if not record or quote.price is None:
        return ()
    if quote.price >= record:
        return (_GAP, ("● record close" if mirror.session.phase is Phase.CLOSED else "● above record close", "up"))
    return (_GAP, ("record ", "dim"), (numbers.percent(quote.price / record - 1.0, 1), "text"))


def _phase(mirror: Mirror, now: float) -> tuple[int, Line]:
    session = mirror.session
    if session.changes_at is None and not session.always_open and session.last_close_at is None:
        return 8, (("calendar loading", "dim"), _GAP)
    word = _PHASES[session.phase]
    if not mirror.facts.live:
        return 3, ((f"{word} end-of-day data", "dim"), _GAP)
    style = "up" if session.phase is Phase.OPEN else "dim"
    note = bell(session, now)
    return 3, ((word, style), (f" {note}" if note else "", "dim"), _GAP)


def _feed(mirror: Mirror, now: float) -> list[tuple[int, Line]]:
    """Source, state and age of the index's quote; the reason when it is not well."""
    if mirror.lost:
        return [(0, ((_loss(mirror, now), "alarm"),))]
    quote, name, worst = mirror.quotes.get(mirror.index), mirror.facts.name, mirror.worst_feed()
    if quote is None:
        return [(0, ((f"{name} {'starting' if worst is None else ''}", "dim"), *_trouble(worst, now)))]
    state = mirror.quote_state(quote, now)
    held = mirror.paused and state is QuoteState.STALE
    word: Line = () if held else ((state.value, _STATE_STYLES[state]),)
    since = quote.time if quote.time is not None else quote.received_at
    old = day(since) if state is QuoteState.CLOSED else age_word(quote, state, now)
    when: Run = (f"{' ' if word else ''}{old}", "dim")
    return [(2, ((f"{name} ", "dim"),)), (0, (*word, when, *_trouble(worst, now)))]


def _loss(mirror: Mirror, now: float) -> str:
    """That nothing comes any more, since when, and why. The engine of a hub is not ours to restart."""
    if mirror.remedy == RESTART:
        return f"ENGINE LOST, restarting: {mirror.lost}"
    quote = mirror.quotes.get(mirror.index)
    since = f" {age(max(0.0, now - quote.received_at))}" if quote is not None else ""
    return f"{QuoteState.STALE}{since}, {mirror.remedy}: {mirror.lost}"


def _trouble(status: FeedStatus | None, now: float) -> Line:
    """What is wrong with a topic. The next try comes first: where there is no room, the words are cut, not that."""
    if status is None:
        return ()
    left = f" next try {age(max(0.0, status.next_try - now))}" if status.next_try else ""
    word = "paused by the source" if status.state is FeedState.BLOCKED else status.message
    return ((f"  {status.topic}{left}: {word}", "down"),)


def _one_line(left: list[tuple[int, Line]], right: list[tuple[int, Line]], width: int) -> Line:
    """Both ends on one line; the parts with the highest number go first when there is no room."""
    parts = [(rank, line, True) for rank, line in left] + [(rank, line, False) for rank, line in right]
    while parts:
        total = sum(length(line) for _, line, _ in parts) + 3
        worst = max(parts, key=lambda part: part[0])
        if total <= width or worst[0] == 0:
            break
        parts.remove(worst)
    head = [run for _, line, at_left in parts if at_left for run in line]
    tail = [run for _, line, at_left in parts if not at_left for run in line]
    if tail:
        tail.append((" ", "text"))
    fill = width - length(tuple(head)) - length(tuple(tail))
    line = (*head, (" " * max(1, fill), "text"), *tail)
    if length(line) > width:
        return (*fit(line, width - 1), (numbers.NO_ROOM, "dim"))
    return fit(line, width)
