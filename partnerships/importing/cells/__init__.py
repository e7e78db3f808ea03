"""The text of a cell in; its value out, with remarks on what was repaired and what a person must look at."""
