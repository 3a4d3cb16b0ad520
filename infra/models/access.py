"""Who may write where, with which tokens, and what was answered to a request that may come twice."""

from django.contrib.auth.models import Group, User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CASCADE, PROTECT, CheckConstraint, F, Q, UniqueConstraint, Value
from django.db.models.functions import Coalesce, Now

CREATE, CHANGE, DELETE = ACTS = ("create", "change", "delete")
"""Acts that change the database at once."""
DRAFT, REVIEW, REVIEW_OWN = "draft", "review", "review-own"
RIGHTS = (*ACTS, DRAFT, REVIEW, REVIEW_OWN)
"""What a right may let somebody do: an act at once; propose any act in a draft; let drafts of others in; also one's own."""
_SAID = {
    CREATE: "tạo mới", CHANGE: "sửa", DELETE: "xoá", DRAFT: "soạn bản nháp", REVIEW: "duyệt bản nháp",
    REVIEW_OWN: "duyệt bản nháp của chính mình",
}  # fmt: skip

_WHO_AND_WHERE = ("role", "user", "managing_unit", "commune")


class WriteRight(models.Model):
    """One row of the table of rights: a role or a user may do one thing (`RIGHTS`) to one kind (or all), somewhere (or everywhere).

    `managing_unit` and `commune` bound it; what is empty bounds nothing. A commune is one dated row with its outline.
    """

    role = models.ForeignKey(Group, CASCADE, null=True, blank=True, related_name="write_rights", verbose_name="vai trò")
    user = models.ForeignKey(User, CASCADE, null=True, blank=True, related_name="write_rights", verbose_name="người")
    act = models.CharField("được làm", max_length=10, choices=[(act, _SAID[act]) for act in RIGHTS])
    kind = models.CharField("loại đối tượng", max_length=40, blank=True, default="", help_text="Để trống: mọi loại")
    managing_unit = models.ForeignKey(
        "infra.ManagingUnit", PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị quản lý",
        help_text="Để trống: mọi đơn vị",
    )  # fmt: skip
    commune = models.ForeignKey(
        "infra.AdministrativeUnit", PROTECT, null=True, blank=True, related_name="+", verbose_name="xã, phường",
        help_text="Để trống: mọi nơi",
    )  # fmt: skip

    class Meta:
        db_table = "write_right"
        ordering = ["role", "user", "kind", "act"]
        verbose_name = "quyền ghi"
        verbose_name_plural = "bảng quyền ghi"
        constraints = [
            CheckConstraint(condition=Q(role__isnull=True) ^ Q(user__isnull=True), name="write_right_one_holder"),
            CheckConstraint(condition=Q(act__in=RIGHTS), name="write_right_act"),
            # Empty is one value here, not many: PostgreSQL 14 has no NULLS NOT DISTINCT.
            UniqueConstraint(
                *(Coalesce(name, Value(0), output_field=models.BigIntegerField()) for name in _WHO_AND_WHERE),
                "act",
                "kind",
                name="write_right_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role or self.user}: {self.act} {self.kind or '*'}"


class AccessToken(models.Model):
    """A personal token: its digest (SHA-256, hex), never itself. `prefix` is what its holder knows it by."""

    user = models.ForeignKey(User, CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60))
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "access_token"
        ordering = ["-created_at", "-id"]
        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập cá nhân"
        constraints = [CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="access_token_period")]

    def __str__(self) -> str:
        return f"{self.user}: {self.name} ({self.prefix}…)"


class IdempotencyKey(models.Model):
    """What was answered to one POST. `request`: method and address; `body_hash`: SHA-256 of what was sent.

    Written in the transaction of the change: there is no key without its change and no change without its key.
    """

    user = models.ForeignKey(User, CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request = models.TextField()
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "idempotency_key"
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_created")]
        constraints = [UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
