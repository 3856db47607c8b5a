"""The board of one symbol: every reading, both scores, and the studies of its history."""

from r2k_tui.engine.board.inputs import BoardInputs, Role
from r2k_tui.engine.board.studies import study_followthrough, study_states
from r2k_tui.engine.board.symbol_board import SymbolBoard
from r2k_tui.engine.board.table import KEYS, READINGS

__all__ = ["KEYS", "READINGS", "BoardInputs", "Role", "SymbolBoard", "study_followthrough", "study_states"]
