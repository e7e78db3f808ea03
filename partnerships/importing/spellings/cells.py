"""Patterns of web addresses, and of signs in and around texts."""

import re

SCHEME = re.compile(r"^(?:h?t{1,2}ps?\s*[:;]?\s*/{0,3}\s*)+(?=[\w-]+\.)", re.IGNORECASE)
ADDRESS_INSIDE = re.compile(r"https?://[^\s<>\"']+|www\.[^\s<>\"']+", re.IGNORECASE)
PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[!-;=?-~]{0,1500})?", re.ASCII)
BULLETS_AND_FOOTNOTE_MARKS = re.compile(r"^[•▪●■◦‣∙·*–—-]\s*(?=[^\W\d_])|(?<=[\w.)])\s?[*†‡※¹²³⁴⁵]+$")
QUESTION_MARKS = re.compile(r"\?{3}|[^\W\d]\?[^\W\d]|\?\?[^\W\d]|[^\W\d]\?\?")
