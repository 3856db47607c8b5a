"""The trades of `r2k allocate`: as text, and as CSV for an order form."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.shared import number_rows, rate_lines, say
from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.config.write import write_whole
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.trades import Trade
from r2k_tui.model.market.tick import price_words
from r2k_tui.ui.drawing.numbers import percent, price
from r2k_tui.ui.drawing.table_export import csv_text
from r2k_tui.ui.views.allocation.drawing.trades import due_words, lot_words, share_count, summary
from r2k_tui.ui.views.allocation.export.trades import trades_table

STDOUT = "-"
_WIDTH = 80


def print_trades(study: AllocationStudy) -> None:
    """Print the trades, the lots of each sale, the drift of each member, and the totals."""
    plan = study.plan
    if plan is None or not plan.total:
        return
    sample = " (in sample)" if plan.target in IN_SAMPLE else ""
    print()
    say(f"trades to {plan.target}{sample}, total {price(plan.total)} {plan.currency}, prices of {plan.priced}")
    if plan.to == "band":
        print(f"only back to the band of {percent(plan.band, 1, sign=False)} around each target")
    if plan.trades:
        number_rows([("symbol", "shares", "price", "value", "gain"), *(_row(trade) for trade in plan.trades)])
    for words in [lot_words(lot) for trade in plan.trades for lot in trade.lots]:
        print(textwrap.fill(words, _WIDTH, initial_indent="  ", subsequent_indent="    "))
    for line in rate_lines(study.rates, study.currency):
        print(line)
    number_rows(
        [
            ("member", "now", "after", "target", "off", ""),
            *(
                (
                    member.symbol,
                    *(percent(share, 1, sign=False) for share in (member.now, member.after, member.target)),
                    percent(member.now - member.target, 1),
                    "out" if member.out else "",
                )
                for member in plan.members
            ),
        ]
    )
    _, *more = summary(plan)
    for words in (*more, due_words(plan)):
        say(words)


def _row(trade: Trade) -> tuple[str, ...]:
    gain = "" if not trade.lots else "unknown" if trade.gain is None else f"{trade.gain:+,.2f}"
    return trade.symbol, share_count(trade.shares), price_words(trade.price), f"{trade.value:+,.2f}", gain


def check_file(file: str) -> None:
    """Raises UsageError for a file that cannot be written, before anything is computed for it."""
    path = Path(file)
    if file in ("", STDOUT):
        return
    if path.is_dir():
        raise UsageError(f"--trades-csv {file}: Is a directory")
    if not path.parent.is_dir():
        raise UsageError(f"--trades-csv {file}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"--trades-csv {file}: Permission denied")


def write_trades(study: AllocationStudy, file: str, *, simulated: bool) -> None:
    """Write the trades as CSV to a file, whole or not at all, or to stdout for "-". Raises UsageError."""
    text = csv_text(trades_table(study, simulated=simulated))
    if file == STDOUT:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        try:
            write_whole(Path(file), text)
        except OSError as error:
            raise UsageError(f"--trades-csv {file}: {error.strerror or error}") from None
    plan = study.plan
    if plan is None or not plan.trades:
        print("r2k: no trades: the table has no rows", file=sys.stderr)
