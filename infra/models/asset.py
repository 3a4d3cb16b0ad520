"""What every asset has: a public id that never changes, a source, and the stamp of its version."""

from typing import Any

from django.contrib.gis.db import models
from django.db.models import CASCADE, PROTECT, CharField, DateTimeField, ForeignKey, Func, Value
from django.db.models.functions import Now


class NewPublicId(Func):
    """`R-000001`: the next id of a kind, drawn from its own sequence, so never reused (`infra/sql/0001`)."""

    function = "new_public_id"
    output_field = CharField()

    def __init__(self, prefix: str) -> None:
        super().__init__(Value(prefix))


class Asset(models.Model):
    """The one base of roads, of all that stands on them, and of what they cross.

    `recorded_from` is kept by the history triggers: the instant this version of the row began.
    """

    source = models.CharField(max_length=300, help_text="Where the record comes from")
    note = models.TextField(blank=True, default="", db_default=Value(""))
    is_published = models.BooleanField(default=True, db_default=True)
    recorded_from = DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


def public_id_column(prefix: str) -> CharField:
    """The public id column of one kind."""
    return models.CharField(max_length=20, unique=True, editable=False, db_default=NewPublicId(prefix))


def code_column(model: str, column: str, **options: Any) -> ForeignKey:
    """A code column: a foreign key whose column holds the code itself. Null means not known."""
    options = {"null": True, "blank": True, **options}
    return models.ForeignKey(f"infra.{model}", PROTECT, db_column=column, related_name="+", **options)


def text_column(max_length: int = 200) -> CharField:
    """A text column: empty when there is nothing to say, never null."""
    return models.CharField(max_length=max_length, blank=True, default="", db_default=Value(""))


def metres_column(digits: int = 7, places: int = 2) -> models.DecimalField:
    """A length in metres as the record states it. Null means not known; 0 is a measured nought."""
    return models.DecimalField(max_digits=digits, decimal_places=places, null=True, blank=True)


def mercator_column(source: str = "geom") -> models.GeneratedField:
    """The stored EPSG:3857 twin that tiles are cut from (no transform per row when drawing)."""
    from django.contrib.gis.db.models.functions import Transform

    return models.GeneratedField(
        expression=Transform(source, 3857),
        output_field=models.GeometryField(srid=3857),
        db_persist=True,
    )


__all__ = [
    "CASCADE",
    "PROTECT",
    "Asset",
    "NewPublicId",
    "code_column",
    "mercator_column",
    "metres_column",
    "public_id_column",
    "text_column",
]
