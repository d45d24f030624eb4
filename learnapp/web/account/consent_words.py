"""The words of every consent, every version for ever: a consent is proof only with its text.

To change a text add a version here and name it in ``core/consents.py``; never change an old one.
"""

from collections.abc import Mapping

from learnapp.core.consents import CURRENT, Purpose
from learnapp.web.i18n import lazy

TEXTS: Mapping[tuple[Purpose, str], tuple[str, ...]] = {
    (Purpose.ACCOUNT, "2026-11-23"): (
        lazy(
            "Trang giữ: họ tên, năm sinh, giới tính nếu có ghi, phường xã, khu phố nếu có ghi, "
            "số điện thoại hoặc mã trên thẻ, và kết quả học."
        ),
        lazy("Để: lần sau học tiếp được, và phường biết bà con đã làm được đến đâu."),
        lazy(
            "Ai xem được: chính người học; người dạy lớp đã vào thấy tên và học đến đâu; "
            "phường và tỉnh thấy con số chung. Không ai thấy mã PIN."
        ),
        lazy(
            "Không đồng ý cũng học được, không cần tài khoản. "
            "Có tài khoản thì xem, sửa và tải về được mọi điều đang giữ, "
            "và có quyền yêu cầu rút lời đồng ý, xoá dữ liệu."
        ),
    ),
    (Purpose.REPRESENTATIVE, "2026-11-23"): (
        lazy(
            "Người dưới 16 tuổi: cha, mẹ hoặc người giám hộ đọc những điều trên "
            "và đồng ý thay cho người học."
        ),
    ),
    (Purpose.CERTIFICATE_NAME, "2026-11-23"): (
        lazy(
            "Cho hiện tên: ai có mã trên giấy thì thấy họ tên, khoá học, phường xã và ngày làm "
            "được. Không cho hiện tên thì họ vẫn kiểm tra được giấy, chỉ không thấy tên."
        ),
        lazy("Đổi ý lúc nào cũng được, ngay ở trang này."),
    ),
}


def current_text(purpose: Purpose) -> tuple[str, ...]:
    """Return the paragraphs that are agreed to today."""
    return TEXTS[purpose, CURRENT[purpose]]
