"""The bundled record: what it has to answer, and what holds for each of its events."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlsplit

import pytest

from border_timeline import (
    Event,
    MoneyRange,
    Severity,
    Timeline,
    UnknownKeyError,
    load,
    money,
    verify,
)
from border_timeline.views import VIEWS

COMMAND = "border-security-command"
RWANDA = "rwanda-scheme"


@cache
def record() -> Timeline:
    return load()


def pledged(as_of: str, known_at: str | None = None) -> MoneyRange:
    return record().as_of(as_of, known_at=known_at).funding[COMMAND].pledged


def between(low: str, high: str | None = None) -> MoneyRange:
    return MoneyRange(money(low), money(high or low))


# The answers that the design asks for


def test_the_rwanda_scheme_was_in_force_until_it_was_scrapped() -> None:
    before, after = (record().as_of(day).policies[RWANDA] for day in ("2024-07-05", "2024-07-06"))
    assert before.status == "in-force"
    assert before.outcome is None
    assert (after.status, after.outcome) == ("ended", "scrapped")
    assert after.ended == date(2024, 7, 6)


def test_the_border_security_command_began_on_7_july_2024() -> None:
    eve = record().as_of("2024-07-06").bodies.get(COMMAND)
    assert eve is None or eve.status != "operating"
    command = record().as_of("2024-07-07").bodies[COMMAND]
    assert (command.status, command.launched) == ("operating", date(2024, 7, 7))


def test_the_border_security_command_does_not_exist_on_its_eve() -> None:
    with pytest.raises(UnknownKeyError, match="first appears on 2024-07-07"):
        record().as_of("2024-07-06").bodies[COMMAND]


@pytest.mark.parametrize(
    ("as_of", "known_at", "expected"),
    [
        ("2024-11-02", None, between("GBP 75,000,000")),
        ("2024-11-02", "2024-11-02", between("GBP 75,000,000")),
        ("2024-11-04", "2024-11-02", between("GBP 75,000,000")),
        ("2024-11-04", None, between("GBP 150,000,000")),
        ("2024-11-04", "2024-11-03", between("GBP 150,000,000")),
        ("2025-03-31", None, between("GBP 150,000,000", "GBP 180,000,000")),
    ],
)
def test_what_the_command_had_been_pledged(
    as_of: str, known_at: str | None, expected: MoneyRange
) -> None:
    assert pledged(as_of, known_at) == expected


def test_small_boat_arrivals_of_october_2024() -> None:
    arrivals = record().as_of("2024-11-04").figures["small-boat-arrivals"]
    assert arrivals["2024-10"].value == 5417


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("home-secretary", ["2018-04-29"]),  # Rudd resigned that evening, Javid came the day after
        ("prime-minister", []),
    ],
)
def test_a_great_office_has_a_holder_on_every_other_day(post: str, expected: list[str]) -> None:
    day, last = date(2018, 1, 1), date(2026, 6, 18)
    vacant = []
    while day <= last:
        state = record().as_of(day).posts.get(post)
        if state is None or state.holder is None:
            vacant.append(day.isoformat())
        day += timedelta(1)
    assert vacant == expected


@pytest.mark.parametrize(
    ("day", "post", "holder"),
    [
        ("2018-01-01", "prime-minister", "Theresa May"),
        ("2018-04-28", "home-secretary", "Amber Rudd"),
        ("2018-04-30", "home-secretary", "Sajid Javid"),
        ("2022-10-19", "home-secretary", "Grant Shapps"),
        ("2022-10-25", "home-secretary", "Suella Braverman"),
        ("2024-07-04", "prime-minister", "Rishi Sunak"),
        ("2024-07-05", "prime-minister", "Keir Starmer"),
        ("2024-07-05", "home-secretary", "Yvette Cooper"),
    ],
)
def test_who_held_a_post(day: str, post: str, holder: str) -> None:
    assert record().as_of(day).posts[post].holder == holder


def test_the_record_covers_from_2018_to_june_2026() -> None:
    coverage = record().coverage
    assert coverage is not None
    assert (str(coverage.since), str(coverage.through)) == ("2018-01-01", "2026-06-18")


# The slugs that must exist


def subjects() -> set[str]:
    """Return every slug that a field of an event names, and every key of a view."""
    named = (slug for event in record().events for slug in slugs(event))
    keys = (key for view in VIEWS for key in record().as_of("2026-06-18")[view])
    parts = (part for key in keys for part in ((key,) if isinstance(key, str) else key))
    return {*named, *parts}


def slugs(event: Event) -> Iterable[str]:
    fields = ("about", "body", "post", "policy", "act", "recipient", "payer", "summit", "agreement")
    for name in (*fields, "reports_to", "members", "measure", "site", "case", "commitment"):
        match getattr(event, name, None):
            case str(value):
                yield value
            case tuple(values):
                yield from values


@pytest.mark.parametrize(
    "slug",
    [
        "rwanda-scheme",
        "border-security-command",
        "home-office",
        "home-secretary",
        "prime-minister",
        "border-security-commander",
        "interpol",
        "crown-prosecution-service",
        "national-crime-agency",
        "border-security-asylum-and-immigration-act-2025",
        "illegal-migration-act-2023",
        "nationality-and-borders-act-2022",
        "safety-of-rwanda-act-2024",
        "interpol-general-assembly-2024",
        "organised-immigration-crime-summit-2025",
        "epc-budapest-2024",
        "small-boat-arrivals",
        "small-boats",
        "returns",
    ],
)
def test_a_slug_of_the_design_exists(slug: str) -> None:
    assert slug in subjects()


@pytest.mark.parametrize(
    ("view", "slugs"),
    [
        ("policies", ["rwanda-scheme"]),
        ("bodies", ["border-security-command"]),
        ("posts", ["home-secretary", "prime-minister", "border-security-commander"]),
        (
            "legislation",
            [
                "border-security-asylum-and-immigration-act-2025",
                "illegal-migration-act-2023",
                "nationality-and-borders-act-2022",
                "safety-of-rwanda-act-2024",
            ],
        ),
        (
            "summits",
            [
                "interpol-general-assembly-2024",
                "organised-immigration-crime-summit-2025",
                "epc-budapest-2024",
            ],
        ),
        ("figures", ["small-boat-arrivals", "small-boats", "returns"]),
    ],
)
def test_a_slug_stands_where_it_is_looked_for(view: str, slugs: list[str]) -> None:
    found = record().as_of("2026-06-18").views()[view]
    keys = {key if isinstance(key, str) else key[0] for key in found}
    assert [slug for slug in slugs if slug not in keys] == []


# Each event


def test_an_id_begins_with_the_date_of_its_event_and_says_more() -> None:
    wrong = [
        event.id
        for event in record().events
        if not event.id.startswith(f"{str(event.effective).rstrip('?~').replace('/', '-')}-")
    ]
    assert wrong == []


def test_every_event_is_written_in_words() -> None:
    short = [event.id for event in record().events if len(event.title.split()) < 3]
    assert short == []


def test_every_source_names_a_publisher_and_a_whole_address() -> None:
    wrong = []
    for event in record().events:
        for source in event.sources:
            urls = [url for url in (source.url, source.archived) if url is not None]
            hosts = [urlsplit(url).hostname or "" for url in urls]
            if not source.publisher or any("." not in host for host in hosts):
                wrong.append(event.id)
    assert wrong == []


def test_no_source_was_published_or_read_in_the_future() -> None:
    today = date.today()  # noqa: DTZ011 - a day more or less does not matter here
    wrong = [
        event.id
        for event in record().events
        for source in event.sources
        if source.published.earliest > today
        or (source.accessed is not None and source.accessed.earliest > today)
    ]
    assert wrong == []


def test_a_snapshot_of_the_end_of_the_record_can_be_told_whole() -> None:
    now = record().as_of("2026-06-18")
    told = now.to_dict()["views"]
    assert {name for name, view in now.views().items() if view} == {
        name for name, view in told.items() if view
    }
    assert all(len(state.pledged_totals) == 1 for state in now.funding.values())


def test_the_record_is_as_it_was_recorded_and_no_event_waits_to_be() -> None:
    ledger = verify()
    assert ledger.pending == ()
    assert [entry.event.id for entry in ledger.entries] == list(ledger.recorded)
    assert {entry.event for entry in ledger.entries} == set(load().events)


def test_a_check_of_the_record_finds_no_error() -> None:
    found = load().check()
    assert [str(finding) for finding in found if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("known_at", "spent", "committed"),
    [
        ("2022-04-14", "GBP 0", 120_000_000),
        ("2022-11-01", "GBP 140,000,000", 140_000_000),
        ("2023-12-07", "GBP 240,000,000", 290_000_000),
        ("2024-03-01", "GBP 240,000,000", 370_000_000),
        ("2024-07-22", "GBP 700,000,000", 370_000_000),
        ("2024-12-02", "GBP 715,000,000", 370_000_000),
    ],
)
def test_the_cost_of_the_rwanda_scheme_reads_as_it_was_disclosed(
    known_at: str, spent: str, committed: int
) -> None:
    now = record().as_of("2026-01-01", known_at=known_at)
    assert str(now.funding["rwanda-scheme"].spent) == spent
    assert now.figures["rwanda-scheme-commitment"].latest.value == committed


@pytest.mark.parametrize(
    ("year", "arrivals"),
    [
        ("2018", 299),
        ("2019", 1_843),
        ("2020", 8_466),
        ("2021", 28_526),
        ("2022", 45_774),
        ("2023", 29_437),
        ("2024", 36_816),
        ("2025", 41_472),
    ],
)
def test_the_arrivals_of_each_year_are_recorded_and_all_its_months(
    year: str, arrivals: int
) -> None:
    series = record().as_of("2026-06-18").figures["small-boat-arrivals"]
    assert series[year].value == arrivals
    assert all(f"{year}-{month:02}" in series for month in range(1, 13))


def test_the_money_for_france_is_counted_once() -> None:
    france = record().as_of("2026-06-18").funding["france"]
    assert str(france.pledged) == "EUR 1,529,400,000"
    assert sum(entry.left.amount for entry in france.pledges) == france.pledged.low.amount


@pytest.mark.parametrize(
    ("act", "day", "status"),
    [
        ("nationality-and-borders-act-2022", "2022-04-28", "passed"),
        ("nationality-and-borders-act-2022", "2022-06-28", "in-force"),
        ("illegal-migration-act-2023", "2023-07-19", "introduced"),
        ("illegal-migration-act-2023", "2023-07-20", "in-force"),
        ("safety-of-rwanda-act-2024", "2024-04-25", "in-force"),
        ("safety-of-rwanda-act-2024", "2025-12-02", "repealed"),
        ("border-security-asylum-and-immigration-act-2025", "2025-12-02", "in-force"),
    ],
)
def test_an_act_stands_where_it_stood_on_a_day(act: str, day: str, status: str) -> None:
    assert record().as_of(day).legislation[act].status == status
