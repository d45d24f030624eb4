"""The form every form starts from."""

from typing import Any

import wtforms
from flask import current_app, flash, request, session
from flask.sessions import SessionMixin
from wtforms import Field
from wtforms.csrf.session import SessionCSRF
from wtforms.form import BaseForm

from learnapp.core.errors import LearnappError
from learnapp.web.errors import words_for
from learnapp.web.field_words import FieldWords
from learnapp.web.i18n import _


class Form(wtforms.Form):
    """Reads the request, carries a CSRF token, and can be told why a service refused."""

    class Meta:  # noqa: D106 - WTForms asks for this name
        csrf = True
        csrf_class = SessionCSRF
        # Pages and answers wait offline for days.
        csrf_time_limit = None

        def get_translations(self, form: BaseForm) -> FieldWords:
            return FieldWords()

        @property
        def csrf_secret(self) -> bytes:
            return str(current_app.secret_key).encode()

        @property
        def csrf_context(self) -> SessionMixin:
            return session

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(request.form if request.method == "POST" else None, **kwargs)

    def submitted(self) -> bool:
        """Tell whether the form was sent and every field is in order."""
        return request.method == "POST" and self.validate()

    def sent(self) -> bool:
        """Tell whether a button that asks for nothing was pressed, or flash why it was not."""
        if self.submitted():
            return True
        flash(_("Trang mở lâu quá. Hãy bấm lại lần nữa."), "care")
        return False

    def pressed(self, button: str) -> bool:
        """Tell whether the form was sent by the button of this name."""
        return request.method == "POST" and button in request.form

    def reject(self, field: str, error: LearnappError) -> None:
        """Put a service's refusal on the field it is about."""
        self[field].errors = (*self[field].errors, words_for(error))

    def say_of_token(self, words: str) -> None:
        """Say in other words why the token was none."""
        self[token_field()].errors = (str(words),)

    @property
    def hidden(self) -> list[Field]:
        """The fields nobody sees; the token among them."""
        return [field for field in self if field.widget.__class__.__name__ == "HiddenInput"]


def has_valid_token() -> bool:
    """Tell whether the request carries this session's token.

    Where there is no session none is made: its cookie would sign out whoever another site sent.
    """
    if token_field() not in request.form or "csrf" not in session:
        return False
    form = Form()
    return bool(form[token_field()].validate(form))


def token_field() -> str:
    """Return the name of the field that carries the token."""
    return "csrf_token"
