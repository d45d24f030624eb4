// Answers at once. The first answer to each question is what the form will send; after it one may
// try as often as one likes. Reasons stand in the page as templates and are only copied.

import { PLACED, isRight } from "./grading.js";
import { uuid7 } from "./uuid7.js";

const form = document.querySelector("[data-lesson]");
const keys = JSON.parse(document.querySelector("#quiz-keys").textContent);
const NOWHERE = "no-form";

function copy(selector, root = document) {
  return root.querySelector(selector).content.cloneNode(true);
}

/* What is answered: keys picked; steps in their order; partners in the order of the lines */

function answerOf(question) {
  const kind = question.dataset.kind;
  if (kind === "ordering") {
    return question.dataset.moved ? rows(question).map((row) => row.dataset.choice) : [];
  }
  if (kind === "matching") {
    const values = [...question.querySelectorAll("select")].map((one) => one.value);
    return values.every(Boolean) ? values : [];
  }
  return [...question.querySelectorAll("input:checked")].map((one) => one.value).sort();
}

/* The first answer stays: hidden fields carry it, the visible ones leave the form */

function lockFirst(question) {
  if (question.dataset.locked) return;
  question.dataset.locked = "yes";
  for (const control of question.querySelectorAll("input, select")) {
    if (control.tagName === "SELECT" || control.checked) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = control.name;
      hidden.value = control.value;
      form.append(hidden);
    }
    control.setAttribute("form", NOWHERE);
  }
}

/* The reply above the question */

function reply(question, kind, answer) {
  question.querySelector(".reply")?.remove();
  const made = copy(`#reply-${kind}`).firstElementChild;
  const place = made.querySelector(".reply__head");
  const reasons = [...question.querySelectorAll("template[data-why]")].filter(
    (one) => !one.dataset.why || answer.includes(one.dataset.why),
  );
  if (kind !== "empty") {
    place.after(...reasons.map((one) => one.content.cloneNode(true)));
  }
  question.querySelector(".lesson__count").after(made);
  question.classList.toggle("question--answered", kind !== "empty");
  scrollTo(0, 0);
  made.focus({ preventScroll: true });
}

/* Who cannot find it may go on all the same */

function offerSkip(question, wanted) {
  question.querySelector(".question__skip")?.remove();
  if (!wanted) return;
  question.append(copy("#skip"));
  question.querySelector(".question__skip").addEventListener("click", () => {
    question.dataset.say = "more";
    question.dispatchEvent(new Event("skip", { bubbles: true }));
  });
}

/* Marks on what was picked; the right answer is not given away */

function markChoices(question, answer, right) {
  const wanted = keys[question.dataset.question];
  for (const choice of question.querySelectorAll(".choice")) {
    const input = choice.querySelector("input");
    if (!answer.includes(input.value)) continue;
    const good = wanted.includes(input.value);
    choice.querySelector(".tag")?.remove();
    choice.classList.toggle("choice--tried", !good);
    choice.classList.toggle("choice--right", good);
    choice.querySelector("label").append(copy(good ? "#tag-right" : "#tag-tried"));
    if (!good) input.checked = false;
  }
  const missing = !right && answer.every((one) => wanted.includes(one));
  question.querySelector("[data-missed]")?.toggleAttribute("hidden", !missing);
}

function markPairs(question, answer) {
  const wanted = keys[question.dataset.question];
  const all = question.dataset.kind === "ordering" ? rows(question) : question.querySelectorAll(".pair");
  for (const [n, row] of [...all].entries()) {
    row.querySelector(".tag")?.remove();
    row.querySelector("label").append(" ", copy(answer[n] === wanted[n] ? "#tag-right" : "#tag-tried"));
  }
}

/* Steps to put in order: a press moves a line up or down */

function rows(question) {
  return [...question.querySelectorAll(".pair")];
}

function number(question) {
  for (const [n, row] of rows(question).entries()) row.querySelector("select").value = String(n + 1);
}

function offerMoves(question) {
  question.classList.add("question--moves");
  for (const row of rows(question)) {
    row.append(copy("#move"));
    for (const button of row.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => {
        const other = button.dataset.move === "1" ? row.nextElementSibling : row.previousElementSibling;
        if (other && button.dataset.move === "1") other.after(row);
        else if (other) other.before(row);
        question.dataset.moved = "yes";
        for (const tag of question.querySelectorAll(".pair .tag")) tag.remove();
        number(question);
        button.focus();
      });
    }
  }
  number(question);
}

/* One press of "Trả lời" */

function leave(event) {
  const question = event.currentTarget;
  if (question.dataset.say === "more") return;
  event.preventDefault();
  const answer = answerOf(question);
  if (!answer.length) {
    reply(question, "empty", answer);
    return;
  }
  lockFirst(question);
  const right = isRight(question.dataset.kind, keys[question.dataset.question], answer);
  question.dataset.say = right ? "more" : "again";
  reply(question, right ? "right" : "again", answer);
  offerSkip(question, !right);
  if (PLACED.includes(question.dataset.kind)) markPairs(question, answer);
  else markChoices(question, answer, right);
}

for (const question of form.querySelectorAll("[data-question]")) {
  if (question.dataset.kind === "ordering") offerMoves(question);
  question.addEventListener("leave", leave);
  // Trying again: what was said about the last try goes as soon as something else is chosen.
  question.addEventListener("change", (event) => {
    const row = event.target.closest(".choice, .pair");
    row.querySelector(".tag")?.remove();
    row.classList.remove("choice--tried", "choice--right");
  });
}
// Come back to by the browser's own button: another round, under another name.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// The round is named where it was made, so that sending it twice makes one record.
form.addEventListener("submit", () => {
  form.elements.id.value ||= uuid7();
});
