"""The terminal app: what a person sees and presses. Knows the model and the link, nothing of the engine."""
