"""The board of one symbol: every reading, both scores, and the studies of its history."""

from r2k_tui.engine.readings.inputs import BoardInputs, Role
from r2k_tui.engine.readings.registry import KEYS, READINGS
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.engine.readings.symbol import SymbolBoard

__all__ = ["KEYS", "READINGS", "BoardInputs", "Role", "SymbolBoard", "study_followthrough", "study_states"]
