"""The scripts judge as the server does: every shared case, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.site import Site
from tests.vectors import count, written

pytestmark = pytest.mark.browser

JUDGE = """async (cases) => {
  const machine = await import("/static/practice-machine.js");
  const grading = await import("/static/grading.js");
  const state = (run) => ({
    scene: run.scene, trail: run.trail, filled: run.filled, wrong: run.wrong,
    hints: machine.hints(run), strong_hints: machine.strongHints(run),
    hint_level: machine.hintLevel(run), said: run.said, done: run.done,
  });
  const ended = (one) => {
    try {
      const acts = machine.readActs(one.acts);
      const run = machine.replay(cases.programs[one.program], acts, { silent: one.silent });
      return { run: state(run), written: machine.writeActs(acts) };
    } catch (error) {
      return { refused: error.constructor.name };
    }
  };
  return {
    grading: cases.grading.map((one) => ({
      ...one, right: grading.isRight(one.kind, one.wanted, one.answer),
    })),
    texts: cases.texts.map(({ text, judged }) => ({
      text,
      normalised: machine.normalise(text),
      real: machine.looksReal(text, false),
      real_where_secret: machine.looksReal(text, true),
      judged: judged.map(([sample, secret]) => [
        sample, secret, machine.judge({ sample: machine.normalise(sample), secret }, text),
      ]),
    })),
    runs: cases.runs.map(({ program, silent, acts, ...one }) => ({
      program, silent, acts, ...ended({ program, silent, acts, ...one }),
    })),
  };
}"""


def test_the_scripts_judge_as_the_server_does(site: Site, phone: Page) -> None:
    cases: dict[str, Any] = written()
    site.open(phone, "/tro-giup")

    said = phone.evaluate(JUDGE, cases)

    assert count(cases) == count(said)
    for name, found in said.items():
        wrong = [(a, b) for a, b in zip(cases[name], found, strict=True) if a != b]
        assert not wrong, f"{name}: {len(wrong)} differ; the first, server then script: {wrong[0]}"
