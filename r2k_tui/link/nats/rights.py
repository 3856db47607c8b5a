"""What the broker does not allow, in words for the person whose account it is."""

from __future__ import annotations

import re

from r2k_tui.model.text import clean

_DENIED = re.compile(r"permissions violation for (publish|subscription) to [\"']?([^\"'\s]+)", re.IGNORECASE)
_LOGIN = ("authorization violation", "authentication")
_MEANT = {
    "ask": "ask the engine",
    "here": "say that it is here",
    "gone": "say that it goes",
    "frames": "hear what changes",
    "reply": "hear answers",
}
_WHERE = '"Rights" in docs/hub.md says what an account needs'


def is_denied(words: str) -> bool:
    """Whether the broker forbids one subject to an account that it has let in."""
    return "permissions violation" in words.lower()


def is_turned_away(words: str) -> bool:
    """Whether the broker does not let us in as who we say we are."""
    return any(word in words.lower() for word in _LOGIN)


def turned_away(hub: str, words: str) -> str:
    """That the broker does not let us in."""
    return f"the hub {hub} refuses this account: {words}; is the user, password, token or key of [hub] right?"


def denied(hub: str, words: str, name: str, *, engine: bool = False) -> str:
    """What an account may not do on the hub called `name`; for a terminal in words, with the subject behind them."""
    found = _DENIED.search(words)
    if found is None:
        return f"the hub {hub} refuses: {clean(words, 160)}; {_WHERE}"
    verb = "publish" if found[1].lower() == "publish" else "subscribe to"
    kind, *rest = clean(found[2], 160).removeprefix(f"{name}.").split(".")
    # What a terminal is called changes with every start, and the line would be another one each time.
    subject = ".".join([name, kind, rest[0], "*"]) if kind in _MEANT and rest else clean(found[2], 160)
    meaning = "" if engine else _MEANT.get(kind, "")
    what = f"{meaning} ({verb} {subject})" if meaning else f"{verb} {subject}"
    return f"the hub {hub}: this account may not {what}; {_WHERE}"
