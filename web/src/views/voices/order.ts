/* The matrix of voices: who stands beside whom. Claimants in the order of what they say put those who argue far apart; here each is
   followed by the one who is at odds with most of the same voices, so that camps show as blocks. No score is shown or kept. */
import type { MatrixAnswer, MatrixCell } from '../../lib/answers.ts';

export type Ordering = 'amount' | 'alike' | 'name';
export const ORDERINGS: readonly Ordering[] = ['amount', 'alike', 'name'];

export function odds_of(cell: MatrixCell): number {
  return cell.contradicts + cell.denies;
}

export function cell_key(i: number, j: number): string {
  return i < j ? `${i}/${j}` : `${j}/${i}`;
}

/** What stands in row i and column j, whichever way round it was counted, by cell_key. */
export function cells_of(answer: MatrixAnswer): ReadonlyMap<string, MatrixCell> {
  return new Map(answer.cells.map((cell) => [cell_key(cell.a, cell.b), cell]));
}

function rows_of(matrix: MatrixAnswer): number[][] {
  const n = matrix.claimants.length;
  const rows = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (const cell of matrix.cells) {
    const { a, b } = cell;
    const odds = odds_of(cell);
    (rows[a] as number[])[b] = odds;
    (rows[b] as number[])[a] = odds;
  }
  return rows;
}

/** Cosine of what two voices are at odds with; the two themselves are left out, else nobody would be like his opponent's friends. */
function likeness(rows: readonly number[][], i: number, j: number): number {
  let both = 0;
  let of_i = 0;
  let of_j = 0;
  const a = rows[i] as number[];
  const b = rows[j] as number[];
  for (let k = 0; k < a.length; k++) {
    if (k === i || k === j) continue;
    const [x, y] = [a[k] as number, b[k] as number];
    both += x * y;
    of_i += x * x;
    of_j += y * y;
  }
  return both === 0 ? 0 : both / Math.sqrt(of_i * of_j);
}

/** From the claimant that is at odds most, always on to the one most alike; ties go to who comes first. */
function by_likeness(matrix: MatrixAnswer): number[] {
  const rows = rows_of(matrix);
  const sums = rows.map((row) => row.reduce((sum, one) => sum + one, 0));
  const left = new Set(rows.keys());
  const order: number[] = [];
  const best = (worth: (i: number) => number): number => [...left].reduce((a, b) => (worth(b) > worth(a) ? b : a));
  let at = left.size === 0 ? -1 : best((i) => sums[i] as number);
  while (at >= 0) {
    order.push(at);
    left.delete(at);
    const last = at;
    at = left.size === 0 ? -1 : best((i) => likeness(rows, last, i) + ((sums[i] as number) > 0 ? 1e-6 : 0));
  }
  return order;
}

/** Indexes of the claimants, in the order of rows and columns. */
export function order_of(matrix: MatrixAnswer, ordering: Ordering): number[] {
  const all = [...matrix.claimants.keys()];
  if (ordering === 'amount') return all;
  if (ordering === 'alike') return by_likeness(matrix);
  return all.sort((a, b) => (matrix.claimants[a] as string).localeCompare(matrix.claimants[b] as string));
}
