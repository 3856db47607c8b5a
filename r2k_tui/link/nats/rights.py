"""Permission violations of the broker, in words for the owner of the account."""

from __future__ import annotations

import re

from r2k_tui.model.text import clean

_DENIED = re.compile(r"permissions violation for (publish|subscription) to [\"']?([^\"'\s]+)", re.IGNORECASE)
_LOGIN = ("authorization violation", "authentication")
_MEANT = {
    "ask": "send requests to the engine",
    "here": "announce its presence",
    "gone": "announce its departure",
    "frames": "receive updates",
    "reply": "receive replies",
}
_WHERE = 'see "Rights" in docs/hub.md for what an account needs'


def is_denied(words: str) -> bool:
    """Whether the broker denies one subject to an authenticated account."""
    return "permissions violation" in words.lower()


def is_turned_away(words: str) -> bool:
    """Whether the broker rejects the credentials."""
    return any(word in words.lower() for word in _LOGIN)


def turned_away(hub: str, words: str) -> str:
    """Message for rejected credentials."""
    return f"the hub {hub} refuses this account: {words}; check the user, password, token or key in [hub]"


def denied(hub: str, words: str, name: str, *, engine: bool = False) -> str:
    """Message for an action that an account may not do on the hub `name`; for a terminal in words, with the subject."""
    found = _DENIED.search(words)
    if found is None:
        return f"the hub {hub} refuses: {clean(words, 160)}; {_WHERE}"
    verb = "publish" if found[1].lower() == "publish" else "subscribe to"
    kind, *rest = clean(found[2], 160).removeprefix(f"{name}.").split(".")
    # The name of a terminal changes with every start, and would make each line unique.
    subject = ".".join([name, kind, rest[0], "*"]) if kind in _MEANT and rest else clean(found[2], 160)
    meaning = "" if engine else _MEANT.get(kind, "")
    what = f"{meaning} ({verb} {subject})" if meaning else f"{verb} {subject}"
    return f"the hub {hub}: this account may not {what}; {_WHERE}"
