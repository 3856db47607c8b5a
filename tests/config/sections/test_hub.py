"""The settings of a hub: names that fit into subjects, bounds, and secrets that nobody is shown."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.hub import SECRETS, HubSettings, without_secrets
from tests.config.complaints import complaint


def test_secrets_are_marked_and_everything_else_stays() -> None:
    hub = HubSettings(name="till_2", user="joe", password="p", token="", nkey="/a/file")
    shown = without_secrets(hub)
    assert shown == msgspec.structs.replace(hub, password="********")
    assert all(getattr(without_secrets(HubSettings(**{name: "x"})), name) == "********" for name in SECRETS)


@pytest.mark.parametrize("name", ["a.b", "a b", "", "a" * 33, "a>"])
def test_a_name_that_is_no_part_of_a_subject_is_refused(file: Path, name: str) -> None:
    assert "letters, digits, - and _" in complaint(file, f'[hub]\nname = "{name}"').message


def test_a_secret_of_the_wrong_type_is_not_repeated(file: Path) -> None:
    error = complaint(file, "[hub]\npassword = 4711")
    assert error.key == "hub.password"
    assert "4711" not in str(error)


def test_bounds_of_what_one_terminal_may_ask(file: Path) -> None:
    file.write_text("[hub]\nterminals = 1\nsymbols_each = 10000")
    assert (load(file).hub.terminals, load(file).hub.symbols_each) == (1, 10_000)
    assert complaint(file, "[hub]\nterminals = 0").key == "hub.terminals"


def test_providers_whose_terms_want_a_decision_are_not_published_without_one() -> None:
    assert not HubSettings().publish_opt_in
