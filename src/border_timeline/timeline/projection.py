"""A projection: which events an entity's state is folded from, and how."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from border_timeline.errors import ProjectionError
from border_timeline.events import Event

S = TypeVar("S")
#: Which entity an event is about: a slug, or a tuple of texts for a compound key.
Key = str | tuple[str, ...]
#: Returns an entity's next state from its state so far (None at first) and an event.
Evolve = Callable[[S | None, Any], S]


def key_parts(key: Key) -> tuple[str, ...]:
    """Return the parts of a key: one for a slug, several for a compound key."""
    return key if isinstance(key, tuple) else (key,)


def shown_key(key: Key) -> str:
    """Return a key as one text; what could never be a key is shown, too."""
    return " ".join(map(str, key_parts(key)))


def _key_function(key: str | Callable[[Any], Key]) -> Callable[[Any], Key]:
    return attrgetter(key) if isinstance(key, str) else key


@frozen(eq=False)
class Projection(Generic[S]):
    """A keyed, pure fold of events into one frozen state per entity.

    `name` is the name of the view; `key` says which entity an event is about, as the
    name of a field or as a function of the event; `on` gives for each event type the
    function `(state | None, event) -> state` that returns the entity's next state.
    Events of other types are passed over. The functions are pure (no clock, no input
    or output, no globals), accept any order of events, and return frozen states.

    Raises `ProjectionError` for a type in `on` that is no event type.
    """

    name: str
    key: Callable[[Any], Key] = field(converter=_key_function)
    on: Mapping[type[Event], Evolve[S]] = field(repr=False)

    def __attrs_post_init__(self) -> None:
        for cls in self.on:
            if not (isinstance(cls, type) and issubclass(cls, Event)):
                raise ProjectionError(f"the projection {self.name!r} names {cls!r}, no event type")
        object.__setattr__(self, "on", MappingProxyType(dict(self.on)))

    def __reduce__(self) -> tuple[Any, ...]:
        return Projection, (self.name, self.key, dict(self.on))
