"""The setup of an engine; light, so that a terminal can build one without loading the engine."""

from __future__ import annotations

import msgspec

from r2k_tui.config.schema import Config


class ReplaySetup(msgspec.Struct, frozen=True):
    """The day to replay and its pace. `store`: the file of the store, to be read alone; "" for none.

    `played`: the day is over from the start, for one look at its end.
    """

    day: str
    speed: float
    store: str = ""
    played: bool = False


class EngineSetup(msgspec.Struct, frozen=True):
    """The whole setup of an engine. `source_name` may differ from that of the config, by a command-line option.

    `alerts`: evaluate the rules; an engine that answers one command and ends must not send alerts.
    With `attach`, the address of a hub, there is an engine already, and nothing but the config counts.
    """

    config: Config
    source_name: str
    data: str = ""
    store_path: str = ""
    as_of: str | None = None
    log_path: str = ""
    verbose: bool = False
    replay: ReplaySetup | None = None
    alerts: bool = False
    attach: str = ""
