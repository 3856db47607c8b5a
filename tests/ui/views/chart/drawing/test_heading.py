"""What stands in the frame: names, and everything that a reader must know."""

from __future__ import annotations

from math import nan

import msgspec

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval, pack_floats
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.readings.chart import Indicator, IndicatorPlace, Plot
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.drawing.heading import coming, hours_note, legend, notes, range_change, title
from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions
from r2k_tui.ui.views.chart.drawing.picture import ChartPicture
from r2k_tui.ui.views.chart.drawing.plan import Charted
from tests.cases import cases
from tests.fakes.still_index import EVENTS
from tests.fakes.still_market import NOW
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes, picture, reply, text

FACTS = SourceFacts("demo", intervals=tuple(Interval))


def mirror(now: float = FIRST + DAY_S, facts: SourceFacts = FACTS, session: Session | None = None) -> Mirror:
    return Mirror(facts, "^RUT", wall=lambda: now, session=session or Session())


def said(
    given: ChartReply, options: ChartOptions | None = None, at: Mirror | None = None, quote: Quote | None = None
) -> list[str]:
    charted = Charted(given, options or ChartOptions())
    return notes(charted, ChartPicture([]), at or mirror(), quote)


def headed(given: ChartReply, options: ChartOptions | None = None, currency: str = "USD", **parts: object) -> str:
    charted = Charted(given, options or ChartOptions(), **parts)  # type: ignore[arg-type]
    return text([title("IWM", "6M", charted, picture(given, 40, options=options), currency)])


def test_the_title_says_what_it_is_and_how_the_range_went() -> None:
    assert headed(closes([100.0, 110.0])) == "IWM 6M 1d USD ▲ +10.00 +10.00%"
    assert headed(closes([50.0, 100.0, 110.0], first=1)).endswith("+10.00 +10.00%"), "from the first bar of the range"
    assert headed(closes([100.0, 110.0]), reference=88.0).endswith("+22.00 +25.00%")
    assert headed(closes([100.0, 110.0]), live=Live(FIRST + DAY_S, nan, nan, nan, 90.0, nan)).endswith("-10.00%")


def test_the_title_names_aggregation_and_currency() -> None:
    given = closes([100.0] * 100)
    assert "4 bars per candle" in headed(given)
    assert "4 bars per column" in headed(given, ChartOptions(ChartKind.LINE))
    assert " EUR " in headed(given, currency="EUR")


def test_marks_have_a_legend_where_there_are_any() -> None:
    assert legend(ChartPicture([], marked=True)) == "● record close ◆ month of +10 %"
    assert legend(ChartPicture([])) == ""


def test_the_next_event_of_each_kind_the_nearest_first() -> None:
    at = mirror(NOW)
    assert coming(at, "M0012") == []
    at.events.take(EVENTS)
    assert coming(at, "M0012") == [
        "reports Tue 20 May before the bell (estimate, demo 2h)",
        "split 3:1 Wed 21 May (demo 2h)",
    ]
    later = msgspec.structs.replace(EVENTS.events[0], day="2031-05-28")
    at.events.take(msgspec.structs.replace(EVENTS, events=(*EVENTS.events, later)))
    assert coming(at, "M0001") == ["reports today, Thu 15 May after the bell (demo 2h)"]
    assert coming(at, "IWM") == coming(at, "") == []


def test_no_change_without_two_prices() -> None:
    assert range_change(Charted(closes([nan, nan]), ChartOptions())) is None
    assert range_change(Charted(closes([]), ChartOptions())) is None


def test_a_good_chart_has_nothing_to_say() -> None:
    assert said(closes([1.0, 2.0])) == []


def test_what_cannot_be_had_is_named() -> None:
    average = Indicator("sma200", "SMA 200", IndicatorPlace.OVERLAY)
    missing = Plot("sma200", "200", pack_floats([nan]), note="needs 200 bars, has 1", absent=True)
    problem = Problem("IWM", "unavailable", "no 1m bars: no route")
    given = closes([5.0], indicators=(average,), plots=(missing,), problems=(problem,))
    assert said(given) == ["no 1m bars: no route", "SMA 200 needs 200 bars, has 1"]
    assert said(closes([5.0]), at=mirror(facts=SourceFacts("csv", intervals=(Interval.D1,)))) == ["no intraday bars"]
    assert said(closes([-5.0, 3.0]), ChartOptions(log=True)) == ["log scale needs prices above zero"]


def test_a_split_of_today_is_suspected() -> None:
    quote = Quote("IWM", 50.5, previous_close=50.0, time=FIRST + DAY_S + 17 * 3600)
    assert "a split they do not include yet?" in said(closes([100.0, 101.0]), quote=quote)[0]


def test_the_volume_of_the_index_is_the_whole_markets() -> None:
    given = reply([(1, 2, 0.5, 1)], volumes=[5e9])
    index = msgspec.structs.replace(given, bars=msgspec.structs.replace(given.bars, symbol="^RUT"))
    assert said(index) == ["volume: the whole market's"]
    assert said(index, ChartOptions(volume=False)) == []


@cases(("minutes", "word"), [(10, ""), (45, "no trade since")])
def test_a_halt_is_said_of_bars_within_a_day(minutes: int, word: str) -> None:
    given = reply([(1, 2, 0.5, 1)] * 3, Interval.M1)
    now = FIRST + 120 + minutes * 60
    session = Session(phase=Phase.OPEN, opens_at=FIRST - 7200.0, closes_at=FIRST + 9e4)
    found = said(given, at=mirror(now, session=session))
    assert (found[:1] or [""])[0].startswith(word) and bool(found) == bool(word)


def test_a_halt_is_said_of_days() -> None:
    session = Session(phase=Phase.OPEN, opens_at=FIRST + 2 * DAY_S + 50_000.0)
    found = said(closes([1.0, 2.0]), at=mirror(FIRST + 2 * DAY_S + 60_000.0, session=session))
    assert found == ["no trade since Tue 19 Mar 2030"]


CHAINED = SourceFacts("yahoo", intervals=tuple(Interval), chain=("yahoo", "yahoo_chart", "cboe"))


@cases(
    ("source", "delay_s", "note"),
    [
        ("yahoo", 0.0, ""),
        ("yahoo_chart", 0.0, "price from yahoo_chart"),
        ("cboe", 900.0, "price from cboe, delayed 15 min"),
    ],
)
def test_a_price_of_another_provider_than_the_first_says_so(source: str, delay_s: float, note: str) -> None:
    quote = Quote("IWM", 100.0, source=source, delay_s=delay_s)
    found = [words for words in said(closes([100.0]), at=mirror(facts=CHAINED), quote=quote) if "price from" in words]
    assert found == ([note] if note else [])


def test_two_providers_that_disagree_are_both_named() -> None:
    at = mirror(facts=CHAINED)
    at.problems = (
        Problem("IWM", "providers_differ", "IWM: yahoo 241.15, cboe 238.00 (delayed 15 min), 1.3 % apart"),
        Problem("SPY", "providers_differ", "SPY: another symbol"),
        Problem("IWM", "not_found", "IWM: another kind"),
    )
    found = said(closes([100.0]), at=at, quote=Quote("IWM", 100.0, source="yahoo"))
    assert [words for words in found if words.startswith(("IWM:", "SPY:"))] == [at.problems[0].message]


def at_venue(symbol: str, quote: Quote | None = None, **sessions: Session) -> str:
    shown = mirror(FIRST, SourceFacts("yahoo", intervals=tuple(Interval)), Session(phase=Phase.CLOSED))
    shown.sessions = sessions
    return hours_note(shown, symbol, quote)


def test_the_hours_of_another_market_are_told_and_unknown_ones_too() -> None:
    tokyo = Session("XTKS", Phase.OPEN, closes_at=FIRST + 5400)
    assert at_venue("7203.T", XTKS=tokyo) == "XTKS open closes in 1:30"
    assert at_venue("BTC-USD", CRYPTO=Session("CRYPTO", Phase.OPEN, always_open=True)) == "CRYPTO open never closes"
    assert at_venue("ABC.XX", XTKS=tokyo) == "hours of its exchange unknown"
    assert at_venue("IWM", XTKS=tokyo) == "", "the header tells New York's"


def test_an_overnight_price_is_named_as_one() -> None:
    assert at_venue("IWM", Quote("IWM", 240.0, overnight_price=241.3, decimals=2)) == "overnight 241.30"
