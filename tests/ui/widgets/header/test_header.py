"""What the line at the top keeps where there is little room."""

from __future__ import annotations

from datetime import datetime

import msgspec

from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.market.feed import UNCONFIRMED, FeedState, FeedStatus, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.ui.actions.keymap import resolve
from r2k_tui.ui.actions.table import named_keys
from r2k_tui.ui.drawing.trouble import missing_words
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.header.header import header, stored_header
from tests.cases import cases
from tests.fakes.still_market import FACTS, NOW, snapshot


def line(width: int, now: float = NOW) -> str:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: now)
    mirror.apply(snapshot())
    (only,) = header(mirror, width, 1, now)
    return "".join(text for text, _ in only)


@cases("width", range(40, 121, 8))
def test_state_and_age_stay_when_the_name_of_the_source_goes(width: int) -> None:
    shown = line(width)
    assert len(shown) == width and shown.startswith((" SIMULATED ", " R2K"))
    assert "3,210.55" in shown and shown.endswith(" LIVE <10s ")
    assert "STALE 40s" in line(width, NOW + 45)


@cases("width", [60, 100, 160])
def test_what_is_replayed_is_not_live(width: int) -> None:
    replay = Replay("2025-09-18", 60.0, NOW, 0.0, NOW + 100)
    facts = msgspec.structs.replace(FACTS, replay=replay)
    mirror = Mirror(facts, "^RUT", wall=lambda: NOW)
    mirror.apply(msgspec.structs.replace(snapshot(), facts=facts))
    (only,) = header(mirror, width, 1, NOW)
    shown = "".join(text for text, _ in only)
    assert "REPLAY" in shown and "3,210.55" in shown and "<10s" in shown
    assert "LIVE" not in shown


def test_the_name_goes_before_the_change() -> None:
    assert line(48).split() == ["SIMULATED", "^RUT", "3,210.55", "▲", "+1.28%", "LIVE", "<10s"]
    assert "demo LIVE <10s" in line(52)


def test_a_doubted_price_is_a_question_mark_before_the_last_good_one_and_never_live() -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    problem = Problem("^RUT", UNCONFIRMED, "^RUT at 32,105.50 is far from 3,210.55")
    mirror.apply(msgspec.structs.replace(snapshot(), problems=(problem,)))
    (only,) = header(mirror, 160, 1, NOW)
    shown = "".join(text for text, _ in only)
    assert "?3,210.55" in shown and "STALE" in shown
    assert "LIVE" not in shown and "record" not in shown and "32,105" not in shown


MESSAGE = "connection refused by every one of the addresses of the service"


def failing(topic: str, message: str = MESSAGE, state: FeedState = FeedState.FAILING) -> FeedStatus:
    return FeedStatus(topic, state, NOW - 90, NOW + 20, 3, 9, message)


def with_problems(width: int, height: int, *feeds: FeedStatus, lost: str = "") -> str:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(snapshot())
    for number, status in enumerate(feeds):
        mirror.apply(Frame("E", 2 + number, 2 + number, NOW, feeds=(status,)))
    if lost:
        mirror.apply(Lost(lost, 1.0))
    return "\n".join("".join(text for text, _ in line) for line in header(mirror, width, height, NOW))


# Of a header: what a problem must never take the place of.
NEEDED = ("+40.45", "+1.28%", "YTD", "OPEN", "closes in", "3,210.55")


@cases(
    "feeds",
    [
        (failing("quotes"),),
        (failing("quotes", "x"),),
        (failing("daily"), failing("quotes", state=FeedState.BLOCKED)),
        tuple(failing(f"topic-{number}") for number in range(14)),
    ],
)
@cases("lost", ["", "the engine was killed by signal 9"])
@cases(("width", "height"), [*((w, 1) for w in range(43, 201, 3)), *((w, 2) for w in range(60, 101, 3))])
def test_a_problem_displaces_nothing_that_is_needed(
    width: int, height: int, feeds: tuple[FeedStatus, ...], lost: str
) -> None:
    well, ill = with_problems(width, height), with_problems(width, height, *feeds, lost=lost)
    assert [len(line) for line in ill.split("\n")] == [width] * height
    assert {part for part in NEEDED if part in well} <= {part for part in NEEDED if part in ill}
    count = len(feeds) + bool(lost)
    assert (f"!{count}" if count < 10 else "!+") in ill


def test_the_newest_problem_is_in_words_where_there_is_room_and_the_view_of_the_rest_is_named() -> None:
    shown = with_problems(160, 1, failing("daily", "no bars"), failing("quotes", "no route"))
    assert "!2 quotes retry in 20s: no route; r tries now  9 " in shown
    assert "!1 quotes retry in 20s: no route; r tries now " in with_problems(160, 1, failing("quotes", "no route"))
    assert "  9 " not in with_problems(160, 1, failing("quotes", "no route"))


def test_what_is_well_again_is_counted_no_more() -> None:
    shown = with_problems(160, 1, failing("daily"), failing("quotes"), FeedStatus("quotes", FeedState.OK, NOW))
    assert "!1 daily retry in 20s" in shown
    assert "!" not in with_problems(160, 1, failing("daily"), FeedStatus("daily", FeedState.OK, NOW))


def test_an_engine_that_is_gone_leaves_the_numbers_where_they_are() -> None:
    shown = with_problems(120, 1, lost="the engine was killed by signal 9")
    assert "!1 ENGINE LOST, …  9 " in shown and "STALE" in shown and "YTD" in shown


@cases(
    ("price", "before", "hint", "shown"),
    [
        (1.0852, 1.0862, 4, ["1.0852", "▼", "-0.0010", "-0.09%"]),
        (1.0852, 1.0862, None, ["1.0852", "▼", "-0.0010", "-0.09%"]),
        (3210.551, 3210.552, 2, ["3,210.55", "0.00", "0.00%"]),
        (3210.55, 3210.54, 2, ["3,210.55", "+0.01", "0.00%"]),
    ],
)
def test_the_level_has_its_own_decimals_and_no_glyph_beside_a_zero(
    price: float, before: float, hint: int | None, shown: list[str]
) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(msgspec.structs.replace(snapshot(), quotes=(Quote("^RUT", price, before, decimals=hint, time=NOW),)))
    (only,) = header(mirror, 120, 1, NOW)
    words = "".join(text for text, _ in only).split()
    assert words[words.index("^RUT") + 1 :][: len(shown)] == shown


BLOCKED = FeedStatus("quotes", FeedState.BLOCKED, NOW - 90, NOW + 270, 3, 9, "Yahoo refuses more requests for now.")


@cases(
    ("width", "height", "words"),
    [
        (80, 2, "!1 blocked until 12:05, r tries now  9 "),
        (120, 1, "!1 blocked until 12:05  9 "),
        (128, 1, "!1 until 12:05, r tries now  9 "),
        (160, 1, "!1 quotes blocked until 12:05, r tries now  9 "),
        (230, 1, "!1 quotes blocked until 12:05, r tries now: Yahoo refuses more requests for now. "),
    ],
)
def test_of_a_blocked_feed_until_when_and_the_key_come_before_why(width: int, height: int, words: str) -> None:
    assert words in with_problems(width, height, BLOCKED)


@cases(
    ("width", "words"),
    [
        (120, "!1 quotes: Yahoo is …  9 "),
        (140, "!1 quotes retry in 20s: Yahoo is down …  9 "),
        (170, "!1 quotes: Yahoo is down for maintenance (502). "),
        (230, "!1 quotes retry in 20s: Yahoo is down for maintenance (502); r tries now "),
    ],
)
def test_of_a_failing_feed_some_words_of_why_stay_wherever_there_are_words(width: int, words: str) -> None:
    assert words in with_problems(width, 1, failing("quotes", "Yahoo is down for maintenance (502)."))


def runs(mirror: Mirror, width: int) -> dict[str, str]:
    (only,) = header(mirror, width, 1, NOW)
    return {text.strip(): style.partition("+@")[0] for text, style in only}


@cases("state", [FeedState.FAILING, FeedState.BLOCKED])
def test_red_is_for_the_quotes_and_nothing_is_live_beside_it(state: FeedState) -> None:
    for topic, style, live in (("quotes", "down", False), ("daily", "warn", True), ("intraday", "warn", True)):
        mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
        mirror.apply(snapshot())
        mirror.apply(Frame("E", 2, 2, NOW, feeds=(failing(topic, "no route", state),)))
        shown = runs(mirror, 160)
        assert shown["!1"] == style
        assert ("LIVE" in shown) is live
        assert any(topic in words and found == style for words, found in shown.items())
    mirror.apply(Frame("E", 3, 3, NOW, feeds=(failing("quotes"), failing("daily"))))
    assert runs(mirror, 160)["!3"] == "down", "the worst of them decides"


def test_the_keys_are_those_of_this_terminal() -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.keys = named_keys(resolve({"refresh": "f5", "view_feed": "ctrl+f"}))
    mirror.apply(snapshot())
    mirror.apply(Frame("E", 2, 2, NOW, feeds=(failing("daily", "no bars"), BLOCKED)))
    (only,) = header(mirror, 160, 1, NOW)
    assert "!2 blocked until 12:05, F5 tries now  Ctrl+F " in "".join(text for text, _ in only)
    assert missing_words(mirror, "XYZ", NOW).startswith("blocked until 12:05, F5 tries now: Yahoo")


@cases("width", [80, 100, 120])
def test_without_a_level_the_phase_stays_and_why_stands_where_problems_are(width: int) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(msgspec.structs.replace(snapshot(), quotes=()))
    mirror.apply(Frame("E", 2, 2, NOW, feeds=(BLOCKED,)))
    (only,) = header(mirror, width, 1, NOW)
    shown = "".join(text for text, _ in only)
    assert "OPEN closes in" in shown
    assert "^RUT –" in shown
    assert shown.count("blocked") == shown.count("!1") == 1


def at_night(width: int, futures: Phase | None = Phase.OPEN, height: int = 1) -> list[str]:
    """The header on a Sunday evening; Monday, 9:30 is the next bell of New York."""
    live = SourceFacts("yahoo", quote_cadence_s=30.0)
    home = Session(
        phase=Phase.CLOSED, opens_at=NOW + 13.5 * 3600, changes_at=NOW + 8 * 3600, last_close_at=NOW - 52 * 3600
    )
    bell = NOW + 21 * 3600 + 720
    other = {} if futures is None else {"GLOBEX": Session("GLOBEX", futures, bell, bell, bell)}
    mirror = Mirror(live, "^RUT", wall=lambda: NOW)
    quote = Quote("^RUT", 2467.7, 2436.5, time=NOW - 52 * 3600, received_at=NOW - 60)
    mirror.apply(Snapshot("e", 1, NOW, live, home, quotes=(quote,), sessions=other))
    return ["".join(text for text, _ in one) for one in header(mirror, width, height, NOW)]


def test_the_futures_stand_beside_new_york_while_it_is_closed() -> None:
    (wide,) = at_night(120)
    assert "CLOSED opens Mon 01:30 · futures OPEN closes in 21:12  yahoo CLOSED" in wide
    (less,) = at_night(100)
    assert "CLOSED · futures OPEN closes in 21:12  yahoo CLOSED" in less
    (narrow,) = at_night(80)
    assert len(narrow) == 80
    assert "CLOSED · futures OPEN" in narrow and "2,467.70" in narrow and "+1.28%" in narrow
    top, below = at_night(80, height=2)
    assert "CLOSED" not in top
    assert "CLOSED · futures OPEN closes in 21:12" in below and len(below) == 80
    (shut,) = at_night(120, Phase.CLOSED)
    assert "· futures CLOSED opens" in shut
    (without,) = at_night(120, None)
    assert "futures" not in without and "CLOSED opens" in without


@cases("width", range(40, 140, 5))
def test_a_header_at_night_fits(width: int) -> None:
    assert [len(line) for line in at_night(width)] == [width]


def counting_down(day: str, width: int) -> str:
    """The header some days before the reconstitution of June 2031, without a problem."""
    now = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=NEW_YORK).timestamp()
    return line(width, now)


def test_it_counts_down_in_the_thirty_days_before_a_reconstitution() -> None:
    assert "recon 30d" in counting_down("2031-05-28", 200)
    assert "recon 1d" in counting_down("2031-06-26", 200)
    assert "recon today" in counting_down("2031-06-27", 200)
    assert not any("recon" in counting_down(day, 200) for day in ("2031-05-27", "2031-06-28"))


def test_the_countdown_is_the_first_to_go() -> None:
    shown = {width: counting_down("2031-06-20", width) for width in range(60, 201)}
    least = min(width for width, text in shown.items() if "recon" in text)
    assert 80 < least <= 140
    without = {width: text.replace("recon 7d", " " * 8) for width, text in shown.items()}
    # The quote is as old in words as on the day of the countdown.
    plain = {width: counting_down("2031-05-27", width) for width in shown}
    assert all(text.split() == plain[width].split() for width, text in without.items()), "nothing gives way to it"


@cases(
    ("halt", "words"),
    [
        (Halt(MARKET, NOW - 60, "MWC1"), "MARKET HALTED MWC1"),
        (Halt("IWM", NOW - 60, "T1"), "IWM HALTED T1"),
        (Halt("IWM", NOW - 60, "LUDP", trades_at=NOW - 1), ""),
        (Halt("SPY", NOW - 60, "T1"), ""),
    ],
)
@cases("width", [80, 160])
def test_a_halt_of_the_market_or_of_the_fund_is_in_the_line(halt: Halt, words: str, width: int) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW, fund="IWM")
    mirror.apply(msgspec.structs.replace(snapshot(), halts=(halt,)))
    (only,) = header(mirror, width, 1, NOW)
    shown = "".join(text for text, _ in only)
    assert len(shown) == width and words in shown
    assert ("HALTED" in shown) is bool(words)


@cases(("width", "height"), [(40, 1), (80, 2), (80, 1), (120, 1), (200, 1)])
def test_a_stored_header_says_what_stays_true_and_has_room_for_its_notice(width: int, height: int) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(snapshot())
    found = stored_header(mirror, width, height, NOW)
    lines = ["".join(text for text, _ in line) for line in found.lines]
    assert [len(line) for line in lines] == [width] * height
    assert lines[0].startswith(" R2K SIMULATED " if height == 1 else (" R2K SIMULATED ", " SIMULATED "))
    assert not any(words in line for line in lines for words in ("LIVE", "OPEN", "closes", "demo", "recon"))
    place = slice(found.column, found.column + found.width)
    assert found.row == height - 1
    assert found.column >= 1
    assert found.column + found.width < width
    assert found.width >= min(41, width // 2)
    assert not lines[found.row][place].strip()
    if width >= 80:
        assert "3,210.55" in lines[0]


def test_a_stored_header_keeps_the_day_of_the_analysis() -> None:
    facts = msgspec.structs.replace(FACTS, live=False)
    mirror = Mirror(facts, "^RUT", wall=lambda: NOW, as_of="2025-06-30")
    mirror.apply(msgspec.structs.replace(snapshot(), facts=facts, as_of="2025-06-30"))
    (line,) = stored_header(mirror, 120, 1, NOW).lines
    assert "as of 2025-06-30" in "".join(text for text, _ in line)
