"""The settings of the hub: who we are to its broker, and what one terminal may ask of the engine behind it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section

HUB_NAME = r"^[A-Za-z0-9_-]{1,32}$"
PATTERNS = {HUB_NAME: "a name of 1 to 32 letters, digits, - and _"}
# Never shown and never logged.
SECRETS = ("password", "token")


class HubSettings(Section, frozen=True):
    """The way to a hub, and its bounds.

    `name` begins every subject: two hubs may share a broker. Of the ways to say who we are one is used: `creds` or
    `nkey` (files), else `token`, else `user` with `password`. `ca`, `certificate` and `key` are files of TLS.
    """

    name: Annotated[str, msgspec.Meta(pattern=HUB_NAME)] = "r2k"
    user: str = ""
    password: str = ""
    token: str = ""
    nkey: str = ""
    creds: str = ""
    ca: str = ""
    certificate: str = ""
    key: str = ""
    terminals: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1000
    symbols_each: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    symbols_total: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1000
    asks_per_minute: Annotated[int, msgspec.Meta(ge=1, le=600_000)] = 600
    asks_at_once: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 200
    refreshes_per_minute: Annotated[int, msgspec.Meta(ge=1, le=600_000)] = 6


def without_secrets(hub: HubSettings) -> HubSettings:
    """The same with a mark in place of every secret that is set."""
    return msgspec.structs.replace(hub, **{name: "********" for name in SECRETS if getattr(hub, name)})
