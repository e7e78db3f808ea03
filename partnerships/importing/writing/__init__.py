"""Writing: from a Plan to records, and taking an import back."""
