"""What can be wrong with a lesson file. The words for authors are in ``cli/lesson_words.py``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from learnapp.core.names import search_text


class Fault(StrEnum):
    """One way to be wrong; its details, named in its words, say where exactly."""

    # The file
    FILE_TOO_LARGE = "file_too_large"
    FILE_NAME = "file_name"
    NOT_UTF8 = "not_utf8"
    CONTROL_CHARACTER = "control_character"
    LINE_TOO_LONG = "line_too_long"
    BLOCK_TOO_LONG = "block_too_long"
    TOO_MANY_SIGNS = "too_many_signs"
    TOO_DEEP = "too_deep"
    # The head
    NO_HEAD = "no_head"
    HEAD_NOT_CLOSED = "head_not_closed"
    HEAD_BROKEN = "head_broken"
    HEAD_NOT_KEYS = "head_not_keys"
    HEAD_ALIAS = "head_alias"
    KEY_TWICE = "key_twice"
    KEY_UNKNOWN = "key_unknown"
    KEY_MISSING = "key_missing"
    KEY_ONLY_IN_VIETNAMESE = "key_only_in_vietnamese"
    VALUE_NOT_TEXT = "value_not_text"
    VALUE_TOO_LONG = "value_too_long"
    VALUE_NOT_LIST = "value_not_list"
    VALUE_NOT_NUMBER = "value_not_number"
    VALUE_NOT_DAY = "value_not_day"
    VALUE_NOT_YES_OR_NO = "value_not_yes_or_no"
    DAY_IN_FUTURE = "day_in_future"
    STALE = "stale"
    SKILL_UNKNOWN = "skill_unknown"
    CODE_FORM = "code_form"
    PROCEDURE_FORM = "procedure_form"
    SOURCE_MISSING = "source_missing"
    SOURCE_DAY = "source_day"
    SOURCE_WITHOUT_ADDRESS = "source_without_address"
    # Headings and screens
    HEADING_UNKNOWN = "heading_unknown"
    HEADING_TOO_HIGH = "heading_too_high"
    HEADING_WITHOUT_TITLE = "heading_without_title"
    TEXT_OUTSIDE = "text_outside"
    HEADING_IN_COURSE = "heading_in_course"
    SCREEN_EMPTY = "screen_empty"
    SCREEN_LONG = "screen_long"
    SCREEN_TOO_LONG = "screen_too_long"
    SCREENS_MISSING = "screens_missing"
    SCREENS_FEW = "screens_few"
    SCREENS_MANY = "screens_many"
    LAST_SCREEN = "last_screen"
    # Words
    RAW_HTML = "raw_html"
    LINK_NOT_HTTPS = "link_not_https"
    OTHER_WORD = "other_word"
    PLACEHOLDER = "placeholder"
    # Pictures
    PICTURE_MISSING = "picture_missing"
    PICTURE_NOT_SVG = "picture_not_svg"
    PICTURE_WITHOUT_ALT = "picture_without_alt"
    PICTURE_IN_CHOICE = "picture_in_choice"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_LARGE = "picture_large"
    PICTURE_WITHOUT_VIEWBOX = "picture_without_viewbox"
    PICTURE_ELEMENT = "picture_element"
    PICTURE_ATTRIBUTE = "picture_attribute"
    PICTURE_VALUE = "picture_value"
    PICTURE_COLOUR = "picture_colour"
    PICTURE_ID = "picture_id"
    # Questions
    QUESTIONS_MISSING = "questions_missing"
    QUESTION_KEY_MISSING = "question_key_missing"
    QUESTION_KEY_FORM = "question_key_form"
    QUESTION_KEY_TWICE = "question_key_twice"
    QUESTION_KEY_LIKE_FIELD = "question_key_like_field"
    QUESTION_KIND_MISSING = "question_kind_missing"
    QUESTION_KIND_UNKNOWN = "question_kind_unknown"
    QUESTION_WITHOUT_PROMPT = "question_without_prompt"
    CHOICE_BOX = "choice_box"
    CHOICES_FEW = "choices_few"
    CHOICES_MANY = "choices_many"
    CHOICES_NOT_TWO = "choices_not_two"
    CHOICE_WORDS = "choice_words"
    CHOICE_EMPTY = "choice_empty"
    CHOICE_TWICE = "choice_twice"
    CHOICE_WITHOUT_WHY = "choice_without_why"
    RIGHT_MISSING = "right_missing"
    RIGHT_TOO_MANY = "right_too_many"
    RIGHT_ONLY_ONE = "right_only_one"
    PAIR_FORM = "pair_form"
    WHY_MISSING = "why_missing"
    WHY_IN_THE_MIDDLE = "why_in_the_middle"
    STRAY_TEXT = "stray_text"
    SPOT_FORM = "spot_form"
    SPOT_DRAWING = "spot_drawing"
    SPOT_OUTSIDE = "spot_outside"
    SPOT_SMALL = "spot_small"
    SPOT_OVERLAPS = "spot_overlaps"
    MESSAGE_FORM = "message_form"
    MESSAGE_MISSING = "message_missing"
    # Practices
    PRACTICE_KEY_MISSING = "practice_key_missing"
    PRACTICE_WITHOUT_TITLE = "practice_without_title"
    PRACTICE_WITHOUT_TASK = "practice_without_task"
    PRACTICE_TASK_LONG = "practice_task_long"
    PRACTICE_TWICE = "practice_twice"
    PRACTICE_LINE = "practice_line"
    SCENES_MISSING = "scenes_missing"
    SCENES_OF_PRACTICE_MANY = "scenes_of_practice_many"
    SCENE_HEADING = "scene_heading"
    SCENE_KIND_UNKNOWN = "scene_kind_unknown"
    SCENE_KEY_TWICE = "scene_key_twice"
    SCENE_WITHOUT_PRESS = "scene_without_press"
    SCENE_UNREACHABLE = "scene_unreachable"
    SCENE_DEAD_END = "scene_dead_end"
    GOAL_MISSING = "goal_missing"
    GOAL_EMPTY = "goal_empty"
    GOAL_WITH_PRESS = "goal_with_press"
    PATH_MISSING = "path_missing"
    REFUSALS_FEW = "refusals_few"
    ABOUT_MISSING = "about_missing"
    ABOUT_TWICE = "about_twice"
    PART_UNKNOWN = "part_unknown"
    PART_EMPTY = "part_empty"
    PART_LONG = "part_long"
    PART_TWICE = "part_twice"
    PART_WITHOUT_WHO = "part_without_who"
    PARTS_MANY = "parts_many"
    INPUT_KEY_MISSING = "input_key_missing"
    INPUT_KEY_TWICE = "input_key_twice"
    INPUTS_WITHOUT_BUTTON = "inputs_without_button"
    FIELD_WITHOUT_SAMPLE = "field_without_sample"
    FIELD_WITHOUT_REFUSAL = "field_without_refusal"
    SAMPLE_REAL = "sample_real"
    ADDRESS_REAL = "address_real"
    OPTION_OUTSIDE = "option_outside"
    OPTIONS_FEW = "options_few"
    OPTION_RIGHT_MISSING = "option_right_missing"
    OPTION_RIGHT_REFUSED = "option_right_refused"
    OPTION_WITHOUT_REFUSAL = "option_without_refusal"
    OPTION_TWICE = "option_twice"
    DRAWING_UNKNOWN = "drawing_unknown"
    PLACE_FORM = "place_form"
    REFUSAL_EMPTY = "refusal_empty"
    TARGET_FORM = "target_form"
    TARGET_UNKNOWN = "target_unknown"
    OUTCOME_OUTSIDE = "outcome_outside"
    PRESS_LEADS_NOWHERE = "press_leads_nowhere"
    # Item banks
    ITEM_OUTSIDE = "item_outside"
    ITEM_HEADING = "item_heading"
    ITEM_KEY_FORM = "item_key_form"
    ITEM_SKILL_UNKNOWN = "item_skill_unknown"
    CRITICAL_UNKNOWN = "critical_unknown"
    VARIANTS_FEW = "variants_few"
    PRACTICES_FEW = "practices_few"
    CHECK_SHORT = "check_short"
    CHECK_LONG = "check_long"
    TRANSLATION_ITEM_MISSING = "translation_item_missing"
    TRANSLATION_ITEM_UNKNOWN = "translation_item_unknown"
    TRANSLATION_ITEM_DIFFERS = "translation_item_differs"
    # One file beside another
    ORDER_TWICE = "order_twice"
    SLUG_TWICE = "slug_twice"
    COURSE_MISSING = "course_missing"
    ORIGINAL_MISSING = "original_missing"
    TRANSLATION_MISSING = "translation_missing"
    TRANSLATION_SCREENS = "translation_screens"
    TRANSLATION_QUESTION_MISSING = "translation_question_missing"
    TRANSLATION_QUESTION_UNKNOWN = "translation_question_unknown"
    TRANSLATION_QUESTION_DIFFERS = "translation_question_differs"
    TRANSLATION_PRACTICE_MISSING = "translation_practice_missing"
    TRANSLATION_PRACTICE_UNKNOWN = "translation_practice_unknown"
    TRANSLATION_PRACTICE_DIFFERS = "translation_practice_differs"
    TRANSLATION_UNMARKED = "translation_unmarked"
    TRANSLATION_BEHIND = "translation_behind"
    KEY_RENAMED = "key_renamed"
    KEY_REUSED = "key_reused"


WARNINGS = frozenset(
    {
        Fault.STALE,
        Fault.SOURCE_WITHOUT_ADDRESS,
        Fault.SCREEN_LONG,
        Fault.SCREENS_FEW,
        Fault.SCREENS_MANY,
        Fault.LAST_SCREEN,
        Fault.PICTURE_LARGE,
        Fault.QUESTIONS_MISSING,
        Fault.CHOICE_WORDS,
        Fault.RIGHT_ONLY_ONE,
        Fault.TRANSLATION_MISSING,
        Fault.TRANSLATION_UNMARKED,
        Fault.TRANSLATION_BEHIND,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at a line counted from 1.

    ``file`` names the file beside the lesson that is meant (a picture); ``""`` is the lesson's own.
    """

    line: int
    fault: Fault
    details: Mapping[str, str] = field(default_factory=dict)
    file: str = ""

    @property
    def is_warning(self) -> bool:
        """Tell whether the lesson may be published all the same."""
        return self.fault in WARNINGS


class Faults:
    """Gathers problems while a file is read, so that all are told at once."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Problem] = {}

    def add(self, line: int, fault: Fault, /, *, in_file: str = "", **details: object) -> None:
        """Note a problem; the same one at the same line is noted once."""
        words = {name: str(value) for name, value in details.items()}
        same = (line, fault, in_file, *words.items())
        self._found.setdefault(same, Problem(line, fault, words, in_file))

    def sorted(self) -> tuple[Problem, ...]:
        """Return all problems, the lesson's own first, each file from top to bottom."""
        return tuple(sorted(self._found.values(), key=lambda one: (one.file, one.line)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, marks and case aside, or ``""``."""
    plain = {search_text(one): one for one in known}
    found = get_close_matches(search_text(word[:100]), plain, n=1, cutoff=0.4)
    return plain[found[0]] if found else ""
