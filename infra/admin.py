"""Reference tables in Django's admin: codes, thresholds and agencies are dated rows that the department edits itself.

Assets are not here: they are edited on the map and through the API, where their rules are.
"""

from django.contrib import admin

from infra.models import CODE_LISTS, ManagingUnit


class CodeListAdmin(admin.ModelAdmin):
    list_display = ("code", "label_vi", "label_en", "valid_from", "valid_to", "confidence")
    search_fields = ("code", "label_vi", "label_en")


@admin.register(ManagingUnit)
class ManagingUnitAdmin(admin.ModelAdmin):
    list_display = ("code", "name_vi", "valid_from", "valid_to", "successor")


for code_list in CODE_LISTS.values():
    admin.site.register(code_list, CodeListAdmin)
