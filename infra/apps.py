"""The domain app: what exists, what is allowed, what happened."""

from django.apps import AppConfig


class InfraConfig(AppConfig):
    name = "infra"
    verbose_name = "Hạ tầng giao thông"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Django finds checks by their import."""
        from infra import checks  # noqa: F401
