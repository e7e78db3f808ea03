"""How gunicorn serves the register, wherever it is started from this folder; its own arguments go before this."""

from gunicorn.http import message

timeout = 120  # seconds; a workbook of 100,000 rows, a slow reader of it, or a large import takes more than 30
# Gunicorn answers an address of more than 8190 characters on its own, in English; a long search shall get our page.
message.MAX_REQUEST_LINE = limit_request_line = 65_536
