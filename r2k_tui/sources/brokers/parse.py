"""Parser of a broker's export of positions, whichever broker it is of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from r2k_tui.model.text import clean
from r2k_tui.sources.brokers import fidelity, generic, ibkr, ibkr_flex, schwab
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.text import TableText, table_text

BrokerName = Literal["auto", "ibkr", "schwab", "fidelity", "generic"]
BROKERS: tuple[BrokerName, ...] = get_args(BrokerName)


class _Form(NamedTuple):
    broker: BrokerName
    title: str
    fits: Callable[[TableText], bool]
    parse: Callable[[TableText], BrokerExport]


# The generic form last: it would take a table of most brokers.
_FORMS = (
    _Form("ibkr", "an activity statement of IBKR", ibkr.is_statement, ibkr.parse_statement),
    _Form("ibkr", "a Flex query of IBKR", ibkr_flex.is_flex, ibkr_flex.parse_flex),
    _Form("schwab", "Schwab's positions", schwab.is_schwab, schwab.parse),
    _Form("fidelity", "Fidelity's positions", fidelity.is_fidelity, fidelity.parse),
    _Form("generic", "a table with symbol, shares and cost", generic.is_generic, generic.parse),
)


def parse_export(data: bytes, broker: BrokerName = "auto") -> BrokerExport:
    """Positions and cash in the bytes of a file. Raises UnreadableExport with line and column."""
    table = table_text(data)
    forms = [form for form in _FORMS if broker in ("auto", form.broker)]
    form = next((form for form in forms if form.fits(table)), None)
    if form is None and broker == "generic":
        form = forms[0]
    if form is None:
        raise UnreadableExport(_unknown(table, broker, forms))
    export = form.parse(table)
    if not export.positions and not export.cash:
        more = f"; {export.left_out[0].problem.named}" if export.left_out else ""
        raise UnreadableExport(f"{form.title}, but it holds no position that can be imported{more}")
    return export


def _unknown(table: TableText, broker: str, forms: list[_Form]) -> str:
    first = table.rows[0]
    begins = clean(" | ".join(cell for cell in first.cells if cell), 60)
    known = " or ".join(form.title for form in forms)
    wanted = f"not {known}" if broker != "auto" else f"no export that R2K knows ({', '.join(f.title for f in forms)})"
    return f'line {first.line}: {wanted}; it begins "{begins}"'
