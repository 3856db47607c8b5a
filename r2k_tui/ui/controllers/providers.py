"""Addition of opt-in providers to the chain, once the user agrees to their terms."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.widget import AwaitMount

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.controllers.settings_port import SettingsFile
from r2k_tui.ui.drawing.outage import chain_line, chain_with, names_of

_ADD = "add"
_NONE = "there is no provider to add here: the engine offers none"


class ProviderOffers:
    """Dialog about the terms; on consent it writes `[source] chain`. `reload_settings` reads the file again."""

    def __init__(
        self, app: App[None], context: AppContext, file: SettingsFile, reload_settings: Callable[[], None]
    ) -> None:
        self._app, self._context, self._file, self._reload = app, context, file, reload_settings

    def open(self) -> AwaitMount | None:
        """Open the question; a message where there is nothing to add."""
        facts = self._context.mirror.facts
        if not facts.offers or self._context.kiosk:
            self._app.notify(_NONE if not facts.offers else "not saved: --kiosk")
            return None
        from r2k_tui.ui.dialogs.choice import ChoiceScreen

        terms = "\n".join(f"{offer.name}: {offer.gives} {offer.terms}" for offer in facts.offers)
        question = f"Add {names_of(facts.offers)} to the chain?\n{terms}\n[source] {chain_line(facts)}"
        choices = (("y", _ADD, "yes, write it to the settings"), ("n", "", "no"))
        return self._app.push_screen(ChoiceScreen(question, choices), self._write)

    def _write(self, chosen: str | None) -> None:
        if chosen != _ADD:
            return
        facts = self._context.mirror.facts
        try:
            where = self._file.save({("source", "chain"): list(chain_with(facts))})
        except (OSError, ValueError) as error:
            self._app.notify(f"chain not saved: {error}", severity="error")
            return
        self._app.notify(f"{names_of(facts.offers)}: {where}")
        self._reload()
