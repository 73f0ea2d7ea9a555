"""Terms of posts, holders and assistants: what lasts beyond a day, how it is ended together and given back."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

Term = tuple[date | None, date | None]


def begins_later(rows, day: date):
    """The first row that begins only after the day, if any."""
    return rows.filter(start_date__gt=day).order_by("start_date").first()


def close(rows, last_day: date, **also) -> dict[str, date | None]:
    """End what lasts beyond a day; the ends as they were, by id, so that ``reopen`` can give them back."""
    lasting = rows.filter(Q(end_date=None) | Q(end_date__gt=last_day))
    before = {str(pk): end for pk, end in lasting.values_list("pk", "end_date")}
    rows.filter(pk__in=list(before)).update(end_date=last_day, **also)
    return before


def reopen(model, before: dict[str, str | None], last_day: date, **also) -> None:
    """Give back the former ends of what ``close`` ended, unless somebody changed it since."""
    for pk, end in before.items():
        rows = model.objects.filter(pk=pk, end_date=last_day)
        rows.update(end_date=end and date.fromisoformat(end), **also)


def most_at_once(terms: Iterable[Term], within: Term) -> int:
    """How many of the terms run on the same day at most, inside another term.

    >>> most_at_once([(date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 6, 30), None)], (date(2025, 1, 1), None))
    2
    """
    start, end = within[0] or date.min, within[1] or date.max
    inside = [(max(first or date.min, start), last or date.max) for first, last in terms]
    inside = [(first, last) for first, last in inside if first <= end and last >= start]
    return max((sum(1 for a, b in inside if a <= first <= b) for first, _last in inside), default=0)
