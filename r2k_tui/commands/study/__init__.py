"""Historical studies, as text or JSON."""
