"""The settings of gunicorn when it is started in this folder; its command line overrides them."""

from gunicorn.http import message

timeout = 120  # seconds; a workbook of 100,000 rows, a slow reader of it, or a large import takes more than 30
# Gunicorn itself answers an address of more than 8190 characters, in English; a long search shall get our page.
message.MAX_REQUEST_LINE = limit_request_line = 65_536
