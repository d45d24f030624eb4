"""Secrets are hashed with a key that is not in the database, a few at a time."""

from threading import Event, Thread

import pytest
from argon2 import extract_parameters

from learnapp.core.errors import Busy
from learnapp.services.hashing import Hasher


def make_hasher(pepper: str = "p" * 40, **changed: object) -> Hasher:
    values: dict[str, object] = {"time_cost": 1, "memory_kib": 8}
    return Hasher(pepper, **(values | changed))


def test_the_right_secret_is_right_and_no_other() -> None:
    hasher = make_hasher()
    hashed = hasher.hash("274913")

    assert hashed.startswith("$argon2id$")
    assert hasher.is_right(hashed, "274913")
    assert not hasher.is_right(hashed, "274914")
    assert not hasher.is_right(None, "nobody")


def test_a_stolen_database_is_worth_nothing_without_the_pepper() -> None:
    assert not make_hasher("q" * 40).is_right(make_hasher().hash("274913"), "274913")


def test_a_hash_made_more_cheaply_is_renewed() -> None:
    old = make_hasher().hash("274913")
    stricter = make_hasher(memory_kib=16)

    renewed = stricter.renewed(old, "274913")

    assert renewed is not None
    assert stricter.is_right(renewed, "274913")
    assert stricter.renewed(renewed, "274913") is None


def test_a_long_secret_is_not_cut_off() -> None:
    hasher = make_hasher()

    assert not hasher.is_right(hasher.hash("a" * 200 + "b"), "a" * 200 + "c")


def test_who_finds_no_place_is_told_to_come_back() -> None:
    hasher = make_hasher(parallel=1, patience=0.01)
    held, done = Event(), Event()

    def hold() -> None:
        with hasher.place():
            held.set()
            done.wait(5)

    thread = Thread(target=hold)
    thread.start()
    held.wait(5)
    with pytest.raises(Busy) as refusal:
        hasher.hash("274913")
    done.set()
    thread.join()

    assert refusal.value.args == (5,)
    assert hasher.hash("274913")


def test_an_unknown_account_takes_the_same_work() -> None:
    hasher = make_hasher(time_cost=3, memory_kib=64)
    nobodys = hasher._nobody  # noqa: SLF001 - what is compared where there is no account

    assert not hasher.is_right(None, "000000")
    assert extract_parameters(nobodys) == extract_parameters(hasher.hash("274913"))


def test_names_of_counters_tell_nothing_and_differ_by_kind() -> None:
    hasher = make_hasher()

    assert hasher.name("account", "+84912345678") != hasher.name("address", "+84912345678")
    assert "912345678" not in hasher.name("account", "+84912345678")
