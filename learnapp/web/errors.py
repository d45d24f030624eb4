"""Refusals in words, and their pages: what happened, then what to do."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from learnapp.core import errors as e
from learnapp.core.errors import LearnappError
from learnapp.extensions import db
from learnapp.web.i18n import _, lazy

STATUSES: Mapping[type[LearnappError], int] = {
    e.NotSignedIn: 401,
    e.Forbidden: 403,
    e.NotFound: 404,
    e.Conflict: 409,
    e.UnknownVersion: 409,
    e.CheckNotOpen: 409,
    e.CheckWaits: 409,
    e.CheckHandedIn: 409,
    e.TooManyTries: 429,
    e.GroupBusy: 429,
    e.Busy: 503,
}

WORDS: Mapping[type[LearnappError], str] = {
    e.TooManyTries: lazy("Đã thử nhiều lần. Hãy nghỉ một lát rồi thử lại."),
    e.Busy: lazy("Đang có nhiều người cùng vào. Hãy chờ một lát rồi bấm lại."),
    e.GroupClosed: lazy("Lớp này đã đóng. Hãy hỏi người dạy mã lớp mới."),
    e.GroupFull: lazy("Lớp này đã đủ người. Hãy hỏi người dạy mã lớp khác."),
    e.GroupBusy: lazy("Lớp đang đông người vào cùng lúc. Hãy chờ một lát rồi bấm lại."),
    e.LeaderCannotJoin: lazy("Người dạy không vào danh sách học của lớp mình."),
    e.UnknownCourse: lazy("Không thấy khoá này. Hãy chọn lại."),
    e.TargetOverPopulation: lazy("Chỉ tiêu không thể nhiều hơn số người từ 18 tuổi."),
    e.DueDayPassed: lazy("Hạn phải là một ngày sau hôm nay."),
    e.SourceDayToCome: lazy("Văn bản không thể đề ngày sau hôm nay."),
    e.NeighbourhoodTaken: lazy("Phường đã có khu phố tên này. Hãy gõ tên khác."),
    e.NeighbourhoodNameTooLong: lazy("Mỗi tên có từ 1 đến 80 chữ. Hãy xuống dòng giữa các tên."),
    e.TooManyNeighbourhoods: lazy("Danh sách dài quá. Hãy thêm làm nhiều lần."),
    e.UnreadableActs: lazy("Không đọc được các bước vừa gửi. Hãy mở lại bài rồi làm từ đầu."),
    e.UnknownAct: lazy("Màn hình này không có chỗ vừa bấm. Hãy quay lại rồi bấm lần nữa."),
    e.Conflict: lazy("Vừa có người khác sửa cùng lúc. Hãy bấm lại lần nữa."),
    e.InvalidPhone: lazy("Số điện thoại gồm 10 chữ số, ví dụ 0912 345 678."),
    e.InvalidCode: lazy("Mã này chưa đúng. Hãy xem lại trên thẻ."),
    e.InvalidPin: lazy("Mã PIN gồm đúng 6 chữ số."),
    e.WeakPin: lazy("Mã PIN này dễ đoán. Hãy chọn 6 số khác."),
    e.WeakPassword: lazy("Mật khẩu này dễ đoán. Hãy chọn mật khẩu khác."),
    e.PhoneTaken: lazy("Số này đã có tài khoản. Nếu là số của mình, hãy đăng nhập."),
    e.CodeNotUsable: lazy("Mã này không dùng được. Hãy hỏi tình nguyện viên một mã mới."),
    e.PhoneOrCodeNeeded: lazy("Hãy gõ số điện thoại, hoặc mã do tình nguyện viên đưa."),
    e.RepresentativeNeeded: lazy("Người dưới 16 tuổi cần cha, mẹ hoặc người giám hộ đồng ý."),
    e.ConsentOutdated: lazy("Lời đồng ý vừa đổi. Hãy đọc lại rồi đánh dấu đồng ý."),
    e.UnknownWard: lazy("Hãy chọn phường, xã trong danh sách."),
    e.UnknownNeighbourhood: lazy("Hãy chọn khu phố, thôn trong danh sách của phường, xã."),
    e.WrongSecret: lazy("Số điện thoại, mã hoặc mã PIN chưa đúng. Hãy xem lại cả hai ô."),
    e.WrongOldSecret: lazy("Mã PIN hoặc mật khẩu đang dùng chưa đúng. Hãy gõ lại."),
    e.PasswordNeeded: lazy("Tài khoản có phân quyền cần đặt mật khẩu trước."),
    e.SecretNeeded: lazy("Hãy đặt mã PIN hoặc mật khẩu mới trước."),
    e.OwnGrant: lazy("Không ai tự phân quyền cho mình. Hãy nhờ quản trị viên khác."),
    e.GrantHeld: lazy("Người này đã có quyền đó ở đây trong những ngày ấy."),
    e.PlaceDoesNotFit: lazy("Quyền này không dành cho nơi như vậy. Hãy chọn lại nơi."),
    e.DaysOutOfOrder: lazy("Ngày cuối phải sau ngày đầu."),
    e.HoldsGrant: lazy("Tài khoản đang có quyền. Hãy nhờ quản trị viên thu hồi quyền trước."),
    e.NotCompleted: lazy("Khoá này chưa học xong nên chưa có giấy."),
    e.CertificateWithdrawn: lazy("Giấy này đã bị thu hồi."),
    e.NoSuchCertificate: lazy("Không có giấy nào mang mã này. Hãy so lại từng chữ trên giấy."),
    e.NameNotShowable: lazy("Tên của người dưới 16 tuổi không hiện cho ai."),
    e.NoSuchAccount: lazy("Chưa có tài khoản với số hoặc mã này. Người đó cần đăng ký trước."),
}

REASONS: Mapping[tuple[type[LearnappError], str], str] = {
    (e.InvalidCode, "signs"): lazy("Mã chỉ có các chữ số và chữ cái như trên thẻ."),
    (e.InvalidCode, "length"): lazy("Mã trên thẻ có 8 chữ và số. Hãy xem lại."),
    (e.InvalidCode, "check"): lazy("Mã gõ nhầm một chỗ. Hãy xem lại từng chữ trên thẻ."),
    (e.WeakPin, "common"): lazy("Mã PIN này nhiều người dùng, dễ đoán. Hãy chọn 6 số khác."),
    (e.WeakPin, "birth_year"): lazy("Mã PIN đừng có năm sinh. Hãy chọn 6 số khác."),
    (e.WeakPin, "phone"): lazy("Mã PIN đừng lấy từ số điện thoại. Hãy chọn 6 số khác."),
    (e.WeakPassword, "short"): lazy("Mật khẩu cần ít nhất 12 ký tự. Bốn, năm từ ghép lại là tốt."),
    (e.WeakPassword, "long"): lazy("Mật khẩu nhiều nhất 256 ký tự."),
    (e.WeakPassword, "context"): lazy(
        "Mật khẩu đừng có tên, phường, xã hay số điện thoại của mình."
    ),
    (e.WeakPassword, "common"): lazy("Mật khẩu này nhiều người dùng, dễ đoán. Hãy chọn cái khác."),
}
"""Where a refusal says why, its words do too."""

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

FIRST_FAULT, SERVER_FAULT = 400, 500

log = logging.getLogger("learnapp")


def words_for(error: LearnappError) -> str:
    """Say what happened and what to do next."""
    reason = REASONS.get((type(error), str(error.args[0]))) if error.args else None
    return str(reason or WORDS.get(type(error)) or _("Chưa lưu được. Hãy thử lại."))


def error_page(status: int, *, retry_after: int | None = None) -> Response:
    """Make the friendly page of a status; ``retry_after`` is in seconds."""
    known = status if status in PAGES else (500 if status >= SERVER_FAULT else 400)
    title, advice = PAGES[known]
    page = render_template("error.html", status=status, title=str(title), advice=str(advice))
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def init_errors(app: Flask) -> None:
    """Answer every refusal and every fault with a page of ours (JSON under /api/)."""

    @app.errorhandler(e.PasswordNeeded)
    @app.errorhandler(e.SecretNeeded)
    def secret_needed(error: e.PasswordNeeded | e.SecretNeeded) -> AnyResponse:
        if request.path.startswith("/api/"):
            return _answer(403, type(error).__name__)
        # Whoever needs a password rather than a PIN is led on from there.
        return redirect(url_for("account.pin"), 303)

    @app.errorhandler(LearnappError)
    def refused(error: LearnappError) -> Response:
        db.session.rollback()
        status = STATUSES.get(type(error), 400)
        wait = int(error.args[0]) if status in {429, 503} and error.args else None
        return _answer(status, type(error).__name__, retry_after=wait)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        # Below that it is no fault: a redirect to the slashed address.
        if error.code and error.code < FIRST_FAULT:
            return Response(error.get_body(), error.code, error.get_headers())
        return _answer(error.code or 500, error.name)

    @app.errorhandler(IntegrityError)
    def constraint(error: IntegrityError) -> Response:
        db.session.rollback()
        log.warning("conflict", extra={"fault": type(error.orig).__name__})
        return _answer(409, "Conflict")

    @app.errorhandler(DataError)
    def no_column_holds_it(error: DataError) -> Response:
        db.session.rollback()
        log.error("data", extra={"fault": type(error.orig).__name__})
        return _answer(400, "UnreadableRequest")

    @app.errorhandler(OperationalError)
    @app.errorhandler(NoConnectionInTime)
    def database_busy(error: OperationalError | NoConnectionInTime) -> Response:
        db.session.rollback()
        log.error("database", extra={"fault": type(getattr(error, "orig", error)).__name__})
        return _answer(503, "Busy", retry_after=5)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        db.session.rollback()
        log.error("unexpected", exc_info=error)
        return _answer(500, "Unexpected")


def _answer(status: int, reason: str, *, retry_after: int | None = None) -> Response:
    if not request.path.startswith("/api/"):
        if status == HTTPStatus.UNAUTHORIZED:
            return sign_in_page()
        return error_page(status, retry_after=retry_after)
    response = make_response({"reason": reason}, status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def sign_in_page() -> Response:
    """Ask for a sign-in that leads back to this address."""
    here = request.script_root + request.full_path.rstrip("?") if request.method == "GET" else None
    page = render_template("unauthorised.html", next=here)
    response = make_response(page, 401)
    response.headers["Cache-Control"] = "no-store"
    return response
