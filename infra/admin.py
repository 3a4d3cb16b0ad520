"""Reference tables in Django's admin: codes, thresholds and agencies are dated rows that the department edits itself;
the table of rights and everybody's access tokens are for administrators.

Assets are not here: they are edited on the map and through the API, where their rules are.
"""

from typing import Any

from django import forms
from django.contrib import admin

from infra.models import CODE_LISTS, KINDS, AccessToken, AdministrativeUnit, ManagingUnit, WriteRight
from infra.services.rights import is_administrator
from infra.services.tokens import revoke_token


class CodeListAdmin(admin.ModelAdmin):
    list_display = ("code", "label_vi", "label_en", "valid_from", "valid_to", "confidence")
    search_fields = ("code", "label_vi", "label_en")


@admin.register(ManagingUnit)
class ManagingUnitAdmin(admin.ModelAdmin):
    list_display = ("code", "name_vi", "valid_from", "valid_to", "successor")


class ForAdministrators(admin.ModelAdmin):
    """Open to the role, whatever Django's own permissions say."""

    def has_module_permission(self, request: Any) -> bool:
        return is_administrator(request.user)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return is_administrator(request.user)

    def has_add_permission(self, request: Any) -> bool:
        return is_administrator(request.user)

    has_change_permission = has_delete_permission = has_view_permission


KIND_LABELS = {
    "road": "tuyến đường", "km_post": "cột Km", "section": "đoạn mặt đường", "bridge": "cầu", "culvert": "cống", "waterway": "sông, kênh",
    "inspection": "kiểm tra", "posting": "biển hạn chế", "work": "sửa chữa", "shared_stretch": "đoạn đi chung",
}  # fmt: skip
"""Kind → what the department calls it."""


class WriteRightForm(forms.ModelForm):
    """One row of the table of rights; what makes no sense is refused in words."""

    def clean(self) -> dict[str, Any]:
        """The row, for a role or for a person and not for both."""
        given: dict[str, Any] = super().clean()
        if bool(given.get("role")) == bool(given.get("user")):
            raise forms.ValidationError("Chọn một vai trò hoặc một người, và chỉ một trong hai.")
        return given


@admin.register(WriteRight)
class WriteRightAdmin(ForAdministrators):
    form = WriteRightForm
    list_display = ("role", "user", "act", "kind", "managing_unit", "commune")
    list_filter = ("role", "act", "kind")
    list_select_related = ("role", "user", "managing_unit")
    autocomplete_fields = ("user",)

    def formfield_for_dbfield(self, field: Any, request: Any, **options: Any) -> Any:
        if field.name == "kind":
            return forms.ChoiceField(
                choices=[("", "mọi loại"), *((kind, KIND_LABELS[kind]) for kind in KINDS)],
                required=False,
                label="Loại đối tượng",
            )
        if field.name == "commune":
            options["queryset"] = AdministrativeUnit.objects.defer("geom", "geom_3857").order_by("valid_to", "code")
        return super().formfield_for_dbfield(field, request, **options)


@admin.register(AccessToken)
class AccessTokenAdmin(ForAdministrators):
    """Seen and revoked here, made by their holder alone."""

    list_display = ("user", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    exclude = ("digest",)
    actions = ("revoke",)

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    @admin.action(description="Thu hồi / Revoke", permissions=["view"])
    def revoke(self, request: Any, chosen: Any) -> None:
        for token in chosen:
            revoke_token(token.user, token.pk)
        self.message_user(request, f"Đã thu hồi / Revoked: {len(chosen)}")


for code_list in CODE_LISTS.values():
    admin.site.register(code_list, CodeListAdmin)
