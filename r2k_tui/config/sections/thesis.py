"""Macroeconomic series of FRED, and the claims of the thesis ledger."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import PROXY, Section, Symbol
from r2k_tui.model.settings_fault import SettingsFault

CLAIM_ID = r"^[a-z][a-z0-9_]{0,39}$"
CLAIM_WORDS = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,159}$"
WINDOW_NAME = r"^([1-9]\d{0,3}d|[1-9]\d{0,2}m|[1-9]\d?y|ytd|(19|20)\d\d(-(0[1-9]|1[0-2]))?)$"
PATTERNS = {
    CLAIM_ID: "a short name of lowercase letters, digits and underscores",
    CLAIM_WORDS: "a sentence of 1 to 160 characters",
    WINDOW_NAME: 'a period such as "5d", "6m", "1y", "ytd", "2024" or "2024-11"',
}
Test = Literal["level", "return", "follow_through", "comparison", "ratio"]
Number = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]


class Fred(Section, frozen=True):
    """How FRED is reached."""

    endpoint: Annotated[str, msgspec.Meta(pattern=r"^(https?://\S+)?$")] = ""
    """Address of the CSV service; "" turns it off."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 20.0
    """Seconds after which a request fails; one without a response is retried once."""
    max_mb: Annotated[float, msgspec.Meta(ge=0.01, le=100)] = 4.0
    """Largest response that is read, in megabytes."""
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30
    """Maximum requests per minute."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""


class ClaimSettings(Section, frozen=True):
    """A claim of the user, and the test of it."""

    id: Annotated[str, msgspec.Meta(pattern=CLAIM_ID)]
    """Unique short name."""
    claim: Annotated[str, msgspec.Meta(pattern=CLAIM_WORDS)]
    """The claim as a sentence."""
    test: Test
    """Kind of the test.

    `level`: the close on `day`. `return`: the return over `window`. `comparison`: that return less the return of
    `against`. `ratio`: close over close. `follow_through`: how often months of at least `threshold` were followed by a
    gain over `horizon` months.
    """
    symbol: Symbol
    """Symbol that is measured."""
    claimed: Number
    """Claimed value: a price, a fraction, or a share of events."""
    sense: Literal["equals", "at_least", "at_most"] = "equals"
    """How the measurement compares with `claimed`."""
    tolerance: Annotated[float, msgspec.Meta(ge=0, le=1e12)] | None = None
    """Tolerance of `equals`; one unit of the last digit of `claimed` if absent."""
    against: Symbol | None = None
    """Second symbol of `comparison` and `ratio`."""
    window: Annotated[str, msgspec.Meta(pattern=WINDOW_NAME)] | None = None
    """Period of `return` and `comparison`."""
    basis: Literal["px", "tr"] = "px"
    """Price return or total return."""
    day: date | None = None
    """Day that the claim is about; the last one if absent."""
    threshold: Annotated[float, msgspec.Meta(gt=-1, le=10)] = 0.10
    """Minimum monthly return of `follow_through`."""
    horizon: Literal[1, 3, 6, 12] = 6
    """Months ahead of `follow_through`."""


class Thesis(Section, frozen=True):
    """The claims of the ledger."""

    packaged: bool = True
    """Whether the packaged claims are tested."""
    claims: Annotated[tuple[ClaimSettings, ...], msgspec.Meta(max_length=100)] = ()
    """Claims of the user."""


def claim_fault(settings: Thesis) -> SettingsFault | None:
    """The first claim that lacks what its test needs, or repeats an id."""
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
            return SettingsFault((*at, "claimed"), "expected a share of the events, from 0 to 1")
    return None
