"""Credentials of the demo country's mediators: elected or certified, each with the languages of the service."""

from datetime import timedelta
from random import Random

from shanyraq.audit.journal import SYSTEM
from shanyraq.places.models import Area
from shanyraq.registry import actions
from shanyraq.registry.models import MediatorCredential

Kind = MediatorCredential.Kind
OFFERS = (("kk", "ru"), ("kk",), ("kk", "ru", "en"), ("kk", "ru", "uz"), ("ru",), ("kk", "ru", "ug"))
WORK = ((), ("T1", "T2", "T6"), ("T3", "T5", "T8"))
LASTS = timedelta(days=3 * 365 + 90)


def credential(seat, area: Area) -> MediatorCredential:
    """The credential of a mediator's seat; the same region gets the same one in every build."""
    random = Random(f"{area.code} mediation")
    begun = seat.membership.start_date
    is_public = random.random() < 0.6
    number = random.randint(1, 60)
    return actions.enter_credential(
        membership=seat.membership,
        kind=Kind.PUBLIC if is_public else Kind.PROFESSIONAL,
        area=area,
        issues=list(random.choice(WORK)),
        offered_in=list(random.choice(OFFERS)),
        elected_on=begun,
        valid_to=begun + LASTS + timedelta(days=random.randint(0, 300)) if is_public else None,
        document=f"Хаттама № {number}" if is_public else f"Сертификат № {number}",
        by=SYSTEM,
    )
