"""A real browser before the real pages: Chromium of the system, the live server, the strict content policy on."""

import os
import shutil
from pathlib import Path

import pytest
from django.test import Client

pytest.register_assert_rewrite("browser.checks")
# Playwright keeps an event loop in the test's thread; the tests ask the database there all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return shutil.which("chromium") or _missing("Chromium is not installed (Debian: apt install chromium).")


@pytest.fixture(scope="session")
def axe_path() -> Path:
    return AXE if AXE.exists() else _missing("axe-core is not installed (npm ci).")


@pytest.fixture(scope="session")
def browser(playwright, chromium_path):
    chromium = playwright.chromium.launch(executable_path=chromium_path, args=SWITCHES)
    yield chromium
    chromium.close()


@pytest.fixture
def look(browser, live_server, axe_path):
    """``look(path, as_=user, language="ru", phone=True)`` opens a page (None: an empty one).

    A breach of the content policy or an error of a script fails the test.
    """
    contexts, troubles = [], []

    def open_page(path="/", *, as_=None, language=None, phone=False):
        context = browser.new_context(viewport=PHONE if phone else DESK, base_url=live_server.url)
        contexts.append(context)
        context.add_init_script(path=str(axe_path))
        if language:
            context.add_cookies([_cookie(live_server, "language", language)])
        if as_ is not None:
            context.add_cookies([_cookie(live_server, *_session_of(as_))])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console", lambda message: troubles.append(message.text) if "Content Security" in message.text else None
        )
        if path is not None:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def _session_of(user) -> tuple[str, str]:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["session"]
    return cookie.key, cookie.value


def _cookie(live_server, name: str, value: str) -> dict:
    return {"name": name, "value": value, "url": live_server.url}


def _missing(words: str):
    if os.environ.get("SHANYRAQ_REQUIRE_ALL") == "1":
        pytest.fail(words)
    return pytest.skip(words)
