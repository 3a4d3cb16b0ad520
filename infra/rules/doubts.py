"""What a rule says of something that can hardly be right. Pure."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Facts = Mapping[str, Any]
"""Column → value of one row; what is not known is None or missing."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """`code` names the check, `field` the column at fault (None: the whole row), `facts` what makes it doubtful.

    `fix`: property → value that would end the doubt, where one answer is plain; the writing API takes it as it is.
    """

    code: str
    field: str | None
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    fix: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules may know besides the row. `limits`: threshold → value (`code_check_threshold`); `gross_t`: load → tonnes, where the list states them."""

    as_at: date
    limits: Mapping[str, float] = dataclasses.field(default_factory=dict)
    gross_t: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)
