"""Statements of changes in ownership (Form 4), as far as purchases need them."""

from __future__ import annotations

import msgspec

FORMS = ("4", "4/A")
# Fetches of a filing that cannot be read before it is given up.
MOST_TRIES = 3


class InsiderOwner(msgspec.Struct, frozen=True, array_like=True):
    """Reporting person by the CIK at the SEC; `role`: director, officer with the title, 10% owner."""

    cik: str
    name: str
    role: str = ""


class InsiderTrade(msgspec.Struct, frozen=True, array_like=True):
    """One purchase (code P), on day `day` (YYYY-MM-DD).

    `shares` or `price` (dollars) is None where the filing states none, such as one that a footnote replaces.
    """

    day: str
    shares: float | None
    price: float | None


class InsiderFiling(msgspec.Struct, frozen=True):
    """One filing about a member. Days are YYYY-MM-DD.

    `issuer`: CIK of the company; `filed`: day of the index that lists it; `period`: day of its first transaction;
    `original`: day of the filing that an amendment replaces. `plan`: made under a plan of rule 10b5-1. `purchases` are
    transactions of code P that acquired shares; a filing without any is kept so that it is not fetched again. `fault`:
    why it could not be read, after `tries` fetches.
    """

    accession: str
    form: str
    symbol: str
    issuer: str
    filed: str
    period: str = ""
    original: str = ""
    plan: bool = False
    owners: tuple[InsiderOwner, ...] = ()
    purchases: tuple[InsiderTrade, ...] = ()
    fault: str = ""
    tries: int = 0

    @property
    def amends(self) -> bool:
        """Whether it replaces an earlier filing."""
        return self.form == "4/A"

    @property
    def matters(self) -> bool:
        """Whether a report needs it: most filings state no purchase, and are only not fetched again."""
        return bool(self.purchases or self.amends or self.fault)

    @property
    def pending(self) -> bool:
        """Whether it could not be read yet and is fetched again."""
        return bool(self.fault) and self.tries < MOST_TRIES
