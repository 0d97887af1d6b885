"""Rules for every request: signed in unless a view says otherwise; pages of people are not cached."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from ita_portal import errors


class SignedInMiddleware(LoginRequiredMiddleware):
    """Ask for sign-in; a form that was sent after the session ended keeps what was typed."""

    def handle_no_permission(  # type: ignore[override]  # the stubs promise a redirect only
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Show the typed values again for a POST, else go to the sign-in page."""
        if request.method == "POST" and request.POST:
            return errors.session_ended(request)
        return super().handle_no_permission(request, view_func)


class MethodPageMiddleware:
    """Give a refused method (405) a page that says what to do; Django's own answer is empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace an empty refusal, keeping its Allow header."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.streaming or response.content:
            return response
        page = errors.method_not_allowed(request)
        page["Allow"] = response["Allow"]
        return page


class PrivatePagesMiddleware:
    """Keep answers to signed-in people out of every cache, and close the browser's device interfaces."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to the answer."""
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
