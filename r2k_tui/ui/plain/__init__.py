"""The monitor without a picture: lines of text on the normal screen, for screen readers."""
