// What core/grading.py says about one answer, for pages that answer at once. No page is touched.

export const PLACED = ["ordering", "matching"];

// wanted, answer: keys of choices; ordering and matching: in their places, "" where one is empty.
export function isRight(kind, wanted, answer) {
  if (PLACED.includes(kind)) {
    return answer.some(Boolean) && answer.length === wanted.length && wanted.every((one, n) => one === answer[n]);
  }
  const given = new Set(answer.filter(Boolean));
  return given.size > 0 && given.size === new Set(wanted).size && wanted.every((one) => given.has(one));
}
