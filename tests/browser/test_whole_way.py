"""The whole way by hand on a telephone, in three languages: from a report to a closed hotspot, as its receipt says."""

import pytest

from browser.checks import audit_page, fits_phone, press
from factories import hotspots
from shanyraq.radar import throttling
from shanyraq.radar.models import Hotspot, Measure, Plan, Signal

pytestmark = pytest.mark.django_db(transaction=True)

SAID, ADDED, SUMMARY = "Арықта су жоқ, көшелер дауласты", "Бүгін де су келген жоқ", "Су кезегіне таласты"
HOW, ANSWER, DONE, CALM, CLOSED = (
    "Барып көрдік, дау бар", "Ертең су беріледі", "Екі көшемен сөйлестік, су келді", "Дау басылды", "Екі көше келісті",
)  # fmt: skip
SEALED = (SUMMARY, HOW, DONE, CALM, CLOSED)
WORDS = {
    "kk": ("Расталды", "Шешіліп жатыр", "Шешілді"),
    "ru": ("Подтвердилось", "Решается", "Решено"),
    "en": ("Confirmed", "Being solved", "Solved"),
}


@pytest.fixture(autouse=True)
def fresh_buckets():
    throttling.forget()


@pytest.fixture
def people(places):
    """A region's akimat and those who speak for each side, all of them reading one language."""

    def of(language):
        home = hotspots.Home()
        for someone in (home.voice, home.secretary, home.analyst):
            someone.language = language
            someone.save()
        return home

    return of


class Phone:
    """Somebody's telephone: every page that is opened has no barrier and fits."""

    def __init__(self, look, user=None, language=None):
        self.page = look(None, as_=user, language=language, phone=True)

    def open(self, path):
        self.page.goto(path)
        self.check()

    def check(self):
        audit_page(self.page)
        fits_phone(self.page)

    def follow(self, ending):
        """Follow the link whose address ends so, unfolding the menu it may lie in."""
        link = self.page.locator(f"main a[href{ending}], .page-header a[href{ending}]").first
        if not link.is_visible():
            self.page.locator("details.house-menu summary").last.click()
        press(link)
        self.check()

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self, button="main form.house-form button.btn-primary"):
        press(self.page.locator(button).first)
        self.check()


def reads(phone, language, code) -> tuple[str, str]:
    """What a receipt says: its heading and the whole page."""
    phone.open(f"/radar/receipt/{language}/")
    phone.fill(code=code)
    press(phone.page.locator("main form button"))
    phone.check()
    return phone.page.locator("h1").inner_text(), phone.page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_report_is_answered_and_its_hotspot_seen_closed(look, people, language):
    home = people(language)
    resident, secretary = Phone(look, language=language), Phone(look, home.secretary)
    analyst, assistant = Phone(look, home.analyst), Phone(look, home.voice)

    # The resident reports, and keeps the code.
    resident.open(f"/radar/report/{language}/")
    resident.fill(region=hotspots.REGION, place="Есік", issue="T2", stage="dispute", need="talk", text=SAID)
    resident.send("form[data-report] button")
    code = resident.page.locator("output.code").inner_text()
    signal = Signal.objects.get()

    # The secretary checks it and answers; the resident reads the answer and says more.
    secretary.open(signal.get_absolute_url())
    secretary.follow('$="/finding/"')
    secretary.fill(outcome="verified", how=HOW, second_channel="desk", certainty="Observed", reliability="B")
    secretary.send()
    secretary.follow('$="/answer/"')
    secretary.fill(text=ANSWER)
    secretary.send()
    heading, page = reads(resident, language, code)
    assert heading == WORDS[language][0]
    assert ANSWER in page
    assert HOW not in page
    resident.fill(text=ADDED)
    resident.send("main form button")
    secretary.open(signal.get_absolute_url())
    assert ADDED in secretary.page.locator("main").inner_text()

    # The centre opens a hotspot; who answers for it drafts a plan, another approves it.
    analyst.open(signal.get_absolute_url())
    analyst.follow('$="/hotspot/"')
    analyst.fill(level="2", summary=SUMMARY, owner=str(home.owner.pk))
    analyst.send()
    # Two words of it look like a name; the analyst answers that they name nobody.
    analyst.page.locator("input[name=no_person]").check()
    analyst.send()
    hotspot = Hotspot.objects.get()
    assert hotspot.summary == SUMMARY
    assert reads(resident, language, code)[0] == WORDS[language][1]
    assistant.open(hotspot.get_absolute_url())
    assistant.follow('$="/plan/"')
    assistant.send()
    assistant.follow('*="from=visit"')
    assistant.fill(bearer=str(home.akimat.pk))
    assistant.send()
    analyst.open(hotspot.get_absolute_url())
    analyst.send('form[action$="/approve/"] button')
    plan = Plan.objects.get(state=Plan.State.APPROVED)

    # The measure is done, the other side confirms it.
    assistant.open(hotspot.get_absolute_url())
    assistant.follow('$="/report/"')
    assistant.fill(note=DONE)
    assistant.send()
    measure = Measure.objects.get()
    secretary.open(f"/duties/{measure.rule.code}/{measure.bearer_id}/")
    secretary.send('form[action*="/facts/confirm/"] button')

    # It calms, and is closed.
    secretary.open(hotspot.get_absolute_url())
    secretary.follow('$="/calm/"')
    secretary.fill(reason=CALM)
    secretary.send()
    secretary.follow('$="/close/"')
    secretary.fill(ending="resolved", reason=CLOSED)
    secretary.send()

    heading, page = reads(resident, language, code)
    hotspot.refresh_from_db()
    assert (hotspot.state, hotspot.ending) == ("closed", "resolved")
    assert heading == WORDS[language][2]
    assert ADDED in page
    assert [word for word in (*SEALED, plan.goal, measure.what, hotspot.number) if word in page] == []
