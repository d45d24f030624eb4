"""The commands, as ``flask --app wsgi <group> <command>``."""

from flask import Flask

from learnapp.cli.certificates import certificates_cli
from learnapp.cli.demo import demo_cli
from learnapp.cli.lessons import lessons_cli
from learnapp.cli.people import people_cli
from learnapp.cli.progress import progress_cli
from learnapp.cli.setup import setup
from learnapp.cli.words import words_cli


def init_commands(app: Flask) -> None:
    """Give the application its commands."""
    for group in (certificates_cli, lessons_cli, people_cli, progress_cli, demo_cli, words_cli):
        app.cli.add_command(group)
    app.cli.add_command(setup)
