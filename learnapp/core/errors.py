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


class UnknownPractice(LearnappError):
    """A practice that the lesson does not have."""


class UnreadableActs(LearnappError):
    """What is said to be the acts of a practice is none, or has no end."""


class UnknownAct(LearnappError):
    """An act that the scene of the practice does not offer."""


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


class GroupBusy(LearnappError):
    """Too many guests join the class at once; ``args[0]`` is how many seconds to wait."""


class LeaderCannotJoin(LearnappError):
    """Who leads a class is not one of its learners."""


class PhoneTaken(LearnappError):
    """Another person already signs in with this number."""


class CodeNotUsable(LearnappError):
    """No such code was issued, or it was used or is too old. Which of these is not said."""


class PhoneOrCodeNeeded(LearnappError):
    """An account is signed in to by a phone number or by a volunteer's code."""


class RepresentativeNeeded(LearnappError):
    """A child's account needs the name and the consent of a representative."""


class ConsentOutdated(LearnappError):
    """The text that was agreed to is not the text of today."""


class UnknownWard(LearnappError):
    """Not a ward of today's map."""


class UnknownNeighbourhood(LearnappError):
    """Not a neighbourhood of that ward."""


class WrongSecret(LearnappError):
    """No account signs in like this. Whether the number or the PIN is wrong is not said."""


class WrongOldSecret(LearnappError):
    """The PIN or password so far is not right."""


class PasswordNeeded(LearnappError):
    """Whoever holds a grant sets a password before any page of the staff opens."""


class SecretNeeded(LearnappError):
    """Whoever came in by a one-time password replaces it before anything else."""


class OwnGrant(LearnappError):
    """Nobody gives a grant to themselves."""


class GrantHeld(LearnappError):
    """The person holds this role in this place on some of these days already."""


class PlaceDoesNotFit(LearnappError):
    """The role is not granted in a place of this size."""


class DaysOutOfOrder(LearnappError):
    """It would end before it begins."""


class NoSuchAccount(LearnappError):
    """No account with this number or code. Said only to administrators."""


class HoldsGrant(LearnappError):
    """Whoever holds a grant is not erased before it is taken back."""


class TargetOverPopulation(LearnappError):
    """More people are to complete a course than live there."""


class DueDayPassed(LearnappError):
    """A target is set for a day to come."""


class SourceDayToCome(LearnappError):
    """No paper is dated later than today."""


class NeighbourhoodTaken(LearnappError):
    """The ward has another neighbourhood of this name."""


class NeighbourhoodNameTooLong(LearnappError):
    """A neighbourhood's name has at most so many signs; ``args[0]`` is the name."""


class TooManyNeighbourhoods(LearnappError):
    """More names at once than any ward has; ``args[0]`` is how many."""


class BadSlug(LearnappError):
    """These words cannot stand in an address: small letters without marks, digits, hyphens."""


class FileTaken(LearnappError):
    """Another file already has this address."""


class UnknownVersion(LearnappError):
    """A record about a text that is not known here (yet)."""


class UnknownRecord(LearnappError):
    """There is no record that this person may take back under that id."""


class UnreadableRecord(LearnappError):
    """What a device handed in is no record."""


class VerbNotAccepted(LearnappError):
    """A kind of record that this program does not take in."""


class NotCompleted(LearnappError):
    """A certificate is issued for a course that was completed; ``args[0]`` is the course."""


class CertificateWithdrawn(LearnappError):
    """The certificate was withdrawn; no other is issued in its place."""


class NoSuchCertificate(LearnappError):
    """No certificate has this code."""


class NameNotShowable(LearnappError):
    """The name of somebody who may be under sixteen is shown to nobody."""


class CheckNotOpen(LearnappError):
    """There is nothing to check now: it was done, or is not due yet."""


class CheckWaits(LearnappError):
    """After two final checks failed in a row, a day passes; ``args[0]`` is when it is over."""


class CheckHandedIn(LearnappError):
    """What was handed in is not answered any more; ``args[0]`` is the record."""
