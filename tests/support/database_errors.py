"""Errors as the drivers of databases raise them."""

from __future__ import annotations


class PostgresqlError(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.pgcode = code
