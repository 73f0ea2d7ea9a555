from django.conf import settings


def house(request):
    """What every page knows: the product's name and whether this is a demo country."""
    return {"product_name": settings.PRODUCT_NAME, "demo": settings.DEMO}
