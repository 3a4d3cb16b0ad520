"""Many changes, all or nothing: one transaction, one change set in the history, every fault told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from infra.errors import ChangesRefused, DomainError
from infra.history import acting_as, one_change_of
from infra.services.rights import rights_read_once


class ChangeSet:
    """What has been tried so far. `refused`: (index, error) of every change at fault, in order."""

    def __init__(self, user: Any) -> None:
        self._user = user
        self.refused: list[tuple[int, DomainError]] = []

    @contextmanager
    def change(self, index: int) -> Iterator[None]:
        """One change. What the domain refuses is kept and undone, so that the changes after it are tried too."""
        try:
            with one_change_of(self._user):
                yield
        except DomainError as error:
            self.refused.append((index, error))


@contextmanager
def all_or_nothing(user: Any, reason: str = "", client: str = "", *, dry_run: bool = False) -> Iterator[ChangeSet]:
    """One transaction of changes by `user`; a dry run ends as if it had never begun.

    Raises ChangesRefused with all of `refused`; then nothing is written.
    """
    with acting_as(user, reason, client), rights_read_once():
        changes = ChangeSet(user)
        yield changes
        if changes.refused:
            raise ChangesRefused(changes.refused)
        if dry_run:
            transaction.set_rollback(True)
