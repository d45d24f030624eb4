"""The practice frame with every part and every kind of scene, for the page of components."""

from types import SimpleNamespace

from learnapp.core.practice_machine import Run, Said, SaidKind
from learnapp.core.practices import Drawing, Option, Part, PartKind, Scene, SceneKind


def scenes() -> list[SimpleNamespace]:
    """Return each kind of scene; of the form something is filled in, and something to be mended."""
    mended = Run(
        "bieu-mau",
        filled={"bieu-mau": (1, 0, 2, 1, 1)},
        said=Said(SaidKind.REFUSAL, "Chị Mẫu ở Mông Dương.", "bieu-mau", 3, 2),
    )
    return [SimpleNamespace(scene=one, run=mended) for one in SCENES]


def _options(*texts: str, drawings: tuple[str, ...] = ()) -> tuple[Option, ...]:
    return tuple(
        Option(str(n), text, right=n == 1, drawing=drawings[n - 1] if drawings else "")
        for n, text in enumerate(texts, 1)
    )


def _scene(kind: SceneKind, key: str, title: str, *parts: Part) -> Scene:
    return Scene(key, kind, title, "", parts)


SCENES = (
    _scene(
        SceneKind.PAGE, "trang-web", "Cổng luyện tập",
        Part(PartKind.TAB, text="Giấy tờ"),
        Part(PartKind.TAB, text="Lệ phí"),
        Part(PartKind.NOTICE, text="Thứ bảy không nhận hồ sơ."),
        Part(PartKind.ITEM, text="Đăng ký tạm trú"),
        Part(PartKind.ITEM, text="Thông báo lưu trú"),
        Part(PartKind.LINK, text="Phản ánh, kiến nghị"),
    ),
    _scene(
        SceneKind.FORM, "bieu-mau", "Đơn tập",
        Part(PartKind.FIELD, "so", "Số định danh", "0000 0000 0000"),
        Part(PartKind.KEYPAD, "ma", "Mã xác nhận", "000000"),
        Part(PartKind.TEXT, text="Nguyễn Thị Mẫu"),
        Part(PartKind.CHOICE, "phuong", "Phường, xã", options=_options("Mông Dương", "Quang Hanh")),
        Part(
            PartKind.PHOTO, "anh", "Gửi kèm ảnh",
            options=_options(*(f"Ảnh {n}" for n in range(1, 6)), drawings=tuple(Drawing)),
        ),
        Part(
            PartKind.WARDS, "noi", "Chọn trên bản đồ",
            options=_options("Mông Dương", "Cửa Ông", drawings=("62 30", "30 66")),
        ),
        Part(PartKind.BUTTON, text="Nộp"),
    ),
    _scene(
        SceneKind.MESSAGE, "tin-nhan", "Số lạ",
        Part(PartKind.BUBBLE, text="Tôi là công an. Đọc mã cho tôi.", who="Số lạ"),
        Part(PartKind.BUBBLE, text="Để tôi hỏi phường."),
        Part(PartKind.BUTTON, text="Xoá tin"),
    ),
    _scene(
        SceneKind.APP, "ung-dung", "Ứng dụng tập",
        Part(PartKind.TEXT, text="Hồ sơ TAP-MD-0001 đã nhận."),
        Part(PartKind.TAB, text="Hồ sơ"),
        Part(PartKind.TAB, text="Báo tin"),
    ),
    _scene(
        SceneKind.PAYMENT, "tra-tien", "Ngân hàng tập",
        Part(PartKind.QR, text="8.000 đồng", who="Kho bạc tập"),
        Part(PartKind.BUTTON, text="Trả tiền"),
    ),
    _scene(
        SceneKind.CALL, "cuoc-goi", "Đang gọi",
        Part(PartKind.BUBBLE, text="Bà chuyển tiền ngay.", who="Số lạ"),
        Part(PartKind.BUTTON, text="Cúp máy"),
    ),
)  # fmt: skip
