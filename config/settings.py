"""Settings. The environment decides what differs from one installation to the next; README lists the variables.

A value that cannot be used stops the start with one sentence that names its variable.
"""

import contextlib
import os
import secrets
import tempfile
import warnings
import zoneinfo
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config import error_reports
from config.uploads import storage_at

BASE_DIR = Path(__file__).resolve().parent.parent
POSTGRESQL = "config.postgresql"
env = environ.Env()


def stop(variable, sentence):
    """End the start without a traceback, with a sentence about a `variable` of the environment."""
    raise SystemExit(f"{variable}: {sentence}")


def switch(variable: str, default: bool) -> bool:
    """Return a yes or no from the environment."""
    text = env.str(variable, default="on" if default else "off").strip().casefold()
    if text not in {"on", "true", "yes", "1", "off", "false", "no", "0"}:
        stop(variable, f"“{text}” is neither “on” nor “off”.")
    return text in {"on", "true", "yes", "1"}


def whole_number(variable, default, least, most):
    """Return a whole number from `least` to `most` from the environment."""
    text = env.str(variable, default=str(default))
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        stop(variable, f"“{text}” is not a whole number from {least} to {most}.")
    return int(text)


def kept_secret_key(path):
    """Return the secret key from the file at `path`; it is made once, and only its owner can read it.

    It is written under another name and then linked, so that a process that starts at the same time finds all of it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # only its owner can read one
                file.write(secrets.token_urlsafe(64))
                file.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(file.name, path)
    except OSError as error:
        stop("SECRET_KEY", f"it is not set, and no key can be kept in {path}: {error.strerror}.")
    return path.read_text().strip()


def database(variable, address):
    """Return the settings of the database at an `address`, which a `variable` of the environment has."""
    try:
        with warnings.catch_warnings(action="ignore"):  # an address of another kind is answered below
            found = env.db_url_config(address)
    except (environ.ImproperlyConfigured, ValueError):
        found = {}
    if "ENGINE" not in found:
        stop(variable, "it is no address of a database, such as postgres://user:password@host:5432/name.")
    if found["ENGINE"] == "django.db.backends.postgresql":
        found["ENGINE"] = POSTGRESQL
    return found


def pooled(found, timeout):
    """Give the settings of a PostgreSQL what all of them have; return them.

    A web worker has many threads, most of which wait for their visitors: they share few connections, and wait `timeout`
    seconds for one. A server that is gone without a word is noticed after seconds and not after minutes.
    """
    limits = {"connect_timeout": 5, "tcp_user_timeout": 20_000, "keepalives_idle": 10, "keepalives_interval": 5}
    options = limits | found.get("OPTIONS", {})
    found["OPTIONS"] = options | {"pool": {"min_size": 1, "max_size": 10, "timeout": timeout}}
    return found


def private_folder(path):
    """Return the folder at `path`, which nobody else may look into; nor at what this process writes anywhere."""
    os.umask(0o077)
    with contextlib.suppress(OSError):  # one that another account owns, who knows what that is for
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    return path


DATA_DIR = private_folder(Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))))
DEBUG = switch("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key(DATA_DIR / "secret-key")
if len(SECRET_KEY) < 50:
    stop("SECRET_KEY", f"it has {len(SECRET_KEY)} characters; give it at least 50, chosen at random.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
for origin in CSRF_TRUSTED_ORIGINS:
    if not origin.startswith(("http://", "https://")):
        stop("CSRF_TRUSTED_ORIGINS", f"“{origin}” must start with http:// or https://.")

INSTALLED_APPS = [
    "config.admin.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "import_export",
    "simple_history",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "partnerships",
]
MIDDLEWARE = [
    "partnerships.middleware.request_id",
    "partnerships.logs.log_requests",
    "partnerships.middleware.no_body_for_head",
    "partnerships.middleware.give_connection_back",
    "partnerships.monitoring.answers.answer_monitors",
    "partnerships.middleware.open_files_to_other_sites",
    "partnerships.public.from_standbys.ReadFromStandbys",
    "partnerships.public.page_cache.cache_public_pages",
    "partnerships.middleware.LanguageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "partnerships.static_files.StaticFilesMiddleware",
    "partnerships.middleware.content_security_policy",
    "partnerships.middleware.redirect_default_prefix",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnerships.public.body_limits.limit_bodies",
    "allauth.account.middleware.AccountMiddleware",
    "partnerships.admin.log_in.required.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "partnerships.middleware.OddValuesMiddleware",
    "partnerships.middleware.SecondTryMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["partnerships.templatetags.letters"],
        },
    },
]

# Database: SQLite unless DATABASE_URL names another.
DATABASES = {
    "default": database("DATABASE_URL", env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR}/register.sqlite3")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A write takes its lock at once, so that a plan is carried out on the register that it was made from. What a
    # statement may have to take back is kept in memory: in a file, it takes a quarter of the time of many new rows.
    # SQLite's own 2 MB of pages are too few for a search of 100,000 agreements, which takes a third longer with them.
    DATABASES["default"]["CONN_MAX_AGE"] = None  # a thread keeps its connection
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;"
        " PRAGMA cache_size = -20000;",  # KB
    }
elif DATABASES["default"]["ENGINE"] == POSTGRESQL:
    DATABASES["default"] = pooled(DATABASES["default"], timeout=20)
else:
    stop("DATABASE_URL", "the register runs on SQLite and on PostgreSQL; give an address that starts with either.")
# Hot standbys, from which public pages are read
STANDBYS: list[str] = []
for address in env.str("REPLICA_URLS", default="").split():
    STANDBYS.append(f"standby-{len(STANDBYS) + 1}")
    standby = DATABASES[STANDBYS[-1]] = database("REPLICA_URLS", address)
    if {standby["ENGINE"], DATABASES["default"]["ENGINE"]} != {POSTGRESQL}:
        stop("REPLICA_URLS", "only PostgreSQL has standbys; DATABASE_URL and each address here must name one.")
    pooled(standby, timeout=2)["TEST"] = {"MIRROR": "default"}
REPLICA_MAX_LAG = whole_number("REPLICA_MAX_LAG", default=10, least=1, most=3600)
DATABASE_ROUTERS = ["partnerships.replicas.reading.Router"] if STANDBYS else []
SILENCED_SYSTEM_CHECKS = [
    "models.W040",  # SQLite leaves out what an index includes beside its key, and needs it less
    "security.W005",  # whether other sites under the register's name have HTTPS, only its operator knows
    "security.W021",  # the same of the browsers' list of preloaded sites, which nobody gets off soon
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages, each under the version of the register that it was made from.
CACHES: dict[str, dict[str, object]] = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages", "template_fragments")
}
CACHES["pages"] |= {"TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 1000}}
CACHES["template_fragments"] |= {"OPTIONS": {"MAX_ENTRIES": 5000}}  # rows of the public list, of 1 KB each
# How far the reading of an uploaded file is, which another worker is asked for meanwhile.
CACHES["progress"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": DATA_DIR / "progress",
}

# Log-in
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "CommonPassword", "NumericPassword")
]
AUTH_PASSWORD_VALIDATORS += [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "partnerships.admin.log_in.new_password.NewPassword"},  # what ends when there is a new one
]
SESSION_COOKIE_AGE = whole_number("SESSION_HOURS", default=12, least=1, most=168) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LOG_IN_DAYS = whole_number("LOG_IN_DAYS", default=180, least=1, most=3650)  # for which log-ins are kept
SECOND_FACTOR = env.str("SECOND_FACTOR", default="nobody")
if SECOND_FACTOR not in {"nobody", "managers", "everybody"}:
    stop("SECOND_FACTOR", f"“{SECOND_FACTOR}” is none of nobody, managers, everybody.")
MFA_ADAPTER = "partnerships.admin.log_in.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before and after, since clocks differ
MFA_RECOVERY_CODE_DIGITS = 10

# Single sign-on by the university (OpenID Connect)
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_SCOPE = env.str("OIDC_SCOPE", default="openid profile email")
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
OIDC_ROLES = {}
for pair in filter(None, env.str("OIDC_ROLES", default="").split(";")):
    group, equals, role = (part.strip() for part in pair.rpartition("="))
    if not group or not role:
        stop("OIDC_ROLES", f"“{pair}” is not of the form group=role; part several by semicolons.")
    OIDC_ROLES[group] = role
OIDC_ONLY = switch("OIDC_ONLY", default=False)
if OIDC_ISSUER:
    if not OIDC_ISSUER.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        stop("OIDC_ISSUER", f"“{OIDC_ISSUER}” must start with https://.")
    for variable in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"):
        if not env.str(variable, default=""):
            stop(variable, "it is not set, but OIDC_ISSUER is; single sign-on needs both.")
elif OIDC_ONLY:
    stop("OIDC_ONLY", "it is on, but OIDC_ISSUER is not set; nobody could log in.")
SOCIALACCOUNT_ADAPTER = "partnerships.admin.log_in.university.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host is against the policy of these pages
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "university",
            "name": OIDC_NAME,
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {
                "server_url": OIDC_ISSUER,
                "scope": OIDC_SCOPE.split(),
            },
        }
    ]

# Languages and time
LANGUAGES = [("az", _("Azerbaijani")), ("en", _("English")), ("ru", _("Russian")), ("tr", _("Turkish"))]
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
if LANGUAGE_CODE not in dict(LANGUAGES):
    stop("LANGUAGE_CODE", f"“{LANGUAGE_CODE}” is none of {', '.join(dict(LANGUAGES))}.")
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Baku")
if TIME_ZONE not in zoneinfo.available_timezones():
    stop("TIME_ZONE", f"“{TIME_ZONE}” is no time zone; write one such as Asia/Baku.")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE_DIR / "partnerships" / "locale"]

# Files
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # style sheets are served from where they lie; nothing has to be collected
STATICFILES_FINDERS = ["partnerships.static_files.DigestFinder"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "partnerships.stored_files.FolderStorage"},
    "staticfiles": {"BACKEND": "partnerships.static_files.DigestStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
if uploads_url := env.str("UPLOADS_URL", default=""):
    try:
        STORAGES["default"] = storage_at(uploads_url)
    except ValueError as error:
        stop("UPLOADS_URL", error)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
# The preview of a long list has more boxes than the 1,000 that Django takes.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "partnerships.uploads.LargeUploadHandler",
]

# E-mail: printed unless a server is named
try:
    vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
except (environ.ImproperlyConfigured, ValueError, KeyError):
    stop("EMAIL_URL", "it is no address of a mail server, such as smtp+tls://user:password@mail.example.org:587.")
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="register@localhost")

# Safety
HTTPS = switch("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = switch("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = switch("HSTS_PRELOAD", default=False)
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    stop("HSTS_PRELOAD", "browsers take the list of preloaded sites only with HSTS_SUBDOMAINS=on, too.")
BEHIND_PROXY = switch("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "partnerships.public.errors.csrf_failure"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# What goes wrong is written to standard error, where the server that runs the register keeps it, and sent where told
ADMINS = [("", address) for address in env.list("ADMINS", default=[])]
for _name, address in ADMINS:
    if "@" not in address:
        stop("ADMINS", f"“{address}” is no e-mail address.")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Register] "
ACCESS_LOG = switch("ACCESS_LOG", default=False)
LOG_FORMAT = env.str("LOG_FORMAT", default="text")
if LOG_FORMAT not in {"text", "json"}:
    stop("LOG_FORMAT", f"“{LOG_FORMAT}” is neither “text” nor “json”.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,  # gunicorn's own are there before these
    "formatters": {
        "text": {"()": "partnerships.logs.TextFormatter"},
        "json": {"()": "partnerships.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        "mail": {"class": "partnerships.logs.MailHandler", "formatter": "text"},
    },
    "root": {"handlers": ["stderr", *(["mail"] if ADMINS else [])], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},  # to the root's handler, not to Django's own as well
        "manage": {"level": "INFO"},
        "partnerships": {"level": "INFO"},
        "psycopg.pool": {"level": "ERROR" if STANDBYS else "WARNING"},
    },
}
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    try:
        error_reports.start(SENTRY_DSN)
    except ValueError as error:
        stop("SENTRY_DSN", str(error))
MONITOR_TOKEN = env.str("MONITOR_TOKEN", default="")
if MONITOR_TOKEN and len(MONITOR_TOKEN) < 20:
    stop("MONITOR_TOKEN", f"it has {len(MONITOR_TOKEN)} characters; give it at least 20, chosen at random.")

# The register
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not BASE_URL.startswith(("http://", "https://")):
    stop("BASE_URL", f"“{BASE_URL}” must start with http:// or https://.")
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="")
HEAD_EMAIL = env.str("HEAD_EMAIL", default="")
for variable, address in {"OFFICE_EMAIL": OFFICE_EMAIL, "HEAD_EMAIL": HEAD_EMAIL}.items():
    if address and "@" not in address:
        stop(variable, f"“{address}” is no e-mail address.")
WARNING_DAYS = whole_number("WARNING_DAYS", default=90, least=0, most=3650)
BACKUP_WARNING_DAYS = whole_number("BACKUP_WARNING_DAYS", default=2, least=0, most=365)
IMPORT_MAX_BYTES = whole_number("IMPORT_MAX_MB", default=100, least=1, most=500) * 2**20
DOCUMENT_MAX_BYTES = whole_number("DOCUMENT_MAX_MB", default=20, least=1, most=500) * 2**20
UPLOAD_MAX_BYTES = max(IMPORT_MAX_BYTES, 5 * DOCUMENT_MAX_BYTES)  # of all files of a form
KEEP_REMOVED_DAYS = whole_number("KEEP_REMOVED_DAYS", default=730, least=0, most=36500)
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_USE_TRANSACTIONS = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
