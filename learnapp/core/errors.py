"""Every way a rule can say no. The words for readers are in ``web/errors.py``."""


class LearnappError(Exception):
    """A rule said no. The subclass names the rule; ``args`` hold what it was about."""


class NotFound(LearnappError):
    """It does not exist, or the person asking may not know that it does."""


class Forbidden(LearnappError):
    """The person asking never holds this permission."""


class NotSignedIn(LearnappError):
    """The page is for somebody known, and nobody is signed in here."""


class TooManyTries(LearnappError):
    """Too many wrong tries; ``args[0]`` is how many seconds to wait."""


class Busy(LearnappError):
    """Too much at once; ``args[0]`` is after how many seconds to try again."""


class Conflict(LearnappError):
    """Somebody else changed the same thing at the same moment; trying again helps."""


class UnknownQuestion(LearnappError):
    """An answer to a question that the lesson does not ask."""


class UnknownChoice(LearnappError):
    """An answer that the question does not offer."""


class UnreadableVersion(LearnappError):
    """An archived lesson or course that this program cannot read."""


class InvalidPhone(LearnappError):
    """Not a Vietnamese mobile number."""


class InvalidCode(LearnappError):
    """Not a code of ours. Its argument: "signs", "length" or "check" (a typing slip)."""


class InvalidPin(LearnappError):
    """A PIN is six digits."""


class WeakPin(LearnappError):
    """A PIN that a neighbour would try. Its argument: "common", "birth_year" or "phone"."""


class WeakPassword(LearnappError):
    """A password too easy. Its argument: "short", "long", "context" or "common"."""


class UnknownCourse(LearnappError):
    """There is no such course."""


class GroupClosed(LearnappError):
    """The class is over; nobody joins any more."""


class GroupFull(LearnappError):
    """The list of the class is full."""


class LeaderCannotJoin(LearnappError):
    """Who leads a class is not one of its learners."""
