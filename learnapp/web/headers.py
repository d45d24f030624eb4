"""What every answer says to the browser about trust (OWASP ASVS 5.0, V3.4)."""

from flask import Flask, Response

CSP = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "form-action 'self'; require-trusted-types-for 'script'; trusted-types learnapp"
)
ALWAYS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    # Not "no-referrer": browsers would send "Origin: null" with our own forms.
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
HSTS = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")


def init_headers(app: Flask) -> None:
    """Put the headers on every answer; what says nothing about keeping it is not kept."""
    settings = app.config["SETTINGS"]
    always = (*ALWAYS, HSTS) if settings.https else ALWAYS

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        for name, value in always:
            headers[name] = value
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "private, no-store"
        return response
