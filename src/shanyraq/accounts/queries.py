from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q

from .models import Role, User


def users_with_roles():
    """Every account with the roles it holds now; two queries however many they are."""
    return User.objects.prefetch_related(
        Prefetch("roles", queryset=Role.objects.filter(ended_on=None).select_related("area"), to_attr="roles_now")
    )


def search_users(users, text: str):
    """Accounts whose name, user name or e-mail holds every word of the text."""
    for word in text.split():
        users = users.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(email__icontains=word))
    return users


def roles_of(user: User):
    """All roles a user holds or held, the present ones first."""
    return user.roles.select_related("area").order_by("ended_on", "-started_on")


def roles():
    """Every role ever given, with its user and area."""
    return Role.objects.select_related("user", "area")


def filter_users(users, *, q="", role="", area=None, state=""):
    """Narrow by words, by a role held now, by its area, by state; empty means all."""
    held = {"roles__name": role or None, "roles__area": area}
    held = {key: value for key, value in held.items() if value}
    if held:
        users = users.filter(roles__ended_on=None, **held).distinct()
    if state:
        users = users.filter(state=state)
    return search_users(users, q)


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def names(ids) -> dict[str, str]:
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")}
