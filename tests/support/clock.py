"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # a Sunday evening


class SettableClock:
    """`clock.move(minutes=16)`; `clock.set(moment)`. Rate limits read the machine's clock, not this."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def move(self, **span: float) -> datetime:
        """Forward by what `timedelta` takes."""
        self.moment += timedelta(**span)
        return self.moment
