"""What law requires to be withheld is replaced by a tombstone: the day, the ground, who withheld it, and a hash of it.

This is the one change that a published report and its documents undergo, once, and nothing undoes it. The trail forgets
with them: its entries of the record keep all but what is withheld.
"""

import hashlib
import json
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils.translation import gettext as _

from cooperation.models import User
from cooperation.models.occasion import noting
from roadmap.choices import ReportState
from roadmap.models import Evidence, ProgressReport


class WithheldAlreadyError(Exception):
    """Someone has withheld it in the meantime, or there is nothing published to withhold."""


@transaction.atomic
def withhold_texts(report: ProgressReport, ground: str, by: User, now: datetime, today: date) -> ProgressReport:
    """Empties the texts of a published report. Raises ValidationError without a ground, WithheldAlreadyError."""
    report = ProgressReport.objects.select_for_update().get(pk=report.pk)
    if report.state != ReportState.PUBLISHED:
        raise WithheldAlreadyError
    bury(report, {"withheld_sha256": hash_of_texts(report)}, ground, by, now, today)
    return report


@transaction.atomic
def withhold_document(evidence: Evidence, ground: str, by: User, now: datetime, today: date) -> Evidence:
    """Empties a document of a published report and deletes its file, unless another document has the same content.

    Of an address, the hash is that of the address. Raises ValidationError without a ground, WithheldAlreadyError.
    """
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("report").get(pk=evidence.pk)
    if evidence.report.state != ReportState.PUBLISHED:
        raise WithheldAlreadyError
    storage, path = evidence.file.storage, evidence.file.name
    bury(evidence, {"sha256": evidence.sha256 or sha256(evidence.url)}, ground, by, now, today)
    if path:
        transaction.on_commit(partial(clear_away, storage, path))
    return evidence


def bury(
    record: ProgressReport | Evidence, hashes: dict[str, str], ground: str, by: User, now: datetime, today: date
) -> None:
    """Puts the tombstone in the place of a record, and empties its entries in the trail, with the day of that."""
    if record.withheld_on is not None:
        raise WithheldAlreadyError
    if not ground.strip():
        raise ValidationError({"ground": _("Name the law or the decision that requires it.")})
    emptied: dict[str, Any] = dict.fromkeys(record.fixing.emptied, "") | {"withheld_on": today}
    tombstone = emptied | hashes | {"withheld_ground": ground.strip(), "withheld_by": by}
    with noting(now, by):
        for name, value in tombstone.items():
            setattr(record, name, value)
        record.save(update_fields=list(tombstone))
    entries: models.QuerySet[Any] = record.history.filter(id=record.pk)  # type: ignore[union-attr]  # both leave a trail
    entries.filter(withheld_on__isnull=True).update(**emptied)


def hash_of_texts(report: ProgressReport) -> str:
    """The SHA-256 of a report's texts: of the JSON object of them by name, sorted, without spaces, in UTF-8."""
    texts = {name: getattr(report, name) for name in ProgressReport.TEXTS}
    return sha256(json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def clear_away(storage: Storage, path: str) -> None:
    """Deletes a file, unless a document that is not withheld has it too."""
    if not Evidence.objects.filter(file=path).exists():
        storage.delete(path)
