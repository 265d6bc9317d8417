"""What happens around every request."""

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from cooperation.models.edition import Edition

GetResponse = Callable[[HttpRequest], HttpResponse]


class UserLanguageMiddleware:
    """Where the address names no language (admin), whoever is signed in reads in the language of the account."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and translation.get_language_from_path(request.path_info) is None:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language  # type: ignore[attr-defined]  # as LocaleMiddleware does
        return self.get_response(request)


class TemporaryPasswordMiddleware:
    """A one-time password opens only the page on which it is replaced."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        open_views = {"change-password", "sign-out", "logout", "jsi18n"}
        if request.user.is_authenticated and request.user.password_is_temporary and match.url_name not in open_views:
            return redirect("change-password")
        return None


class PublicPageCacheMiddleware:
    """Keeps rendered public pages for visitors; any write to the site makes all of them stale at once.

    A page is kept under its address, the language in it, the day in Tashkent and the edition, a number in the database
    that every unsafe request of a signed-in person and every writing command raises.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            response = self.get_response(request)
            if request.user.is_authenticated:  # nobody else writes
                Edition.objects.advance()
            return response
        if request.user.is_authenticated:
            response = self.get_response(request)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True)
            return response
        if request.method == "HEAD" or not self.is_public(request):
            return self.get_response(request)
        address = sha256(f"{request.get_host()}{request.get_full_path()}".encode()).hexdigest()
        key = f"page:{Edition.objects.number()}:{timezone.localdate()}:{address}"
        kept = cache.get(key)
        if kept is not None:
            return HttpResponse(kept["content"], headers=kept["headers"])
        response = self.get_response(request)
        if response.status_code == 200 and not response.streaming and not response.cookies:
            cache.set(
                key, {"content": response.content, "headers": dict(response.headers)}, settings.PUBLIC_PAGE_SECONDS
            )
        return response

    @staticmethod
    def is_public(request: HttpRequest) -> bool:
        """Pages under a language, except those of the workspace, for visitors without a message or a session of ours.

        0 seconds in the settings turns the cache off.
        """
        if {"messages", settings.SESSION_COOKIE_NAME} & request.COOKIES.keys():
            return False
        language = translation.get_language_from_path(request.path_info)
        in_workspace = request.path_info.split("/")[2:3] == ["workspace"]
        return bool(settings.PUBLIC_PAGE_SECONDS) and language is not None and not in_workspace
