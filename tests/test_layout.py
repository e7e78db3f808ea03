"""What must hold of the project itself: the order of its modules, its migrations, its README."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "partnerships"
# From above to below; a module imports what stands above it.
ORDER = """
    request_ids client_addresses logs uploads file_types colours static_files
    folding languages countries partial_dates formulas kinds
    importing.fields importing.sentences importing.remarks importing.failures
    importing.spellings importing.sheets
    importing.cells importing.files importing.tables
    models replicas similarity bulk_insert confirming exporting
    importing.error_boundary importing.planning importing.writing importing.resources
    merging renewals absolute_addresses public checks named_files broken_rows backups monitoring admin management
""".split()
WITHOUT_MODELS = ORDER[: ORDER.index("models")] + [
    f"public.statistics.{name}" for name in ("world", "build_world", "pictures")
]


def room_of(module):
    """Return the entry of ORDER that a module of the app belongs to, or None."""
    parts = module.removeprefix("partnerships.").split(".")
    return next((name for name in (".".join(parts[:2]), parts[0]) if name in ORDER), None)


def imports(path):
    """Yield the absolute names of the modules that a file imports."""
    package = [*path.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


def test_modules_import_only_what_stands_above_them():
    wrong = []
    for path in APP.rglob("*.py"):
        room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name in imports(path) if room else ():
            other = room_of(name) if name.startswith("partnerships.") else None
            if other and ORDER.index(other) > ORDER.index(room):
                wrong.append((str(path.relative_to(APP)), name))

    assert wrong == []


@pytest.mark.parametrize("module", WITHOUT_MODELS)
def test_module_knows_no_models_and_no_database(module):
    path = APP / module.replace(".", "/")
    files = path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]

    assert [
        (file.name, name)
        for file in files
        for name in imports(file)
        if name.startswith(("partnerships.models", "django.db"))
    ] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_setting_is_named_in_the_readme_or_where_it_leads():
    settings = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r'(?:env\.\w+|switch|whole_number)\(\s*"([A-Z_]+)"', settings))
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/operating.md")]
    named = {name for page in pages for name in re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)}

    assert variables == named


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DEBUG", "perhaps", "DEBUG: “perhaps” is neither “on” nor “off”."),
        ("SECRET_KEY", "short", "SECRET_KEY: it has 5 characters; give it at least 50, chosen at random."),
        ("TIME_ZONE", "Mars/Base", "TIME_ZONE: “Mars/Base” is no time zone; write one such as Asia/Baku."),
        ("LOG_FORMAT", "xml", "LOG_FORMAT: “xml” is neither “text” nor “json”."),
        ("ADMINS", "admin", "ADMINS: “admin” is no e-mail address."),
        ("MONITOR_TOKEN", "short", "MONITOR_TOKEN: it has 5 characters; give it at least 20, chosen at random."),
        (
            "HSTS_PRELOAD",
            "on",
            "HSTS_PRELOAD: browsers take the list of preloaded sites only with HSTS_SUBDOMAINS=on, too.",
        ),
        ("LANGUAGE_CODE", "xx", "LANGUAGE_CODE: “xx” is none of az, en, ru, tr."),
        ("WARNING_DAYS", "-1", "WARNING_DAYS: “-1” is not a whole number from 0 to 3650."),
        ("BASE_URL", "register.example.org", "BASE_URL: “register.example.org” must start with http:// or https://."),
        ("OFFICE_EMAIL", "office", "OFFICE_EMAIL: “office” is no e-mail address."),
        (
            "EMAIL_URL",
            "nonsense",
            "EMAIL_URL: it is no address of a mail server, such as smtp+tls://user:password@mail.example.org:587.",
        ),
        ("SECOND_FACTOR", "all", "SECOND_FACTOR: “all” is none of nobody, managers, everybody."),
        ("OIDC_ISSUER", "idp.example.org", "OIDC_ISSUER: “idp.example.org” must start with https://."),
        (
            "OIDC_ISSUER",
            "https://idp.example.org",
            "OIDC_CLIENT_ID: it is not set, but OIDC_ISSUER is; single sign-on needs both.",
        ),
        ("OIDC_ONLY", "on", "OIDC_ONLY: it is on, but OIDC_ISSUER is not set; nobody could log in."),
        ("OIDC_ROLES", "staff", "OIDC_ROLES: “staff” is not of the form group=role; part several by semicolons."),
        ("IMPORT_MAX_MB", "many", "IMPORT_MAX_MB: “many” is not a whole number from 1 to 500."),
        (
            "DATABASE_URL",
            "mysql://localhost/x",
            "DATABASE_URL: the register runs on SQLite and on PostgreSQL; give an address that starts with either.",
        ),
        (
            "DATABASE_URL",
            "nonsense",
            "DATABASE_URL: it is no address of a database, such as postgres://user:password@host:5432/name.",
        ),
        ("REPLICA_MAX_LAG", "0", "REPLICA_MAX_LAG: “0” is not a whole number from 1 to 3600."),
        (
            "REPLICA_URLS",
            "standby.example.org",
            "REPLICA_URLS: it is no address of a database, such as postgres://user:password@host:5432/name.",
        ),
        (
            "REPLICA_URLS",
            "sqlite:////srv/standby.sqlite3",
            "REPLICA_URLS: only PostgreSQL has standbys; DATABASE_URL and each address here must name one.",
        ),
        (
            "CSRF_TRUSTED_ORIGINS",
            "register.example.org",
            "CSRF_TRUSTED_ORIGINS: “register.example.org” must start with http:// or https://.",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(monkeypatch, variable, value, sentence):
    monkeypatch.setenv(variable, value)

    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "config" / "settings.py"))

    assert stopped.value.code == sentence


def test_whoever_starts_it_sees_that_sentence_alone():
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DEBUG": "perhaps"},
        capture_output=True,
        text=True,
        check=False,
    )

    said = (started.returncode, started.stdout, started.stderr)
    assert said == (1, "", "DEBUG: “perhaps” is neither “on” nor “off”.\n")


def test_an_empty_address_of_the_database_is_none(tmp_path):
    environment = os.environ | {"DATABASE_URL": "", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", "from config import settings; print(settings.DATABASES['default']['NAME'])"]

    started = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (started.stdout.strip(), started.stderr) == (f"{tmp_path}/register.sqlite3", "")


def test_processes_that_start_at_once_find_one_whole_secret_key(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"} | {
        "DATA_DIR": str(tmp_path / "data")
    }
    command = [sys.executable, "-c", "from config import settings; print(settings.SECRET_KEY)"]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) for _number in range(4)
    ]

    keys = {process.communicate()[0].strip() for process in started}

    path = tmp_path / "data" / "secret-key"
    assert keys == {path.read_text()}
    assert (path.stat().st_mode & 0o777, [each.name for each in path.parent.iterdir()]) == (0o600, ["secret-key"])


def test_check_deploy_is_clean():
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=inherited
        | {"HTTPS": "on", "SECRET_KEY": "k3y-" * 20 + "0123456789", "ALLOWED_HOSTS": "register.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )

    said = checked.stdout + checked.stderr
    assert (checked.returncode, said) == (0, "System check identified no issues (2 silenced).\n")


def test_colours_of_public_pages_are_tokens():
    sheets = [path for path in (APP / "static").rglob("*.css") if path.name in {"frame.css", "statistics.css"}]
    found = {path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8")) for path in sheets}

    assert found == {"frame.css": [], "statistics.css": []}


def test_in_the_dark_nothing_but_variables_of_colours_differs():
    block = re.compile(r"@media[^{]*prefers-color-scheme: dark\)\s*\{((?:[^{}]*\{[^{}]*\})*)")
    texts = [path.read_text(encoding="utf-8") for path in (APP / "static").rglob("*.css")]
    dark = [rule for text in texts for body in block.findall(text) for rule in re.findall(r"\{([^}]*)\}", body)]
    names = {declaration.split(":")[0].strip() for rule in dark for declaration in rule.split(";")} - {""}

    assert len(dark) == 1
    assert [name for name in names if not name.startswith("--")] == [
        "color-scheme"
    ]  # so that axe need not look at all twice
