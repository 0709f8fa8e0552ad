"""Django's settings. All that a server may change is an INTERCODER_… variable (see `environment`)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from annotation import __version__, environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir(BASE_DIR)
PAGE_DIR = BASE_DIR / "frontend" / "dist"

SECRET_KEY = environment.secret_key(DATA_DIR)
DEBUG = False
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("TRUSTED_ORIGINS", "")
BEHIND_TLS = environment.flag("BEHIND_TLS")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "axes",
    "advisories",
    "coding",
    "annotation.accounts",
    "annotation",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "annotation.http.cache_headers.no_store",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "annotation.http.unavailable.answer_unavailable",
    "annotation.http.dry_runs.RefuseUnknownDryRuns",
]
ROOT_URLCONF = "annotation.urls"
WSGI_APPLICATION = "annotation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PAGE_DIR],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "annotation.accounts.api.account.locked_out"

CSRF_FAILURE_VIEW = "annotation.http.spa.csrf_failed"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer, forms send “Origin: null”, which the CSRF check refuses
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PAGE_DIR / "static"] if (PAGE_DIR / "static").is_dir() else []
WHITENOISE_USE_FINDERS = True  # serves the web interface and the admin site without `collectstatic`
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/[^/]+-[\w-]{8}\.\w+$"  # Vite's name-hash.js never changes

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20  # bytes of a request that is not a file
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20  # bytes; larger uploads go to a temporary file
UPLOAD_LIMIT = environment.mebibytes("UPLOAD_FILE_MIB", 200)  # bytes of one uploaded file
UPLOAD_FILES = 100  # files of one import
UPLOAD_IMPORT_LIMIT = environment.mebibytes("UPLOAD_IMPORT_MIB", 1024)  # bytes of all files of one import
UPLOAD_PERSON_LIMIT = environment.mebibytes("UPLOAD_PERSON_MIB", 2048)  # bytes that wait for imports of one person
UPLOAD_TOTAL_LIMIT = environment.mebibytes("UPLOAD_TOTAL_MIB", 20_480)  # bytes that wait for imports of everybody
UPLOAD_HOURS = environment.number("UPLOAD_HOURS", 24, "hours")  # after which an upload without an import is removed
UPLOAD_REQUEST_LIMIT = 8 * 2**20  # bytes of the files of one request; larger ones are sent in pieces
UPLOAD_PIECE = min(environment.mebibytes("UPLOAD_PIECE_MIB", 1), UPLOAD_REQUEST_LIMIT)  # bytes of a piece

# The app `advisories` does not import `coding`. It calls these functions before it shows or imports anything.
ADVISORIES_CLASSIFICATION_GUARD = "coding.access.classifications.may_see_classifications"
ADVISORIES_SUGGESTION_RECORDER = "coding.steps.shown_suggestions.note_suggestion_shown"
ADVISORIES_ROUND_GUARD = "coding.queries.advisories_in_rounds.advisories_in_rounds"
ADVISORIES_UNIT_GUARD = "coding.queries.units_of_imports.units_of_import"
ADVISORIES_SUGGESTION_GUARD = "coding.access.suggestions.hidden_suggestions"
# What it does not know of the corpora of studies.
ADVISORIES_STUDY_CORPUS = "coding.access.corpora.corpus_of_study"
ADVISORIES_OWN_CORPUS = "coding.access.corpora.corpus_for"
ADVISORIES_SEEN_CORPORA = "coding.access.corpora.seen_corpora"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "annotation.accounts.authentication.TokenAuthentication",
        "annotation.accounts.authentication.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["annotation.http.json_parser.LimitedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "annotation.http.openapi.Schema",
    "DEFAULT_METADATA_CLASS": "annotation.http.allowed_methods.AllowedMethods",
    "EXCEPTION_HANDLER": "annotation.http.errors.error_response",
    "NUM_PROXIES": 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Intercoder",
    "DESCRIPTION": "Security advisories, coded blindly by several raters, published with their agreement.",
    "VERSION": __version__,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "StudyStateEnum": "coding.queries.study_progress.STUDY_STATES",
        "StepStateEnum": "coding.queries.study_progress.STEP_STATES",
        "RoundStateEnum": "coding.models.round.Round.State",
        "InvitationStateEnum": "annotation.accounts.models.INVITATION_STATES",
        "RolesEnum": "coding.models.study.ROLES",
        "JobStateEnum": "advisories.models.job.Job.State",
        "AssignmentStateEnum": "coding.models.round.ASSIGNMENT_STATES",
        "KindEnum": "coding.models.decision.Disagreement.Kind",
        "DecisionMethodEnum": "coding.models.decision.Decision.Method",
        "StudyKindEnum": "coding.models.study.Study.Kind",
        "ImportKindEnum": "advisories.models.import_run.ImportRun.Kind",
        "SourceEnum": "advisories.api.live.LIVE_SOURCES",
        "SnapshotSourceEnum": "advisories.models.inspection.Snapshot.Source",
        "EvidenceSourceEnum": "advisories.models.inspection.Evidence.Source",
        "EvidenceStateEnum": "advisories.models.inspection.Evidence.State",
        "EvidenceOutcomeEnum": "advisories.models.inspection.Evidence.Outcome",
        "PartKindEnum": "advisories.text.difference.KINDS",
        "ConflictFactEnum": "advisories.corpus.source_comparison.COMPARED",
        "UnitFactEnum": "coding.dataset.unit_facts.COMPARED",
        "ChangedFactEnum": "advisories.corpus.source_comparison.CHANGED",
    },
}

# Live sources. An empty address switches the source off.
GITHUB_URL = environment.address("GITHUB_URL", "https://api.github.com")
GITHUB_TOKEN = environment.text("GITHUB_TOKEN")
OSV_URL = environment.address("OSV_URL", "https://osv-vulnerabilities.storage.googleapis.com")

# Hosts from which projects are fetched to inspect them. “off” switches fetching off.
GIT_HOSTS = environment.host_names("GIT_HOSTS", "github.com,gitlab.com,codeberg.org,bitbucket.org")

CELERY_BROKER_URL = environment.broker_url(DATA_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 10}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # the Job row is the truth; the message only notifies a worker
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = "threads"  # a thread sees that its worker is stopping, and returns its job
CELERY_WORKER_CONCURRENCY = 1 if "sqlite" in DATABASES["default"]["ENGINE"] else 2
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # LOGGING below applies to the worker as well

START_SECONDS = environment.number("START_SECONDS", 120)  # in which `serve` expects its processes to respond

JOB_NOTIFIER = "annotation.tasks.notify"  # notifies a worker of a waiting job
JOB_LEASE = environment.number("JOB_LEASE", 10)  # seconds without a heartbeat after which a worker counts as dead
JOB_SWEEP = environment.number("JOB_SWEEP", 3)  # seconds between two sweeps for waiting jobs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"available": {"()": "annotation.http.unavailable.WithoutUnavailable"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Responses with a status below 500 are not logged.
    "loggers": {"django.request": {"level": "ERROR", "filters": ["available"]}},
    "root": {"handlers": ["stderr"], "level": environment.log_level()},
}
SILENCED_SYSTEM_CHECKS = [] if BEHIND_TLS else ["security.W004", "security.W008", "security.W012", "security.W016"]
