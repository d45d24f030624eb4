"""Every view says who may open it; one that says nothing stays closed."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, request

from learnapp.core.errors import Forbidden, NotSignedIn, PasswordNeeded, SecretNeeded
from learnapp.core.policy import Actor, Permission, may_ever
from learnapp.web.session import Somebody, signed_in_person

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]

PUBLIC = "public"
SHARED = "shared"
SIGNED_IN = "signed_in"
ACCOUNT = "account"


def public(view: View[P, R]) -> View[P, R]:
    """Open the view to everyone."""
    return marked(view, PUBLIC)


def signed_in(view: View[P, R]) -> View[P, R]:
    """Open the view to everyone who is known to this browser, guests too."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        current_somebody()
        return view(*args, **kwargs)

    return marked(guarded, SIGNED_IN)


def with_account(view: View[P, R]) -> View[P, R]:
    """Open the view to everyone with an account; a guest is asked to sign in or register."""
    opened = with_any_secret(view)

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_somebody().needs_secret:
            raise SecretNeeded
        return opened(*args, **kwargs)

    return marked(guarded, ACCOUNT)


def with_any_secret(view: View[P, R]) -> View[P, R]:
    """Open the view to everyone with an account, by a one-time password too: to replace it."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_somebody().has_account:
            raise NotSignedIn
        return view(*args, **kwargs)

    return marked(guarded, ACCOUNT)


def requires(permission: Permission) -> Callable[[View[P, R]], View[P, R]]:
    """Open the view to those who may hold the permission about someone.

    The service decides about the very subject; this keeps out those who have no business here.
    """

    def decorate(view: View[P, R]) -> View[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if current_somebody().needs_password:
                raise PasswordNeeded
            if current_somebody().needs_secret:
                raise SecretNeeded
            if not may_ever(current_actor(), permission):
                raise Forbidden(permission)
            return view(*args, **kwargs)

        return marked(guarded, permission)

    return decorate


def current_somebody() -> Somebody:
    """Return who is signed in. Raises ``NotSignedIn`` for a visitor."""
    somebody = signed_in_person()
    if somebody is None:
        raise NotSignedIn
    return somebody


def current_actor() -> Actor:
    """Return the person acting, with their grants. Raises ``NotSignedIn`` for a visitor."""
    return current_somebody().actor


def marked(view: View[P, R], access: str) -> View[P, R]:
    """Write on the view who may open it."""
    cast("dict[str, object]", view.__dict__)["access"] = access
    return view


def refuse_unmarked_views(app: Flask) -> None:
    """Keep everyone out of a view that does not say who may open it."""

    @app.before_request
    def refuse_unmarked() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view and request.endpoint != "static" and not hasattr(view, "access"):
            raise Forbidden(request.endpoint)
