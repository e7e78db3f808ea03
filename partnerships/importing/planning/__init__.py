"""Rows under columns in; a plan out that says what each row would do to the register."""
