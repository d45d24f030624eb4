"""Fields that turn what people type into values, and say kindly what is missing."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from wtforms import (
    DateField,
    Field,
    HiddenField,
    PasswordField,
    StringField,
    TelField,
    validators,
)
from wtforms.form import BaseForm
from wtforms.widgets import HiddenInput, TextInput

from learnapp.clock import utc_now
from learnapp.core.codes import LEARNER_LENGTH, read_code
from learnapp.core.errors import InvalidCode, InvalidPhone, InvalidPin
from learnapp.core.ids import is_uuid7, uuid7
from learnapp.core.names import tidy
from learnapp.core.phones import Phone, parse_phone
from learnapp.core.pins import read_pin
from learnapp.core.places import Gazetteer, Province, Ward
from learnapp.web.errors import words_for
from learnapp.web.i18n import _, current_language

MOST_FOUND = 8
"""As many wards as a thumb can look through."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_ID = 9


class TidyField(StringField):
    """Words as we keep them, tidied before they are measured: a sign may become two, or none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, tidied; where nothing is left, nothing was typed."""
        if valuelist:
            self.data = tidy(valuelist[0])
            self.raw_data = [self.data]


class PhoneField(TelField):
    """A mobile number, or nothing."""

    phone: Phone | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Read the number; nothing typed is no fault."""
        if not (self.data or "").strip():
            return
        try:
            self.phone = parse_phone(self.data or "")
        except InvalidPhone as error:
            raise validators.ValidationError(words_for(error)) from error


class CodeField(TelField):
    """A code that a volunteer gave out, or nothing. A slip in it is told from a code nobody has."""

    widget = TextInput()
    code: str | None = None

    def pre_validate(self, form: BaseForm) -> None:
        """Read the code; nothing typed is no fault."""
        if not (self.data or "").strip():
            return
        try:
            self.code = read_code(self.data or "")
        except InvalidCode as error:
            raise validators.ValidationError(words_for(error)) from error
        if len(self.code) != LEARNER_LENGTH:
            raise validators.ValidationError(words_for(InvalidCode("length")))


class PinField(PasswordField):
    """Six digits; what was typed is never shown again."""

    pin: str = ""

    def pre_validate(self, form: BaseForm) -> None:
        """Read the digits."""
        try:
            self.pin = read_pin(self.data or "")
        except InvalidPin as error:
            raise validators.ValidationError(words_for(error)) from error


class RecordIdField(HiddenField):
    """The id of what this form makes: made with the form, so that sending it twice makes one."""

    widget = HiddenInput()
    uuid: UUID

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: str(uuid7(utc_now())), **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was sent and nothing else: a new id would make a second one."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: BaseForm) -> None:
        """Read the id."""
        try:
            self.uuid = UUID(str(self.data))
        except ValueError as error:
            raise validators.ValidationError(_("Hãy tải lại trang rồi thử lại.")) from error
        if not is_uuid7(self.uuid):
            raise validators.ValidationError(_("Hãy tải lại trang rồi thử lại."))


class DayField(DateField):
    """A day as people write it: 23/11/2026."""

    widget = TextInput()

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
        super().__init__(label, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; nothing typed is no fault."""
        if any(one.strip() for one in valuelist):
            super().process_formdata(valuelist)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse years that no calendar of ours has."""
        day: date | None = self.data
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise validators.ValidationError(_("Ngày chưa đúng. Gõ như 23/11/2026."))


class WardField(Field):
    """A ward, by typing a few letters of it or by its province; works without scripts.

    ``<name>`` is the ward's id, ``<name>-chu`` what was typed, ``<name>-tinh`` the province. The
    buttons named ``SEARCH`` ask for the form again, with what was found in it.
    """

    SEARCH = "tim-phuong"

    gazetteer: Gazetteer
    text: str = ""
    province: str = ""
    ward: Ward | None = None

    def __init__(self, label: str | None = None, *, needed: str = "", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.needed = needed

    def start(self, gazetteer: Gazetteer, ward_id: int | None = None) -> None:
        """Give the field its map, and the ward that is chosen before anyone sends the form."""
        self.gazetteer = gazetteer
        if self.raw_data is None and ward_id is not None:
            self.data = ward_id
        ward = gazetteer.ward(self.data) if self.data is not None else None
        self.ward = ward if ward is not None and ward.in_force(None) else None

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read what was typed and chosen; of several choices the last, which is the list's."""
        super().process(formdata, *args, **kwargs)
        if formdata is not None:
            self.text = formdata.get(f"{self.name}-chu", "")[:80].strip()
            self.province = formdata.get(f"{self.name}-tinh", "")[:2]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the last id that was sent; anything else is none."""
        chosen = [
            one for one in valuelist if one.isascii() and one.isdecimal() and len(one) <= LONGEST_ID
        ]
        self.data = int(chosen[-1]) if chosen else None

    def pre_validate(self, form: BaseForm) -> None:
        """Ask for a ward where one is needed."""
        if self.ward is None and self.needed:
            raise validators.ValidationError(str(self.needed))

    @property
    def found(self) -> Sequence[Ward]:
        """The wards that go by what was typed."""
        return self.gazetteer.search(self.text, MOST_FOUND) if self.text else ()

    @property
    def picker(self) -> dict[str, Any]:
        """What the macro ``ward_picker`` needs to show this field."""
        wards = self.gazetteer.wards_of(self.province) if self.province else ()
        return {
            "name": self.name,
            "label": self.label.text,
            "chosen": ward_card(self.gazetteer, self.ward) if self.ward else None,
            "found": [ward_card(self.gazetteer, ward) for ward in self.found],
            "text": self.text,
            "provinces": [(one.code, title_of(one)) for one in self.gazetteer.provinces],
            "province": self.province,
            "wards": [(ward.id, title_of(ward)) for ward in wards],
            "error": self.errors[0] if self.errors else None,
            "search_url": url_for("public.wards"),
        }


def title_of(unit: Ward | Province) -> str:
    """Return the name of a place in the reader's language."""
    return unit.title_en if current_language() == "en" else unit.title


def ward_card(gazetteer: Gazetteer, ward: Ward) -> dict[str, Any]:
    """Return what a card in the picker shows of a ward."""
    province = gazetteer.province(ward.province)
    return {
        "id": ward.id,
        "name": title_of(ward),
        "province": title_of(province) if province else "",
    }
