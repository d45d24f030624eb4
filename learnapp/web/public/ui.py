"""Every component in every state, for those who build pages. Development only."""

from types import SimpleNamespace

from flask import render_template
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField

from learnapp.core.errors import NotFound
from learnapp.core.grading import Mark, mark
from learnapp.core.question_parts import Message, MessageKind, Spot
from learnapp.core.questions import Choice, Partner, Question, QuestionKind
from learnapp.web.access import public
from learnapp.web.context import settings
from learnapp.web.forms import Form
from learnapp.web.public import bp
from learnapp.web.public.ui_practice import scenes


class ExampleForm(Form):
    """One field of each sort."""

    full_name = StringField("Họ và tên", default="Nguyễn Thị Mẫu")
    birth_year = StringField("Năm sinh", description="Ví dụ: 1958", default="58")
    gender = RadioField("Giới tính", choices=[("f", "Nữ"), ("m", "Nam"), ("", "Không nói")])
    neighbourhood = SelectField("Khu phố", choices=[("1", "Khu 1"), ("2", "Khu 2")])
    pin = PasswordField(
        "Mã PIN, 6 số", description="Sáu số dễ nhớ với mình, khó đoán với người lạ."
    )
    consent = BooleanField("Tôi đồng ý cho phường lưu tên và kết quả học.")


@bp.get("/ui")
@public
def ui() -> str:
    if not settings().development:
        raise NotFound("ui")
    form = ExampleForm()
    form.birth_year.errors = ["Năm sinh cần đủ 4 chữ số."]
    return render_template(
        "ui-page/index.html", form=form, samples=samples(), scenes=scenes(), **FIGURES
    )


def samples() -> list[SimpleNamespace]:
    """Each kind of question, and marks for a wrong, a right and an empty answer."""
    found = []
    for question, wrong in QUESTIONS:
        right = mark(question, question.answer)
        marks: tuple[Mark | None, ...] = (None, mark(question, wrong), right)
        found.append(SimpleNamespace(question=question, marks=marks))
    return found


def _choice(
    key: str,
    text: str,
    *,
    right: bool = False,
    why: str = "",
    partner: str = "",
    spot: Spot | None = None,
) -> Choice:
    return Choice(key, text, text, right, f"<p>{why}</p>" if why else "", partner, spot)


def _question(
    kind: QuestionKind,
    text: str,
    *choices: Choice,
    why: str = "",
    partners: tuple[str, ...] = (),
    drawing: str = "",
    messages: tuple[Message, ...] = (),
) -> Question:
    return Question(
        key=kind.value.replace("_", "-"),
        kind=kind,
        prompt_html=f"<p>{text}</p>{drawing}",
        prompt_text=text,
        choices=choices,
        why_html=f"<p>{why}</p>" if why else "",
        partners=tuple(Partner(str(n), one, one) for n, one in enumerate(partners, 1)),
        hash=kind.value,
        messages=messages,
    )


DRAWING = (
    '<figure class="picture"><svg viewBox="0 0 360 200" role="img"'
    ' aria-label="Trang đầu có nút Đăng nhập, ô Tìm thủ tục, nút Phản ánh">'
    '<path class="pf-white" d="M20 12h320v176H20Z"/>'
    '<path class="pk" d="M20 12h320v176H20ZM226 28h98v30h-98ZM36 84h288v36H36ZM36 144h150v30H36Z"/>'
    '<text class="px" x="240" y="48">Đăng nhập</text>'
    '<text class="px" x="50" y="107">Tìm thủ tục</text>'
    '<text class="px" x="50" y="164">Phản ánh</text></svg></figure>'
)
QUESTIONS: tuple[tuple[Question, tuple[str, ...]], ...] = (
    (
        _question(
            QuestionKind.SINGLE_CHOICE,
            "Bạn ở quê ra ngủ lại nhà mình một đêm. Gõ gì để tìm đúng việc?",
            _choice("a", "đăng ký thường trú", why="Thường trú là nơi ở lâu dài."),
            _choice("b", "đăng ký tạm trú", why="Tạm trú là ở từ 30 ngày trở lên."),
            _choice("c", "thông báo lưu trú", right=True, why="Ở dưới 30 ngày thì báo lưu trú."),
        ),
        ("b",),
    ),
    (
        _question(
            QuestionKind.MULTIPLE_CHOICE,
            "Đi làm VNeID mức 2 cần mang gì?",
            _choice("a", "thẻ căn cước gắn chíp", right=True, why="Thẻ để cán bộ đọc chíp."),
            _choice("b", "sổ hộ khẩu giấy", why="Sổ giấy không còn dùng."),
            _choice("c", "điện thoại có SIM của mình", right=True, why="Máy để nhận mã."),
        ),
        ("a", "b"),
    ),
    (
        _question(
            QuestionKind.TRUE_FALSE,
            "Thẻ căn cước còn hạn, in tên phường cũ thì phải đổi ngay.",
            _choice("a", "Đúng", why="Thẻ còn hạn vẫn dùng."),
            _choice("b", "Sai", right=True, why="Thẻ còn hạn vẫn dùng, không phải đổi."),
        ),
        ("a",),
    ),
    (
        _question(
            QuestionKind.SCAM_OR_SAFE,
            "“Chuyển 50.000 đồng, tôi làm mức 2 cho bác tại nhà.” Việc này thế nào?",
            _choice("a", "Lừa, dừng lại", right=True, why="Mức 2 chỉ làm ở Công an."),
            _choice("b", "An toàn", why="Kẻ gian làm rất giống. Mức 2 chỉ làm ở Công an."),
        ),
        ("b",),
    ),
    (
        _question(
            QuestionKind.ORDERING,
            "Nộp hồ sơ theo thứ tự nào?",
            _choice("a", "Tìm đúng tên thủ tục", right=True),
            _choice("b", "Gõ tờ khai", right=True),
            _choice("c", "Gửi kèm ảnh giấy tờ", right=True),
            why="Chọn đúng việc trước, rồi mới gõ và gửi kèm.",
        ),
        ("b", "a", "c"),
    ),
    (
        _question(
            QuestionKind.MATCHING,
            "Việc nào mở bằng gì?",
            _choice("a", "vào ứng dụng", right=True, partner="1"),
            _choice("b", "mở ví giấy tờ", right=True, partner="2"),
            partners=("mật khẩu", "passcode"),
            why="Mật khẩu để vào, passcode để mở từng dịch vụ.",
        ),
        ("2", "1"),
    ),
    (
        _question(
            QuestionKind.TAP_PLACE,
            "Muốn gõ tên việc cần tìm thì bấm chỗ nào?",
            _choice("a", "Đăng nhập", why="Nút này để vào.", spot=Spot(216, 14, 118, 56)),
            _choice("b", "Ô tìm", right=True, why="Bấm vào ô rồi gõ.", spot=Spot(30, 74, 300, 56)),
            _choice("c", "Phản ánh", why="Chỗ này để góp ý.", spot=Spot(30, 132, 164, 54)),
            drawing=DRAWING,
        ),
        ("a",),
    ),
    (
        _question(
            QuestionKind.SCENARIO,
            "Máy reo, số lạ gọi. Làm gì bây giờ?",
            _choice("a", "Đọc số cho xong việc", why="Mã chỉ gõ vào trang mình tự mở."),
            _choice("b", "Cúp máy", right=True, why="Công an không hỏi mã qua điện thoại."),
            messages=(
                Message(MessageKind.CALL, "Số lạ", *["Tôi là công an, đọc tôi mã vừa gửi."] * 2),
                Message(MessageKind.OWN, "", *["Mã nào ạ?"] * 2),
                Message(MessageKind.TEXT, "Tổng đài", *["Mã của bạn là 000000."] * 2),
            ),
        ),
        ("a",),
    ),
)

FIGURES: dict[str, object] = {
    "steps": [
        {"word": "Biết đến", "value": 5212, "text": "5.212"},
        {"word": "Ghi danh", "value": 3904, "text": "3.904"},
        {"word": "Đang học", "value": 3377, "text": "3.377"},
        {
            "word": "Học xong khoá",
            "value": 1894,
            "text": "1.894 / 3.000",
            "target": 3000,
            "head": True,
        },
    ],
    "points": [
        (day, value, label)
        for day, (value, label) in enumerate(
            [(410, "6/9"), (690, ""), (980, ""), (1310, ""), (1590, ""), (1894, "22/11")]
        )
    ],
    "neighbourhoods": [
        ("Khu 1", "312 / 420", "74,3 %", 74.3, False),
        ("Khu 2", "287 / 400", "71,8 %", 71.8, False),
        ("Khu 8", "138 / 320", "43,1 %", 43.1, True),
    ],
}
