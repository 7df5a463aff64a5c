"""What all events have in common, and how an event type is declared."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import attrs
from attrs import field

from border_timeline.dates import EdtfDate, edtf, iso
from border_timeline.errors import EventTypeError, FieldError, did_you_mean
from border_timeline.fields import Slug, Text, typed
from border_timeline.sources import Source, cited

__all__ = ["Event", "Upcaster", "event"]

#: Lifts the mapping of one schema version to the next.
Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

if TYPE_CHECKING:
    # Type checkers know attrs by its own name and would not see through a wrapper.
    from attrs import frozen as event
else:

    def event(*, kw_only: bool) -> Callable[[type], type]:
        """Declare an event type: a frozen, slotted attrs class whose fields read themselves.

        The type's name is the class name in kebab case: `PolicyEnded` is written
        `policy-ended`. Fields are keyword-only, and `@event(kw_only=True)` says so to
        type checkers.
        """
        if not kw_only:
            raise EventTypeError("the fields of an event are keyword-only: @event(kw_only=True)")

        def declare(cls: type) -> type:
            cls.type = _HUMP.sub("-", cls.__name__).lower()
            cls = attrs.frozen(cls, kw_only=True, field_transformer=typed)
            cls.field_names = frozenset(attribute.name for attribute in attrs.fields(cls))
            return cls

        return declare


def _last_day(event: "Event") -> EdtfDate:
    """Return the default of `known`, the plain day from which the event counts."""
    return edtf(iso(event.effective.last))


@event(kw_only=True)
class Event:
    """An immutable, dated, sourced fact: the envelope that every event type extends.

    `id` is a stable name, best its day and a few words. `effective` is when it happened
    or took effect in the world; `known` is when it first became public, by default the
    last day of `effective`. Both are civil days in Europe/London and may be imprecise; an
    event counts from the last day of each. `title` is one line, as a headline. `sources`
    are at least one, and none that was published before the event was known. `about` names
    other subjects that it concerns; `after` names events of the same day, or earlier, that
    come first; `notes` is what a reader should know.

    Raises `FieldError`, `DateError` or `DateTypeError` for a value that is not allowed.
    """

    type: ClassVar[str]
    field_names: ClassVar[frozenset[str]]
    version: ClassVar[int] = 1
    #: For each older schema version, the step that lifts its mapping to the next.
    upcasters: ClassVar[Mapping[int, Upcaster]] = {}

    id: Slug
    effective: EdtfDate = field(converter=edtf)
    known: EdtfDate = field(converter=edtf, default=attrs.Factory(_last_day, takes_self=True))
    title: Text
    sources: tuple[Source, ...] = field(converter=cited)
    about: tuple[Slug, ...] = ()
    after: tuple[Slug, ...] = ()
    notes: Text | None = None

    @property
    def known_by_default(self) -> bool:
        """Whether `known` is what it is by default, the last day of `effective`."""
        return self.known == _last_day(self)

    def __attrs_post_init__(self) -> None:
        if not self.sources:
            raise FieldError("found no source; cite at least one", field="sources")
        for index, source in enumerate(self.sources):
            if source.published.last < self.known.first:
                raise FieldError(
                    f"found {str(source.published)!r}, before the event was known "
                    f"({self.known}); set known to the day it became public",
                    field=f"sources[{index}].published",
                )
            for name in source.supports:
                if name not in self.field_names:
                    raise FieldError(
                        f"found {name!r}, which is no field of {self.type} events"
                        f"{did_you_mean(name, self.field_names)}",
                        field=f"sources[{index}].supports",
                    )
        if self.id in self.after:
            raise FieldError("found the event's own id", field="after")
