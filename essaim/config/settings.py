"""Settings. Everything that a host may choose is in `env.py`; the rest are constants of the product."""

from pathlib import Path

from essaim.config import env

BASE = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir()
SECRET_KEY = env.secret_key(DATA_DIR)
ESSAIM_ORIGIN = env.origin(DATA_DIR)
ESSAIM_MAILBOX = env.flag("ESSAIM_MAILBOX")
PUBLIC_URL = env.public_url()
SERVED_AT = "http://localhost:8000"  # where this process listens; the command line says it once it knows
DEBUG = False
ALLOWED_HOSTS = env.hosts(PUBLIC_URL)

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "essaim.base",
    "essaim.live",
    "essaim.mail",
    "essaim.files",
    "essaim.search",
    "essaim.people",
    "essaim.spaces",
    "essaim.hall",
    "essaim.documents",
    "essaim.runs",
    "essaim.programme",
    "essaim.questionnaires",
    "essaim.pages",
    "essaim.resources",
    "essaim.mindmaps",
    "essaim.boards",
    "essaim.questions",
    "essaim.methods",
    "essaim.commitments",
    "essaim.report",
    "essaim.screens",
]

MIDDLEWARE = [
    "essaim.spaces.kept.kept_pages",
    "django.middleware.security.SecurityMiddleware",
    "essaim.spaces.middleware.headers",
    "essaim.spaces.middleware.seats",
    "essaim.spaces.middleware.language",
    "essaim.spaces.middleware.sizes",
    "essaim.spaces.middleware.same_origin",
    "essaim.spaces.middleware.refusals",
]
ROOT_URLCONF = "essaim.config.urls"
SEAT_URLCONF = "essaim.config.urls_seat"
# Rows of a questionnaire that another activity knows: who lists them, who is told what was answered.
QUESTIONNAIRE_ROWS = {"commitments": "essaim.config.between.commitments_of"}
QUESTIONNAIRE_TOLD = {"commitments": "essaim.config.between.commitments_told"}
# A document of a kind that an activity keeps a row of its own for; who is told that writing paused in one.
DOCUMENT_BORN = {"page": "essaim.config.between.page_born"}
DOCUMENT_WRITTEN = "essaim.config.between.document_written"
PAGES_PDF = "essaim.config.between.pages_as_pdf"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "essaim.config.context.product"]
        },
    }
]

DATABASES = {"default": env.database(DATA_DIR)}
REDIS_URL = env.redis(DATABASES["default"]["ENGINE"])
INSTALLATION = env.installation(SECRET_KEY)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

RELEASE = env.release(BASE)
STATIC_URL = f"/static/{RELEASE}/"
MEDIA_DIR = DATA_DIR / "files"

EMAIL_BACKEND, EMAIL = env.email()
for _name, _value in EMAIL.items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.sender()

SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_URL.startswith("https://") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"essaim": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
