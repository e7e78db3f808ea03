"""What lists write, as tables of words in the languages of lists: data without rules."""
