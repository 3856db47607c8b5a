"""Examples of every command: shown by --help and in the manual page, and run by a test."""

from __future__ import annotations

from typing import NamedTuple


class CommandExample(NamedTuple):
    """One command line and what it does. `stays`: it runs until ended, or needs a network; a test only reads it."""

    line: str
    does: str
    stays: bool = False


_E = CommandExample
# By the path of the command.
EXAMPLES: dict[str, tuple[CommandExample, ...]] = {
    "r2k": (
        _E("r2k", "the monitor", stays=True),
        _E("r2k --demo", "the same with a simulated market, without a network", stays=True),
        _E("r2k --view chart --symbols IWM,SPY", "begin with a chart of two symbols", stays=True),
    ),
    "r2k snapshot": (
        _E("r2k snapshot", "the watchlist once"),
        _E("r2k snapshot IWM SPY --json", "two symbols for a script"),
    ),
    "r2k readings": (
        _E("r2k readings IWM", "every reading of one symbol"),
        _E("r2k readings ^RUT --keys ret_ytd,rsi14", "two readings of the index"),
    ),
    "r2k study followthrough": (
        _E("r2k study followthrough --threshold 0.08", "what followed months of at least +8 %"),
    ),
    "r2k study states": (_E("r2k study states", "what followed each zone of gauge and score"),),
    "r2k study risk": (_E("r2k study risk --symbol IWM", "cone, drawdowns and stress of the fund"),),
    "r2k study policy": (_E("r2k study policy --json", "small against large caps after rate moves"),),
    "r2k study macro": (_E("r2k study macro", "every macro figure with its day"),),
    "r2k universe": (
        _E("r2k universe", "members, breadth and sectors"),
        _E("r2k universe screen 'cap < 500e6 and ret_63d > 0'", "members that match an expression"),
        _E("r2k universe earnings --days 5", "who reports within five days"),
    ),
    "r2k thesis": (_E("r2k thesis", "every claim with its verdict"),),
    "r2k brief": (
        _E("r2k brief", "the day on one page"),
        _E("r2k brief --format md", "the same as Markdown"),
    ),
    "r2k history": (
        _E("r2k history IWM --range 1y", "a year of daily bars as CSV"),
        _E("r2k history IWM --interval 5m --range 5d --json", "five days of minutes as JSON"),
    ),
    "r2k portfolio import": (
        _E("r2k portfolio import positions.csv --dry-run", "show what an import would change"),
        _E("r2k portfolio import positions.csv --name IRA", "into the portfolio IRA"),
    ),
    "r2k portfolio show": (_E("r2k portfolio show --json", "holdings, value and profit for a script"),),
    "r2k allocate": (
        _E("r2k allocate", "portfolios within your limits, and trades"),
        _E("r2k allocate --hedge 50000", "futures that hedge 50,000 dollars of small caps"),
        _E("r2k allocate --trades-csv trades.csv", "the trades as a table for an order form"),
    ),
    "r2k backtest": (
        _E("r2k backtest --portfolio equal --rebalance quarterly", "the policy mix, quarterly"),
        _E("r2k backtest --portfolio equal,hrp", "two portfolios side by side, on common days"),
    ),
    "r2k simulate": (
        _E("r2k simulate --years 10 --paths 1000", "ten years, a thousand paths"),
        _E("r2k simulate --withdraw-percent 4 --inflation 0.025", "4 % a year withdrawn, in today's money"),
        _E("r2k simulate --portfolio equal --glide min_vol:20", "from the policy mix to min_vol by year 20"),
    ),
    "r2k factors": (
        _E("r2k factors", "funds of small caps: size, value or junk"),
        _E("r2k factors IWM own --model carhart --json", "a fund and your own portfolio for a script"),
    ),
    "r2k rules": (_E("r2k rules --cost-bp 10", "rules of market timing against holding, at 10 bp"),),
    "r2k alerts": (
        _E("r2k alerts", "your alerts and their state"),
        _E("r2k alerts log", "what fired"),
    ),
    "r2k engine": (_E("r2k engine --publish nats://127.0.0.1:4222", "serve terminals through a hub", stays=True),),
    "r2k record": (_E("r2k record --for 30m --out day.r2k", "record what the source answers", stays=True),),
    "r2k web": (_E("r2k web --port 8001", "the monitor in a browser", stays=True),),
    "r2k config": (
        _E("r2k config path", "where your settings are"),
        _E("r2k config check", "whether they are valid"),
    ),
    "r2k doctor": (
        _E("r2k doctor", "what works on this machine"),
        _E("r2k doctor --sources", "one request to each provider", stays=True),
    ),
    "r2k init": (
        _E("r2k init", "a short set-up; Enter skips a question", stays=True),
        _E("r2k init --yes", "settings with every default, without a question"),
    ),
    "r2k notes": (
        _E("r2k notes", "your notes, and lines at prices"),
        _E("r2k notes IWM add 'tests its average' --day 2026-11-27", "a note on a bar"),
    ),
    "r2k watch": (
        _E("r2k watch IWM --every 5s", "a line for every change, at most one in five seconds", stays=True),
        _E("r2k watch --fields price,change --json", "the watchlist as JSON, one object a line", stays=True),
    ),
    "r2k line": (_E("r2k line --format '{IWM.price} {IWM.change%} {gauge}'", "one line for a status bar", stays=True),),
    "r2k serve": (_E("r2k serve --metrics 127.0.0.1:9464", "metrics for Prometheus", stays=True),),
    "r2k mcp": (_E("r2k mcp --demo", "tools for an assistant, on stdin and stdout", stays=True),),
    "r2k completion": (
        _E("r2k completion bash", "a script to source in ~/.bashrc"),
        _E("r2k completion fish", "a script for ~/.config/fish/completions/r2k.fish"),
    ),
}
