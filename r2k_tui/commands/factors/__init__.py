"""`r2k factors`: betas of symbols and portfolios on factors."""
