from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from . import actions, queries

PAGE = 30


def notices(request):
    page = Paginator(queries.notices_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page_obj": page, "unread": queries.unread_count(request.user)})


@require_POST
def follow(request, pk):
    """Mark a notice read and go where it leads."""
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    actions.mark_read(notice=notice)
    return redirect(notice.url or reverse("notices:list"))


@require_POST
def read_all(request):
    actions.mark_all_read(user=request.user)
    return redirect("notices:list")
