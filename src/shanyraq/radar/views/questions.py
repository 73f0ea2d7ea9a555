"""One question on a page of its own, about a line, a hotspot, a plan or a measure."""

from django.shortcuts import render


def question(request, form, *, about: str, back: str, heading: str, submit: str, text: str = "", **page):
    """Heading, what it is about (a link back), words, the form, the button. 422 when the form was refused."""
    shown = {"form": form, "about": about, "back": back, "heading": heading, "submit": submit, "text": text, **page}
    return render(request, "radar/question.html", shown, status=422 if form.errors else 200)
