"""The address that the SEC requires in every request."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from tests.config.complaints import complaint


@pytest.mark.parametrize("contact", ["joe", "a b@c.org", "a@b@c", "joe@c.org\\r\\nX-Evil: 1", "jö@c.org"])
def test_what_is_no_address(file: Path, contact: str) -> None:
    assert "an e-mail address" in complaint(file, f'[sec]\ncontact = "{contact}"').message


def test_an_address(file: Path) -> None:
    file.write_text('[sec]\ncontact = "joe+r2k@example.org"')
    assert load(file).sec.contact == "joe+r2k@example.org"
