"""Values of options and arguments: fixed ones in full, others by kind."""

from __future__ import annotations

from typing import NamedTuple


class ParameterValues(NamedTuple):
    """What a parameter takes: fixed `values`, or a `kind` of values. `joined`: several, joined by commas.

    Kinds: `file`, `symbol`, `portfolio`, `mix`, `alert`, `screen` (from the user's own files), `note` (a symbol,
    then what to do with a note of it), `free` (a number, a day, text).
    """

    values: tuple[str, ...] = ()
    kind: str = ""
    joined: bool = False


FREE, FILE, SYMBOL = ParameterValues(kind="free"), ParameterValues(kind="file"), ParameterValues(kind="symbol")
PORTFOLIO = ParameterValues(kind="portfolio")


def parameter_values() -> dict[str, ParameterValues]:
    """By `command parameter`, or by the parameter alone where it means the same everywhere."""
    from r2k_tui.commands.config import VERBS
    from r2k_tui.commands.shared.quote_json import QUOTE_FIELDS
    from r2k_tui.commands.shell.scripts import SHELLS
    from r2k_tui.commands.universe.command import VIEWS
    from r2k_tui.commands.universe.parts import PARTS
    from r2k_tui.config.sections.allocation.names import PORTFOLIOS
    from r2k_tui.engine.readings.detail import CARD_KEYS
    from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
    from r2k_tui.model.factors.models import MODELS
    from r2k_tui.model.market.bars import Interval
    from r2k_tui.model.market.ranges import RANGE_BY_NAME
    from r2k_tui.sources.brokers.parse import BROKERS
    from r2k_tui.sources.registry import SOURCES
    from r2k_tui.ui.registry import NAMES

    mixes = ParameterValues(tuple(PORTFOLIOS), kind="mix")
    return {
        **dict.fromkeys(("config", "data", "store", "log", "out", "file", "trades_csv"), FILE),
        **dict.fromkeys(("as_of", "date", "speed", "attach", "threshold", "start", "end", "until", "days"), FREE),
        **dict.fromkeys(("hedge", "cost_bp", "years", "paths", "block", "seed", "contribution", "withdrawal"), FREE),
        **dict.fromkeys(("withdraw_percent", "inflation", "mean", "vol", "glide"), FREE),
        **dict.fromkeys(("publish", "span", "host", "port", "pages"), FREE),
        "symbol": SYMBOL,
        "source": ParameterValues(tuple(SOURCES)),
        "r2k view": ParameterValues(NAMES),
        "r2k symbols": SYMBOL._replace(joined=True),
        "symbols": SYMBOL,
        "r2k readings keys": ParameterValues(tuple(dict.fromkeys((*CARD_KEYS, *MEMBER_KEYS))), joined=True),
        "r2k universe what": ParameterValues((*VIEWS, *PARTS)),
        "r2k universe words": ParameterValues(kind="universe"),
        "r2k universe since": FREE,
        "r2k brief since": ParameterValues(("open", "close")),
        "r2k brief format_": ParameterValues(("text", "md", "json")),
        "r2k history interval": ParameterValues(tuple(interval.value for interval in Interval)),
        "r2k history range_": ParameterValues(tuple(name.lower() for name in RANGE_BY_NAME)),
        "r2k allocate target": mixes,
        "r2k backtest portfolio": mixes._replace(joined=True),
        "r2k backtest rebalance": ParameterValues(("daily", "monthly", "quarterly", "drift")),
        "r2k simulate portfolio": mixes._replace(joined=True),
        "r2k factors names": ParameterValues(tuple(PORTFOLIOS), kind="symbol"),
        "r2k factors model": ParameterValues(tuple(MODELS)),
        "r2k alerts what": ParameterValues(("list", "log", "test")),
        "r2k alerts name": ParameterValues(kind="alert"),
        "r2k config what": ParameterValues(VERBS),
        "r2k portfolio import broker": ParameterValues(BROKERS),
        "r2k portfolio import name": PORTFOLIO,
        "r2k portfolio show name": PORTFOLIO,
        "r2k completion shell": ParameterValues(SHELLS),
        "r2k notes words": ParameterValues(kind="note"),
        "r2k notes day": FREE,
        "r2k watch fields": ParameterValues(QUOTE_FIELDS, joined=True),
        "r2k watch every": FREE,
        "r2k line format_": FREE,
        "r2k serve metrics": FREE,
    }


def values_of(table: dict[str, ParameterValues], command: str, name: str) -> ParameterValues | None:
    """Values of a parameter of a command; None where the table has no row for it."""
    return table.get(f"{command} {name}", table.get(name))
