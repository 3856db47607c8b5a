"""Takes what the board has computed of the index: into the market, the store, and to the terminals."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.readings.service import ComputedReadings
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.readings.reading import SymbolReadings


class ReadingsPublisher:
    """Readings, scores and sparklines as they come from the runner."""

    def __init__(self, core: EngineContext) -> None:
        self._core = core

    def take(self, picture: ComputedReadings) -> None:
        """Show and keep it; what has not changed is neither sent nor written again."""
        market, archive = self._core.market, self._core.archive
        if "readings" in market.feeds:
            market.set_feed(FeedStatus("readings", FeedState.OK, last_success=self._core.clock()))
        market.set_readings(picture.symbol, picture.readings)
        market.set_scores(picture.scores)
        changes = market.changes
        if changes.readings or changes.scores:
            known = SymbolReadings(picture.symbol, dict(picture.readings))
            archive.save_latest("readings", [(picture.symbol, known)])
            archive.save_latest("score", [(score.kind.value, score) for score in picture.scores])
            archive.save_latest("spark", [(spark.symbol, spark) for spark in market.sparks.values()])
        self._core.publisher.publish()

    def fail(self, error: Exception) -> None:
        """Tell that nothing could be computed; the last picture stays."""
        message = f"defect in R2K: {type(error).__name__}: {error}"
        self._core.feed_changed(FeedStatus("readings", FeedState.FAILING, message=message))
