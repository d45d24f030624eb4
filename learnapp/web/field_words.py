"""WTForms' own messages in the reader's language: the library has no Vietnamese."""

from learnapp.web.i18n import _, lazy

WORDS: dict[str, str] = {
    "This field is required.": lazy("Ô này chưa có gì. Hãy gõ vào."),
    "Not a valid choice.": lazy("Hãy chọn một dòng trong danh sách."),
    "Not a valid choice: could not coerce.": lazy("Hãy chọn một dòng trong danh sách."),
    "Invalid Choice: could not coerce.": lazy("Hãy chọn một dòng trong danh sách."),
    "Choices cannot be None.": lazy("Danh sách đang trống. Hãy tải lại trang."),
    "Not a valid integer value.": lazy("Ô này chỉ nhận số, ví dụ 1958."),
    "Not a valid decimal value.": lazy("Ô này chỉ nhận số, ví dụ 12,5."),
    "Not a valid float value.": lazy("Ô này chỉ nhận số, ví dụ 12,5."),
    "Not a valid date value.": lazy("Ngày chưa đúng. Gõ như 23/11/2026."),
    "Not a valid datetime value.": lazy("Ngày giờ chưa đúng. Gõ như 23/11/2026 19:30."),
    "Not a valid time value.": lazy("Giờ chưa đúng. Gõ như 19:30."),
    "Not a valid week value.": lazy("Tuần chưa đúng. Hãy chọn lại."),
    "Invalid CSRF Token.": lazy("Trang này mở đã lâu. Hãy bấm gửi lần nữa."),
    "CSRF token missing.": lazy("Trang này mở đã lâu. Hãy bấm gửi lần nữa."),
    "CSRF failed.": lazy("Trang này mở đã lâu. Hãy bấm gửi lần nữa."),
    "CSRF token expired.": lazy("Trang này mở đã lâu. Hãy bấm gửi lần nữa."),
    "Invalid input.": lazy("Ô này chưa đúng. Hãy xem lại."),
    "Invalid email address.": lazy("Địa chỉ thư chưa đúng."),
    "Invalid IP address.": lazy("Ô này chưa đúng. Hãy xem lại."),
    "Invalid Mac address.": lazy("Ô này chưa đúng. Hãy xem lại."),
    "Invalid URL.": lazy("Địa chỉ trang chưa đúng. Gõ đủ, bắt đầu bằng https://."),
    "Invalid UUID.": lazy("Trang này hỏng một ô. Hãy tải lại trang."),
    "Invalid choice(s): one or more data inputs could not be coerced.": lazy(
        "Có dòng không nằm trong danh sách. Hãy chọn lại."
    ),
    "This field cannot be edited.": lazy("Ô này không sửa được."),
    "This field is disabled and cannot have a value.": lazy("Ô này không sửa được."),
    "Invalid field name '%s'.": lazy("Trang này hỏng một ô. Hãy tải lại trang."),
}
PLURALS: dict[str, str] = {
    "Field must be at least %(min)d character long.": lazy("Cần ít nhất %(min)d ký tự."),
    "Field cannot be longer than %(max)d character.": lazy("Nhiều nhất %(max)d ký tự."),
    "Field must be exactly %(max)d character long.": lazy("Cần đúng %(max)d ký tự."),
}
RANGES: dict[str, str] = {
    "Field must be between %(min)d and %(max)d characters long.": lazy(
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Date must be at least %(min)s.": lazy("Ngày sớm nhất là %(min)s."),
    "Date must be at most %(max)s.": lazy("Ngày muộn nhất là %(max)s."),
    "Date must be between %(min)s and %(max)s.": lazy("Ngày phải từ %(min)s đến %(max)s."),
    "Number must be at least %(min)s.": lazy("Số nhỏ nhất là %(min)s."),
    "Number must be at most %(max)s.": lazy("Số lớn nhất là %(max)s."),
    "Number must be between %(min)s and %(max)s.": lazy("Số phải từ %(min)s đến %(max)s."),
    "Field must be equal to %(other_name)s.": lazy("Hai ô chưa giống nhau. Hãy gõ lại."),
    "'%(value)s' is not a valid choice for this field.": lazy(
        "Có dòng không nằm trong danh sách. Hãy chọn lại."
    ),
    "'%(value)s' are not valid choices for this field.": lazy(
        "Có dòng không nằm trong danh sách. Hãy chọn lại."
    ),
    "Invalid value, must be one of: %(values)s.": lazy("Hãy chọn một trong: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": lazy("Không dùng được: %(values)s."),
}


class FieldWords:
    """Answers for WTForms where it asks for its messages in another language."""

    def gettext(self, text: str) -> str:
        """Return the message in the reader's language, or a plain one for what is not listed."""
        said = WORDS.get(text) or RANGES.get(text)
        return str(said) if said else _("Ô này chưa đúng. Hãy xem lại.")

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the message for a number; Vietnamese has one form."""
        said = PLURALS.get(one) or RANGES.get(one)
        return str(said) if said else _("Ô này chưa đúng. Hãy xem lại.")
