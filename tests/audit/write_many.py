"""Run as a program: write entries into the journal of SHANYRAQ_DATA, one transaction each, as fast as it goes."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.site.settings"
django.setup()

from django.db import transaction  # noqa: E402

from shanyraq.accounts.models import User  # noqa: E402
from shanyraq.audit import journal  # noqa: E402

who = User.objects.get(username=sys.argv[1])
for number in range(int(sys.argv[2])):
    with transaction.atomic():
        journal.record("accounts.logged_in", who, by=who, number=number)
