from django.conf import settings


def house(request):
    """What every page knows: the product's name, whether this is a demo country, its languages by their own names."""
    return {"product_name": settings.PRODUCT_NAME, "demo": settings.DEMO, "languages": settings.LANGUAGES}
