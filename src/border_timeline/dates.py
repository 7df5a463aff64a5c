"""Civil days in Europe/London, and imprecise dates in a subset of EDTF.

Inside the library a day is an `int`, its proleptic Gregorian ordinal
(`datetime.date.toordinal`). A `pendulum.Date` is made when a user looks.
"""

import calendar
import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import pendulum
from attrs import field, frozen

from border_timeline.errors import DateError, DateTypeError

#: A civil day as a caller may give it: `YYYY-MM-DD`, an RFC 3339 time with an offset,
#: a `datetime.date` (which a `pendulum.Date` is), or an aware `datetime.datetime`.
DayLike = str | date

_WHEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~]?)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_FORMS = (
    "write YYYY, YYYY-MM or YYYY-MM-DD, or two of them as START/END, "
    "each with an optional ? (uncertain) or ~ (approximate)"
)


@frozen(repr=False)
class EdtfDate:
    """A date as precise as its source: a day, a month, a year or an interval.

    Written in a strict subset of EDTF (ISO 8601-2): `2024`, `2024-07`,
    `2024-07-07`, `2024-07-01/2024-07-05`; `?` marks a date as uncertain and `~` as
    approximate, which flags it and does not widen it. `str()` gives back exactly
    what was written, and two dates are equal when they are written alike.

    Raises `DateError` for every other text, and for a day that does not exist.

    >>> july = EdtfDate("2024-07~")
    >>> july.earliest, july.latest, july.approximate
    (Date(2024, 7, 1), Date(2024, 7, 31), True)
    """

    text: str
    first: int = field(init=False, eq=False)
    last: int = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise DateTypeError(f"found {self.text!r}, which is not text; {_FORMS}")
        start, slash, end = self.text.partition("/")
        first, last = _span(start, self.text)
        if slash:
            _, last = _span(end, self.text)
            if last < first:
                raise DateError(f"found {self.text!r}, an interval that ends before it starts")
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)

    @property
    def earliest(self) -> pendulum.Date:
        """The first day the date may mean."""
        return pendulum_date(self.first)

    @property
    def latest(self) -> pendulum.Date:
        """The last day the date may mean: from this day on it has certainly come."""
        return pendulum_date(self.last)

    @property
    def is_day(self) -> bool:
        """Whether the date is one single day."""
        return self.first == self.last

    @property
    def uncertain(self) -> bool:
        """Whether any part is marked `?`."""
        return "?" in self.text

    @property
    def approximate(self) -> bool:
        """Whether any part is marked `~`."""
        return "~" in self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"EdtfDate({self.text!r})"


def _span(part: str, whole: str) -> tuple[int, int]:
    """Return the first and last ordinal of one year, month or day."""
    found = _WHEN.fullmatch(part)
    if found is None:
        raise DateError(f"found {whole!r}; {_FORMS}")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if found[3]:
            first = last = date(year, month, day)
        elif found[2]:
            first = date(year, month, 1)
            last = date(year, month, calendar.monthrange(year, month)[1])
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise DateError(f"found {whole!r}, which does not exist ({error})") from None
    return first.toordinal(), last.toordinal()


_parse = lru_cache(maxsize=65_536)(EdtfDate)


def edtf(value: EdtfDate | DayLike) -> EdtfDate:
    """Return an `EdtfDate` from its text, from a date, or from an aware datetime.

    A datetime means its civil day in Europe/London. Equal texts give one shared
    object. Raises `DateError` or `DateTypeError` for anything else.

    >>> edtf("2024-07"), edtf(date(2024, 7, 6))
    (EdtfDate('2024-07'), EdtfDate('2024-07-06'))
    """
    if type(value) is str:
        return _parse(value)
    if isinstance(value, EdtfDate):
        return value
    return _parse(iso(day_of(value)))


def day_of(value: DayLike) -> int:
    """Return the ordinal of the civil day in Europe/London that `value` means.

    Accepts `YYYY-MM-DD`, an RFC 3339 time with an offset, a `datetime.date` or
    `pendulum.Date`, and an aware datetime. Raises `DateError` for a naive datetime,
    an imprecise or a loose text, and `DateTypeError` for everything that is no date.

    >>> iso(day_of("2024-07-06T23:30:00Z"))
    '2024-07-07'
    """
    if isinstance(value, str):
        return _day_of_text(value)
    if isinstance(value, datetime):
        return _day_of_datetime(value, value)
    if isinstance(value, date):
        return value.toordinal()
    raise DateTypeError(
        f"found {value!r}, which is no date; give a date, an aware datetime, "
        "or text such as '2024-07-07'"
    )


@lru_cache(maxsize=65_536)
def _day_of_text(text: str) -> int:
    if _DAY.fullmatch(text):
        return edtf(text).first
    if _TIME.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise DateError(f"found {text!r}, which does not exist ({error})") from None
        return _day_of_datetime(moment, text)
    try:
        span = edtf(text)
    except DateError:
        raise DateError(
            f"found {text!r}; write one day as YYYY-MM-DD, or a time with its offset, "
            "such as 2024-07-06T23:30:00Z"
        ) from None
    raise DateError(
        f"found {text!r}, which is not one plain day; to ask about its end, "
        f"write {iso(span.last)!r}"
    )


def _day_of_datetime(moment: datetime, found: object) -> int:
    if moment.utcoffset() is None:
        raise DateError(
            f"found {found!r}, a time without an offset, whose day in London is a guess; "
            "give it a time zone, or give a date"
        )
    try:
        return moment.astimezone(london()).toordinal()
    except OverflowError:
        raise DateError(f"found {found!r}, which is outside the calendar in London") from None


@lru_cache(maxsize=1)
def london() -> ZoneInfo:
    """Return the time zone in which every day of this library begins and ends."""
    return ZoneInfo("Europe/London")


@lru_cache(maxsize=65_536)
def pendulum_date(ordinal: int) -> pendulum.Date:
    """Return the day of an ordinal as a `pendulum.Date`."""
    plain = date.fromordinal(ordinal)
    return pendulum.Date(plain.year, plain.month, plain.day)


@lru_cache(maxsize=65_536)
def iso(ordinal: int) -> str:
    """Return the day of an ordinal as `YYYY-MM-DD`."""
    return date.fromordinal(ordinal).isoformat()


def span_text(first: int, last: int) -> str:
    """Return the shortest EDTF text of the days `first` to `last`, both included.

    >>> span_text(day_of("2024-10-01"), day_of("2024-10-31"))
    '2024-10'
    """
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return start.isoformat()
    for text in (f"{start.year:04}", f"{start.year:04}-{start.month:02}"):
        if (whole := edtf(text)).first == first and whole.last == last:
            return text
    return f"{start.isoformat()}/{end.isoformat()}"
