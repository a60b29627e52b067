"""The browser, for the tests of the browser itself."""

from tests.support.browser import browser, context_factory

__all__ = ["browser", "context_factory"]
