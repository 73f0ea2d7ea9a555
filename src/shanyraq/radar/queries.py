"""What we ask about signals."""

from .models import Signal


def listed(user):
    """Signals a reader may see, with what a row of the list shows; their texts are long and are asked for apart."""
    return Signal.objects.visible_to(user).select_related("area", "region", "cluster", "reporter")


def whole(user):
    """Signals a reader may see, with what their page shows."""
    return Signal.objects.visible_to(user).select_related("area", "region", "cluster", "reporter", "hotspot")
