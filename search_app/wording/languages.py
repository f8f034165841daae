"""The languages of the pages: which one a request is answered in, and how a text is said in it.

Texts are written in Chinese where they are used and looked up in ``translations``. What documents say (names,
sections, printed amounts) is never translated; ``marked_as_chinese`` tells a browser or a screen reader so.

A page is answered in the language that its address asks for (``lang``), else in the one chosen before (a cookie), else
in the one the browser prefers. Files and answers for programs depend on nothing but their address.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations
from urllib.parse import urlencode

from flask import Flask, Response, request
from flask_babel import Babel, get_translations  # type: ignore[import-untyped]  # it has no annotations
from markupsafe import Markup

from index.sentence import Money, Sentence

#: The parameter of an address, and the name of the cookie.
PARAMETER = COOKIE = "lang"
ENGLISH_UNIT = "\N{NO-BREAK SPACE}yuan"
_ONE_YEAR_S = 365 * 24 * 3600

#: Addresses of files and of answers for programs.
_DATA = re.compile(r"\.[a-z]+$|^/(?:api/v1|static)/|^/(?:healthz|readyz|metrics)$")
_UNMARKED, _MARKED = Markup(""), Markup(' lang="zh-CN"')
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Language(enum.StrEnum):
    """A language that every page can be read in, by its tag."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


#: What each is called in itself.
NAMES = {Language.CHINESE: "中文", Language.ENGLISH: "English"}


@dataclass(frozen=True, slots=True)
class Speech:
    """How one request is answered: its language, and the translations into it, none for Chinese."""

    language: Language
    translations: NullTranslations | None


CHINESE = Speech(Language.CHINESE, None)
#: Of the request at hand, Chinese outside of requests. A page says hundreds of texts: nothing else is as quick to ask.
_speech: ContextVar[Speech] = ContextVar("speech", default=CHINESE)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A link to the same page in another language."""

    tag: Language
    name: str
    href: str


def register(app: Flask) -> None:
    """Answer each request in its language, and remember a language that was asked for."""
    app.config["BABEL_DEFAULT_LOCALE"] = _locale(Language.CHINESE)
    Babel(app, locale_selector=lambda: _locale(page_language()))
    app.jinja_env.globals.update(_=gettext, pgettext=pgettext, counted=counted, zh=marked_as_chinese)
    app.jinja_env.filters["zh"] = marked_as_chinese  # as a filter it is called directly: for what stands in loops
    app.context_processor(lambda: {"language": page_language(), "other_languages": tuple(_others())})
    app.before_request(_choose)
    app.after_request(_remember)
    app.teardown_request(_forget)


def page_language() -> Language:
    """The language of this request; Chinese outside of requests, e.g. on the command line."""
    return _speech.get().language


def is_english() -> bool:
    """Whether this request is answered in English."""
    return _speech.get().language is Language.ENGLISH


def gettext(text: str, /, **values: object) -> str:
    """A Chinese text in the language of the page, its places ``%(name)s`` filled."""
    translations = _speech.get().translations
    translated = translations.gettext(text) if translations and text else text
    return translated % values if values else translated


def pgettext(context: str, text: str) -> str:
    """A Chinese text in the language of the page, where the other language has several for it."""
    translations = _speech.get().translations
    return translations.pgettext(context, text) if translations else text


def counted(text: str, number: int, /, **values: object) -> str:
    """A text about a number of things, which stands in it with thousands commas as ``%(number)s``."""
    translations = _speech.get().translations
    translated = translations.ngettext(text, text, number) if translations else text
    return translated % {"number": f"{number:,}", **values}


def said(text: str) -> str:
    """What a lower layer tells the user in the language of the page, where it can be said in another."""
    if not is_english():
        return text
    if isinstance(text, Money):
        return english_yuan(text.yuan)
    if not isinstance(text, Sentence):
        return text
    values = {name: said(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return gettext(text.pattern, **values)


def english_yuan(yuan: Decimal) -> str:
    """An amount in English: exact yuan with thousands commas, decimals only where there are some.

    Every amount has one scale, so that a column can be compared and a figure be quoted as it stands.

    >>> english_yuan(Decimal("1400000.50"))
    '1,400,000.50\\xa0yuan'
    """
    written = f"{yuan:,.2f}" if yuan == round(yuan, 2) else f"{yuan.normalize():,f}"
    return written.removesuffix(".00") + ENGLISH_UNIT


def marked_as_chinese(text: str | None = None) -> Markup:
    """The attribute ``lang`` of an element whose content (or ``text``) is Chinese on a page that is not."""
    if not is_english() or (text is not None and not _CHINESE.search(text)):
        return _UNMARKED
    return _MARKED


def is_page() -> bool:
    """Whether people read what is asked for, so that its language is theirs."""
    return not _DATA.search(request.path)


def in_page_language(address: str) -> str:
    """The address of a file with its heads in the language of the page."""
    if not is_english():
        return address
    return f"{address}{'&' if '?' in address else '?'}{PARAMETER}={page_language()}"


def _choose() -> None:
    """Settle how this request is answered."""
    language = _asked()
    _speech.set(Speech(language, None))  # what Flask-Babel asks for in the next line
    if language is not Language.CHINESE:
        _speech.set(Speech(language, get_translations()))


def _forget(_: BaseException | None) -> None:
    _speech.set(CHINESE)


def _asked() -> Language:
    if (explicit := _known(request.args.get(PARAMETER))) is not None:
        return explicit
    if not is_page():
        return Language.CHINESE
    return _known(request.cookies.get(COOKIE)) or _preferred()


def _known(tag: str | None) -> Language | None:
    return next((language for language in Language if language == tag), None)


def _preferred() -> Language:
    """English where the browser puts it before Chinese; Chinese where it says nothing or names neither."""
    best = request.accept_languages.best_match(("zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "en"))
    return Language.ENGLISH if best == "en" else Language.CHINESE


def _others() -> Iterator[OtherLanguage]:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    for language in Language:
        if language is not page_language():
            yield OtherLanguage(language, NAMES[language], f"?{urlencode([*kept, (PARAMETER, language)])}")


def _remember(response: Response) -> Response:
    if not is_page():
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    response.headers["Content-Language"] = page_language()
    if (explicit := _known(request.args.get(PARAMETER))) is not None:
        response.set_cookie(
            COOKIE, explicit, max_age=_ONE_YEAR_S, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def _locale(language: Language) -> str:
    return language.replace("-", "_")
