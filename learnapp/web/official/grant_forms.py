"""What administrators fill in to give a role."""

from datetime import date, timedelta

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from learnapp.core.grants import LEVELS, Level
from learnapp.core.places import COUNTRY, Gazetteer, Place
from learnapp.core.policy import Role
from learnapp.services.grants import NewGrant
from learnapp.web.fields import DayField, WardField
from learnapp.web.forms import Form
from learnapp.web.i18n import lazy as _

ROLES = {
    Role.VOLUNTEER: _("Tình nguyện viên của phường, xã"),
    Role.WARD_OFFICIAL: _("Cán bộ phường, xã"),
    Role.PROVINCE_OFFICIAL: _("Cán bộ tỉnh, thành phố"),
    Role.ADMINISTRATOR: _("Quản trị viên, cả nước"),
}


class GiveForm(Form):
    """Who, which role, where, from when until when."""

    who = StringField(
        _("Số điện thoại, hoặc mã trên thẻ của người ấy"),
        [InputRequired(_("Hãy gõ số điện thoại hoặc mã.")), Length(max=40)],
        description=_("Người ấy cần có tài khoản trước."),
    )
    role = RadioField(
        _("Quyền gì"),
        choices=[(role.value, word) for role, word in ROLES.items()],
        validators=[InputRequired(_("Hãy chọn một quyền."))],
    )
    ward = WardField(_("Ở phường, xã nào; cán bộ tỉnh thì chọn tỉnh; quản trị viên thì bỏ qua"))
    from_day = DayField(
        _("Từ ngày"), validators=[InputRequired(_("Hãy gõ ngày, ví dụ 23/11/2026."))]
    )
    last_day = DayField(
        _("Đến hết ngày"), validators=[], description=_("Bỏ trống thì không có hạn.")
    )

    def __init__(self, gazetteer: Gazetteer, today: date) -> None:
        super().__init__(data={"from_day": today})
        self.gazetteer = gazetteer
        self.ward.start(gazetteer)

    def validate_ward(self, field: WardField) -> None:
        level = self._level
        if level is Level.WARD and field.ward is None:
            raise ValidationError(_("Hãy chọn phường, xã."))
        if level is Level.PROVINCE and self.gazetteer.province(field.province) is None:
            raise ValidationError(_("Hãy chọn tỉnh, thành phố."))

    def validate_last_day(self, field: DayField) -> None:
        if field.data and self.from_day.data and field.data < self.from_day.data:
            raise ValidationError(_("Ngày cuối phải sau ngày đầu."))

    @property
    def is_searching(self) -> bool:
        """Whether a button of the ward picker was pressed, not that of the form."""
        return self.pressed(WardField.SEARCH)

    def grant(self) -> NewGrant:
        """Return what was filled in, as the service wants it."""
        last: date | None = self.last_day.data
        return NewGrant(
            role=Role(self.role.data),
            place=self._place(),
            from_day=self.from_day.data or date.min,
            until_day=last + timedelta(days=1) if last else None,
        )

    @property
    def _level(self) -> Level | None:
        role = self.role.data
        return LEVELS[Role(role)] if role in {one.value for one in Role} else None

    def _place(self) -> Place:
        """Return the place of the size that the role has; a smaller one that was chosen is not."""
        if self._level is Level.WARD and self.ward.ward is not None:
            return self.ward.ward.place
        return Place(self.ward.province) if self._level is Level.PROVINCE else COUNTRY
