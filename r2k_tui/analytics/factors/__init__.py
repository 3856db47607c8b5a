"""Factor regressions of monthly returns: coefficients, contributions, rolling betas."""
