"""The least that the framework costs: programs to measure beside ours."""
