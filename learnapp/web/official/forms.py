"""What officials fill in."""

from collections.abc import Sequence
from datetime import date

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from learnapp.core.lessons import Course
from learnapp.core.targets import NewTarget
from learnapp.web.fields import DayField, RecordIdField, TidyField
from learnapp.web.forms import Form
from learnapp.web.i18n import lazy as _

MOST_PEOPLE = 1_000_000
"""More than any ward of the country has."""


class TargetForm(Form):
    """What the ward must reach, by when, and which paper says so."""

    record_id = RecordIdField()
    course = SelectField(_("Khoá học"))
    population = IntegerField(
        _("Số người từ 18 tuổi trong phường"),
        [
            InputRequired(_("Hãy gõ số người.")),
            NumberRange(1, MOST_PEOPLE, _("Số người từ 1 đến 1.000.000.")),
        ],
        description=_("Ví dụ: 12500"),
    )
    people = IntegerField(
        _("Chỉ tiêu: bao nhiêu người học xong khoá"),
        [
            InputRequired(_("Hãy gõ chỉ tiêu.")),
            NumberRange(1, MOST_PEOPLE, _("Số người từ 1 đến 1.000.000.")),
        ],
        description=_("Ví dụ: 3000"),
    )
    due_day = DayField(
        _("Hạn"),
        validators=[InputRequired(_("Hãy gõ ngày phải xong."))],
        description=_("Ví dụ: 31/12/2026"),
    )
    source = TidyField(
        _("Theo văn bản nào"),
        [
            InputRequired(_("Hãy gõ tên hoặc số văn bản.")),
            Length(max=200, message=_("Dài nhất 200 chữ.")),
        ],
        description=_("Ví dụ: Kế hoạch số 15/KH-UBND của phường"),
    )
    source_day = DayField(
        _("Ngày của văn bản"),
        validators=[InputRequired(_("Hãy gõ ngày của văn bản."))],
        description=_("Ví dụ: 15/08/2026"),
    )

    def __init__(self, courses: Sequence[Course], **kept: object) -> None:
        super().__init__(data=kept)
        self.course.choices = [(one.slug, one.title) for one in courses]

    def new_target(self) -> NewTarget:
        """Return what was typed, as the service wants it."""
        return NewTarget(
            course=self.course.data,
            population=self.population.data or 0,
            people=self.people.data or 0,
            due_day=self.due_day.data or date.min,
            source=self.source.data or "",
            source_day=self.source_day.data or date.min,
        )


class AddNeighbourhoodsForm(Form):
    """Adds one neighbourhood or many, a line each."""

    names = TextAreaField(
        _("Thêm khu phố, thôn"),
        [
            InputRequired(_("Hãy gõ ít nhất một tên.")),
            Length(max=20_000, message=_("Danh sách dài quá. Hãy thêm làm nhiều lần.")),
        ],
        description=_("Mỗi dòng một tên. Có thể dán cả danh sách."),
        render_kw={"rows": 8},
    )

    def lines(self) -> list[str]:
        """Return the names typed, one a line."""
        return (self.names.data or "").splitlines()


class RenameNeighbourhoodForm(Form):
    """Gives a neighbourhood another name."""

    name = TidyField(
        _("Tên mới"),
        [
            InputRequired(_("Hãy gõ tên.")),
            Length(max=80, message=_("Dài nhất 80 chữ.")),
        ],
    )
