"""Requests counted by all workers together (table `request_count`)."""

from django.db import connection


def count_request(key: str, window_start: int) -> int:
    """Count one more request under this key in the window that began then (seconds since 1970); how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("select count_request(%s, %s)", [key, window_start])
        return int(cursor.fetchone()[0])


def forget_counts(before: int) -> int:
    """Delete the windows that began before this time (seconds since 1970); returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("delete from request_count where window_start < %s", [before])
        return int(cursor.rowcount)
