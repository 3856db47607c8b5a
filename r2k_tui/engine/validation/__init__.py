"""Checks of what a source delivers, before it is accepted: prices, bars, feeds and the identity of symbols."""
