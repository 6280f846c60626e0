/* Which names are written on the map, and where: the weightier first, none over another or over a mark. */

export interface Wish {
  readonly text: string;
  /** The point on the canvas, and how much room its sign takes to each side. */
  readonly x: number;
  readonly y: number;
  readonly clear_x: number;
  readonly clear_y: number;
  readonly font: string;
  readonly height: number;
  readonly kind: 'place' | 'town' | 'region' | 'country';
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Label extends Wish {
  readonly box: Box;
}

const BETWEEN = 3;

function meets(a: Box, b: Box): boolean {
  return a.left < b.right + BETWEEN && a.right + BETWEEN > b.left && a.top < b.bottom && a.bottom > b.top;
}

/* A grid of boxes, so that a label is compared with its neighbours alone. */
const CELL = 64;

export class Taken {
  private readonly cells = new Map<number, Box[]>();
  /** How many boxes were added. */
  size = 0;

  private each_cell(box: Box, fn: (key: number) => boolean): boolean {
    for (let cx = Math.floor(box.left / CELL); cx <= Math.floor(box.right / CELL); cx++) {
      for (let cy = Math.floor(box.top / CELL); cy <= Math.floor(box.bottom / CELL); cy++) {
        if (fn(cx * 65_536 + cy)) return true;
      }
    }
    return false;
  }

  add(box: Box): void {
    this.size++;
    this.each_cell(box, (key) => {
      const boxes = this.cells.get(key);
      if (boxes === undefined) this.cells.set(key, [box]);
      else boxes.push(box);
      return false;
    });
  }

  has(box: Box): boolean {
    return this.each_cell(box, (key) => this.cells.get(key)?.some((other) => meets(box, other)) ?? false);
  }
}

function boxes_of(wish: Wish, wide: number): Box[] {
  const { x, y, clear_x, clear_y, height } = wish;
  const at = (left: number, top: number): Box => ({ left, top, right: left + wide, bottom: top + height });
  if (wish.kind === 'country' || wish.kind === 'region') return [at(x - wide / 2, y - height / 2)];
  return [
    at(x + clear_x + BETWEEN, y - height / 2),
    at(x - clear_x - BETWEEN - wide, y - height / 2),
    at(x - wide / 2, y + clear_y + 1),
    at(x - wide / 2, y - clear_y - height - 1),
  ];
}

/** Places the wishes one after the other; who finds no room is left out. `width_of` measures a text. */
export function place_labels(
  wishes: Iterable<Wish>,
  taken: Taken,
  canvas: { readonly width: number; readonly height: number },
  width_of: (text: string, font: string) => number,
): Label[] {
  const labels: Label[] = [];
  for (const wish of wishes) {
    const wide = width_of(wish.text, wish.font);
    const box = boxes_of(wish, wide).find(
      (one) => one.left >= 0 && one.right <= canvas.width && one.top >= 0 && one.bottom <= canvas.height && !taken.has(one),
    );
    if (box === undefined) continue;
    taken.add(box);
    labels.push({ ...wish, box });
  }
  return labels;
}
