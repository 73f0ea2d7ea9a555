"""How much of each of many kinds there is, asked in one question."""

from collections.abc import Mapping

from django.db.models import Exists, IntegerField, QuerySet, Subquery

from shanyraq.accounts.models import User

COUNTED_TO = 100


class Many(Subquery):
    """How many rows a question has, counted up to ``COUNTED_TO``."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values("pk")[:COUNTED_TO])


def there_are(user, asked: Mapping[str, QuerySet], counted: frozenset[str] = frozenset()) -> dict[str, int]:
    """For each question whether it has rows (0 or 1), and for those ``counted`` how many up to ``COUNTED_TO``."""
    alone = User.objects.filter(pk=user.pk)
    names = [name for name, rows in asked.items() if not rows.query.is_empty()]
    row = alone.values_list(*(Many(asked[name]) if name in counted else Exists(asked[name]) for name in names)).get()
    return dict.fromkeys(asked, 0) | {name: int(many) for name, many in zip(names, row, strict=True)}
