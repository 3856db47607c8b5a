"""Factor models: the factors of each, and the tables that have them."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.factors.table import FF3, FF5, MOMENTUM

MARKET, SIZE, VALUE, QUALITY, INVESTMENT, WINNERS = "Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom"
# The riskless return of each month, a column of the tables beside the factors.
RISKLESS = "RF"


class FactorModel(NamedTuple):
    """Factors of a model, and the tables with them: the first has the riskless return."""

    title: str
    factors: tuple[str, ...]
    tables: tuple[str, ...]


_THREE = (MARKET, SIZE, VALUE)
_FIVE = (*_THREE, QUALITY, INVESTMENT)
MODELS = {
    "ff3": FactorModel("Fama-French three factors", _THREE, (FF3,)),
    "ff5": FactorModel("Fama-French five factors", _FIVE, (FF5,)),
    "carhart": FactorModel("three factors and momentum (Carhart)", (*_THREE, WINNERS), (FF3, MOMENTUM)),
    "ff5mom": FactorModel("five factors and momentum", (*_FIVE, WINNERS), (FF5, MOMENTUM)),
}
# The five factors tell small from junk, which the three cannot.
DEFAULT = "ff5"
