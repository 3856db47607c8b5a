"""The hub: authentication with its broker, and the quotas of its terminals."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section

HUB_NAME = r"^[A-Za-z0-9_-]{1,32}$"
PATTERNS = {HUB_NAME: "a name of 1 to 32 letters, digits, - and _"}
# Never shown and never logged.
SECRETS = ("password", "token")


class HubSettings(Section, frozen=True):
    """Authentication with the broker of a hub, and the quotas of its terminals.

    The first of these that is set is used: `creds`, `nkey`, `token`, `user` with `password`.
    """

    name: Annotated[str, msgspec.Meta(pattern=HUB_NAME)] = "r2k"
    """First part of every subject, so that two hubs can share a broker."""
    user: str = ""
    """User name."""
    password: str = ""
    """Password; never shown."""
    token: str = ""
    """Token; never shown."""
    nkey: str = ""
    """File with an NKey seed."""
    creds: str = ""
    """File with a JWT and its seed."""
    ca: str = ""
    """CA file of the broker's certificate; turns TLS on."""
    certificate: str = ""
    """File with the client certificate."""
    key: str = ""
    """File with the key of the client certificate."""
    terminals: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1000
    """Maximum number of terminals."""
    symbols_each: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    """Maximum number of watched symbols per terminal."""
    symbols_total: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1000
    """Maximum number of watched symbols of all terminals."""
    asks_per_minute: Annotated[int, msgspec.Meta(ge=1, le=600_000)] = 600
    """Maximum requests per minute and terminal."""
    asks_at_once: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    """Maximum burst of requests of one terminal."""
    publish_opt_in: bool = False
    """Whether the hub publishes data of opt-in providers, such as Cboe and Nasdaq."""
    refreshes_per_minute: Annotated[int, msgspec.Meta(ge=1, le=600_000)] = 6
    """Maximum refreshes per minute of all terminals."""


def without_secrets(hub: HubSettings) -> HubSettings:
    """The settings with every secret masked."""
    return msgspec.structs.replace(hub, **{name: "********" for name in SECRETS if getattr(hub, name)})
