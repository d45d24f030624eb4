// A practice played, without a page: core/practice_machine.py, practice_acts.py and real_numbers.py
// once more. What both say is held together by tests/vectors/. Words stand in the page, not here.

export const EMPTY = 0;
export const SAMPLE = 1;
export const OTHER = 2;
export const REAL = 3;
export const MOST_ACTS = 300;
const TYPED = ["field", "keypad"];

/* Texts as they are compared */

const folded = (text) => text.normalize("NFKD").replace(/[ĐđÐðƉɖ]/g, "d");

export function normalise(text) {
  return folded(text).replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

/* What looks like a real number of a real person */

const BEFORE = "(?:^|[^A-Za-z0-9])";
const AFTER = "(?![A-Za-z0-9])";
const NUMBER = /[0-9](?:[ .,()/_-]{0,3}[0-9])*/g;
const DATE = /(^|[^0-9./-])[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}(?![./-]?[0-9])/g;
const MONEY = /[0-9]{1,3}(?:[.,][0-9]{3}){0,4} ?(?:dong|d|vnd)(?![a-z])/gi;
const PAPERS = [
  ["dossier", new RegExp(`${BEFORE}[A-Za-z][0-9]{2}(?:\\.[0-9]{1,3}){0,3}-[0-9]{6}-[0-9]{4,6}`, "g")],
  ["passport", new RegExp(`${BEFORE}[A-Za-z] ?[0-9]{7,8}${AFTER}`, "g")],
  ["plate", new RegExp(`${BEFORE}[0-9]{2} ?-? ?[A-Za-z][0-9]? ?-? ?[0-9]{3}\\.?[0-9]{2}${AFTER}`, "g")],
  ["card", new RegExp(`${BEFORE}cv[vc]2?[^A-Za-z0-9]{0,3}[0-9]{3}${AFTER}`, "gi")],
];
const PHONE = /^(?:0|(?:00)?840?)(?:[35789][0-9]{8}|2[0-9]{9})$/;
const CARD_RANGE = /^(?:9704[0-9]{12}(?:[0-9]{3})?|(?:4[0-9]|5[1-5]|35|62)[0-9]{14})$/;
const SAMPLES = /^(?:0*|0{10}[0-9]{2})$/;
const CODE_WORDS = /otp|maxac|passcode|matkhau|pin/;
const ACCOUNT_WORDS = /taikhoan|stk/;

const digitsOf = (text) => text.replace(/[^0-9]/g, "");
const within = (length, least, most) => length >= least && length <= most;

function luhn(digits) {
  const total = [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (1 + (place % 2));
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0;
}

function isCard(digits) {
  if (CARD_RANGE.test(digits)) return true;
  if (digits.length === 16 && within(Number(digits.slice(0, 4)), 2221, 2720)) return true;
  return within(digits.length, 13, 19) && luhn(digits);
}

function long(digits) {
  if (digits.length < 9) return null;
  if (PHONE.test(digits)) return "phone";
  if (digits.length === 12) return "identity";
  if (digits.length === 9) return "old_identity";
  return isCard(digits) ? "card" : "paper";
}

function numberIn(plain, secret) {
  const words = normalise(plain);
  const code = secret || CODE_WORDS.test(words);
  const account = ACCOUNT_WORDS.test(words);
  const rest = plain.replace(DATE, "$1#").replace(MONEY, "#");
  for (const [found] of rest.matchAll(NUMBER)) {
    const digits = digitsOf(found);
    if (SAMPLES.test(digits)) continue;
    const kind = long(digits);
    if (kind) return kind;
    if (account && within(digits.length, 6, 19)) return "account";
    if (code && within(digits.length, 4, 8)) return "code";
  }
  return null;
}

export function looksReal(text, secret) {
  const plain = text
    .normalize("NFKD")
    .replace(/[ĐđÐðƉɖ]/g, "d")
    .replace(/[^ -~]/g, "");
  if (plain.includes("@")) return "email";
  for (const [kind, pattern] of PAPERS) {
    const found = [...plain.matchAll(pattern)];
    if (found.some(([one]) => !SAMPLES.test(digitsOf(one)))) return kind;
  }
  const number = numberIn(plain, secret);
  if (number) return number;
  const word = normalise(plain);
  const known = word === "mautap" || SAMPLES.test(word);
  return secret && word.length >= 4 && !known ? "password" : null;
}

// input: one of a scene's inputs in the program.
export function judge(input, text) {
  const typed = normalise(text);
  if (!typed) return EMPTY;
  if (typed === input.sample) return SAMPLE;
  return looksReal(text, input.secret) ? REAL : OTHER;
}

/* Acts as they are written */

export class UnreadableActs extends Error {}
export class UnknownAct extends Error {}

const ACT = /^(h|b|0|[1-9][0-9]?)((?:\.(?:0|[1-9][0-9]?))*)$/;
const LONGEST = 20000;

export function readActs(text) {
  if (!text) return [];
  const pieces = text.length <= LONGEST ? text.split("-") : [];
  if (!pieces.length || pieces.length > MOST_ACTS) throw new UnreadableActs();
  return pieces.map((piece) => {
    const found = ACT.exec(piece);
    if (!found) throw new UnreadableActs();
    const press = found[1] === "h" || found[1] === "b" ? found[1] : Number(found[1]);
    return { press, values: found[2].split(".").slice(1).map(Number) };
  });
}

export function writeActs(acts) {
  return acts.map((one) => [one.press, ...one.values].join(".")).join("-");
}

/* The machine. A run is never changed: each act makes another. */

export function begin(program, { silent = false } = {}) {
  return {
    scene: program.start,
    trail: [],
    filled: {},
    levels: {},
    wrong: 0,
    said: null,
    done: program.scenes[program.start].goal,
    silent,
  };
}

export function replay(program, acts, options) {
  if (acts.length > MOST_ACTS) throw new UnreadableActs();
  return acts.reduce((run, one) => act(program, run, one), begin(program, options));
}

export const hintLevel = (run) => run.levels[run.scene] || 0;
export const hints = (run) => Object.values(run.levels).filter((level) => level > 0).length;
export const strongHints = (run) => Object.values(run.levels).filter((level) => level > 1).length;

export function act(program, before, one) {
  const scene = program.scenes[before.scene];
  if (!scene || before.done) throw new UnknownAct();
  checkValues(scene, one);
  const filled = one.values.length ? { ...before.filled, [before.scene]: forget(scene, one.values) } : before.filled;
  const run = { ...before, filled, said: null };
  if (one.press === "h") return hint(scene, run);
  if (one.press === "b") {
    if (!run.trail.length) throw new UnknownAct();
    return { ...run, scene: run.trail[run.trail.length - 1], trail: run.trail.slice(0, -1) };
  }
  const pressed = scene.presses[one.press];
  if (!pressed) throw new UnknownAct();
  return press(program, scene, run, pressed, one.values);
}

const isTyped = (input) => TYPED.includes(input.kind);

function checkValues(scene, one) {
  if (!one.values.length && (one.press === "h" || one.press === "b")) return;
  if (one.values.length !== scene.inputs.length) throw new UnknownAct();
  for (const [n, input] of scene.inputs.entries()) {
    const most = isTyped(input) ? REAL : input.options.length;
    if (!within(one.values[n], 0, most)) throw new UnknownAct();
  }
}

function forget(scene, values) {
  return values.map((value, n) => (isTyped(scene.inputs[n]) && value === REAL ? EMPTY : value));
}

function hint(scene, run) {
  const level = hintLevel(run) + 1;
  if (run.silent || level > scene.hints) throw new UnknownAct();
  return { ...run, levels: { ...run.levels, [run.scene]: level } };
}

function isRight(input, value) {
  return isTyped(input) ? value === SAMPLE : input.options[value - 1].right;
}

function press(program, scene, before, pressed, values) {
  let run = before;
  if (pressed.kind === "button" && pressed.target) {
    for (const [n, input] of scene.inputs.entries()) {
      const stopped = look(program, run, input, values[n]);
      if (stopped) return stopped;
    }
    if (run.silent) {
      const wrong = scene.inputs.filter((input, n) => !isRight(input, values[n])).length;
      run = { ...run, wrong: run.wrong + wrong };
    }
  }
  return follow(program, run, pressed);
}

function look(program, run, input, value) {
  const said = { scene: run.scene, part: input.part, option: 0 };
  if (isTyped(input) && value === REAL) return { ...run, said: { kind: "real", ...said } };
  if (value === EMPTY) {
    return { ...run, wrong: run.wrong + (run.silent ? 0 : 1), said: { kind: "empty", ...said } };
  }
  if (run.silent || isRight(input, value)) return null;
  if (isTyped(input)) return refuse(program, run, input.target, { kind: "refusal", ...said });
  const { target } = input.options[value - 1];
  return refuse(program, run, target, { kind: "refusal", ...said, option: value });
}

function follow(program, run, pressed) {
  if (!pressed.wrong) return go(program, run, pressed.target);
  if (!run.silent) {
    return refuse(program, run, pressed.target, { kind: "refusal", scene: run.scene, part: pressed.part, option: 0 });
  }
  const counted = { ...run, wrong: run.wrong + 1 };
  return pressed.target ? go(program, counted, pressed.target) : { ...counted, done: true };
}

function refuse(program, run, target, said) {
  const gone = go(program, run, target);
  const kind = gone.scene === run.scene ? said.kind : "sent_on";
  return { ...gone, wrong: run.wrong + 1, said: { ...said, kind } };
}

function go(program, run, target) {
  const scene = target ? program.scenes[target] : undefined;
  if (!scene || target === run.scene) return run;
  return { ...run, scene: target, trail: [...run.trail, run.scene], done: scene.goal };
}
