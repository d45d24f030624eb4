"""What a volunteer fills in."""

from collections.abc import Sequence
from datetime import date

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from learnapp.core.lessons import Course
from learnapp.core.places import Ward
from learnapp.core.study_groups import NewStudyGroup
from learnapp.queries.neighbourhoods import NeighbourhoodLine
from learnapp.web.fields import DayField, RecordIdField, TidyField, title_of
from learnapp.web.forms import Form
from learnapp.web.i18n import lazy as _

MOST_CODES = 40
"""As many cards as fit on two sheets of paper."""


class OpenGroupForm(Form):
    """Opens a class in a minute: five answers, most of them given already."""

    record_id = RecordIdField()
    name = TidyField(
        _("Tên lớp"),
        [InputRequired(_("Hãy gõ tên lớp.")), Length(max=80)],
        description=_("Ví dụ: Lớp tối thứ Ba, khu 3"),
    )
    course = SelectField(_("Học khoá nào"))
    meets_at = TidyField(
        _("Học ở đâu"),
        [InputRequired(_("Hãy gõ nơi học.")), Length(max=120)],
        description=_("Ví dụ: Nhà văn hoá khu 3"),
    )
    schedule = TidyField(
        _("Học lúc nào"),
        [InputRequired(_("Hãy gõ giờ học.")), Length(max=120)],
        description=_("Ví dụ: 19 giờ 30, tối thứ Ba"),
    )
    starts_on = DayField(
        _("Buổi đầu"),
        validators=[InputRequired(_("Hãy gõ ngày học đầu tiên."))],
        description=_("Ví dụ: 31/12/2026"),
    )
    ward = SelectField(_("Phường, xã"), coerce=int)
    neighbourhood = SelectField(_("Khu phố, thôn"), coerce=int)

    def __init__(
        self,
        courses: Sequence[Course],
        wards: Sequence[Ward],
        neighbourhoods: Sequence[NeighbourhoodLine],
        today: date,
    ) -> None:
        super().__init__(data={"starts_on": today})
        self.course.choices = [(one.slug, one.title) for one in courses]
        self.ward.choices = [(one.id, title_of(one)) for one in wards]
        self.neighbourhood.choices = [
            (0, _("Cả phường, hoặc chưa rõ")),
            *((one.id, one.name) for one in neighbourhoods),
        ]
        if not neighbourhoods:
            del self.neighbourhood

    def new_group(self) -> NewStudyGroup:
        """Return what was typed, as the service wants it."""
        return NewStudyGroup(
            name=self.name.data or "",
            meets_at=self.meets_at.data or "",
            schedule=self.schedule.data or "",
            starts_on=self.starts_on.data or date.min,
            course=self.course.data,
            ward_id=self.ward.data,
            neighbourhood_id=(self.neighbourhood.data or None) if self.neighbourhood else None,
        )


class IssueCodesForm(Form):
    """Makes cards for people who have no phone number of their own."""

    ward = SelectField(_("Phường, xã"), coerce=int)
    count = IntegerField(
        _("Cần mấy thẻ"),
        [
            InputRequired(_("Hãy gõ số thẻ.")),
            NumberRange(1, MOST_CODES, _("Mỗi lần từ 1 đến 40 thẻ.")),
        ],
        default=10,
    )

    def __init__(self, wards: Sequence[Ward]) -> None:
        super().__init__()
        self.ward.choices = [(one.id, title_of(one)) for one in wards]
