"""Expected returns and covariances, from samples and from views."""
