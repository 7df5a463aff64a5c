"""Agreements, legislation and courts."""

from enum import StrEnum

from border_timeline.events.envelope import Event, event
from border_timeline.fields import Slug, Text


class House(StrEnum):
    """A chamber of the Parliament of the United Kingdom."""

    COMMONS = "commons"
    LORDS = "lords"


class Stage(StrEnum):
    """A stage of a bill in one House, in the order in which a bill passes them."""

    FIRST_READING = "first-reading"
    SECOND_READING = "second-reading"
    COMMITTEE = "committee"
    REPORT = "report"
    THIRD_READING = "third-reading"
    CONSIDERATION_OF_AMENDMENTS = "consideration-of-amendments"


class StagePoint(StrEnum):
    """Whether a stage that takes several days begins or is completed."""

    BEGUN = "begun"
    COMPLETED = "completed"


@event(kw_only=True)
class AgreementAnnounced(Event):
    """An agreement is made public before it is signed."""

    agreement: Slug
    name: Text | None = None
    parties: tuple[Text, ...] = ()


@event(kw_only=True)
class AgreementSigned(Event):
    """The parties sign or issue an agreement."""

    agreement: Slug
    name: Text | None = None
    parties: tuple[Text, ...] = ()
    place: Text | None = None


@event(kw_only=True)
class AgreementStarted(Event):
    """An agreement enters into force or begins to be applied."""

    agreement: Slug
    name: Text | None = None
    parties: tuple[Text, ...] = ()


@event(kw_only=True)
class AgreementEnded(Event):
    """An agreement ceases to apply."""

    agreement: Slug
    by: Text | None = None


@event(kw_only=True)
class BillAnnounced(Event):
    """A government says that it will legislate. `act` names the bill and its act alike."""

    act: Slug
    name: Text | None = None
    by: Text | None = None


@event(kw_only=True)
class BillIntroduced(Event):
    """A bill has its first reading in the House where it begins."""

    act: Slug
    name: Text | None = None
    house: House | None = None
    by: Text | None = None


@event(kw_only=True)
class BillStageReached(Event):
    """A bill reaches a stage in a House. `point` is for stages of several days."""

    act: Slug
    stage: Stage
    house: House
    point: StagePoint | None = None


@event(kw_only=True)
class ActPassed(Event):
    """A bill receives royal assent and becomes an act. `citation` is its chapter."""

    act: Slug
    name: Text | None = None
    citation: Text | None = None


@event(kw_only=True)
class ActCommenced(Event):
    """Provisions of an act come into force, each named as the act names it."""

    act: Slug
    provisions: tuple[Text, ...]
    instrument: Text | None = None


@event(kw_only=True)
class ActRepealed(Event):
    """Provisions of an act are repealed; the whole act when none is named."""

    act: Slug
    provisions: tuple[Text, ...] = ()
    instrument: Text | None = None


@event(kw_only=True)
class CaseStarted(Event):
    """A claim or appeal is brought before a court or tribunal."""

    case: Slug
    court: Text
    name: Text | None = None
    parties: tuple[Text, ...] = ()


@event(kw_only=True)
class CourtRuled(Event):
    """A court or tribunal decides. `outcome` says in a few words what it decided."""

    case: Slug
    court: Text
    outcome: Text
    name: Text | None = None
    parties: tuple[Text, ...] = ()
