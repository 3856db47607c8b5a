"""Portfolios that the user names: fixed shares of symbols, inside the sleeves or not."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section, Symbol

# The command line lists names with commas, and takes what begins with a dash for an option.
MIX_NAME = r"^[^\s\x00-\x1f\x7f-\x9f,-]([^\x00-\x1f\x7f-\x9f,]{0,22}[^\s\x00-\x1f\x7f-\x9f,])?$"
MOST_MIXES = 4
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Shares = dict[Symbol, Share]


class PortfolioMix(Section, frozen=True):
    """A portfolio of fixed shares, compared with the others."""

    name: Annotated[str, msgspec.Meta(pattern=MIX_NAME)]
    """Name of the portfolio; none of the built-in ones, and no two are the same."""
    weights: Annotated[Shares, msgspec.Meta(min_length=1, max_length=60)]
    """Shares by symbol; their sum is 1."""


Mixes = Annotated[tuple[PortfolioMix, ...], msgspec.Meta(max_length=MOST_MIXES)]
