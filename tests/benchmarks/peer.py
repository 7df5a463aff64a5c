"""The same handovers in eventsourcing, the leading library of its kind in Python."""

from eventsourcing.domain import Aggregate, event


class Post(Aggregate):
    """A post whose holders follow one another."""

    holder = ""

    @event("Filled")
    def fill(self, holder: str) -> None:
        self.holder = holder


def post_of(size: int) -> Post:
    """Return an aggregate with that many events, not saved yet."""
    post = Post()
    for number in range(size):
        post.fill(f"holder {number % 97}")
    return post
