"""The monitor without a picture."""
