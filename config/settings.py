"""All settings, read from the environment; what is unset has the value a local, private run needs.

DATABASE_URL          postgis://user:password@host:port/name, or postgis://user@/name?host=/socket/directory;
                      unset: the private cluster that `make db` starts
SECRET_KEY            unset: generated into .local/secret_key (outside a checkout it must be set)
DEBUG                 1 or 0 (default 0)
ALLOWED_HOSTS         comma separated (default: this machine only)
CSRF_TRUSTED_ORIGINS  comma separated, with scheme
HTTPS                 1 behind a TLS proxy: secure cookies, HSTS, trust X-Forwarded-Proto
LOG_LEVEL             default INFO
QUERY_TIMEOUT_MS      how long a read of the API may take (default 15000)
EXPORT_TIMEOUT_MS     how long an export may take (default 300000)
TILE_CACHE_MB         memory for tiles in each worker process, megabytes (default 6; 0 = none)
RATE_READS            requests of one person, or one address without an account, as 30000/60 (in 60 seconds), or off
RATE_WRITES           the same for writes (default 1200/60), RATE_EXPORTS (60/60), RATE_BATCHES (60/60)
IMPORT_DIR            where the files of imports lie, private (default: .local/imports; several servers share one)
IMPORT_DAYS           after how many days an import's file is deleted; its report stays (default 30)
RATE_FAILED_SIGN_INS  failures of one address to sign in, after which it waits (default 10/60)
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"


def flag(name: str) -> bool:
    text = os.environ.get(name, "0")
    if text not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {text!r}")
    return text == "1"


def whole(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}")
    return int(text)


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def rate(name: str, default: str) -> tuple[int, int] | None:
    """(most, seconds), or None for "off"."""
    text = os.environ.get(name, default)
    most, _, seconds = text.partition("/")
    if text == "off":
        return None
    if not (most.isdecimal() and seconds.isdecimal() and int(most) > 0 and 0 < int(seconds) <= 3600):
        raise ImproperlyConfigured(f"{name} must be like {default} or off, not {text!r}")
    return int(most), int(seconds)


def secret_key() -> str:
    if given := os.environ.get("SECRET_KEY"):
        return given
    if not LOCAL.is_dir():
        raise ImproperlyConfigured("SECRET_KEY is not set")
    kept = LOCAL / "secret_key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(get_random_secret_key())
    return kept.read_text()


def database() -> dict[str, Any]:
    kept = LOCAL / "database_url"
    url = os.environ.get("DATABASE_URL") or (kept.read_text().strip() if kept.is_file() else "")
    if not url:
        raise ImproperlyConfigured("No database: run `make db`, or set DATABASE_URL")
    parts = urlsplit(url)
    if parts.scheme not in {"postgis", "postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgis://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "cauduong-web", **query},
    }


def milliseconds(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not text.isdigit() or int(text) == 0:
        raise ImproperlyConfigured(f"{name} must be a number of milliseconds, not {text!r}")
    return int(text)


SECRET_KEY = secret_key()
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework_gis",
    "drf_spectacular",
    "csp",
    "infra",
    "gisapi",
    "maps",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gisapi.pages.problems.ProblemPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gisapi.meanings.ChangeMeaning",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database()}
QUERY_TIMEOUT_MS = milliseconds("QUERY_TIMEOUT_MS", 15_000)
EXPORT_TIMEOUT_MS = milliseconds("EXPORT_TIMEOUT_MS", 300_000)
EXPORTS_AT_ONCE = 2  # a worker process, of its 4 threads: the others stay free for the map
IMPORT_DIR = os.environ.get("IMPORT_DIR", str(LOCAL / "imports"))
IMPORT_DAYS = whole("IMPORT_DAYS", 30)
IMPORT_LIMIT_BYTES = 100_000_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Debian 12 and Ubuntu 24.04 carry GDAL 3.6 and 3.8, which cannot block network access while reading a spatial
# reference. None comes from a visitor: the API takes known SRID numbers only, files are read by pyogrio's own GDAL.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

AUTHENTICATION_BACKENDS = ["gisapi.attempts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# Static files are served from where they lie (no collectstatic). Vite has hashed the names, nothing hashes them
# again; hashed ones may be kept for ever.
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/maps/assets/"

# Everything comes from this server: base map, tiles, scripts. Leaflet draws with blobs and data images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.pages.csrf_failed"
if flag("HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "gisapi.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "gisapi.answers.OneForm",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["gisapi.throttling.Throttle"],
    "EXCEPTION_HANDLER": "gisapi.errors.problem_response",
    "NUM_PROXIES": 1 if flag("HTTPS") else 0,  # whose X-Forwarded-For is believed
}
# A brake for what runs wild, not a quota: an office behind one address, its map and QGIS stay far below.
RATES = {
    "read": rate("RATE_READS", "30000/60"),
    "write": rate("RATE_WRITES", "1200/60"),
    "export": rate("RATE_EXPORTS", "60/60"),
    "batch": rate("RATE_BATCHES", "60/60"),
    "sign-in": rate("RATE_FAILED_SIGN_INS", "10/60"),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "CầuĐường API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

TILE_CACHE_MB = whole("TILE_CACHE_MB", 6)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
