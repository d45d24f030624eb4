"""The address alone decides the language: ``/en/…`` is English, everything else Vietnamese.

The prefix moves from the path to the script name, so one set of routes serves both languages and
``url_for`` stays in the language of the page by itself.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SOURCE = "vi"
PREFIXES = {"en": "/en"}
LANGUAGES = (SOURCE, *PREFIXES)
ENVIRON_KEY = "learnapp.language"


class LanguageByAddress:
    """Reads the language from the first step of the path and takes it off."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        environ[ENVIRON_KEY] = SOURCE
        for language, prefix in PREFIXES.items():
            if path == prefix or path.startswith(prefix + "/"):
                environ[ENVIRON_KEY] = language
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return self.app(environ, start_response)
