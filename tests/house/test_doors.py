"""Every door is locked unless it stands on the list of open doors."""

from django.urls import URLPattern, URLResolver, get_resolver

OPEN_DOORS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "accounts:accept",
    "accounts:set_language",
    "duties:calendar_feed",  # as below
    "radar:report",  # anybody may report, without saying who he is
    "radar:report_in",
    "radar:waiting_in",
    "radar:worker",
    "radar:receipt",  # the code of the receipt is the key
    "radar:receipt_in",
    "radar:transparency",  # how the house listens is told to everybody
    "radar:transparency_in",
    "radar:api",  # a program sends its own key
    "meetings:feed",  # a calendar program cannot log in: the address is the key, and its owner may renew it
}
OPEN_PREFIXES = ("demo:",)


def doors(resolver=None, namespace=()):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespace, entry.namespace) if entry.namespace else namespace
            yield from doors(entry, inner)
        elif isinstance(entry, URLPattern):
            yield ":".join([*namespace, entry.name or str(entry.pattern)]), entry.callback


def is_open(view) -> bool:
    return not getattr(view, "login_required", True)


def test_every_open_door_is_on_the_list():
    open_now = {name for name, view in doors() if is_open(view)}

    unexpected = {name for name in open_now if name not in OPEN_DOORS and not name.startswith(OPEN_PREFIXES)}

    assert unexpected == set()


def test_every_locked_door_sends_a_stranger_to_the_entrance(client, db):
    for path in ["/", "/desk/", "/duties/", "/acts/", "/meetings/", "/registry/", "/audit/", "/notices/"]:
        answer = client.get(path)

        assert answer.status_code == 302, path
        assert "/login" in answer["Location"], path
