"""Puts the parts together; the only module that knows them all."""

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from learnapp.cli import init_commands
from learnapp.config import Settings
from learnapp.core.places import Gazetteer
from learnapp.extensions import init_database
from learnapp.papers.badges import open_signer
from learnapp.services.catalogue import read_catalogue
from learnapp.services.hashing import Hasher
from learnapp.web import account, api, citizen, official, public, volunteer
from learnapp.web.access import refuse_unmarked_views
from learnapp.web.assets import init_assets
from learnapp.web.converters import init_converters
from learnapp.web.errors import init_errors
from learnapp.web.headers import init_headers
from learnapp.web.i18n import init_i18n
from learnapp.web.language import LanguageByAddress
from learnapp.web.logs import init_logs
from learnapp.web.origin import refuse_foreign_posts
from learnapp.web.session import init_session
from learnapp.web.shared_pages import SharedPagesFirst, init_shared_pages
from learnapp.web.templating import init_templates

LARGEST_REQUEST = 256 * 1024
ALWAYS = {
    # A connection for each thread that serves; opening one costs as much as a page.
    "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 16},
    "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
    "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
    "MAX_FORM_PARTS": 500,
    "COMPRESS_MIN_SIZE": 1000,
    # For files too, where the library's own choice, zstd, makes the stylesheet 1 KB larger.
    "COMPRESS_ALGORITHM_STREAMING": ["br", "deflate"],
    "COMPRESS_BR_LEVEL": 5,
}
"""What the extensions are told, alike in every installation."""


def create_app(settings: Settings) -> Flask:
    """Make the application: read the lessons and the places once, join every part."""
    app = Flask("learnapp", static_folder="web/static", template_folder="web/templates")
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        **ALWAYS,
    )
    app.extensions["gazetteer"] = Gazetteer.load()
    app.extensions["catalogue"], app.extensions["findings"] = read_catalogue(
        settings.lessons_folder
    )
    app.extensions["hasher"] = make_hasher(settings)
    key_file = settings.badge_key_file
    app.extensions["signer"] = open_signer(key_file) if key_file else None
    init_database(app)
    init_shared_pages(app)
    init_logs(app)
    # Where a request came from is asked before anything reads a cookie.
    refuse_foreign_posts(app)
    init_session(app)
    refuse_unmarked_views(app)
    init_i18n(app)
    init_assets(app)
    init_templates(app)
    init_converters(app)
    init_errors(app)
    Compress(app)
    init_headers(app)
    for audience in (public, account, citizen, volunteer, official, api):
        app.register_blueprint(audience.bp)
    # The preview makes another of the kind, on a database of its own.
    app.extensions["make_app"] = create_app
    init_commands(app)
    wrap(app, settings.trusted_proxies)
    return app


def wrap(app: Flask, hops: int) -> None:
    """Read language and, behind proxies, host and visitor before the application does."""
    pages_first = SharedPagesFirst(app.wsgi_app, app.extensions["shared_pages"])
    app.wsgi_app = LanguageByAddress(pages_first)  # type: ignore[method-assign]
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def make_hasher(settings: Settings) -> Hasher:
    """Make what hashes PINs and passwords, one for the whole process."""
    return Hasher(
        settings.pin_pepper,
        time_cost=settings.argon2_time_cost,
        memory_kib=settings.argon2_memory_kib,
    )
