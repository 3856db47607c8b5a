"""The settings of the economy's series and of the thesis ledger, and what is missing in a claim of the user's."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import Section, Symbol
from r2k_tui.model.settings_fault import SettingsFault

CLAIM_ID = r"^[a-z][a-z0-9_]{0,39}$"
CLAIM_WORDS = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,159}$"
WINDOW_NAME = r"^([1-9]\d{0,3}d|[1-9]\d{0,2}m|[1-9]\d?y|ytd|(19|20)\d\d(-(0[1-9]|1[0-2]))?)$"
PATTERNS = {
    CLAIM_ID: "a short name of small letters, digits and underscores",
    CLAIM_WORDS: "a sentence of 1 to 160 characters",
    WINDOW_NAME: 'a stretch such as "5d", "6m", "1y", "ytd", "2024" or "2024-11"',
}
Test = Literal["level", "return", "follow_through", "comparison", "ratio"]
Number = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]


class Fred(Section, frozen=True):
    """The way to the series of FRED; without an endpoint nothing is asked for."""

    endpoint: Annotated[str, msgspec.Meta(pattern=r"^(https?://\S+)?$")] = ""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 30.0
    max_mb: Annotated[float, msgspec.Meta(ge=0.01, le=100)] = 4.0
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30


class ClaimSettings(Section, frozen=True):
    """One claim of the user's, and the test that it is put to.

    `level`: the close on `day`, or the last one. `return`: over `window`, up to `day`. `comparison`: the return of
    `symbol` less that of `against` over `window`. `ratio`: close over close. `follow_through`: how often months of at
    least `threshold` were followed by a gain over `horizon` months. `claimed` is a price, a fraction, or a share.
    """

    id: Annotated[str, msgspec.Meta(pattern=CLAIM_ID)]
    claim: Annotated[str, msgspec.Meta(pattern=CLAIM_WORDS)]
    test: Test
    symbol: Symbol
    claimed: Number
    sense: Literal["equals", "at_least", "at_most"] = "equals"
    tolerance: Annotated[float, msgspec.Meta(ge=0, le=1e12)] | None = None
    against: Symbol | None = None
    window: Annotated[str, msgspec.Meta(pattern=WINDOW_NAME)] | None = None
    basis: Literal["px", "tr"] = "px"
    day: date | None = None
    threshold: Annotated[float, msgspec.Meta(gt=-1, le=10)] = 0.10
    horizon: Literal[1, 3, 6, 12] = 6


class Thesis(Section, frozen=True):
    """The ledger: whether the claims that R2K brings are in it, and the user's own."""

    packaged: bool = True
    claims: Annotated[tuple[ClaimSettings, ...], msgspec.Meta(max_length=100)] = ()


def claim_fault(settings: Thesis) -> SettingsFault | None:
    """The first claim that lacks what its test needs, or that has a name that is taken."""
    seen: set[str] = set()
    for place, claim in enumerate(settings.claims):
        at = ("thesis", "claims", f"[{place}]")
        if claim.id in seen:
            return SettingsFault((*at, "id"), f"two claims have the id {claim.id}")
        seen.add(claim.id)
        if claim.test in ("return", "comparison") and claim.window is None:
            return SettingsFault((*at, "test"), f'the test {claim.test} needs a window, such as window = "1y"')
        if claim.test in ("comparison", "ratio") and claim.against is None:
            return SettingsFault((*at, "test"), f'the test {claim.test} needs a second symbol: against = "SPY"')
        if claim.test == "follow_through" and not 0 <= claim.claimed <= 1:
            return SettingsFault((*at, "claimed"), "a share of the events, from 0 to 1")
    return None
