"""Statistical inference: bootstrap, proportions, differences."""
