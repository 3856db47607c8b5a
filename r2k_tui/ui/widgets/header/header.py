"""The header: level of the index, phase of the exchange, state of the feed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from r2k_tui.link.engine_client import RESTART
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.calendar.venue import GLOBEX
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.ui.actions.table import NamedKeys
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import COARSE, age, bell, day, until
from r2k_tui.ui.drawing.lines import Line, Run, cells, fit, length, whole
from r2k_tui.ui.drawing.numbers import DOUBTED
from r2k_tui.ui.drawing.targets import aimed, all_aimed
from r2k_tui.ui.drawing.trouble import QUOTES, blocked_words, cause_of, is_outage, own_problem, style_of, words_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.header.quote_age import age_word, live_return

# A part of the line and its rank: 0 always stays, of the others the highest rank is left out first.
_Part = tuple[int, Line]


class _Problem(NamedTuple):
    """What is wrong: number of problems; texts of the newest one, each shorter than the last; the reason that they
    should contain; their style; the key of the view with all of them.
    """

    number: int
    words: tuple[str, ...]
    reason: str
    style: str
    key: str

    def rest(self, words: str) -> str:
        """What follows these words: the key, where they do not say everything."""
        return "" if self.number == 1 and self.reason in words else f"  {self.key}"


_PHASES = {Phase.PRE: "PRE", Phase.OPEN: "OPEN", Phase.POST: "POST", Phase.CLOSED: "CLOSED"}
_STATE_STYLES = {
    QuoteState.LIVE: "up",
    QuoteState.DELAYED: "warn",
    QuoteState.STALE: "warn",
    QuoteState.OFFLINE: "down",
    QuoteState.CLOSED: "dim",
    QuoteState.HALTED: "alarm",
}
_GAP: Run = ("  ", "text")
# What a click on the state of the feed, or on a problem, does.
_TO_FEED = ("action", "view_feed")
# Free cells of a line, including the last one; and enough of them for the count of problems between both ends.
_FREE, _MARK_ROOM = 3, 4
# Parts that stay beside a problem: percent, phase, change, year-to-date return. Without a problem these keep one cell
# more than its count needs, so that none is left out when one appears, although STALE is longer than LIVE.
_NEEDED = (1, 3, 5, 6)
# With a problem, the countdown, the one-year return and the distance to the record are left out until this many cells
# are free for its words; with fewer than the least, the count is shown alone.
_GIVES_WAY, _WORDS, _LEAST_WORDS = (12, 9, 7), 48, 12
_MOST_COUNTED = 9
# Cells for the notice of a stored picture.
_NOTICE = 41
# With less room, the time of the next try would leave none for the reason.
_NEXT_TRY_ROOM = 40


def header(mirror: Mirror, width: int, height: int, now: float) -> list[Line]:
    """The header in `height` lines; parts that do not fit are left out, least important first."""
    left = [*_tags(mirror, now), *_level(mirror), *_reconstitution(mirror)]
    phases, feed = _phases(mirror, now), _feed(mirror, now)
    problem = _problem(mirror, now)
    if height < 2:
        return [_one_line(left, [*phases, *feed], width, problem)]
    below: list[_Part] = [(0, ((" ", "text"),)), *phases]
    return [_one_line(left, [], width, None), _one_line(below, feed, width, problem)]


class StoredHeader(NamedTuple):
    """The lines of a header in a stored picture, and the place of its notice: row, column and width."""

    lines: list[Line]
    row: int
    column: int
    width: int


def stored_header(mirror: Mirror, width: int, height: int, now: float) -> StoredHeader:
    """What stays true of a header: tags and level. The notice stands in place of phase, state and problems."""
    name, *tags = _tags(mirror, now)
    left: list[_Part] = [*((0, line) for _, line in tags), *_level(mirror)]
    if height >= 2:
        left.insert(0, name)
        return StoredHeader([_one_line(left, [], width, None), fit((), width)], 1, 1, max(0, width - 2))
    # The live header has room for the name, so that the rest is in its place.
    left.insert(0, (0, name[1]))
    room = min(_NOTICE, width // 2)
    column = width - room - 1
    return StoredHeader([fit(_one_line(left, [], column - 1, None), width)], 0, column, room)


def _tags(mirror: Mirror, now: float) -> list[_Part]:
    tags: list[_Part] = [(11, ((" R2K", "accent"),))]
    if mirror.facts.replay is not None:
        tags += _replay(mirror.facts.replay, now)
    if mirror.facts.simulated:
        tags.append((0, ((" SIMULATED ", "alarm"),)))
    if (halt := mirror.market_halt(now)) is not None:
        tags.append((0, ((f" MARKET HALTED {halt.code} ", "alarm"),)))
    elif mirror.fund and (halt := mirror.halt_of(mirror.fund, now)) is not None:
        tags.append((2, (aimed((f" {mirror.fund} HALTED {halt.code} ", "alarm"), "symbol", "fund"),)))
    if mirror.as_of and not mirror.facts.live:
        tags.append((10, ((f" as of {mirror.as_of}", "bright"),)))
    if mirror.paused_at is not None:
        pause = f" PAUSED {age(mirror.paused_at, mirror.wall(), step=COARSE)} "
        tags.append((0, (aimed((pause, "alarm"), "action", "pause"),)))
    return tags


def _replay(replay: Replay, now: float) -> list[_Part]:
    """The replayed moment, marked so that nobody takes it for the present."""
    word = "ENDED " if now >= replay.ends else "HELD " if replay.held else ""
    day, time = datetime.fromtimestamp(now, NEW_YORK).strftime("%Y-%m-%d %H:%M:%S").split()
    return [
        (0, ((" REPLAY ", "alarm"),)),
        (4, ((f"{day} ", "alarm"),)),
        (0, ((f"{time} ", "alarm"),)),
        (4, ((f"x{replay.speed:g} ", "alarm"),)),
        (0, ((word, "alarm"),)),
    ]


def _level(mirror: Mirror) -> list[_Part]:
    quote = mirror.quotes.get(mirror.index)
    if quote is None or quote.price is None:
        # Problems say why the feed fails.
        why = own_problem(mirror, mirror.index) or ("" if mirror.failing_topics() else "no level yet")
        return [(0, ((f" {mirror.index} {numbers.MISSING}", "dim"),)), (8, ((f"  {why}", "dim"),) if why else ())]
    change, fraction = quote.change, quote.change_fraction
    decimals = quote_decimals(quote)
    moved, share = numbers.signed(change, quote.price, decimals), numbers.percent(fraction)
    # Either of them may be the one beside the glyph.
    glyph = numbers.glyph(change, moved).strip() and numbers.glyph(change, share)
    style = numbers.direction(change, moved)
    last = numbers.price(quote.price, decimals)
    doubted: Line = ((DOUBTED, "warn"), (last, "warn")) if mirror.doubted(mirror.index) else ()
    level: Line = (
        (f" {mirror.index} ", "text"),
        *(doubted or ((last, "bright"),)),
        (f" {glyph or ' '} ", style),
    )
    parts: list[_Part] = [
        (0, all_aimed(level, "symbol", "index")),
        (5, ((f"{moved} ", style),)),
        (1, ((share, numbers.direction(change, share)),)),
        (6, _labelled("YTD", live_return(mirror, mirror.index, "ret_ytd"))),
        (9, _labelled("1Y", live_return(mirror, mirror.index, "ret_1y"))),
        (7, _record(mirror, quote)),
    ]
    return [part for part in parts if part[1]]


def _labelled(label: str, fraction: float | None) -> Line:
    if fraction is None:
        return ()
    text = numbers.percent(fraction)
    return (_GAP, (f"{label} ", "dim"), (text, numbers.direction(fraction, text)))


def _record(mirror: Mirror, quote: Quote) -> Line:
    if mirror.doubted(mirror.index):
        return ()
    record = mirror.number("record_close")
    if not record or quote.price is None:
        return ()
    if quote.price >= record:
        return (_GAP, ("● record close" if mirror.session.phase is Phase.CLOSED else "● above record close", "up"))
    return (_GAP, ("record ", "dim"), (numbers.percent(quote.price / record - 1.0, 1), "text"))


def _reconstitution(mirror: Mirror) -> list[_Part]:
    """Countdown to the next reconstitution, in the days before it; the first part to go where room is short."""
    coming = mirror.reconstitution()
    if coming is None or not coming.is_near:
        return []
    return [(12, (_GAP, ("recon ", "dim"), (f"{coming.days}d" if coming.days else "today", "accent")))]


def _phases(mirror: Mirror, now: float) -> list[_Part]:
    """New York's phase; while it is closed, that of the futures as well."""
    futures = mirror.sessions.get(GLOBEX)
    if futures is None or mirror.session.phase is not Phase.CLOSED or not mirror.facts.live:
        return [_phase(mirror, now)]
    word, next_bell = _PHASES[futures.phase], bell(futures, now)
    style = "up" if futures.phase is Phase.OPEN else "dim"
    parts: list[_Part] = [
        (3, (("CLOSED", "dim"),)),
        (9, ((f" {bell(mirror.session, now)}".rstrip(), "dim"),)),
        (4, ((" · futures ", "dim"), (word, style))),
        (7, ((f" {next_bell}".rstrip(), "dim"),)),
        (3, (_GAP,)),
    ]
    return [part for part in parts if length(part[1])]


def _phase(mirror: Mirror, now: float) -> _Part:
    session = mirror.session
    if session.changes_at is None and not session.always_open and session.last_close_at is None:
        return 8, (("calendar loading", "dim"), _GAP)
    word = _PHASES[session.phase]
    if not mirror.facts.live:
        return 3, ((f"{word} end-of-day data", "dim"), _GAP)
    style = "up" if session.phase is Phase.OPEN else "dim"
    note = bell(session, now)
    return 3, ((word, style), (f" {note}" if note else "", "dim"), _GAP)


def _feed(mirror: Mirror, now: float) -> list[_Part]:
    """Source, state and age of the index's quote."""
    quote, name = mirror.quotes.get(mirror.index), mirror.facts.name
    if quote is not None and quote.source in mirror.facts.chain:
        name = quote.source
    if quote is None:
        starting = not mirror.failing_topics() and not mirror.lost
        return [(0, ((f"{name} {'starting' if starting else ''}", "dim"),))]
    state = mirror.quote_state(quote, now)
    held = mirror.paused and state is QuoteState.STALE
    # What is replayed is not live, however fresh it was then.
    played = mirror.facts.replay is not None and state is QuoteState.LIVE
    word: Line = () if held or played else ((state.value, _STATE_STYLES[state]),)
    since = quote.time if quote.time is not None else quote.received_at
    old = day(since) if state is QuoteState.CLOSED else age_word(quote, state, now)
    when: Run = (f"{' ' if word else ''}{old}", "dim")
    source: Line = ((f"{name} ", "dim"),)
    return [(2, all_aimed(source, *_TO_FEED)), (0, all_aimed((*word, when), *_TO_FEED))]


def _problem(mirror: Mirror, now: float) -> _Problem | None:
    """The problem to show: a lost engine and failing topics, the newest of them in words."""
    troubles, key = mirror.failing_topics(), mirror.keys.feed
    if mirror.lost:
        # The engine of a hub is not restarted from here.
        what = "ENGINE LOST, restarting" if mirror.remedy == RESTART else mirror.remedy
        return _Problem(1 + len(troubles), (f"{what}: {mirror.lost}",), mirror.lost, "alarm", key)
    if not troubles:
        return None
    if is_outage(mirror):
        return _outage(mirror, troubles, now)
    style = max((style_of(status) for status in troubles), key=("warn", "down").index)
    return _Problem(len(troubles), _trouble(troubles[0], now, mirror.keys), troubles[0].message.rstrip("."), style, key)


def _outage(mirror: Mirror, troubles: tuple[FeedStatus, ...], now: float) -> _Problem:
    """The outage of the quotes; topics that fail with them for the same reason are no further problems."""
    status, key = mirror.feeds[QUOTES], mirror.keys.feed
    cause = cause_of(status)
    others = [other for other in troubles if other.topic != QUOTES and cause not in other.message]
    words: tuple[str, ...] = (f"{cause}; {mirror.keys.refresh} tries now", cause)
    if status.state is FeedState.BLOCKED:
        words = (f"{cause}; {blocked_words(status, now, mirror.keys)}", *_trouble(status, now, mirror.keys)[1:])
    return _Problem(1 + len(others), words, cause, style_of(status), key)


def _trouble(status: FeedStatus, now: float, keys: NamedKeys) -> tuple[str, ...]:
    """Texts about a failing topic. The next try comes first, as long as it leaves room for the reason."""
    words = words_of(status, now, keys)
    if status.state is FeedState.BLOCKED:
        short = blocked_words(status, now, keys)
        candidates = f"{status.topic} {words}", f"{status.topic} {short}", short, blocked_words(status, now, keys, "to")
        return *candidates, short.removeprefix("blocked "), short.partition(",")[0]
    left = f" retry {until(status.next_try, now, step=COARSE)}" if status.next_try else ""
    name, message = status.topic, status.message
    return f"{name}{left}: {words}", f"{name}{left}: {message}", f"{name}: {message}"


def _one_line(left: list[_Part], right: list[_Part], width: int, problem: _Problem | None) -> Line:
    """Both ends on one line, with a problem between them; the parts with the highest rank are left out where there
    is no room.
    """
    parts = [(rank, line, True) for rank, line in left] + [(rank, line, False) for rank, line in right]
    while parts:
        worst = max(rank for rank, _, _ in parts)
        if worst == 0 or _free(parts, width) >= _least_free(
            worst, with_problems=bool(right), problem=problem is not None
        ):
            break
        parts.remove(next(part for part in parts if part[0] == worst))
    for rank in _GIVES_WAY if problem is not None else ():
        if _free(parts, width) < _WORDS:
            parts = [part for part in parts if part[0] != rank]
    head = [run for _, line, at_left in parts if at_left for run in line]
    tail = [run for _, line, at_left in parts if not at_left for run in line]
    if tail and not (problem is not None and _free(parts, width) <= _MARK_ROOM):
        tail.append((" ", "text"))
    fill = width - length(tuple(head)) - length(tuple(tail))
    line = (*head, *_between(problem, max(1, fill)), *tail)
    if length(line) > width:
        return (*fit(line, width - 1), (numbers.NO_ROOM, "dim"))
    return fit(line, width)


def _least_free(rank: int, *, with_problems: bool, problem: bool) -> int:
    """Free cells required for a part of a rank to stay; `with_problems` says that problems share this line."""
    if not with_problems or (rank not in _NEEDED and not problem):
        return _FREE
    return _MARK_ROOM if problem else _MARK_ROOM + 1


def _free(parts: list[tuple[int, Line, bool]], width: int) -> int:
    return width - sum(length(line) for _, line, _ in parts)


def _between(problem: _Problem | None, room: int) -> Line:
    """Exactly `room` cells: the count of problems and, as far as they fit, the words of the newest and the key of
    the rest.
    """
    if problem is None or room < _FREE:
        return ((" " * room, "text"),)
    count: Run = (f"!{problem.number if problem.number <= _MOST_COUNTED else '+'}", problem.style)
    left = room - length((count,)) - 2
    candidates = ((f" {words}", problem.rest(words)) for words in problem.words)
    cut = problem.words[min(1, len(problem.words) - 1) if left >= _NEXT_TRY_ROOM else -1]
    words, rest = next((pair for pair in candidates if cells("".join(pair)) <= left), (f" {cut}", f"  {problem.key}"))
    if left - cells(rest) < min(_LEAST_WORDS, cells(words)):
        return fit(((" " * min(2, room - _FREE), "text"), aimed(count, *_TO_FEED)), room)
    shown = whole(((words, problem.style),), left - cells(rest))
    return fit(((" ", "text"), *all_aimed((count, *shown, (rest, "key")), *_TO_FEED)), room)
