"""The bodies of the demo country and the invented people in their posts, entered by the registry's own deeds."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.registry import actions
from shanyraq.registry.models import Membership, Organization, Person, Post

from .diary import Diary
from .mediators import credential
from .names import Names

Role = Post.RoleKind
LABELS = {
    ("akimat", Role.HEAD): ("Әкім", "Аким", "Akim"),
    ("akimat", Role.DEPUTY): ("Әкімнің орынбасары", "Заместитель акима", "Deputy akim"),
    ("maslikhat", Role.HEAD): ("Мәслихат төрағасы", "Председатель маслихата", "Chair of the maslikhat"),
    ("assembly", Role.SECRETARY): ("Хатшылық меңгерушісі", "Заведующий секретариатом", "Head of the Secretariat"),
    ("assembly", Role.HEAD): ("Төраға", "Председатель", "Chair"),
    ("association", Role.HEAD): ("Бірлестік төрағасы", "Председатель объединения", "Head of the association"),
    ("council", Role.HEAD): ("Кеңес төрағасы", "Председатель совета", "Chair of the council"),
    ("mediation", Role.MEDIATOR): ("Этномедиатор", "Этномедиатор", "Ethnomediator"),
    ("parliament", Role.HEAD): ("Палата төрағасы", "Председатель палаты", "Speaker"),
    ("ministry", Role.HEAD): ("Министр", "Министр", "Minister"),
}
ASSOCIATIONS = (
    ("«Көршілер» этномәдени бірлестігі", "Этнокультурное объединение «Соседи»", "Neighbours ethnocultural association"),
    ("«Ортақ дастарқан» этномәдени бірлестігі", "Этнокультурное объединение «Общий дастархан»", "Shared Table ethnocultural association"),
    ("«Жеті өзен» этномәдени орталығы", "Этнокультурный центр «Семь рек»", "Seven Rivers ethnocultural centre"),
    ("«Ана тілі мұрасы» бірлестігі", "Объединение «Родное слово»", "Mother Tongue association"),
)  # fmt: skip
COUNCILS = {
    "council.mothers": ("Аналар кеңесі", "Совет матерей", "Council of Mothers"),
    "council.aksakals": ("Ақсақалдар кеңесі", "Совет аксакалов", "Council of Aksakals"),
    "council.consent": ("Қоғамдық келісім кеңесі", "Совет общественного согласия", "Council of Public Consent"),
    "mediation.office": ("Медиация кабинеті", "Кабинет медиации", "Mediation room"),
}
PILOTS = frozenset({"KZ-19", "KZ-31", "KZ-61"})
LONG_AGO = date(2015, 3, 1)


@dataclass(slots=True)
class Seat:
    """A post and who holds it now."""

    post: Post
    person: Person | None = None
    membership: Membership | None = None


@dataclass(slots=True)
class Region:
    """What history needs of a region: its akimat with two seats, and the posts that speak for the assembly."""

    area: Area
    akimat: Organization
    akim: Seat
    deputy: Seat
    assembly: Organization
    secretary: Seat
    maslikhat: Seat
    speakers: list[Seat] = field(default_factory=list)
    councils: dict[str, Organization] = field(default_factory=dict)
    associations: list[Organization] = field(default_factory=list)


@dataclass(slots=True)
class Country:
    assembly: Organization
    chair: Seat
    ministry: Organization
    regions: dict[str, Region]


class Cast:
    """Enters bodies and people; ``began`` is the day from which the people of the demo serve."""

    def __init__(self, random: Random, began: date, diary: Diary):
        self._random, self._began, self._diary, self.names = random, began, diary, Names(random)

    def country(self) -> Country:
        whole = Area.objects.get(level=0)
        assembly = self._body(
            "assembly",
            whole,
            ("Қазақстан халқы Ассамблеясы", "Ассамблея народа Казахстана", "Assembly of People of Kazakhstan"),
        )
        secretariat = self._body(
            "assembly.secretariat",
            whole,
            ("Ассамблея хатшылығы", "Секретариат Ассамблеи", "Secretariat of the Assembly"),
            parent=assembly,
        )
        ministry = self._body(
            "ministry",
            whole,
            (
                "Мәдениет және ақпарат министрлігі",
                "Министерство культуры и информации",
                "Ministry of Culture and Information",
            ),
        )
        parliament = self._body("parliament", whole, ("Парламент", "Парламент", "Parliament"))
        experts = self._body(
            "council.expert",
            whole,
            ("Ғылыми-сараптамалық кеңес", "Научно-экспертный совет", "Scientific-expert council"),
            parent=assembly,
        )
        for body in (ministry, parliament, experts):
            self._seat(body, Role.HEAD)
        self._seat(secretariat, Role.SECRETARY)
        regions = {area.code: self._region(area, assembly) for area in Area.objects.regions()}
        return Country(
            assembly,
            self._seat(
                assembly, Role.DEPUTY, label=("Төрағаның орынбасары", "Заместитель председателя", "Deputy Chair")
            ),
            ministry,
            regions,
        )

    def _region(self, area: Area, assembly: Organization) -> Region:
        akimat = self._body("akimat", area, _of(area, ("әкімдігі", "Акимат", "Akimat")))
        regional = self._body(
            "assembly.regional", area, _of(area, ("Ассамблеясы", "Ассамблея", "Assembly")), parent=assembly
        )
        maslikhat = self._body("maslikhat", area, _of(area, ("мәслихаты", "Маслихат", "Maslikhat")))
        akim = self._seat(akimat, Role.HEAD)
        self._seat(regional, Role.HEAD, person=akim.person)
        region = Region(
            area=area,
            akimat=akimat,
            akim=akim,
            deputy=self._seat(akimat, Role.DEPUTY),
            assembly=regional,
            secretary=self._seat(regional, Role.SECRETARY),
            maslikhat=self._seat(maslikhat, Role.HEAD),
        )
        self._associations(region)
        self._councils(region)
        return region

    def _associations(self, region: Region) -> None:
        for number, names in enumerate(ASSOCIATIONS[: self._random.randint(2, 4)]):
            body = self._body(
                "association.ethnocultural",
                region.area,
                _of_place(region.area, names),
                members_count=self._random.randint(40, 900),
            )
            region.associations.append(body)
            region.speakers.append(self._seat(body, Role.HEAD))
            self._accredit(body)
            self._youth(body, chance=0.55 - 0.15 * number)

    def _councils(self, region: Region) -> None:
        for kind, names in COUNCILS.items():
            body = self._body(kind, region.area, _of_place(region.area, names), parent=region.assembly)
            region.councils[kind] = body
            if kind == "mediation.office":
                if region.area.code in PILOTS or self._random.random() < 0.3:
                    credential(self._seat(body, Role.MEDIATOR), region.area)
                else:
                    self._later(body, Role.MEDIATOR)
                continue
            region.speakers.append(self._seat(body, Role.HEAD))
            self._youth(body, chance=0.3)

    def _later(self, body: Organization, role: str) -> None:
        """A post opened on the way, and vacant since."""
        opened = self._began + timedelta(days=self._random.randint(200, 700))
        self._diary.note(opened, lambda: self._open(body, role, since=opened))

    def _accredit(self, body: Organization) -> None:
        applied = self._began - timedelta(days=self._random.randint(60, 200))
        accreditation = actions.apply_for_accreditation(organization=body, applied_on=applied, by=SYSTEM)
        if self._random.random() < 0.85:
            decided = applied + timedelta(days=self._random.randint(10, 30))
            actions.decide_accreditation(
                accreditation=accreditation,
                accredited=True,
                decided_on=decided,
                decision_number=f"{self._random.randint(1, 40)}-{decided.year}",
                by=SYSTEM,
            )

    def _youth(self, body: Organization, chance: float) -> None:
        """Some bodies have named a youth deputy, some have only opened the seat, some have done nothing yet."""
        if self._random.random() < 0.25:
            return
        opened = self._began + timedelta(days=self._random.randint(170, 420))
        names = self._random.random() < chance
        since = opened + timedelta(days=self._random.randint(10, 500))
        self._diary.note(opened, lambda: self._open_youth(body, opened, since if names else None))

    def _open_youth(self, body: Organization, opened: date, since: date | None) -> None:
        label = ("Жастар өкілі – орынбасар", "Заместитель – представитель молодёжи", "Youth deputy")
        post = self._open(body, Role.DEPUTY, reserved_for=Post.ReservedFor.YOUTH, label=label, since=opened)
        if since:
            self._diary.note(since, lambda: self._name_youth(post, since))

    def _name_youth(self, post: Post, since: date) -> None:
        membership = actions.appoint(post=post, person=self.names(), start_date=since, by=SYSTEM)
        actions.attest_youth(membership=membership, on=since, by=SYSTEM)

    def replace_holder(self, seat: Seat, day: date) -> None:
        """The holder leaves; a successor begins the day after."""
        actions.end_membership(membership=seat.membership, end_date=day, reason=Membership.EndReason.TERM, by=SYSTEM)
        self._fill(seat, day + timedelta(days=1))

    def _body(self, kind: str, area: Area, names: tuple[str, str, str], **card) -> Organization:
        founded = max(LONG_AGO, area.valid_from or LONG_AGO)
        kk, ru, en = names
        return actions.found_body(
            classification=kind, area=area, founding_date=founded, name_kk=kk, name_ru=ru, name_en=en, by=SYSTEM, **card
        )

    def _open(
        self, body: Organization, role: str, *, reserved_for: str = "", label=None, since: date | None = None
    ) -> Post:
        kk, ru, en = label or LABELS.get((body.classification.split(".")[0], role), ("", "", ""))
        return actions.open_post(
            organization=body,
            role=role,
            label_kk=kk,
            label_ru=ru,
            label_en=en,
            reserved_for=reserved_for,
            start_date=since or body.founding_date,
            by=SYSTEM,
        )

    def _seat(self, body: Organization, role: str, *, person: Person | None = None, label=None) -> Seat:
        seat = Seat(self._open(body, role, label=label))
        self._fill(seat, max(self._began, body.founding_date), person)
        return seat

    def _fill(self, seat: Seat, since: date, person: Person | None = None) -> None:
        seat.membership = actions.appoint(post=seat.post, person=person or self.names(), start_date=since, by=SYSTEM)
        seat.person = seat.membership.person


def _of(area: Area, words: tuple[str, str, str]) -> tuple[str, str, str]:
    """A body of the region itself: the region's name with the word for the body."""
    kk, ru, en = words
    return f"{area.name_kk} {kk}", f"{ru} · {area.name_ru}", f"{en} of {area.name_en}"


def _of_place(area: Area, names: tuple[str, str, str]) -> tuple[str, str, str]:
    """A body that works in the region."""
    kk, ru, en = names
    return f"{kk} ({area.name_kk})", f"{ru} ({area.name_ru})", f"{en} ({area.name_en})"
