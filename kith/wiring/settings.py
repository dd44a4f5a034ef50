"""Django's settings. Everything that differs from council to council comes from the environment (docs/settings.md)."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from kith.foundations.postgres.connections import default_home
from kith.foundations.postgres.layout import write_whole
from kith.wiring import environment as env
from kith.wiring.database import database_settings
from kith.wiring.documents import document_store
from kith.wiring.identity import identity_provider
from kith.wiring.rooms import ROOMS

HOME = default_home()
PACKAGE = Path(__file__).resolve().parent.parent
DEBUG = False


def _secret_key() -> str:
    """KITH_SECRET_KEY, or one made for this home at first start and kept there, readable by its owner only."""
    given = env.text("KITH_SECRET_KEY")
    kept = HOME / "secret-key"
    if given:
        return given
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        write_whole(kept, secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = _secret_key()
COUNCIL_NAME = env.text("KITH_COUNCIL_NAME", "Kith Borough Council")
COUNCIL_COLOUR = env.text("KITH_COUNCIL_COLOUR", "#1d4f5c")
ALLOWED_HOSTS = env.words("KITH_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("KITH_ORIGINS")
SECURE = env.flag("KITH_HTTPS", default=False)  # behind TLS: secure cookies, HSTS

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kith.wiring.addresses.BehindProxies",
    "kith.wiring.middleware.RefuseHugeBodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kith.wiring.middleware.WorkerContext",
    "axes.middleware.AxesMiddleware",
]
if env.flag("KITH_MEASURE", default=False):
    MIDDLEWARE.insert(0, "kith.wiring.middleware.Measure")
ROOT_URLCONF = "kith.wiring.urls"
WSGI_APPLICATION = "kith.wiring.wsgi.application"

DATABASES = {"default": database_settings(role=env.text("KITH_DATABASE_ROLE", "app"))}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "reactions"  # where a room keeps its tasks
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE.joinpath(*room.split(".")[1:], "templates") for room in ROOMS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kith.foundations.design.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]

AUTH_USER_MODEL = "staff.Worker"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "kith.wiring.sessions.Workers"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kith.wiring.breached.BreachedPasswordValidator", "OPTIONS": {"file": env.file("KITH_BREACHED_PASSWORDS")}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "my_list"
SESSION_ENGINE = "kith.wiring.sessions"
_HOST = "__Host-" if SECURE else ""  # kept by browsers from being set by a neighbour host or over plain http
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}kith_session", f"{_HOST}csrftoken"
SESSION_COOKIE_AGE = env.number("KITH_SESSION_MINUTES", 60) * 60  # since the last request; drafts outlive it
SESSION_HOURS = env.number("KITH_SESSION_HOURS", 12)  # and never longer than this, however busy: a long shift
PAGES_A_MINUTE = env.number("KITH_PAGES_A_MINUTE", 12_000)  # of one worker, for each process of the server; 0: any number
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True  # the CSRF cookie is read by our own script: a form open through a new sign-in goes on saving
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kith.doors.desk.pages.stale_form"

# Throttled by account and address together, in a browser that the worker has used before by that browser alone: nobody can lock a colleague out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "kith.foundations.staff.pages.axes_name"  # a digest: what was typed is not kept
AXES_USERNAME_FORM_FIELD = "username"  # under which authenticate() is told it; by default axes looks for "email", and finds nothing
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the ledger has every sign-in
AXES_VERBOSE = False

SECOND_FACTOR = env.one_of("KITH_SECOND_FACTOR", *(("required", "offered") if SECURE else ("offered", "required")))  # behind TLS it is earnest
OTP_TOTP_ISSUER = f"Kith, {COUNCIL_NAME}"  # what the app writes above its code
OIDC, OIDC_ONLY = identity_provider(), env.flag("KITH_OIDC_ONLY", default=False)
PROXIES = env.number("KITH_PROXIES", 0)  # how many of our own stand in front: each adds an address to X-Forwarded-For

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = env.text("KITH_STATIC_ROOT") or str(HOME / "static")
_HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "staticfiles": {"BACKEND": _HASHED if env.flag("KITH_HASHED_STATIC", default=True) else _PLAIN},
    "default": document_store(HOME),
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form's text; files stream to disk
FILE_UPLOAD_TEMP_DIR = None
CLAMD = env.place("KITH_CLAMD")  # host:port or a socket's path; empty: not scanned, and the page says so

LEDGER_ANCHOR = env.outside("KITH_LEDGER_ANCHOR")  # a file elsewhere, or an https address: the ledger's last seal goes there each day
LEDGER_COPY = env.text("KITH_LEDGER_COPY").strip()  # a file elsewhere, to which the rows of every seal are added

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"in_a_line": {"()": "kith.wiring.logs.InALine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["in_a_line"]}},
    "root": {"handlers": ["console"], "level": env.text("KITH_LOG", "WARNING")},
}
