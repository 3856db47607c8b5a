"""Publication of the index readings: to the market state, the store and the terminals."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.service import ComputedReadings
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.readings.reading import SymbolReadings


class ReadingsPublisher:
    """Owner of the topic `readings`, which is created by the first failed computation."""

    def __init__(self, context: EngineContext) -> None:
        self._context = context

    def publish(self, computed: ComputedReadings) -> None:
        """Publish and store readings and scores; unchanged ones are neither sent nor written again."""
        market, archive = self._context.market, self._context.archive
        if "readings" in market.feeds:
            market.set_feed(FeedStatus("readings", FeedState.OK, last_success=self._context.clock()))
        market.set_readings(computed.symbol, computed.readings)
        market.set_scores(computed.scores)
        changes = market.changes
        if changes.readings or changes.scores:
            stored = SymbolReadings(computed.symbol, dict(computed.readings))
            archive.save_latest("readings", [(computed.symbol, stored)])
            archive.save_latest("score", [(score.kind.value, score) for score in computed.scores])
            archive.save_latest("spark", [(spark.symbol, spark) for spark in market.sparks.values()])
        self._context.publisher.publish()

    def fail(self, error: Exception) -> None:
        """Publish a failed computation; the last readings remain."""
        message = f"defect in R2K: {type(error).__name__}: {error}"
        self._context.publish_status(FeedStatus("readings", FeedState.FAILING, message=message))
