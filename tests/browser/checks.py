"""What every page is asked for: no barrier for anybody, no sideways scroll on a phone, a light first view."""

import gzip

import brotli

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIRST_VIEW = 150_000
SQUEEZED_BEFOREHAND = ("text/css", "javascript", "image/svg+xml")


def press(button) -> None:
    """Press what leads to another page, and wait until it stands there whole: a check must not meet the old one."""
    with button.page.expect_navigation():
        button.click()


def audit_page(page) -> None:
    """No rule of WCAG 2.2 A and AA that a machine can see is broken; a breach is named with its place."""
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)

    assert [
        (breach["id"], breach["help"], [node["html"][:200] for node in breach["nodes"]])
        for breach in found["violations"]
    ] == []


def fits_phone(page) -> None:
    """Nothing sticks out of a screen 360 pixels wide: wide tables scroll in their own frame."""
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate(
        "() => document.documentElement.scrollWidth > 360 ? [...document.querySelectorAll('body *')]"
        ".filter(e => e.getBoundingClientRect().right > 361).map(e => e.outerHTML.slice(0, 120)).slice(0, 5) : []"
    )

    assert wide == []


def first_view_bytes(page, path: str) -> int:
    """Bytes on the wire of a first visit by an empty page: files squeezed with brotli, as served, pages with gzip."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    return sum(_on_the_wire(each.headers.get("content-type", ""), each.body()) for each in answers if each.ok)


def first_view_is_light(page, path: str) -> None:
    assert first_view_bytes(page, path) <= FIRST_VIEW


def targets_are_large_enough(page) -> None:
    """Whatever is pressed is at least 24 by 24 pixels, links inside a sentence apart (WCAG 2.2, 2.5.8)."""
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden]), nav a, a.btn')]"
        ".filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]'))"
        ".map(e => [e.getBoundingClientRect(), e])"
        ".filter(([box]) => box.width < 24 || box.height < 24).map(([box, e]) => e.outerHTML.slice(0, 120))"
    )

    assert small == []


def check_page(page) -> None:
    """All of the above that a page already open can answer."""
    audit_page(page)
    targets_are_large_enough(page)
    fits_phone(page)
    audit_page(page)


def _on_the_wire(kind: str, body: bytes) -> int:
    if any(word in kind for word in SQUEEZED_BEFOREHAND):
        return len(brotli.compress(body))
    return len(gzip.compress(body)) if "text/html" in kind else len(body)
