"""What journeys through a real browser need."""

from tests.support.browser import browser, context_factory

__all__ = ["browser", "context_factory"]
