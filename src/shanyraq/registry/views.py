"""Pages to read: lists, cards, vacancies. Another region's body does not exist for a regional reader."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from shanyraq.audit.permissions import can_read_journal

from . import body_rules, listing, permissions, queries
from .asof import day_asked
from .export import as_csv
from .filters import BodyFilter, VacancyFilter, YouthFilter
from .models import Organization, Person, Post

PAGE = 50
PAST_AT_MOST = 100


def bodies(request):
    """Search and filters over every body the reader may see, on a day."""
    asked = day_asked(request)
    chosen = BodyFilter(request.GET, listing.listed(request.user, asked.day), day=asked.day)
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    rows = listing.body_rows(page.object_list, asked.day)
    context = {
        "form": chosen.form,
        "page_obj": page,
        "rows": rows,
        "asked": asked,
        "as_of": asked.day,
        "may_found": permissions.can_found_some(request.user),
        "parent": _asked_parent(request, chosen.form),
    }
    return render(request, "registry/bodies.html", context)


def bodies_export(request):
    """The same list as a CSV file that the import door reads back."""
    asked = day_asked(request)
    chosen = BodyFilter(request.GET, listing.listed(request.user, asked.day), day=asked.day)
    return as_csv(chosen.qs, asked.day)


def body(request, pk):
    found = get_object_or_404(
        Organization.objects.visible_to(request.user)
        .select_related("area", "parent", "branch_of", "successor")
        .prefetch_related("other_names"),
        pk=pk,
    )
    asked = day_asked(request)
    day, user = asked.day, request.user
    may_keep_posts = permissions.can_keep_posts(user, found)
    may_edit_contacts = permissions.can_edit_contacts(user, found)
    above = (found.parent, found.branch_of, found.successor)
    heirs = [queries.successor_on(other, day) for other in (found, found.parent) if other]
    seen = listing.visible_ids(user, *(other.pk for other in (*above, *heirs) if other))
    sees_history = may_edit_contacts or can_read_journal(user)
    context = {
        "body": found,
        "asked": asked,
        "as_of": day,
        "name": queries.name_on(found, day),
        "names": queries.names_on(found, day),
        "state": found.state_on(day),
        "state_label": listing.STATES[found.state_on(day)],
        "exists": found.exists_on(day),
        "has_former_name": any(old.end_date for old in found.other_names.all()),
        "seen": seen,
        "successor": heirs[0],
        "parent_heir": heirs[1] if found.parent else None,
        "bin": body_rules.bin_of(found),
        "relatives": listing.relatives(found, day, user),
        "posts": listing.post_rows(found, day, user),
        "past": listing.past_holders(found, day)[:PAST_AT_MOST],
        "accreditations": listing.accreditations(found, day),
        "may_edit": permissions.can_edit_body(user, found),
        "may_end": permissions.can_end_body(user, found),
        "may_edit_contacts": may_edit_contacts,
        "may_keep_posts": may_keep_posts,
        "may_name_youth": may_keep_posts or permissions.leads(user, found),
        "may_accredit": permissions.can_accredit(user, found),
        "may_apply": permissions.can_apply(user, found),
        "sees_history": sees_history,
        "entries": listing.history_of(found, user) if sees_history else [],
    }
    return render(request, "registry/body.html", context)


def post(request, pk):
    found = get_object_or_404(Post.objects.visible_to(request.user).select_related("organization__area"), pk=pk)
    asked = day_asked(request)
    terms = list(
        found.memberships.select_related("person", "on_behalf_of")
        .prefetch_related("credentials")
        .order_by("-start_date", "id")
    )
    vacant = queries.vacant_posts(asked.day, request.user).filter(pk=found.pk).select_related("organization")
    context = {
        "post": found,
        "asked": asked,
        "as_of": asked.day,
        "body_name": queries.name_on(found.organization, asked.day),
        "exists": found.exists_on(asked.day) and found.organization.exists_on(asked.day),
        "terms": [(term, term.serves_on(asked.day)) for term in terms],
        "seen": listing.visible_ids(request.user, *(term.on_behalf_of_id for term in terms)),
        "vacancy": next(queries.as_vacancies(vacant, asked.day), None),
        "assistants": found.assistants.select_related("user").order_by("-start_date", "id"),
        "may_appoint": permissions.can_appoint(request.user, found),
        "may_keep_posts": permissions.can_keep_posts(request.user, found.organization),
        "is_mediators": found.role == Post.RoleKind.MEDIATOR,
    }
    return render(request, "registry/post.html", context)


def person(request, pk):
    """The posts of an office-holder that the reader may see; how to reach him only for who keeps those posts."""
    found = get_object_or_404(Person.objects.visible_to(request.user).select_related("user"), pk=pk)
    asked = day_asked(request)
    terms = found.memberships.visible_to(request.user).select_related("post", "organization__area")
    context = {
        "person": found,
        "as_of": asked.day,
        "terms": [(term, term.serves_on(asked.day)) for term in terms.order_by("-start_date", "id")],
        "may_edit": permissions.can_edit_person(request.user, found),
    }
    return render(request, "registry/person.html", context)


def vacancies(request):
    """Free seats with their age, the longest vacant first."""
    asked = day_asked(request)
    vacant = queries.vacant_posts(asked.day, request.user).select_related("organization__area")
    chosen = VacancyFilter(request.GET, vacant, day=asked.day)
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": chosen.form,
        "page_obj": page,
        "rows": list(queries.as_vacancies(page.object_list, asked.day)),
        "asked": asked,
        "as_of": asked.day,
    }
    return render(request, "registry/vacancies.html", context)


def youth(request):
    """Youth deputies by region and body: proposals, so nothing here is red."""
    asked = day_asked(request)
    found = listing.youth_bodies(request.user, asked.day).select_related("area")
    chosen = YouthFilter(request.GET, found.order_by("area", "classification", "name_ru", "id"), day=asked.day)
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    counts = listing.youth_counts(request.user, asked.day)
    context = {
        "form": chosen.form,
        "page_obj": page,
        "rows": listing.youth_rows(page.object_list, asked.day, request.user),
        "counts": counts,
        "total": listing.YouthCount(
            None,
            filled=sum(count.filled for count in counts),
            vacant=sum(count.vacant for count in counts),
            not_opened=sum(count.not_opened for count in counts),
        ),
        "asked": asked,
        "as_of": asked.day,
    }
    return render(request, "registry/youth.html", context)


def _asked_parent(request, form) -> Organization | None:
    """The body whose parts the list shows, when one is asked for and the reader may see it."""
    pk = form.cleaned_data.get("parent") if form.is_valid() else None
    return Organization.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
