"""The only door to an organization's pages: 404 for people outside its scope, 403 for readers who write.

Every view of the portal carries one of these decorators; a test walks the URLconf and fails for a
view without one. The decorator leaves the name of the demanded permission on the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from organizations.models import Organization, User

PUBLIC = "public"
SIGNED_IN = "signed in"

View = Callable[..., HttpResponseBase]


def current_user(request: HttpRequest) -> User:
    """Return the signed-in user with the type that the views need."""
    return cast(User, request.user)


def reachable_organization(user: User, code: str) -> Organization:
    """Return the organization with this code; raise Http404 when it is outside the user's scope."""
    organization = Organization.objects.visible_to(user).filter(code=code).first()
    if organization is None:
        raise Http404("ไม่พบหน่วยงานนี้ หรือท่านไม่มีสิทธิเข้าถึง")
    return organization


def require(user: User, permission: str, organization: Organization | None = None) -> None:
    """Raise PermissionDenied unless the user holds the permission (over the organization)."""
    if not user.has_perm(permission, organization):
        raise PermissionDenied("บัญชีของท่านไม่มีสิทธิทำรายการนี้")


def organization_view(permission: str, write: str | None = None) -> Callable[[View], View]:
    """Hand the view the organization that the URL's `code` names, as its second argument.

    `permission` is demanded for every request, `write` (when given) also for all but GET and HEAD.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = current_user(request)
            organization = reachable_organization(user, code)
            require(user, permission, organization)
            if write and request.method not in ("GET", "HEAD"):
                require(user, write, organization)
            request.organization = organization  # type: ignore[attr-defined]  # read by the page frame
            return view(request, organization, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the URLconf test
        guarded.write_permission = write or permission  # type: ignore[attr-defined]  # read by the URLconf test
        return guarded

    return decorate


def scope_view(permission: str) -> Callable[[View], View]:
    """Demand that the user holds the permission over some scope; the view filters by visible_to()."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(current_user(request), permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the URLconf test
        return guarded

    return decorate


def signed_in_view(view: View) -> View:
    """Mark a page that everyone who is signed in may see; it shows only the person's own things."""
    view.permission = SIGNED_IN  # type: ignore[attr-defined]  # read by the URLconf test
    return view


def public_view(view: View) -> View:
    """Mark a page that needs no sign-in."""
    view.permission = PUBLIC  # type: ignore[attr-defined]  # read by the URLconf test
    return login_not_required(view)
