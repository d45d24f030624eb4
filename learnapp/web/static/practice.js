// A practice that answers at once. Every scene stands in the page as a template; the acts so far are
// numbers, kept in the address and on this phone. What is typed is judged here and goes nowhere.

import {
  REAL, UnknownAct, act, hintLevel, judge, readActs, replay, writeActs,
} from "./practice-machine.js";
import { uuid7 } from "./uuid7.js";

const stage = document.querySelector("[data-practice]");
const program = JSON.parse(document.querySelector("#program").textContent);
const later = document.querySelector("#de-sau");
const unfinished = document.querySelector("#do-dang");
const bar = document.querySelector("[data-play]");
const backButton = bar.querySelector("[data-back]");
const lessonLink = bar.querySelector("[data-lesson]");
const hintButton = bar.querySelector("[data-hint]");
const { practice: lesson, version } = stage.dataset;
// Goes with the rest when somebody signs in or out (app.js).
const kept = `stopped practice ${lesson}`;
const hintWords = [hintButton.dataset.first, hintButton.dataset.second];

const pristine = new Map();
for (const one of document.querySelectorAll("template[data-scene]")) pristine.set(one.dataset.scene, one.content);

let acts = [];
let run = null;

/* Where one stopped, on this phone */

function remember() {
  try {
    if (acts.length && !run.done) localStorage.setItem(kept, `${version} ${writeActs(acts)}`);
    else localStorage.removeItem(kept);
  } catch (error) {
    // Storage is off: the address still holds the place.
  }
}

function remembered() {
  try {
    const [of, text] = (localStorage.getItem(kept) || "").split(" ");
    return of === version ? text : "";
  } catch (error) {
    return "";
  }
}

function address() {
  return location.pathname + (acts.length ? `?buoc=${writeActs(acts)}` : "");
}

/* The scene on the screen */

function shown() {
  return stage.querySelector("[data-scene]");
}

function controls(scene) {
  return program.scenes[scene.dataset.scene].inputs.map((input, n) => ({
    input,
    part: scene.querySelector(`[data-part="${input.part}"]`),
    fields: [...scene.querySelectorAll(`[name="o-${n}"]`)],
  }));
}

function valueOf({ input, fields }) {
  if (!input.options) return judge(input, fields[0].value);
  const chosen = fields[0].type === "radio" ? fields.find((one) => one.checked) : fields[0];
  return Number(chosen?.value || 0);
}

function fill(scene) {
  const values = run.filled[run.scene] || [];
  for (const [n, { input, part, fields }] of controls(scene).entries()) {
    const value = values[n] || 0;
    if (!input.options) fields[0].value = value === 1 ? part.dataset.sample : "";
    else if (fields[0].type === "radio") for (const one of fields) one.checked = Number(one.value) === value;
    else fields[0].value = value || "";
    markPlace(part);
  }
}

function forgetReal(scene) {
  for (const control of controls(scene)) {
    if (!control.input.options && valueOf(control) === REAL) control.fields[0].value = "";
  }
}

/* A pressed ward is marked on the drawing; the list beside it does the same for the keyboard */

function markPlace(part) {
  const chosen = part.querySelector("input:checked")?.value;
  for (const one of part.querySelectorAll("[data-option]")) {
    one.toggleAttribute("data-chosen", one.dataset.option === chosen);
  }
}

/* Keys to press, beside the field: digits, and one to take the last away */

function offerKeys(scene) {
  for (const { input, part, fields } of controls(scene)) {
    if (input.kind !== "keypad" || part.querySelector(".mock__keys")) continue;
    if (!/^[0-9]+$/.test(input.sample)) continue;
    part.append(document.querySelector("#keys").content.cloneNode(true));
    part.querySelector(".mock__keys").addEventListener("click", (event) => {
      const { key } = event.target.closest("[data-key]")?.dataset || {};
      if (key === undefined) return;
      fields[0].value = key ? fields[0].value + key : fields[0].value.slice(0, -1);
    });
  }
}

/* What is said, and the hint */

function wordsOf(said) {
  const scene = said.scene === run.scene ? shown() : pristine.get(said.scene);
  return scene.querySelector(`template[data-say="${said.part}.${said.option}"]`)?.content.textContent || "";
}

function copyOf(id, text, part) {
  const made = document.querySelector(id).content.cloneNode(true);
  const say = (what, words) => {
    for (const one of made.querySelectorAll(`[data-say-${what}]`)) one.textContent = words || "";
  };
  say("text", text);
  say("name", part?.dataset.name);
  say("sample", part?.dataset.sample);
  return made;
}

function sayWhy(scene) {
  const slot = scene.querySelector("[data-slot=said]");
  slot.replaceChildren();
  for (const one of scene.querySelectorAll(".mock__part--here")) one.classList.remove("mock__part--here");
  const { said } = run;
  if (!said) return;
  const part = said.scene === run.scene ? scene.querySelector(`[data-part="${said.part}"]`) : null;
  slot.append(copyOf(`#said-${said.kind}`, wordsOf(said), part));
  part?.classList.add("mock__part--here");
}

function showHint(scene) {
  const slot = scene.querySelector("[data-slot=hint]");
  const level = hintLevel(run);
  slot.replaceChildren();
  if (level) slot.append(copyOf(`#hint-${level}`, scene.querySelector(`template[data-hint="${level}"]`).content.textContent));
}

/* All around the scene: where one is, what the bar offers */

function around(scene) {
  const now = program.scenes[run.scene];
  const text = writeActs(acts);
  document.querySelector(".progress__label").textContent = scene.dataset.label;
  for (const [n, block] of document.querySelectorAll(".progress__step").entries()) {
    block.classList.toggle("progress__step--done", n < Number(scene.dataset.done));
    block.classList.toggle("progress__step--now", n === Number(scene.dataset.done));
  }
  bar.hidden = now.goal;
  backButton.hidden = !run.trail.length;
  lessonLink.hidden = run.trail.length > 0;
  hintButton.disabled = hintLevel(run) >= now.hints;
  hintButton.querySelector("span").textContent = hintWords[hintLevel(run) ? 1 : 0];
  later.hidden = !acts.length || now.goal;
  unfinished.hidden = acts.length > 0;
  for (const one of document.querySelectorAll("[name=buoc]")) one.value = text;
}

function show({ focus = true } = {}) {
  let scene = shown();
  const moved = scene.dataset.scene !== run.scene;
  if (moved) {
    stage.replaceChildren(pristine.get(run.scene).cloneNode(true));
    scene = shown();
    fill(scene);
    document.dispatchEvent(new Event("step"));
  }
  offerKeys(scene);
  sayWhy(scene);
  showHint(scene);
  around(scene);
  if (focus) attend(scene, moved);
}

function attend(scene, moved) {
  const said = scene.querySelector("[data-slot=said] > *");
  const hint = acts[acts.length - 1]?.press === "h" && scene.querySelector("[data-slot=hint] > *");
  const wanted = said || hint || (moved && scene.querySelector("h1"));
  if (!wanted) return;
  wanted.focus({ preventScroll: true });
  if (said || moved) scrollTo(0, 0);
  // With large text the head of the page and the bar leave no room between them.
  if (!said && !moved) wanted.scrollIntoView({ block: "center" });
  else if (wanted.getBoundingClientRect().bottom > room()) wanted.scrollIntoView({ block: "start" });
}

function room() {
  return bar.hidden ? innerHeight : Math.min(innerHeight, bar.getBoundingClientRect().top);
}

/* One act */

function press(pressed) {
  const scene = shown();
  const one = { press: pressed, values: controls(scene).map(valueOf) };
  let next;
  try {
    next = act(program, run, one);
  } catch (error) {
    if (error instanceof UnknownAct) return;
    throw error;
  }
  const stays = next.scene === run.scene;
  forgetReal(scene);
  run = next;
  acts = [...acts, one];
  if (stays) history.replaceState(null, "", address());
  else history.pushState(null, "", address());
  remember();
  show();
}

function play(text) {
  try {
    const read = readActs(text);
    run = replay(program, read);
    acts = read;
  } catch (error) {
    run = replay(program, []);
    acts = [];
  }
}

document.addEventListener("click", (event) => {
  const ward = event.target.closest("[data-option]");
  if (ward) {
    const radio = ward.closest("[data-part]").querySelector(`input[value="${ward.dataset.option}"]`);
    radio.checked = true;
    markPlace(radio.closest("[data-part]"));
  }
  // Hidden buttons, which Enter presses, come here too.
  const button = event.target.closest("[name=bam]");
  if (button) {
    event.preventDefault();
    press(/^[0-9]+$/.test(button.value) ? Number(button.value) : button.value);
  }
  if (event.target.closest("[data-restart]")) {
    acts = [];
    remember();
  }
});
stage.addEventListener("change", (event) => {
  const part = event.target.closest("[data-part]");
  if (part) markPlace(part);
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-tap]")) event.preventDefault();
  else if (event.target.elements.id) event.target.elements.id.value ||= uuid7();
});
addEventListener("popstate", () => {
  play(new URL(location.href).searchParams.get("buoc") || "");
  remember();
  show();
});
// Come back to by the browser's own button after handing in: another run, under another name.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

pristine.set(shown().dataset.scene, copyOfFirst());
function copyOfFirst() {
  const whole = document.createDocumentFragment();
  whole.append(shown().cloneNode(true));
  return whole;
}

play(stage.dataset.acts || remembered());
// Who comes back is not told off once more.
if ("quiet" in stage.dataset || !stage.dataset.acts) run = { ...run, said: null };
show({ focus: false });
if (!stage.dataset.acts && acts.length) history.replaceState(null, "", address());
