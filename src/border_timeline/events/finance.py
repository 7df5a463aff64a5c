"""Money pledged, spent and withdrawn."""

from enum import StrEnum

from attrs import field

from border_timeline.dates import EdtfDate
from border_timeline.events.envelope import Event, event
from border_timeline.fields import Amount, Slug, amount


class Nature(StrEnum):
    """Whether pledged money adds to what the recipient had been pledged before.

    `new` money and money `redirected` from another purpose add to the recipient's
    total; `restated` money was pledged before and adds nothing; of `unstated` money
    the sources do not say, so it may or may not add.
    """

    NEW = "new"
    REDIRECTED = "redirected"
    RESTATED = "restated"
    UNSTATED = "unstated"


@event(kw_only=True)
class FundingPledged(Event):
    """Money is promised to a recipient.

    `includes` names earlier pledges to the same recipient that are part of `amount`;
    only the rest of it counts by its `nature`. `period` is when the money is to be
    spent; `stated_total` is the total that the source gives with this pledge.
    """

    recipient: Slug
    amount: Amount = field(converter=amount)
    nature: Nature
    payer: Slug | None = None
    period: EdtfDate | None = None
    stated_total: Amount | None = None
    includes: tuple[Slug, ...] = ()


@event(kw_only=True)
class FundingSpent(Event):
    """Money is paid to, or spent on, a recipient.

    `includes` names earlier payments that are part of `amount`.
    """

    recipient: Slug
    amount: Amount = field(converter=amount)
    payer: Slug | None = None
    period: EdtfDate | None = None
    includes: tuple[Slug, ...] = ()


@event(kw_only=True)
class FundingWithdrawn(Event):
    """Pledged money is taken back: from the pledge named, else from the whole."""

    recipient: Slug
    amount: Amount = field(converter=amount)
    payer: Slug | None = None
    pledge: Slug | None = None
