"""A file is read in: its name, its digest and its figures stay, the file does not."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shanyraq.audit import journal
from shanyraq.places.models import Area

from .desk_intake import takes_in
from .models import ImportBatch
from .scoping import watches_country

REFUSED_KEPT = 1_000


@transaction.atomic
def begin_import(*, file_name: str, sha256: str, rows: int, area: Area, by) -> ImportBatch:
    """Write down that a file is being read in, or that its reading goes on; ``area`` is the region it may speak of, or
    the country."""
    if not (takes_in(by, area.region_code) if area.level else watches_country(by)):
        raise PermissionDenied(_("Files are read in by the centre and by the secretariat of a region."))
    if begun := ImportBatch.objects.filter(sha256=sha256, area=area, finished_at=None).order_by("at").first():
        journal.record("radar.import_resumed", begun, by=by, area=area, after=begun.done)
        return begun
    batch = ImportBatch.objects.create(file_name=file_name[:200], sha256=sha256, rows=rows, area=area, by=by)
    journal.record("radar.import_begun", batch, by=by, area=area, rows=rows, sha256=sha256)
    return batch


@transaction.atomic
def finish_import(*, batch: ImportBatch, refused: list[tuple[int, list[str]]], by) -> ImportBatch:
    """The end of a file that was read in; ``refused`` are the numbers of lines that could not be read with what was
    wrong, without a word of the file."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.finished_at:
        return batch
    batch.refused = sorted([*batch.refused, *([line, problems] for line, problems in refused)])[:REFUSED_KEPT]
    batch.finished_at = timezone.now()
    batch.save(update_fields=["refused", "finished_at"])
    journal.record(
        "radar.import_finished", batch, by=by, area=batch.area, taken=batch.taken, repeated=batch.repeated,
        refused=len(batch.refused),
    )  # fmt: skip
    return batch
