"""One confirmed hotspot as a CAP 1.2 message (OASIS, 2010), for those who are named in its restriction.

The steps of a hotspot are its messages: confirmed or opened again is an Alert, what follows an Update, the end a
Cancel. A message never changes: its number, its moment and what it refers to follow from its step. It carries the
words stored with the hotspot, and none of its summary, its signals or its people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shanyraq.places.models import Area

from .. import vocabulary
from ..models import Hotspot, HotspotStep
from ..scales import Level

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
LANGUAGES = ("kk", "ru", "en")
VALID_FOR = timedelta(days=7)
"""A message that nobody renewed within a week says nothing any more."""
KINDS = {
    Hotspot.State.CONFIRMED: "Alert",
    Hotspot.State.REOPENED: "Alert",
    Hotspot.State.RESPONDING: "Update",
    Hotspot.State.CALMING: "Update",
    Hotspot.State.CLOSED: "Cancel",
}
RESPONSES = {"Alert": "Assess", "Update": "Monitor", "Cancel": "None"}
# Not "Security": nobody is to be guarded against, people are to be spoken with.
CATEGORY = "Safety"


@dataclass(frozen=True, slots=True)
class Message:
    """One step of a hotspot as a message; ``number`` counts from 1, ``earlier`` are those it refers to."""

    hotspot: Hotspot
    step: HotspotStep
    number: int
    earlier: tuple["Message", ...]

    @property
    def kind(self) -> str:
        return KINDS[self.step.after]

    @property
    def identifier(self) -> str:
        return f"{self.hotspot.number}.{self.number}"

    @property
    def sent(self) -> datetime:
        return timezone.localtime(self.step.at).replace(microsecond=0)


def messages(hotspot: Hotspot) -> list[Message]:
    """All messages of a hotspot so far, the oldest first. An Alert begins anew; what follows refers to it and to all
    messages since."""
    found: list[Message] = []
    since: list[Message] = []
    for step in hotspot.steps.filter(after__in=KINDS).order_by("at", "id"):
        if KINDS[step.after] == "Alert":
            since = []
        found.append(Message(hotspot, step, len(found) + 1, tuple(since)))
        since.append(found[-1])
    return found


def sender() -> str:
    """The house that sends, by the name of its address."""
    return f"shanyraq@{urlsplit(settings.SITE_URL).hostname}"


def as_xml(message: Message, areas: list[Area]) -> bytes:
    """The message as a file; ``areas`` are the districts concerned."""
    alert = ElementTree.Element("alert", xmlns=NAMESPACE)
    put = _putting(alert)
    put("identifier", message.identifier)
    put("sender", sender())
    put("sent", _moment(message.sent))
    put("status", message.hotspot.status)
    put("msgType", message.kind)
    put("scope", "Restricted")
    put("restriction", restriction())
    put("references", " ".join(f"{sender()},{each.identifier},{_moment(each.sent)}" for each in message.earlier))
    put("incidents", message.hotspot.number)
    for language in LANGUAGES:
        with translation.override(language):
            _info(alert, message, areas, language)
    ElementTree.indent(alert)
    return ElementTree.tostring(alert, encoding="utf-8", xml_declaration=True) + b"\n"


def _info(alert: ElementTree.Element, message: Message, areas: list[Area], language: str) -> None:
    hotspot = message.hotspot
    info = ElementTree.SubElement(alert, "info")
    put = _putting(info)
    put("language", language)
    put("category", CATEGORY)
    put("event", vocabulary.issue_name(hotspot.issue))
    put("responseType", RESPONSES[message.kind])
    put("urgency", hotspot.urgency)
    put("severity", hotspot.severity)
    put("certainty", hotspot.certainty)
    put("audience", restriction(language))
    _named(info, "eventCode", "shanyraq:issue", hotspot.issue)
    put("effective", _moment(message.sent))
    put("expires", _moment(message.sent + VALID_FOR))
    put("senderName", settings.PRODUCT_NAME)
    put("headline", _headline(message, areas))
    put("description", _description(message))
    put("instruction", _("This is a question to people, not an order. Speak with the councils of the place first."))
    _named(info, "parameter", "shanyraq:level", str(int(hotspot.level)))
    _named(info, "parameter", "shanyraq:state", message.step.after)
    _area(info, areas)


def _area(info: ElementTree.Element, areas: list[Area]) -> None:
    area = ElementTree.SubElement(info, "area")
    _putting(area)("areaDesc", "; ".join(each.name for each in areas))
    for each in areas:
        _named(area, "geocode", "KATO", each.kato)


def _headline(message: Message, areas: list[Area]) -> str:
    said = f"{vocabulary.issue_name(message.hotspot.issue)} · {areas[0].name}"
    return f"{_('Drill')}: {said}" if message.hotspot.status == "Exercise" else said


def _description(message: Message) -> str:
    return _('A confirmed hotspot of the issue "%(issue)s". Level: %(level)s. State: %(state)s.') % {
        "issue": vocabulary.issue_name(message.hotspot.issue),
        "level": Level(message.hotspot.level).label,
        "state": Hotspot.State(message.step.after).label,
    }


def restriction(language: str | None = None) -> str:
    """To whom the message may go; the alert itself says it in all languages, as it has one place for it."""
    if language is None:
        return " / ".join(restriction(each) for each in LANGUAGES)
    with translation.override(language):
        return _(
            "Only for the bodies that answer for this hotspot. Not for publication, not for measures against persons."
        )


def _putting(parent: ElementTree.Element) -> Callable[[str, str], None]:
    def put(name: str, text: str) -> None:
        if text:
            ElementTree.SubElement(parent, name).text = str(text)

    return put


def _named(parent: ElementTree.Element, name: str, value_name: str, value: str) -> None:
    put = _putting(ElementTree.SubElement(parent, name))
    put("valueName", value_name)
    put("value", value)


def _moment(moment: datetime) -> str:
    """``2026-11-25T14:05:00+05:00``: the zone as a difference, as the standard wants it."""
    return moment.isoformat(timespec="seconds")
