"""What do the peers on Django share? Its settings; the tables are in models.py, the calls' data in serializers.py."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

import django
from django.conf import settings


def configured(urls: str, *apps: str) -> None:
    """Set Django up: one transaction a call, and a connection that each thread keeps."""
    where = urlsplit(os.environ["PEER_DATABASE_URL"])
    host = where.hostname or parse_qs(where.query).get("host", [""])[0]
    base = {"NAME": where.path.lstrip("/"), "USER": where.username or "", "HOST": host, "PORT": where.port or ""}
    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["127.0.0.1"],
        VIEWFLOW={"AUTOREGISTER": False},  # its own pages are not served
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        ROOT_URLCONF=urls,
        USE_TZ=True,
        TIME_ZONE="UTC",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "on_django", *apps],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "PASSWORD": unquote(where.password or ""),
                "CONN_MAX_AGE": None,
                "ATOMIC_REQUESTS": True,
                **base,
            }
        },
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "DEFAULT_PERMISSION_CLASSES": [],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
            "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
            "UNAUTHENTICATED_USER": None,
        },
    )
    django.setup()


def migrate() -> None:
    """Make the tables."""
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
