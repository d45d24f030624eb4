"""Refusals in words, and their pages: what happened, then what to do."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from learnapp.core import errors as e
from learnapp.core.errors import LearnappError
from learnapp.extensions import db
from learnapp.web.i18n import _, lazy

STATUSES: Mapping[type[LearnappError], int] = {
    e.NotSignedIn: 401,
    e.Forbidden: 403,
    e.NotFound: 404,
    e.Conflict: 409,
    e.TooManyTries: 429,
    e.Busy: 503,
}

WORDS: Mapping[type[LearnappError], str] = {
    e.TooManyTries: lazy("Đã thử nhiều lần. Hãy nghỉ một lát rồi thử lại."),
    e.Busy: lazy("Đang có nhiều người cùng vào. Hãy chờ một lát rồi bấm lại."),
    e.Conflict: lazy("Vừa có người khác sửa cùng lúc. Hãy bấm lại lần nữa."),
}

PAGES: Mapping[int, tuple[str, str]] = {
    400: (
        lazy("Trang chưa hiểu điều vừa gửi"),
        lazy("Hãy quay lại trang trước, xem lại các ô rồi gửi lại."),
    ),
    401: (
        lazy("Trang này cần đăng nhập"),
        lazy("Hãy đăng nhập, rồi trang sẽ đưa về đúng chỗ này."),
    ),
    403: (
        lazy("Trang này không dành cho tài khoản đang dùng"),
        lazy("Nếu cần vào, hãy hỏi người phụ trách ở phường."),
    ),
    404: (
        lazy("Không thấy trang này"),
        lazy("Địa chỉ có thể gõ thiếu chữ. Hãy về trang đầu để tìm bài."),
    ),
    405: (
        lazy("Không thấy trang này"),
        lazy("Địa chỉ có thể gõ thiếu chữ. Hãy về trang đầu để tìm bài."),
    ),
    409: (
        lazy("Vừa có người khác sửa cùng lúc"),
        lazy("Hãy quay lại và bấm lần nữa. Việc đã lưu vẫn còn."),
    ),
    413: (
        lazy("Gửi lên nhiều quá"),
        lazy("Hãy gửi ít hơn, hoặc chọn ảnh nhỏ hơn."),
    ),
    429: (
        lazy("Đã thử nhiều lần"),
        lazy("Hãy nghỉ một lát rồi thử lại. Việc đã học vẫn còn."),
    ),
    500: (
        lazy("Trang này đang hỏng, lỗi ở chúng tôi"),
        lazy("Việc đã làm vẫn còn. Chờ một lát rồi bấm “Thử lại”."),
    ),
    503: (
        lazy("Đang có nhiều người cùng vào"),
        lazy("Việc đã làm vẫn còn. Chờ một lát rồi bấm “Thử lại”."),
    ),
}

log = logging.getLogger("learnapp")


def words_for(error: LearnappError) -> str:
    """Say what happened and what to do next."""
    return str(WORDS.get(type(error)) or _("Chưa lưu được. Hãy thử lại."))


def error_page(status: int, *, retry_after: int | None = None) -> Response:
    """Make the friendly page of a status; ``retry_after`` is in seconds."""
    known = status if status in PAGES else (500 if status >= 500 else 400)  # noqa: PLR2004
    title, advice = PAGES[known]
    page = render_template("error.html", status=status, title=str(title), advice=str(advice))
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def init_errors(app: Flask) -> None:
    """Answer every refusal and every fault with a page of ours (JSON under /api/)."""

    @app.errorhandler(LearnappError)
    def refused(error: LearnappError) -> Response:
        db.session.rollback()
        status = STATUSES.get(type(error), 400)
        wait = int(error.args[0]) if status in {429, 503} and error.args else None
        return _answer(status, type(error).__name__, retry_after=wait)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.code and error.code < 400:  # noqa: PLR2004 - a redirect to the slashed address
            return Response(error.get_body(), error.code, error.get_headers())
        return _answer(error.code or 500, error.name)

    @app.errorhandler(IntegrityError)
    def constraint(error: IntegrityError) -> Response:
        db.session.rollback()
        log.warning("conflict", extra={"fault": type(error.orig).__name__})
        return _answer(409, "Conflict")

    @app.errorhandler(OperationalError)
    def database_busy(error: OperationalError) -> Response:
        db.session.rollback()
        log.error("database", extra={"fault": type(error.orig).__name__})
        return _answer(503, "Busy", retry_after=5)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        db.session.rollback()
        log.error("unexpected", exc_info=error)
        return _answer(500, "Unexpected")


def _answer(status: int, reason: str, *, retry_after: int | None = None) -> Response:
    if not request.path.startswith("/api/"):
        if status == 401:  # noqa: PLR2004
            return sign_in_page()
        return error_page(status, retry_after=retry_after)
    response = make_response({"reason": reason}, status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def sign_in_page() -> Response:
    """Ask for a sign-in that leads back to this address."""
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    page = render_template("unauthorised.html", next=here)
    response = make_response(page, 401)
    response.headers["Cache-Control"] = "no-store"
    return response
