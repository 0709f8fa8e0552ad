"""`manage.py reindex`: makes the search index of all texts again."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from advisories.intake.indexing import index_texts
from advisories.platform.command import JsonCommand
from advisories.platform.full_text import lock_index, queue_all_texts


class Command(JsonCommand):
    help = "Make the search index of all texts again, for example after the database was restored without it."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            lock_index()
            queue_all_texts()
        indexed = index_texts()
        if options["json"]:
            self.stdout.write(json.dumps({"indexed": indexed}))
        else:
            self.stdout.write(f"{indexed:,} text{'' if indexed == 1 else 's'} indexed.")
