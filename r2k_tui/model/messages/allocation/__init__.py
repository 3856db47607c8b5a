"""Messages of the allocation: portfolios, their factors, and rules that time the market."""
