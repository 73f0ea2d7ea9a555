from django.urls import path

from . import act_directive_views as directives
from . import act_views as acts
from . import rule_views as rules

app_name = "acts"

urlpatterns = [
    path("", acts.acts, name="list"),
    path("add/", acts.add, name="add"),
    path("<uuid:pk>/", acts.act, name="act"),
    path("<uuid:pk>/edit/", acts.edit, name="edit"),
    path("<uuid:pk>/in-force/", acts.in_force, name="in_force"),
    path("<uuid:pk>/repeal/", acts.repeal, name="repeal"),
    path("<uuid:pk>/read/", acts.reread, name="reread"),
    path("<uuid:pk>/link/", acts.link, name="link"),
    path("links/<int:pk>/remove/", acts.unlink, name="unlink"),
    path("<uuid:pk>/merge/", directives.merge, name="merge"),
    path("<uuid:pk>/directives/add/", directives.add, name="add_directive"),
    path("directives/<uuid:pk>/confirm/", directives.confirm, name="confirm"),
    path("directives/<uuid:pk>/reject/", directives.reject, name="reject"),
    path("directives/<uuid:pk>/bearer/", directives.bearer, name="bearer"),
    path("directives/<uuid:pk>/reopen/", directives.reopen, name="reopen"),
    path("directives/<uuid:pk>/edit/", directives.edit, name="edit_directive"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path("rules/<slug:code>/replace/", rules.replace, name="replace_rule"),
    path("rules/<slug:code>/close/", rules.close, name="close_rule"),
    path("directives/<uuid:pk>/rule/", rules.make, name="make_rule"),
    path("directives/<uuid:pk>/source/", rules.source, name="source_rule"),
]
