"""What an engine is told at birth; small, so that a terminal can say it without loading an engine."""

from __future__ import annotations

import msgspec

from r2k_tui.config import Config


class EngineSetup(msgspec.Struct, frozen=True):
    """Everything an engine is told at birth. `source_name` may differ from the config's (an option of the command)."""

    config: Config
    source_name: str
    data: str = ""
    store_path: str = ""
    as_of: str | None = None
    log_path: str = ""
    verbose: bool = False
