"""What ends a command before it has an engine."""

from __future__ import annotations

HUB_REMEDY = "start an engine there with `r2k engine --publish URL`, or leave --attach out"


class UsageError(Exception):
    """The command line or the settings ask for something that cannot be done."""


class HubUnavailable(Exception):
    """The hub, or the engine behind it, cannot be reached."""
