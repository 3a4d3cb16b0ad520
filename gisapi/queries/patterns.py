"""Text that LIKE takes literally."""


def escaped(text: str) -> str:
    """The text with what LIKE would read as a pattern escaped."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
