"""Sessions in the database; a cookie that cannot be one of our keys is nobody's.

Django takes any text of eight characters to the database, and a cookie can spell a NUL (`"\\000"`), which PostgreSQL
refuses: every address answered 500 to such a visitor.
"""

import re
from typing import Any

from django.contrib.sessions.backends import db

_KEY = re.compile(r"[0-9a-z]{8,40}")


class SessionStore(db.SessionStore):
    """SESSION_ENGINE."""

    def _validate_session_key(self, key: Any) -> bool:
        return isinstance(key, str) and _KEY.fullmatch(key) is not None
