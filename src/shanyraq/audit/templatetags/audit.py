from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyraq.audit import journal, verbs

register = template.Library()

WRONG = {
    "missing": gettext_lazy("is missing; the next entry stands in its place"),
    "out_of_order": gettext_lazy("does not follow from the entry before it"),
    "changed": gettext_lazy("was changed after it was written"),
    "head_differs": gettext_lazy("is the last one, but the head of the journal names another"),
    "cut": gettext_lazy("was cut off: a head kept outside names it"),
    "replaced": gettext_lazy("was written anew: a head kept outside names another"),
}


@register.filter
def deed(entry) -> str:
    return verbs.label(entry.verb)


@register.filter
def doer(entry) -> str:
    return _("the system") if entry.actor == journal.SYSTEM else entry.actor_name


@register.filter
def what_is_wrong(code: str) -> str:
    return str(WRONG[code])
