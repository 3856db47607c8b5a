"""Request and reply of headlines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.news import SymbolNews


class NewsReply(msgspec.Struct, frozen=True, tag="news"):
    """The headlines of one symbol as they are known; with none, the source has none of it."""

    news: SymbolNews


class GetNews(msgspec.Struct, frozen=True, tag="get_news"):
    """Ask for the headlines of a symbol; answered with NewsReply. What is newer than that follows in a frame."""

    symbol: str
