"""What is due, and how it is renewed."""
