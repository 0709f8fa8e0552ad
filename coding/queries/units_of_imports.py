"""Which advisories have units that rest on an import."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet

from coding.models import Unit


def units_of_import(corpus: int, contents: AbstractSet[str], emptied: Collection[int]) -> set[int]:
    """Return the advisories of a corpus, by primary key, with a unit of any study that rests on an import.

    `contents` has the SHA-256 of the import's records, `emptied` the advisories of which no other record remains.
    """
    units = Unit.objects.filter(document__advisory__corpus=corpus).order_by()
    return {
        advisory
        for advisory, records in units.values_list("document__advisory", "records").iterator()
        if advisory in emptied or any(record.get("sha256") in contents for record in records)
    }
