"""What each role finds in the demo country, in one sentence."""

from django.utils.translation import gettext_lazy as _

from shanyraq.accounts.roles import RoleName

FINDS = {
    RoleName.HQ_ANALYST: _("The whole country at a glance: the map of duties, what changed, what is overdue and why."),
    RoleName.HQ_CONTROLLER: _(
        "An address turned into duties, the grid of regions, confirmations, waivers and extensions."
    ),
    RoleName.REGIONAL_SECRETARY: _(
        "One region: its bodies, its meetings, and the facts that wait for the assembly's word."
    ),
    RoleName.POST_ASSISTANT: _("The desk of an akim: what is owed by when, recorded in one tap."),
    RoleName.ASSOCIATION_HEAD: _("One association or council: its card, its youth deputy, its invitations."),
    RoleName.MEDIATOR: _("The register of mediators and one's own credential in it."),
    RoleName.EXPERT: _("The bodies and the acts an expert is asked about."),
    RoleName.SUPPORT_OFFICER: _("Councils and associations of every region, and who supports them."),
    RoleName.DEPUTY: _("One region as a deputy needs it before a visit: invitations, meetings, promises."),
    RoleName.ADMINISTRATOR: _("Accounts, roles and the journal; no content, and no way to close a duty."),
}


def what_it_finds(role: str) -> str:
    return str(FINDS[RoleName(role)])
