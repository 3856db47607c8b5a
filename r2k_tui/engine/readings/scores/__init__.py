"""The momentum score and the risk gauge."""
