"""How staff see and change records."""
