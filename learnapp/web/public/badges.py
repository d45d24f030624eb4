"""What badges name by address: who gives them, what for, and the keys that verify them."""

from collections.abc import Mapping

from flask import Response, jsonify

from learnapp.core import badges
from learnapp.core.errors import NotFound
from learnapp.web.access import public
from learnapp.web.badge_words import achieved, issuer
from learnapp.web.context import catalogue, signer
from learnapp.web.i18n import current_language
from learnapp.web.public import bp


@bp.get("/huy-hieu/noi-cap")
@public
def badge_issuer() -> Response:
    """Say who gives the badges (a Profile of Open Badges 3.0)."""
    return _for_everyone(badges.profile(issuer()))


@bp.get("/huy-hieu/khoa-hoc/<slug:slug>")
@public
def badge_achievement(slug: str) -> Response:
    """Say what a badge of the course is for (an Achievement of Open Badges 3.0)."""
    if catalogue().course(slug, current_language()) is None:
        raise NotFound(slug)
    return _for_everyone(badges.achievement(issuer(), achieved(slug)))


@bp.get("/huy-hieu/khoa")
@public
def badge_keys() -> Response:
    """Answer with the public keys (a JWK set, RFC 7517)."""
    keeper = signer()
    return _for_everyone({"keys": [keeper.public_key] if keeper else []})


@bp.get("/huy-hieu/khoa/<string:key_id>")
@public
def badge_key(key_id: str) -> Response:
    """Answer with one public key: what the header of a badge points to."""
    keeper = signer()
    if keeper is None or key_id != keeper.key_id:
        raise NotFound(key_id)
    return _for_everyone(keeper.public_key)


def _for_everyone(document: Mapping[str, object]) -> Response:
    response = jsonify(document)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
