"""What people fill in to make an account, to sign in and to change what is kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from learnapp.core.consents import CURRENT, Agreed, Purpose, may_be_child
from learnapp.core.pins import MAX_PASSWORD_LENGTH
from learnapp.core.places import Gazetteer
from learnapp.queries.neighbourhoods import NeighbourhoodLine
from learnapp.queries.people import OwnAccount
from learnapp.services.accounts import Details
from learnapp.services.registration import NewAccount
from learnapp.web.fields import CodeField, PhoneField, PinField, TidyField, WardField
from learnapp.web.forms import Form
from learnapp.web.i18n import lazy as _

OLDEST_YEAR = 1900
YOUNGEST = 6
"""Nobody younger can read a lesson."""

GENDERS = (("female", _("Nữ")), ("male", _("Nam")), ("", _("Không ghi")))


class HomeForm(Form):
    """Asks for a ward and, once it is known, for a neighbourhood that the ward keeps."""

    ward = WardField(_("Phường, xã đang ở"), needed=_("Hãy chọn phường, xã đang ở."))
    neighbourhood = SelectField(
        _("Khu phố, thôn"), description=_("Không ghi cũng được."), validate_choice=False
    )

    def start(self, gazetteer: Gazetteer, ward_id: int | None = None) -> None:
        """Give the form its map and what is known before it is sent."""
        self.ward.start(gazetteer, ward_id)
        self.neighbourhood.choices = []

    def offer(self, neighbourhoods: Sequence[NeighbourhoodLine]) -> None:
        """Give the form the neighbourhoods of the ward that was chosen."""
        names: list[tuple[str, Any]] = [(str(one.id), one.name) for one in neighbourhoods]
        self.neighbourhood.choices = [("", _("Không ghi")), *names] if names else []
        if self.neighbourhood.data not in dict(names):
            self.neighbourhood.data = ""

    @property
    def is_searching(self) -> bool:
        """Whether a button of the ward picker was pressed, not that of the form."""
        return self.pressed(WardField.SEARCH)

    @property
    def ward_id(self) -> int | None:
        """The ward that was chosen."""
        return self.ward.ward.id if self.ward.ward else None

    @property
    def neighbourhood_id(self) -> int | None:
        """The neighbourhood that was chosen."""
        return int(self.neighbourhood.data) if self.neighbourhood.data else None


class RegisterForm(HomeForm):
    """Asks for what an account needs, and no more."""

    full_name = TidyField(_("Họ và tên"), [InputRequired(_("Hãy gõ họ và tên.")), Length(max=100)])
    birth_year = IntegerField(_("Năm sinh"), [InputRequired(_("Hãy gõ năm sinh, ví dụ 1958."))])
    gender = RadioField(
        _("Giới tính"), choices=GENDERS, default="", description=_("Không ghi cũng được.")
    )
    phone = PhoneField(_("Số điện thoại"), description=_("Dùng để đăng nhập lần sau."))
    code = CodeField(
        _("Hoặc mã trên thẻ"),
        description=_("Không có số riêng thì gõ mã do tình nguyện viên đưa."),
    )
    pin = PinField(
        _("Mã PIN mới"), description=_("6 chữ số dễ nhớ với mình, khó đoán với người khác.")
    )
    pin_again = PinField(_("Gõ lại mã PIN"))
    keep = RadioField(
        _("Những bài vừa học trên máy này là của bà con?"),
        choices=[("yes", _("Phải, của tôi")), ("no", _("Không, của người khác"))],
        validators=[InputRequired(_("Hãy chọn một trong hai."))],
    )
    consent_version = HiddenField()
    consent = BooleanField(
        _("Tôi đã đọc và đồng ý"), [InputRequired(_("Đồng ý thì đánh dấu ô này."))]
    )
    representative_name = TidyField(
        _("Họ và tên cha, mẹ hoặc người giám hộ"),
        [InputRequired(_("Hãy gõ họ và tên người đồng ý thay.")), Length(max=100)],
    )
    representative = BooleanField(
        _("Tôi là cha, mẹ hoặc người giám hộ, và tôi đồng ý"),
        [InputRequired(_("Cần cha, mẹ hoặc người giám hộ đánh dấu ô này."))],
    )

    def __init__(self, gazetteer: Gazetteer, *, asks_to_keep: bool, today: date) -> None:
        super().__init__()
        shown_first = ("full_name", "birth_year", "gender")
        self._fields = {name: self._fields[name] for name in shown_first} | self._fields
        self.today = today
        self.start(gazetteer)
        if not self.consent_version.raw_data:
            self.consent_version.data = CURRENT[Purpose.ACCOUNT]
        self.is_child = self._may_be_child()
        if not asks_to_keep:
            del self.keep
        if not self.is_child:
            del self.representative_name, self.representative

    def validate_full_name(self, field: TidyField) -> None:
        _needs_words(field)

    def validate_representative_name(self, field: TidyField) -> None:
        _needs_words(field)

    def validate_birth_year(self, field: IntegerField) -> None:
        _needs_plausible_year(field, self.today)

    def validate_phone(self, field: PhoneField) -> None:
        if not (field.data or "").strip() and not (self.code.data or "").strip():
            raise ValidationError(_("Hãy gõ số điện thoại, hoặc mã do tình nguyện viên đưa."))

    def validate_pin_again(self, field: PinField) -> None:
        if self.pin.pin and field.pin != self.pin.pin:
            raise ValidationError(_("Hai lần gõ mã PIN chưa giống nhau. Hãy gõ lại cả hai."))

    @property
    def keeps(self) -> bool:
        """Whether what was learned on this phone is said to be theirs."""
        return "keep" in self and self.keep.data == "yes"

    def renew_consent(self) -> None:
        """Show today's text, to be agreed to anew."""
        self.consent_version.data = CURRENT[Purpose.ACCOUNT]
        self.consent.data = False

    def new_account(self) -> NewAccount:
        """Return what was typed, as the service wants it."""
        version = str(self.consent_version.data)
        agreed = [Agreed(Purpose.ACCOUNT, version)]
        if self.is_child:
            given_by = self.representative_name.data or ""
            agreed.append(Agreed(Purpose.REPRESENTATIVE, CURRENT[Purpose.REPRESENTATIVE], given_by))
        return NewAccount(
            full_name=self.full_name.data or "",
            birth_year=self.birth_year.data or 0,
            gender=self.gender.data or None,
            ward_id=self.ward_id or 0,
            neighbourhood_id=self.neighbourhood_id,
            phone=self.phone.phone,
            # One way in is enough: who has a number keeps the card unused.
            code=self.code.code if self.phone.phone is None else None,
            agreed=tuple(agreed),
        )

    def _may_be_child(self) -> bool:
        year = self.birth_year.data
        return isinstance(year, int) and year <= self.today.year and may_be_child(year, self.today)


class SignInForm(Form):
    """One field for number or code, one for PIN or password."""

    who = StringField(
        _("Số điện thoại, hoặc mã trên thẻ"),
        [InputRequired(_("Hãy gõ số điện thoại hoặc mã.")), Length(max=40)],
    )
    secret = PasswordField(
        _("Mã PIN hoặc mật khẩu"),
        [InputRequired(_("Hãy gõ mã PIN hoặc mật khẩu.")), Length(max=MAX_PASSWORD_LENGTH)],
    )
    shared_phone = BooleanField(_("Máy dùng chung: đăng xuất sau 15 phút không bấm gì"))
    next = HiddenField()


class KeepForm(Form):
    """Asks once whose the lessons learned on this phone are."""

    keep = RadioField(
        _("Chọn một câu"),
        choices=[("yes", _("Phải, của tôi")), ("no", _("Không, của người khác"))],
        validators=[InputRequired(_("Hãy chọn một trong hai."))],
    )
    next = HiddenField()


class PinForm(Form):
    """Another PIN, with the one before."""

    old = PasswordField(
        _("Mã PIN đang dùng"),
        [InputRequired(_("Hãy gõ mã PIN đang dùng.")), Length(max=MAX_PASSWORD_LENGTH)],
    )
    pin = PinField(
        _("Mã PIN mới"), description=_("6 chữ số dễ nhớ với mình, khó đoán với người khác.")
    )
    pin_again = PinField(_("Gõ lại mã PIN mới"))

    def validate_pin_again(self, field: PinField) -> None:
        if self.pin.pin and field.pin != self.pin.pin:
            raise ValidationError(_("Hai lần gõ mã PIN chưa giống nhau. Hãy gõ lại cả hai."))


class PasswordForm(Form):
    """A long password, with the PIN or password before."""

    old = PasswordField(
        _("Mã PIN hoặc mật khẩu đang dùng"),
        [InputRequired(_("Hãy gõ mã PIN hoặc mật khẩu đang dùng.")), Length(max=256)],
    )
    password = PasswordField(
        _("Mật khẩu mới"),
        [InputRequired(_("Hãy gõ mật khẩu mới."))],
        description=_("Ít nhất 12 ký tự. Bốn, năm từ ghép lại vừa dễ nhớ vừa khó đoán."),
    )
    password_again = PasswordField(_("Gõ lại mật khẩu mới"))

    def validate_password_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError(_("Hai lần gõ mật khẩu chưa giống nhau. Hãy gõ lại cả hai."))


class DetailsForm(Form):
    """What people told of themselves, to be corrected."""

    full_name = TidyField(_("Họ và tên"), [InputRequired(_("Hãy gõ họ và tên.")), Length(max=100)])
    birth_year = IntegerField(_("Năm sinh"), [InputRequired(_("Hãy gõ năm sinh, ví dụ 1958."))])
    gender = RadioField(_("Giới tính"), choices=GENDERS)

    def __init__(self, account: OwnAccount, today: date) -> None:
        known = {"full_name": account.full_name, "birth_year": account.birth_year}
        super().__init__(data=known | {"gender": account.gender or ""})
        self.today = today

    def validate_full_name(self, field: TidyField) -> None:
        _needs_words(field)

    def validate_birth_year(self, field: IntegerField) -> None:
        _needs_plausible_year(field, self.today)

    def details(self) -> Details:
        """Return what was typed, as the service wants it."""
        return Details(
            self.full_name.data or "", self.birth_year.data or 0, self.gender.data or None
        )


class PhoneForm(Form):
    """Another number to sign in with; asks for the secret, since the number opens the account."""

    phone = PhoneField(_("Số điện thoại mới"), [InputRequired(_("Hãy gõ số điện thoại."))])
    old = PasswordField(
        _("Mã PIN hoặc mật khẩu đang dùng"),
        [InputRequired(_("Hãy gõ mã PIN hoặc mật khẩu đang dùng.")), Length(max=256)],
    )


class MoveForm(HomeForm):
    """Another ward: since today, or ever since the home of today was written down."""

    why = RadioField(
        _("Vì sao đổi?"),
        choices=[
            ("moved", _("Mới chuyển đến. Việc đã học vẫn tính ở nơi cũ.")),
            ("corrected", _("Ghi nhầm nơi đang ở. Việc đã học từ khi ở đây tính lại cho đúng.")),
        ],
        validators=[InputRequired(_("Hãy chọn một trong hai."))],
    )

    def __init__(self, gazetteer: Gazetteer, account: OwnAccount) -> None:
        super().__init__(data={"neighbourhood": str(account.neighbourhood_id or "")})
        self.start(gazetteer, account.ward_id)


def _needs_words(field: TidyField) -> None:
    if not any(sign.isalpha() for sign in field.data or ""):
        raise ValidationError(_("Hãy gõ họ và tên."))


def _needs_plausible_year(field: IntegerField, today: date) -> None:
    year = field.data
    if year is not None and not OLDEST_YEAR <= year <= today.year - YOUNGEST:
        raise ValidationError(_("Năm sinh cần đủ 4 chữ số, ví dụ 1958."))
