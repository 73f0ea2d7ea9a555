"""Settings of the house. Everything an installation may set is an environment variable, named beside its default and
documented in docs/reference/settings.md."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .secrets import secret_key

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent

DATA = Path(env("SHANYRAQ_DATA", default="data")).resolve()
DEMO = env.bool("SHANYRAQ_DEMO", default=(DATA / "demo.json").exists())
DEBUG = env.bool("SHANYRAQ_DEBUG", default=False)
SECRET_KEY = secret_key(DATA, env("SHANYRAQ_SECRET_KEY", default=""))
# Seals the texts that wait for a glance; kept apart from the database, so that a copy of one without the other is mute.
QUARANTINE_KEY = secret_key(DATA, env("SHANYRAQ_QUARANTINE_KEY", default=""), name="quarantine.key")
ALLOWED_HOSTS = env.list("SHANYRAQ_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("SHANYRAQ_ORIGINS", default=[])
HTTPS = env.bool("SHANYRAQ_HTTPS", default=False)
COUNTRY = env("SHANYRAQ_COUNTRY", default="kz")
SITE_URL = env("SHANYRAQ_URL", default="http://127.0.0.1:8000").rstrip("/")
TRUSTED_PROXIES = env.int("SHANYRAQ_TRUSTED_PROXIES", default=0)
CONFIRM_WITHIN_WORKING_DAYS = env.int("SHANYRAQ_CONFIRM_WITHIN", default=10)
# How many of the relabelled and closed signals get a second look; which ones, nobody can foresee.
RADAR_SECOND_REVIEW_SHARE = env.float("SHANYRAQ_SECOND_REVIEW_SHARE", default=0.2)
# News feeds are read by the worker; the demo country asks nobody.
FEEDS = env.bool("SHANYRAQ_FEEDS", default=not DEMO)
FEED_ADDRESSES = env.list("SHANYRAQ_FEED_ADDRESSES", default=[])
# The model of names reads reports beside the rules (the extra `names`).
NAMES_MODEL = env.bool("SHANYRAQ_NAMES_MODEL", default=False)

INSTALLED_APPS = [
    "shanyraq.site",
    "shanyraq.demo",
    "shanyraq.situation",
    "shanyraq.radar",
    "shanyraq.meetings",
    "shanyraq.directives",
    "shanyraq.registry",
    "shanyraq.notices",
    "shanyraq.accounts",
    "shanyraq.places",
    "shanyraq.audit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shanyraq.accounts.middleware.OwnLanguage",
    "shanyraq.accounts.middleware.NotKept",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shanyraq.site.refusals.RequestLimit",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shanyraq.audit.middleware.RefusedAccess",
]

ROOT_URLCONF = "shanyraq.site.urls"
WSGI_APPLICATION = "shanyraq.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "shanyraq.site.context.house",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'shanyraq.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # Counts of failed entries live here: they must not be pushed out by other counts.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "shanyraq.accounts.adapter.ClosedHouseAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "shanyraq.accounts.library_forms.LoginForm",
    "reauthenticate": "shanyraq.accounts.library_forms.ConfirmForm",
    "change_password": "shanyraq.accounts.library_forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "shanyraq.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "shanyraq.accounts.library_forms.CodeForm",
    "reauthenticate": "shanyraq.accounts.library_forms.ConfirmCodeForm",
    "activate_totp": "shanyraq.accounts.library_forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Shanyraq"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "language"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = ["shanyraq.site.formats"]
USE_TZ = True
TIME_ZONE = env("SHANYRAQ_TIME_ZONE", default="Asia/Almaty")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

REQUEST_LIMIT = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{DATA / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("SHANYRAQ_FROM", default="shanyraq@localhost")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PRODUCT_NAME = _("Shanyraq")
SILENCED_SYSTEM_CHECKS = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("SHANYRAQ_LOG", default="WARNING")},
}
