"""Dates as history gives them: a year, a month of a year, or a day."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day (ISO 8601 reduced precision)."""

    year: int
    """Four digits, from 1."""
    month: int = 0
    """1 to 12, or 0 where only the year is known."""
    day: int = 0
    """1 to 31, or 0 where only the month is known."""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2007``, ``2007-12`` or ``2007-12-19``.

        Raises:
            ValueError: the text has another form, or names no day of the calendar.
        """
        match = _FORM.fullmatch(text)
        if match is None or not text.isascii():
            raise ValueError(text)
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if (match[2] is not None and month == 0) or (match[3] is not None and day == 0):
            raise ValueError(text)
        datetime.date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def first_day(self) -> datetime.date:
        """The earliest day it can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day it can mean."""
        if self.day:
            return self.first_day
        month = self.month or 12
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """The ISO form it was read from."""
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])

    def words(self) -> str:
        """As a reader reads it: ``19 December 2007``, ``December 2007``, ``2007``."""
        parts = [str(self.day)] if self.day else []
        if self.month:
            parts.append(_MONTHS[self.month - 1])
        return " ".join([*parts, str(self.year)])


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(day: datetime.date) -> str:
    """A calendar day as a reader reads it: ``19 December 2007``."""
    return PartialDate(day.year, day.month, day.day).words()


def on_the_clock(moment: datetime.datetime, zone: datetime.tzinfo | None = None) -> datetime.datetime:
    """A moment by the clock of a zone, or else of this machine; as it stands if that does not reach it."""
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError, OSError):
        # A damaged save may hold the first day of the year 1.
        return moment


def moment_in_words(moment: datetime.datetime) -> str:
    """A moment as a reader's clock shows it: ``19 December 2007, 09:05``."""
    here = on_the_clock(moment)
    return f"{day_in_words(here.date())}, {here:%H:%M}"
