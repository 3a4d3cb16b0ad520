"""Requests counted by all workers together (table `request_count`), by key and window; windows begin at seconds since 1970."""

from django.db import connection


def count_requests(key: str, window_start: int, n: int = 1) -> int:
    """Count `n` more requests under this key in the window that began then; how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("select count_requests(%s, %s, %s)", [key, window_start, n])
        return int(cursor.fetchone()[0])


def requests_counted(key: str, window_start: int) -> int:
    """How many there are under this key in the window that began then."""
    with connection.cursor() as cursor:
        cursor.execute("select n from request_count where (key, window_start) = (%s, %s)", [key, window_start])
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def forget_counts(before: int) -> int:
    """Delete the windows that began before this time; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("delete from request_count where window_start < %s", [before])
        return int(cursor.rowcount)
