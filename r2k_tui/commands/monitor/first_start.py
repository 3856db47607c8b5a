"""The offer of the set-up, made once, at the first start without a settings file."""

from __future__ import annotations

from r2k_tui.bootstrap.paths import default_store
from r2k_tui.commands.shared.options import Options
from r2k_tui.config.paths import own_path
from r2k_tui.engine.setup import EngineSetup

OFFER = "new here? `r2k init` sets up list, holdings and theme; said once"
_NAME = "set_up_offered"


def offer_of(options: Options, setup: EngineSetup, *, kiosk: bool) -> str:
    """What to say about the set-up, "" where nothing: it was said before, or this run is no first start.

    An offer that cannot be remembered is not made: it would be made at every start.
    """
    if kiosk or setup.attach or setup.as_of is not None or setup.replay is not None or setup.facts.simulated:
        return ""
    if own_path(options.config).exists() or not setup.config.store.enabled:
        return ""
    mark = default_store(setup.config).parent / _NAME
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch(exist_ok=False)
    except OSError:
        return ""
    return OFFER
