"""The settings: where they are found, what they become, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config
from tests.config.complaints import complaint, leaves


def test_a_file_that_is_no_text(file: Path) -> None:
    assert "not UTF-8" in complaint(file, b"theme = '\xff'").message


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError, match="cannot read the file"):
            load(path)


def test_own_settings_lie_over_the_defaults(file: Path) -> None:
    file.write_text('[poll.quotes]\nopen = 2\n[watchlist]\nsymbols = ["IWM"]\n[market]\nrisk_free = 0.04\n')
    settings, defaults = load(file), load(packaged_path())
    assert settings.poll.quotes == msgspec.structs.replace(defaults.poll.quotes, open=2.0)
    assert settings.watchlist.symbols == ("IWM",)
    assert settings.market == msgspec.structs.replace(defaults.market, risk_free=0.04)
    assert settings.display == defaults.display


def test_an_empty_file_changes_nothing(file: Path) -> None:
    file.write_text("")
    assert load(file) == load(packaged_path())


def test_settings_cannot_be_changed() -> None:
    settings = Config()
    with pytest.raises(AttributeError):
        settings.market.index = "IWM"  # type: ignore[misc]


SCALARS = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=20),
    st.datetimes(),
    st.dates(),
    st.sampled_from(["^RUT", "1D", "yahoo", "http://x", ""]),
)
NAMES = st.one_of(
    st.sampled_from(sorted({name for path in leaves() for name in path})),
    st.text(min_size=1, max_size=8),
)
INNER = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(NAMES, SCALARS, max_size=3)
VALUES = INNER | st.lists(INNER, max_size=3) | st.dictionaries(NAMES, INNER, max_size=3)
DOCUMENTS = st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=3) | VALUES, max_size=4)


class TestAnyText:
    """Whatever stands in the file: settings, or a ConfigError."""

    def load(self, folder: Path, text: str) -> None:
        file = folder / "fuzz.toml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            assert isinstance(load(file), Config)
        except ConfigError as error:
            assert error.file == str(file)
            assert error.line is None or 1 <= error.line <= text.count("\n") + text.count("\r") + 1

    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("fuzz")

    @given(text=st.text())
    def test_noise(self, folder: Path, text: str) -> None:
        self.load(folder, text)

    @given(text=st.text(alphabet="[]{}=.,\"'\\#\n abmarket0123_-:^RUT", max_size=120))
    def test_almost_toml(self, folder: Path, text: str) -> None:
        self.load(folder, text)

    @given(document=DOCUMENTS)
    def test_toml_of_every_shape(self, folder: Path, document: dict[str, Any]) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            text = tomlkit.dumps(document)
        except (TOMLKitError, ValueError):
            return
        self.load(folder, text)


def test_a_proxy_of_the_source_is_that_of_every_provider(file: Path) -> None:
    file.write_text('[source]\nproxy = "http://127.0.0.1:3128"\n[nasdaq]\nproxy = "socks5h://127.0.0.1:1080"\n')
    settings = load(file)
    proxies = {
        name: section.proxy
        for name in settings.__struct_fields__
        if hasattr(section := getattr(settings, name), "proxy")
    }
    assert proxies.pop("nasdaq") == "socks5h://127.0.0.1:1080", "its own comes first"
    assert proxies.keys() >= {
        "source",
        "yahoo",
        "cboe",
        "nasdaq_trader",
        "releases",
        "finra",
        "french",
        "sec",
        "universe",
        "fred",
    }
    assert set(proxies.values()) == {"http://127.0.0.1:3128"}


@pytest.mark.parametrize("value", ["proxy.example:3128", "ftp://proxy.example", "http://", "http://a b"])
def test_a_proxy_that_is_none_is_named(file: Path, value: str) -> None:
    told = complaint(file, f'[source]\nproxy = "{value}"\n'.encode())
    assert (told.line, told.key) == (2, "source.proxy") and "a proxy such as" in told.message


def test_a_provider_without_a_setting_has_no_proxy(file: Path) -> None:
    file.write_text("")
    assert load(file).yahoo.proxy == ""
