#!/usr/bin/env python3
"""The command line of the register: `python manage.py help` lists what it can do."""

import logging
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Exception:
        logging.getLogger("manage").exception("“%s” failed.", " ".join(sys.argv[1:2]))
        sys.exit(1)
