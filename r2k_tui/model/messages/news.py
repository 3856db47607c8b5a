"""Request and reply of headlines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.messages.example import Example


class GetNews(msgspec.Struct, frozen=True, tag="get_news"):
    """Request for the headlines of a symbol. Reply: NewsReply; newer headlines follow in frames."""

    symbol: str


class NewsReply(msgspec.Struct, frozen=True, tag="news"):
    """Headlines of one symbol as the engine has them now; empty where the source has none."""

    news: SymbolNews


NewsRequests = GetNews
NewsReplies = NewsReply
EXAMPLES = (Example(GetNews("GLD"), NewsReply),)
