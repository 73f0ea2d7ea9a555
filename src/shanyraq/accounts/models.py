from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.audit.ids import new_id
from shanyraq.places import calendar
from shanyraq.places.models import Area

from .roles import COUNTRY_ROLES, RoleName


class UserManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


# Letters that look alike in two scripts would make two accounts of one name.
plain_name = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z", _("Use small Latin letters, digits, dots and hyphens; begin with a letter or a digit.")
)


class User(AbstractBaseUser):
    """Somebody who may enter. What he may see follows from his roles, never from who he is."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("account", "invited")
        ACTIVE = "active", pgettext_lazy("account", "active")
        CLOSED = "closed", pgettext_lazy("account", "closed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=150, unique=True, validators=[plain_name])
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="kk", choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "username"]
        constraints = [models.UniqueConstraint(Lower("username"), name="one_user_a_name")]

    def __str__(self):
        return self.name or self.username

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def is_staff(self) -> bool:
        return False

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def held_roles(self) -> list["Role"]:
        """The roles held today, asked for once; whoever changes roles reads the user anew."""
        return list(self.roles.current())

    def has_role(self, *names: str) -> bool:
        return any(role.name in names for role in self.held_roles)

    @cached_property
    def sees_country(self) -> bool:
        return self.has_role(*COUNTRY_ROLES)

    @cached_property
    def region_codes(self) -> frozenset[str]:
        """Codes of the areas named in the user's roles: regions, or districts that open their own rows only."""
        return frozenset(role.area_id for role in self.held_roles if role.area_id)


class RoleQuerySet(models.QuerySet):
    def current(self):
        """Roles that hold now: begun by today's local date and not ended (an end works at once, not at midnight)."""
        return self.filter(ended_on=None, started_on__lte=calendar.today()).select_related("area")


class Role(models.Model):
    """What a user may do, in which region (none: the whole country, for the roles that allow it)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=24, choices=RoleName)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        ordering = ["user", "ended_on", "name"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "name",
                Coalesce("area_id", models.Value("")),
                condition=models.Q(ended_on=None),
                name="one_current_role",
            )
        ]

    def __str__(self):
        return f"{self.get_name_display()}, {self.area}" if self.area else str(self.get_name_display())
