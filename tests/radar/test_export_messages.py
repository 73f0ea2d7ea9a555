"""A hotspot as a message in the common alerting protocol, held against the rules of CAP 1.2 (OASIS, 2010)."""

import re
from xml.etree import ElementTree

import pytest

from factories import accounts, hotspots, radar
from shanyraq.accounts.roles import RoleName
from shanyraq.audit.models import Entry
from shanyraq.radar import actions
from shanyraq.radar.models import Hotspot
from shanyraq.radar.scales import Status

pytestmark = pytest.mark.usefixtures("places")
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
CENTRAL = ("hq_analyst", "hq_controller", "support_officer", "administrator")
# Name, least, greatest (None: any number), in the order the schema wants.
ALERT = [
    ("identifier", 1, 1), ("sender", 1, 1), ("sent", 1, 1), ("status", 1, 1), ("msgType", 1, 1), ("source", 0, 1),
    ("scope", 1, 1), ("restriction", 0, 1), ("addresses", 0, 1), ("code", 0, None), ("note", 0, 1),
    ("references", 0, 1), ("incidents", 0, 1), ("info", 0, None),
]  # fmt: skip
INFO = [
    ("language", 0, 1), ("category", 1, None), ("event", 1, 1), ("responseType", 0, None), ("urgency", 1, 1),
    ("severity", 1, 1), ("certainty", 1, 1), ("audience", 0, 1), ("eventCode", 0, None), ("effective", 0, 1),
    ("onset", 0, 1), ("expires", 0, 1), ("senderName", 0, 1), ("headline", 0, 1), ("description", 0, 1),
    ("instruction", 0, 1), ("web", 0, 1), ("contact", 0, 1), ("parameter", 0, None), ("resource", 0, None),
    ("area", 0, None),
]  # fmt: skip
AREA = [
    ("areaDesc", 1, 1), ("polygon", 0, None), ("circle", 0, None), ("geocode", 0, None), ("altitude", 0, 1),
    ("ceiling", 0, 1),
]  # fmt: skip
NAMED = [("valueName", 1, 1), ("value", 1, 1)]
WORDS = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": {"Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra"}
    | {"CBRNE", "Other"},
    "responseType": {"Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"},
    "urgency": {"Immediate", "Expected", "Future", "Past", "Unknown"},
    "severity": {"Extreme", "Severe", "Moderate", "Minor", "Unknown"},
    "certainty": {"Observed", "Likely", "Possible", "Unlikely", "Unknown"},
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
NO_BLANKS = re.compile(r"[^\s,<&]+")
REFERENCE = re.compile(r"[^\s,<&]+,[^\s,<&]+,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def fits(element, rules) -> None:
    """The children stand in the order of the schema, each as often as it may, none unknown."""
    names = [child.tag.removeprefix(CAP) for child in element]
    order = [name for name, _least, _greatest in rules]
    assert set(names) <= set(order)
    assert names == sorted(names, key=order.index)
    for name, least, greatest in rules:
        assert least <= names.count(name) <= (greatest or len(names)), name
    for child in element:
        name = child.tag.removeprefix(CAP)
        assert name not in WORDS or child.text in WORDS[name], (name, child.text)


def is_valid(alert) -> None:
    assert alert.tag == f"{CAP}alert"
    fits(alert, ALERT)
    said = alert.findtext
    assert NO_BLANKS.fullmatch(said(f"{CAP}identifier"))
    assert NO_BLANKS.fullmatch(said(f"{CAP}sender"))
    # A restricted message says to whom it may go.
    assert (said(f"{CAP}scope") == "Restricted") is bool(said(f"{CAP}restriction"))
    assert all(REFERENCE.fullmatch(each) for each in (said(f"{CAP}references") or "").split())
    for name in ("sent", "effective", "onset", "expires"):
        assert all(MOMENT.fullmatch(each.text) for each in alert.iter(f"{CAP}{name}"))
    for info in alert.iter(f"{CAP}info"):
        fits(info, INFO)
        assert info.findtext(f"{CAP}effective") < info.findtext(f"{CAP}expires")
        assert len(info.findtext(f"{CAP}headline")) <= 160
        for area in info.iter(f"{CAP}area"):
            fits(area, AREA)
        for name in ("eventCode", "parameter"):
            for named in info.iter(f"{CAP}{name}"):
                fits(named, NAMED)
        for named in info.iter(f"{CAP}geocode"):
            fits(named, NAMED)


@pytest.fixture
def home(places):
    home = hotspots.Home()
    home.hotspot = hotspots.confirmed(home, summary="Тайна сводки")
    return home


def door(hotspot) -> str:
    return f"/radar/hotspots/{hotspot.pk}/message/"


def taken(client, hotspot, number=1):
    response = client.post(door(hotspot), {"message": number, "reason": "For the emergency committee of the region"})
    assert response.status_code == 200, response.content.decode()
    alert = ElementTree.fromstring(response.content)
    is_valid(alert)
    return alert


def text(alert, *path) -> str:
    return alert.findtext("/".join(f"{CAP}{name}" for name in path))


def closed(home) -> Hotspot:
    """The whole way: confirmed, answered, calming, closed."""
    plan = hotspots.planned(home, home.hotspot)
    hotspot = actions.approve_plan(plan=plan, by=home.secretary).hotspot
    hotspot = actions.calm_hotspot(hotspot=hotspot, reason="Екі апта хабар жоқ", by=home.secretary)
    return actions.close_hotspot(hotspot=hotspot, ending="resolved", reason="Кесте бекітілді", by=home.secretary)


def test_a_confirmed_hotspot_is_a_restricted_alert_in_three_languages(enter, home):
    alert = taken(enter(home.secretary), home.hotspot)

    assert [text(alert, name) for name in ("identifier", "status", "msgType", "scope", "incidents")] == [
        f"{home.hotspot.number}.1", "Actual", "Alert", "Restricted", home.hotspot.number,
    ]  # fmt: skip
    assert text(alert, "references") is None
    infos = alert.findall(f"{CAP}info")
    assert [text(info, "language") for info in infos] == ["kk", "ru", "en"]
    assert [text(info, "area", "areaDesc") for info in infos] == [
        home.district.name_kk, home.district.name_ru, home.district.name_en,
    ]  # fmt: skip
    assert [text(info, "area", "geocode", "value") for info in infos] == [home.district.kato] * 3
    assert len({text(info, "event") for info in infos}) == 3


def test_the_words_of_cap_are_those_stored(enter, home):
    info = taken(enter(home.analyst), home.hotspot).find(f"{CAP}info")

    assert [text(info, name) for name in ("urgency", "severity", "certainty")] == [
        home.hotspot.urgency, home.hotspot.severity, home.hotspot.certainty,
    ]  # fmt: skip


def test_the_course_of_a_hotspot_is_alert_update_cancel_each_naming_those_before(enter, home):
    closed(home)
    client = enter(home.secretary)

    alerts = [taken(client, home.hotspot, number) for number in (1, 2, 3, 4)]

    assert [text(alert, "msgType") for alert in alerts] == ["Alert", "Update", "Update", "Cancel"]
    named = [",".join(text(alert, name) for name in ("sender", "identifier", "sent")) for alert in alerts]
    assert [(text(alert, "references") or "").split() for alert in alerts] == [[], named[:1], named[:2], named[:3]]


def test_a_hotspot_opened_again_begins_with_an_alert_of_the_same_incident(enter, home):
    hotspot = closed(home)
    actions.reopen_hotspot(hotspot=hotspot, reason="Қайта басталды", by=home.secretary)

    again = taken(enter(home.secretary), hotspot, 5)

    assert [text(again, name) for name in ("msgType", "references", "incidents")] == ["Alert", None, hotspot.number]


def test_a_message_taken_out_twice_is_the_same_message(enter, home):
    client = enter(home.secretary)
    first = taken(client, home.hotspot)
    closed(home)

    assert ElementTree.tostring(taken(client, home.hotspot)) == ElementTree.tostring(first)


def test_a_drill_says_that_it_is_one(enter, home):
    signal = radar.signal(status=Status.EXERCISE)
    drill = actions.open_hotspot(signal=signal, level=3, summary="Оқу", owner=home.owner, by=home.analyst)

    alert = taken(enter(home.analyst), drill)

    assert text(alert, "status") == "Exercise"
    assert text(alert.findall(f"{CAP}info")[2], "headline").startswith("Drill: ")


def test_no_summary_no_signal_and_no_person_is_in_a_message(enter, home):
    said = ElementTree.tostring(taken(enter(home.secretary), home.hotspot), encoding="unicode")

    for hidden in ("Тайна", home.secretary.name, home.analyst.name, home.akimat.name):
        assert hidden not in said


def test_taking_a_message_out_stands_in_the_journal(enter, home):
    taken(enter(home.secretary), home.hotspot)

    entry = Entry.objects.get(verb="radar.message_taken_out")
    assert (entry.object_id, entry.reason) == (str(home.hotspot.pk), "For the emergency committee of the region")
    assert entry.data == {"message": f"{home.hotspot.number}.1"}


@pytest.mark.parametrize("role", list(RoleName))
def test_messages_are_for_those_who_lead_the_course(enter, home, role):
    client = enter(accounts.user(role, None if role in CENTRAL else hotspots.REGION))
    watches = role in ("hq_analyst", "hq_controller", "regional_secretary")

    assert client.get(door(home.hotspot)).status_code == (200 if watches else 404)


def test_a_hotspot_of_another_region_has_no_message(enter, home):
    client = enter(radar.secretary("KZ-31"))

    assert client.get(door(home.hotspot)).status_code == 404
    assert client.post(door(home.hotspot), {"message": 1, "reason": "Reason"}).status_code == 404


def test_a_message_that_does_not_exist_or_has_no_reason_is_refused(enter, home):
    client = enter(home.secretary)

    assert client.post(door(home.hotspot), {"message": 9, "reason": "Reason"}).status_code == 422
    assert client.post(door(home.hotspot), {"message": 1, "reason": ""}).status_code == 422
    assert not Entry.objects.filter(verb="radar.message_taken_out").exists()
