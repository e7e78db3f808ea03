"""Agreements in; lists that people read on paper: .docx, .xlsx and a page to print, under headings, in words."""
