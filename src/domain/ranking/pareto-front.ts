import { criterionIds } from "./ranking-criteria";

/**
 * The rows that could be first under some weights, among those seen so far: no other is at least as good on every criterion. Of
 * equal rows it holds the one that was seen first. The utilities of each member stand side by side.
 */
export type ParetoFront = { rows: number[]; utilities: Float64Array };

const WIDTH = criterionIds.length;
const FIRST_ROOM = 256;

export function emptyFront(): ParetoFront {
  return { rows: [], utilities: new Float64Array(FIRST_ROOM * WIDTH) };
}

/**
 * Takes the first `count` rows of a block into a front. Good rows seen first make it nearly one pass, and what is not in a block need
 * not be in memory: the utilities of 100,000 rows at once cost more than the comparisons.
 *
 * @param block one column per criterion.
 * @param rowAt the row of each place of the block; -1 leaves it out.
 */
export function extendFront(
  front: ParetoFront,
  block: readonly Float64Array[],
  count: number,
  rowAt: (place: number) => number,
): void {
  const own = new Float64Array(WIDTH);
  for (let place = 0; place < count; place += 1) {
    const row = rowAt(place);
    if (row < 0) continue;
    for (let criterion = 0; criterion < WIDTH; criterion += 1)
      own[criterion] = (block[criterion] as Float64Array)[place] as number;
    const found = covering(front, own);
    if (found > 0) swap(front, found, found >> 1);
    else if (found < 0) add(front, row, own);
  }
}

/** The place of a member that is at least as good on every criterion; -1 if there is none. */
function covering({ rows, utilities }: ParetoFront, own: Float64Array): number {
  const end = rows.length * WIDTH;
  for (let start = 0; start < end; start += WIDTH) {
    let criterion = 0;
    while (criterion < WIDTH && (utilities[start + criterion] as number) >= (own[criterion] as number))
      criterion += 1;
    if (criterion === WIDTH) return start / WIDTH;
  }
  return -1;
}

/** What covers one row covers many: half way to the start each time, it is soon found at once. */
function swap({ rows, utilities }: ParetoFront, place: number, other: number): void {
  const row = rows[place] as number;
  rows[place] = rows[other] as number;
  rows[other] = row;
  for (let criterion = 0; criterion < WIDTH; criterion += 1) {
    const utility = utilities[place * WIDTH + criterion] as number;
    utilities[place * WIDTH + criterion] = utilities[other * WIDTH + criterion] as number;
    utilities[other * WIDTH + criterion] = utility;
  }
}

/** Adds a row, and drops the members that it covers. */
function add(front: ParetoFront, row: number, own: Float64Array): void {
  makeRoom(front);
  const { rows, utilities } = front;
  let kept = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const start = place * WIDTH;
    if (!utilities.subarray(start, start + WIDTH).some((utility, index) => utility > (own[index] as number)))
      continue;
    utilities.copyWithin(kept * WIDTH, start, start + WIDTH);
    rows[kept++] = rows[place] as number;
  }
  utilities.set(own, kept * WIDTH);
  rows[kept] = row;
  rows.length = kept + 1;
}

function makeRoom(front: ParetoFront): void {
  const { rows, utilities } = front;
  if ((rows.length + 1) * WIDTH <= utilities.length) return;
  front.utilities = new Float64Array(utilities.length * 2);
  front.utilities.set(utilities);
}
