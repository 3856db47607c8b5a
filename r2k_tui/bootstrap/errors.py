"""What ends a command before it has an engine."""

from __future__ import annotations


class UsageError(Exception):
    """The command line or the settings ask for something that cannot be done."""


class HubUnavailable(Exception):
    """The hub, or the engine behind it, cannot be reached."""
