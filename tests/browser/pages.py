"""The pages that everyone meets, and as whom: what the checks of access and layout go through."""

from dataclasses import dataclass
from pathlib import Path

from tests.browser.site import ROOT

CITIZEN = "Người học, Phường Mông Dương"
VOLUNTEER = "Tình nguyện viên, Phường Mông Dương"
WARD_OFFICIAL = "Cán bộ phường, Phường Mông Dương"
PROVINCE_OFFICIAL = "Cán bộ tỉnh, Tỉnh Quảng Ninh"
ADMINISTRATOR = "Quản trị, cả nước"
COURSE = "mot-cong-dich-vu-cong"
NOT_LESSONS = {"khoa-hoc", "kiem-tra"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page by its address and who opens it; ``then`` is the link on it to press first."""

    path: str
    who: str | None = None
    then: str = ""

    def __str__(self) -> str:
        """Name the page in a test's name."""
        who = self.who.split(",")[0] if self.who else ""
        return " ".join(filter(None, (who, self.path, self.then)))


def course_slugs() -> list[str]:
    return sorted(path.parent.name for path in Path(ROOT / "lessons").glob("*/khoa-hoc.md"))


def lesson_slugs() -> list[str]:
    names = (path.stem for path in Path(ROOT / "lessons").glob("*/*.md"))
    return sorted(name for name in names if "." not in name and name not in NOT_LESSONS)


VISITOR = [
    Shown("/"),
    Shown("/en/"),
    *(Shown(f"/khoa-hoc/{slug}/") for slug in course_slugs()),
    *(Shown(f"/khoa-hoc/{COURSE}/kiem-tra/{kind}/") for kind in ("dau", "cuoi", "lai")),
    *(Shown(f"/bai-hoc/{slug}/") for slug in lesson_slugs()),
    Shown(f"/en/bai-hoc/{lesson_slugs()[0]}/"),
    Shown("/bai-hoc/tim-dung-thu-tuc/thuc-hanh"),
    Shown("/en/bai-hoc/tim-dung-thu-tuc/thuc-hanh?buoc=0"),
    Shown("/bai-hoc/tim-dung-thu-tuc/thuc-hanh?buoc=99"),
    Shown("/tim?q=dang+nhap"),
    Shown("/tim?q=qwerty"),
    Shown("/toi/"),
    Shown("/on-lai/"),
    Shown("/dang-nhap"),
    Shown("/dang-ky"),
    Shown("/tro-giup"),
    Shown("/quyen-rieng-tu"),
    Shown("/xac-nhan/"),
    Shown("/xac-nhan/?ma=2222"),
    Shown(f"/giay/{COURSE}/"),
    Shown("/bai-hoc/khong-co/"),
    Shown("/tinh-nguyen/"),
]
LEARNER = [
    Shown("/toi/", CITIZEN),
    Shown("/toi/tai-khoan", CITIZEN),
    Shown("/toi/tai-khoan/sua", CITIZEN),
    Shown("/toi/noi-o", CITIZEN),
    Shown("/toi/so-dien-thoai", CITIZEN),
    Shown("/toi/ma-pin", CITIZEN),
    Shown(f"/giay/{COURSE}/", CITIZEN),
    Shown("/on-lai/", CITIZEN),
    Shown(f"/khoa-hoc/{COURSE}/kiem-tra/cuoi/", CITIZEN),
    Shown("/can-bo/", CITIZEN),
    Shown("/en/toi/", CITIZEN),
]
LEADER = [
    Shown("/tinh-nguyen/", VOLUNTEER),
    Shown("/tinh-nguyen/lop/mo", VOLUNTEER),
    Shown("/tinh-nguyen/", VOLUNTEER, then=".rows a"),
    Shown("/tinh-nguyen/", VOLUNTEER, then=".rows a >> .qr a"),
    Shown("/tinh-nguyen/the-hoc", VOLUNTEER),
]
OFFICIAL = [
    Shown("/can-bo/", WARD_OFFICIAL),
    Shown("/can-bo/phuong/06760/chi-tieu", WARD_OFFICIAL),
    Shown("/can-bo/phuong/06760/khu-pho", WARD_OFFICIAL),
    Shown("/can-bo/", PROVINCE_OFFICIAL),
    Shown("/can-bo/phan-quyen", ADMINISTRATOR),
    Shown("/can-bo/phan-quyen/them", ADMINISTRATOR),
]
EVERY = VISITOR + LEARNER + LEADER + OFFICIAL
