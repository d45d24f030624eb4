"""The more a role may do, the shorter it stays; a shared phone never makes it longer."""

import pytest

from learnapp.core.policy import Role
from learnapp.core.sign_ins import CITIZEN, OFFICE, SHARED_PHONE, VOLUNTEER, stay


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((), CITIZEN),
        ((Role.VOLUNTEER,), VOLUNTEER),
        ((Role.VOLUNTEER, Role.WARD_OFFICIAL), OFFICE),
        ((Role.ADMINISTRATOR,), OFFICE),
    ],
)
def test_the_strictest_role_decides(roles: tuple[Role, ...], expected: object) -> None:
    assert stay(roles) == expected


@pytest.mark.parametrize("role", [None, *Role])
def test_a_shared_phone_rests_no_longer_than_it_promises(role: Role | None) -> None:
    lasting = stay([role] if role else [], shared_phone=True)

    assert lasting.idle == SHARED_PHONE.idle
    assert lasting.absolute <= SHARED_PHONE.absolute
