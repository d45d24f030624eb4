// One screen at a time, and where one stopped. Without this script all screens follow each other.
// A question (quiz.js) may hold the reader back: it cancels the event "leave" of its step.

const form = document.querySelector("[data-lesson]");
const bar = document.querySelector("[data-steps]");
const steps = [...form.querySelectorAll("[data-step]")];
const go = bar.querySelector("[data-go]");
const back = bar.querySelector("[data-back]");
const course = back.href;
const kept = `stopped ${form.dataset.lesson}`;
let at = -1;

function remember(id) {
  try {
    if (id) localStorage.setItem(kept, id);
    else localStorage.removeItem(kept);
  } catch (error) {
    // Storage is off: next time begins at the first screen.
  }
}

function remembered() {
  try {
    return localStorage.getItem(kept);
  } catch (error) {
    return null;
  }
}

function label() {
  const step = steps[at];
  const word = step.dataset.say || (step.dataset.question ? "answer" : "next");
  const last = word === "more" && at === steps.length - 1;
  go.querySelector("span").textContent = bar.dataset[last ? "done" : word];
  go.querySelector("svg").toggleAttribute("hidden", last || (word !== "next" && word !== "more"));
  const read = word === "again";
  back.querySelector("span").textContent = bar.dataset[read ? "read" : "back"];
  back.href = read ? `#${steps[0].id}` : at ? `#${steps[at - 1].id}` : course;
}

function progress() {
  const step = steps[at];
  const part = steps.filter((one) => !one.dataset.question === !step.dataset.question);
  const now = part.indexOf(step);
  document.querySelector(".progress__label").textContent =
    step.querySelector(".lesson__count").textContent;
  document.querySelector(".progress__steps").replaceChildren(
    ...part.map((_, n) => {
      const block = document.createElement("i");
      block.className = "progress__step";
      if (n < now) block.classList.add("progress__step--done");
      if (n === now) block.classList.add("progress__step--now");
      return block;
    }),
  );
}

function show(index, { move = true } = {}) {
  if (index === at) return;
  at = index;
  for (const [n, one] of steps.entries()) one.classList.toggle("lesson__screen--now", n === at);
  progress();
  label();
  remember(at ? steps[at].id : null);
  document.dispatchEvent(new Event("step"));
  if (!move) return;
  scrollTo(0, 0);
  steps[at].querySelector("h2").focus({ preventScroll: true });
}

function fromAddress() {
  return steps.findIndex((one) => `#${one.id}` === location.hash);
}

go.addEventListener("click", () => {
  const leave = new Event("leave", { cancelable: true });
  if (!steps[at].dispatchEvent(leave)) return label();
  if (at < steps.length - 1) {
    history.pushState(null, "", `#${steps[at + 1].id}`);
    return show(at + 1);
  }
  remember(null);
  return form.requestSubmit ? form.requestSubmit() : form.submit();
});
form.addEventListener("skip", () => go.click());
addEventListener("popstate", () => show(Math.max(fromAddress(), 0)));

const stopped = steps.findIndex((one) => one.id === remembered());
document.body.classList.add("steps");
bar.hidden = false;
show(Math.max(fromAddress() < 0 ? stopped : fromAddress(), 0), { move: false });
