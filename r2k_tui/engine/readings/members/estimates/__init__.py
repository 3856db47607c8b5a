"""Forward earnings kept by day, and the breadth of their revisions."""
