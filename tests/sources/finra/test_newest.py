"""The newest settlement that is public."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.sources.finra.newest import newest_settlement
from tests.fakes.finra_server import FinraServer

TODAY = date(2025, 9, 12)


async def test_a_late_one_gives_way_to_the_one_before() -> None:
    with FinraServer() as finra:
        finra.put("2025-08-15")
        client = FinraClient(FinraSettings(finra.url), lambda: 1_757_700_000.0)
        found = await newest_settlement(client, TODAY)
        assert found.day == "2025-08-15"
        finra.put("2025-08-29")
        assert (await newest_settlement(client, TODAY)).day == "2025-08-29"
        assert "2025-09-15" not in finra.days()
        await client.close()


async def test_none() -> None:
    with FinraServer() as finra:
        client = FinraClient(FinraSettings(finra.url), lambda: 1_757_700_000.0)
        with pytest.raises(NotFound, match="no file of the settlement"):
            await newest_settlement(client, TODAY)
        await client.close()
