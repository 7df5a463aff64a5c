"""The bundled domain: what a snapshot shows of border policy."""

from typing import Any

from border_timeline.timeline import Projection
from border_timeline.views.affairs import (
    CLAIMS,
    COMMITMENTS,
    INCIDENTS,
    OPERATIONS,
    SITES,
    SUMMITS,
    Claim,
    Commitment,
    CommitmentStatus,
    Incident,
    Operation,
    Site,
    SiteStatus,
    Summit,
)
from border_timeline.views.bodies import BODIES, POSTS, Body, BodyStatus, Post, StaffPledge
from border_timeline.views.figures import FIGURES, Figure, Figures, Series
from border_timeline.views.funding import FUNDING, Entry, Funding
from border_timeline.views.law import (
    AGREEMENTS,
    CASES,
    LEGISLATION,
    Agreement,
    AgreementStatus,
    Case,
    CaseStatus,
    Legislation,
    LegislationStatus,
)
from border_timeline.views.policies import POLICIES, Policy, PolicyStatus

#: Every projection of the bundled domain, in the order in which a snapshot shows them.
VIEWS: tuple[Projection[Any], ...] = (
    POLICIES,
    BODIES,
    POSTS,
    FUNDING,
    AGREEMENTS,
    LEGISLATION,
    CASES,
    SUMMITS,
    FIGURES,
    COMMITMENTS,
    CLAIMS,
    SITES,
    OPERATIONS,
    INCIDENTS,
)

__all__ = [
    "AGREEMENTS",
    "BODIES",
    "CASES",
    "CLAIMS",
    "COMMITMENTS",
    "FIGURES",
    "FUNDING",
    "INCIDENTS",
    "LEGISLATION",
    "OPERATIONS",
    "POLICIES",
    "POSTS",
    "SITES",
    "SUMMITS",
    "VIEWS",
    "Agreement",
    "AgreementStatus",
    "Body",
    "BodyStatus",
    "Case",
    "CaseStatus",
    "Claim",
    "Commitment",
    "CommitmentStatus",
    "Entry",
    "Figure",
    "Figures",
    "Funding",
    "Incident",
    "Legislation",
    "LegislationStatus",
    "Operation",
    "Policy",
    "PolicyStatus",
    "Post",
    "Series",
    "Site",
    "SiteStatus",
    "StaffPledge",
    "Summit",
]
