"""The day of a deed: the one it is dated, and the one it is written down.

Room: model.
"""

from __future__ import annotations

from datetime import date

from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True)
class On:
    """A deed is dated `day` and written down `today`."""

    day: date
    today: date

    @property
    def entered(self) -> date | None:
        """The day it is written down, where that is another than its date."""
        return None if self.day == self.today else self.today

    def option(self, day: date) -> str:
        """The words of a command line that date the deed on another day."""
        return f"--on {day}{' --future' if day > self.today else ''}"
