"""From a file to signals: read, show, take in. Between showing and taking in nothing of the file is kept here: the
person gives it again, and it must be the same."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from shanyraq.audit import journal
from shanyraq.places.models import Area

from . import import_files, import_lines
from .desk_intake import takes_in
from .import_actions import REFUSED_KEPT, begin_import, finish_import
from .import_lines import Line
from .models import ImportBatch
from .receiving import OtherSubmission, receive, used
from .scales import Channel

# Other writers wait while a part is written: no longer than they are used to.
PART = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was read: what would become of each line."""

    sha256: str
    encoding: str
    lines: list[Line]

    @property
    def good(self) -> list[Line]:
        return [line for line in self.lines if line.report]

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines if not line.report]


def broken_off(seen: Seen, area: Area) -> ImportBatch | None:
    """The reading of this very file that did not come to its end."""
    return ImportBatch.objects.filter(sha256=seen.sha256, area=area, finished_at=None).order_by("at").first()


def look(file: bytes, *, encoding: str = "", by) -> Seen:
    """Read a file and change nothing. Raises ``ValidationError`` when it cannot be read as a whole."""
    table = import_files.read(file, encoding)
    lines = import_lines.lines(table, may_take=lambda region: takes_in(by, region))
    return Seen(hashlib.sha256(file).hexdigest(), table.encoding, lines)


def take_in(seen: Seen, *, file_name: str, area: Area, by) -> ImportBatch:
    """Every good line becomes a signal, once: the same file read in again changes nothing, and one that was broken off
    goes on where it stopped. Two people who give the same file at once share the work."""
    batch = begin_import(file_name=file_name, sha256=seen.sha256, rows=len(seen.lines), area=area, by=by)
    good = seen.good
    while _take_part(batch, seen.sha256, good, by):
        pass
    return finish_import(batch=batch, refused=[(line.number, line.problems) for line in seen.bad], by=by)


@transaction.atomic
def _take_part(batch: ImportBatch, sha256: str, good: list[Line], by) -> bool:
    """Take in the next lines and write down how far it went, both or neither; False when nothing was left."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    lines = [line for line in good if line.number > batch.done][:PART]
    if not lines or batch.finished_at:
        return False
    taken, repeated, refused = _take(lines, sha256, by)
    batch.taken, batch.repeated = batch.taken + taken, batch.repeated + repeated
    batch.refused = [*batch.refused, *refused][:REFUSED_KEPT]
    batch.done = lines[-1].number
    batch.save(update_fields=["taken", "repeated", "refused", "done"])
    return True


def _take(lines: list[Line], sha256: str, by) -> tuple[int, int, list[list]]:
    """How many lines became signals, how many were known, and what was refused."""
    taken = repeated = 0
    refused = []
    keys = {line.number: f"{sha256}:{line.number}" for line in lines}
    known = used(Channel.IMPORT, keys.values())
    with journal.together():
        for line in lines:
            key = keys[line.number]
            try:
                received = receive(
                    report=line.report,
                    key=key,
                    channel=Channel.IMPORT,
                    source=key,
                    source_kind=line.source_kind,
                    by=by,
                    is_unknown=key not in known,
                )
            except OtherSubmission:
                repeated += 1
            except ValidationError as problem:
                refused.append([line.number, problem.messages])
            else:
                taken, repeated = taken + received.is_new, repeated + (not received.is_new)
    return taken, repeated, refused
