"""Planning: from the Tables of a file to a Plan, which says what each row would do to the register."""
