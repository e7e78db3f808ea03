"""How gunicorn serves the register, wherever it is started from this folder; its own arguments go before this."""

from gunicorn.http import message

# Gunicorn alone answers addresses of more than 8190 characters, in English; a long search shall get a page of the register.
message.MAX_REQUEST_LINE = limit_request_line = 65_536
