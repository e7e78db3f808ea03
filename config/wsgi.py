"""What a WSGI server such as gunicorn serves; the database is prepared for readers at its start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from partnerships.public.listing.triggers import prepare_at_start  # noqa: E402 (needs the apps, which are loaded now)

prepare_at_start()
