"""The fixtures of this folder, for the tests of the fixtures themselves."""

from tests.support.browser import browser, context_factory
from tests.support.fixtures_services import postgres_server, postgres_url, redis_server, redis_url

__all__ = [
    "browser",
    "context_factory",
    "postgres_server",
    "postgres_url",
    "redis_server",
    "redis_url",
]
