"""Who may be answered at once: a stranger who reads something from one of our hosts, securely where that is asked for."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from config.short_way.headers import secure


def is_plain(environ: dict[str, Any]) -> bool:
    """Whether such a visitor asks."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("HTTP_COOKIE")
        and "HTTP_AUTHORIZATION" not in environ  # an empty one is refused
        and _is_ours(environ.get("HTTP_HOST", ""))
        and (not settings.SECURE_SSL_REDIRECT or all(environ.get(name) == value for name, value in secure().items()))
    )


@lru_cache(maxsize=64)
def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
