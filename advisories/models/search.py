"""The search index: what is indexed, and what waits to be indexed.

Neither table has a foreign key to the advisories: what was indexed of a deleted advisory is removed later.
"""

from __future__ import annotations

from django.db import models


class SearchText(models.Model):
    """The tokens of an advisory, as they are in the index.

    On SQLite, the index is the FTS5 table `advisories_search`, which stores no text. On PostgreSQL, this table has a
    further column `vector`, and `tokens` only for texts beyond the limits of a tsvector.
    """

    advisory = models.BigIntegerField(primary_key=True)
    tokens = models.BinaryField(null=True)  # `tokens.token_text`, compressed by zlib

    def __str__(self) -> str:
        return f"Tokens of advisory {self.advisory}"


class UnindexedText(models.Model):
    """An advisory that is new, has changed or was deleted since it was last indexed.

    A further change gives the row another number, so that nobody takes the older change for the newer.
    """

    advisory = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Advisory {self.advisory} is not indexed"
