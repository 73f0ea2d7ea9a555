"""The deeds of acts and rules, as the journal names them."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "directives.act_added": _("Act added"),
    "directives.act_edited": _("Act card edited"),
    "directives.act_in_force": _("Act put in force"),
    "directives.act_repealed": _("Act repealed"),
    "directives.acts_linked": _("Acts linked"),
    "directives.acts_unlinked": _("Link between acts removed"),
    "directives.act_read": _("Act read, directives proposed"),
    "directives.directive_added": _("Directive added by hand"),
    "directives.directive_edited": _("Directive edited"),
    "directives.bearer_chosen": _("Bearer of a directive chosen"),
    "directives.directive_confirmed": _("Directive confirmed"),
    "directives.directive_rejected": _("Directive rejected"),
    "directives.directives_merged": _("Directives merged"),
    "directives.directive_reopened": _("Decision on a directive undone"),
    "directives.rule_made": _("Rule made"),
    "directives.rule_made_by_analogy": _("Rule made by analogy with another"),
    "directives.rule_replaced": _("Rule replaced by a new version"),
    "directives.rule_closed": _("Rule closed"),
    "directives.rule_renamed": _("Wording of a rule corrected"),
    "directives.rule_sourced": _("Rule tied to the sentence it comes from"),
    "directives.rules_loaded": _("Rules of the country loaded"),
}
