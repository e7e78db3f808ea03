"""The command that fills an empty register, so that there is something to see."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from partnerships.models import Agreement, AgreementType, HomeInstitution

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    """Loads the agreement types, imports the source table and makes a staff account, each only where there is none.

    The source table comes with the university that it is of.
    """

    help = "Fills an empty register and says where it is served."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the port that the addresses name")

    def handle(self, *args, **options):
        if not AgreementType.objects.exists():
            call_command("loaddata", str(FIXTURES / "agreement_types.json"), verbosity=0)
        if not Agreement.objects.exists():
            if not HomeInstitution.objects.exists():
                call_command("loaddata", str(FIXTURES / "home_institution.json"), verbosity=0)
            call_command("import_agreements", str(FIXTURES / "partner-agreements.txt"), stdout=self.stdout)
        users = get_user_model()
        if not users.objects.filter(is_staff=True).exists():
            password = secrets.token_urlsafe(12)
            users.objects.create_superuser("office", password=password)
            self.stdout.write(f"A staff account was made: name “office”, password “{password}” (shown only this once).")
        self.stdout.write(f"Public list: http://127.0.0.1:{options['port']}/")
        self.stdout.write(f"The office:  http://127.0.0.1:{options['port']}/admin/")
        self.stdout.write("Stop with Ctrl+C.")
