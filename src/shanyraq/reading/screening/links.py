"""Addresses of the net: e-mails (also in disguise), links, handles of messengers."""

import re
from collections.abc import Iterator

from shanyraq.reading.screening.lexicon import words_of
from shanyraq.reading.screening.model import Kind, Span

_ENDS = "|".join(
    words_of(
        "kz ru com org net info edu gov uz kg tj su рф қаз tr cn de uk us eu io me tv cc app link site online shop "
        "pro biz "
        "ly gg be id to page dev club store by ua"
    )
)
_ACCOUNT_HOSTS = frozenset(
    words_of(
        "t.me telegram.me telegram.org wa.me whatsapp.com instagram.com vk.com vk.me vk.ru facebook.com fb.com m.me"
        " tiktok.com "
        "ok.ru youtube.com twitter.com x.com threads.net threads.com linkedin.com snapchat.com discord.gg viber.com"
        " my.mail.ru"
    )
)
_SCHEME = re.compile(
    r"(?:https?|ftp|tg|viber|whatsapp|hxxps?)\s?:\s?//\S+|(?<![\w@])www\.\S+|mailto:\S+", re.IGNORECASE
)
_HOST = re.compile(
    rf"(?<![\w@.\-])[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{0,5}}\.(?:{_ENDS})(?![\w\-])(?:[/?#:]\S*)?", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_AT = r"(?:@|\(at\)|\[at\]|\{at\}|\bat\b|\(собака\)|\[собака\]|\bсобака\b|\bсобачка\b|\(эт\)|\bэт\b)"
_POINT = r"(?:\.|\(dot\)|\[dot\]|\bdot\b|\bточка\b|\(точка\)|\[точка\]|\bнүкте\b)"
_DISGUISED = re.compile(
    rf"(?<![\w.+\-])[a-z0-9][a-z0-9._+\-]{{1,63}}\s{{0,2}}{_AT}\s{{0,2}}[\w\-]{{2,63}}\s{{0,2}}{_POINT}\s{{0,2}}"
    rf"(?:{_ENDS}|ком|ру|кз|нет)\b",
    re.IGNORECASE,
)
_DISGUISE = re.compile(r"собак|\bэт\b|\bat\b|[(\[{](?:at|собака|эт)|@", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@./])@[\w.]{2,64}")
_NETWORKS = "|".join(
    words_of(
        r"инстаграмм?\w{0,3} инста\w{0,2} instagram insta ig телеграмм?\w{0,3} телег[аеуи] telegram tg тг "
        r"тикток\w{0,2} tiktok "
        r"вконтакте вк vk фейсбук\w{0,2} facebook fb ватсап\w{0,2} вацап\w{0,2} уатсап\w{0,2} whatsapp скайп\w{0,2} "
        r"skype "
        r"discord дискорд\w{0,2} ник никнейм nick nickname аккаунт\w{0,2} account логин login username юзернейм "
        r"парақшасы"
    )
)
_NETWORK = re.compile(
    rf"\b(?:{_NETWORKS})(?P<sep>\s{{0,2}}[:=\-–—]\s{{0,2}}|\s{{1,2}})(?P<name>@?[a-z][a-z0-9_.]{{2,63}})", re.IGNORECASE
)
_LATIN_WORD = re.compile(r"[a-z]{2}[a-z0-9_.]")
_TRAILING = ".,;:!?)]}»”\"'…"


def links(text: str) -> Iterator[tuple[Kind, Span]]:
    """E-mails first, then links, then handles; spans may overlap, the earlier one wins."""
    low = text.lower()
    if "@" in text:
        yield from (("email", each.span()) for each in _EMAIL.finditer(text))
    if _DISGUISE.search(low):
        yield from (("email", each.span()) for each in _DISGUISED.finditer(text))
    if "://" in text or "www." in low or ":" in text:
        yield from _addresses(_SCHEME, text)
    if "." in text:
        yield from _addresses(_HOST, text)
    if "@" in text:
        yield from (("handle", _trimmed(text, each.span())) for each in _HANDLE.finditer(text))
    for each in _NETWORK.finditer(text) if _LATIN_WORD.search(low) else ():
        if _is_handle(each):
            yield "handle", _trimmed(text, each.span("name"))


def _addresses(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Kind, Span]]:
    for each in pattern.finditer(text):
        span = _trimmed(text, each.span())
        yield ("handle" if _is_account(text[slice(*span)]) else "link"), span


def _is_account(address: str) -> bool:
    bare = re.sub(r"^[a-z]+\s?:\s?//", "", address.lower()).removeprefix("www.").removeprefix("m.")
    host, _, rest = bare.partition("/")
    return bool(rest) and host in _ACCOUNT_HOSTS


def _is_handle(match: re.Match[str]) -> bool:
    """«инста aigul_01», «telegram: serik»: a bare word after a blank must look like a handle."""
    name, sep = match.group("name"), match.group("sep")
    if name.startswith("@") or sep.strip() in (":", "=") or re.search(r"[\d_.]\w", name):
        return True
    return not match.group(0)[0].isascii() and name.isascii()


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while end > start + 1 and text[end - 1] in _TRAILING:
        end -= 1
    return (start, end)
