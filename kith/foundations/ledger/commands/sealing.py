"""Sealing what was written."""

from django.db import connection, transaction


def seal(*, most: int = 10_000) -> int:
    """Seal what no running transaction can come before any more, in seals of at most `most` rows. Returns how many rows were sealed."""
    sealed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select ledger_seal_next(%s)", [most])
            rows = int(cursor.fetchone()[0])
        sealed += rows
        if rows < most:
            return sealed
