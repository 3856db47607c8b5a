"""One table of actions."""

from __future__ import annotations

from r2k_tui.ui.actions.table import ACTIONS, footer_entries, help_entries, shown_key


def test_help_footer_and_bindings_come_from_one_table() -> None:
    shown = {key for keys, _ in help_entries(ACTIONS) for key in keys.split(" ")}
    assert shown == {shown_key(key) for action in ACTIONS for key in action.keys}
    words = {word for _, word in footer_entries(ACTIONS, lambda _: True)}
    assert words == {"views", *(action.footer for action in ACTIONS if action.footer)}
    assert len({key for action in ACTIONS for key in action.keys}) == sum(len(action.keys) for action in ACTIONS)
