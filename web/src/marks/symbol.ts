/* Marks: who is said to hold a place is told by a shape and a letter, how the place is known by the outline, and what is said of
   it (held, fought over, left) by the filling. Colour only repeats what the shape tells. */

export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'wedge', 'pentagon', 'cross', 'star'] as const;
export type Shape = (typeof SHAPES)[number];

export interface Symbol {
  /** Code of the holder; '' for claims that name none. */
  readonly holder: string;
  readonly label: string;
  readonly shape: Shape | 'dot';
  readonly letter: string;
  /** Index into the palette of the style sheet (--mark-0 …); -1: no holder. */
  readonly colour: number;
}

export const NOBODY: Symbol = { holder: '', label: '', shape: 'dot', letter: '', colour: -1 };

export interface Holder {
  readonly code: string | null;
  readonly label: string;
}

/** What tells holders apart: the code, else the name. */
export function holder_key(holder: Holder): string {
  return holder.code ?? holder.label;
}

/* First letters of the words after the colon ("Syria: armed forces": A, F), then of all words, then any letter. */
function letters_of(label: string): string[] {
  const words = label.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const colon = label.indexOf(':');
  const tail = colon < 0 ? [] : label.slice(colon + 1).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = [...words.slice(0, 1), ...tail, ...words].map((word) => [...word][0] ?? '');
  letters.push(...[...label].filter((sign) => /[\p{L}\p{N}]/u.test(sign)));
  return [...new Set(letters.map((letter) => letter.toLocaleUpperCase('en')))].filter((letter) => letter !== '');
}

/** Symbols for holders, those first that are named most; `before`: symbols that were given already and stay. While shapes last each
    holder gets one of his own; a shape and a letter together stand for one holder as long as letters last. */
export function assign_symbols(holders: readonly Holder[], before: ReadonlyMap<string, Symbol> = new Map()): ReadonlyMap<string, Symbol> {
  const symbols = new Map(before);
  const taken = new Set([...before.values()].map(({ shape, letter }) => shape + letter));
  for (const holder of holders) {
    const key = holder_key(holder);
    if (symbols.has(key)) continue;
    const at = symbols.size;
    const shape = SHAPES[at % SHAPES.length] as Shape;
    const letters = letters_of(holder.label);
    const letter = letters.find((one) => !taken.has(shape + one)) ?? letters[0] ?? '?';
    taken.add(shape + letter);
    symbols.set(key, { holder: key, label: holder.label, shape, letter, colour: at % SHAPES.length });
  }
  return symbols;
}

/** What the filling tells. */
export type Filling = 'full' | 'half' | 'empty';

export function filling_of(state: string | null): Filling {
  switch (state) {
    case 'held':
    case 'taken':
    case 'transferred':
      return 'full';
    case 'contested':
    case 'besieged':
    case 'entered':
      return 'half';
    default:
      return 'empty';
  }
}

/** The outline tells how well the place is known (ACLED's geo_precision): 1 the town itself, 2 near it or its district, 3 no more than
    the region or the country. */
export type Outline = 'solid' | 'dashed' | 'dotted';

export function outline_of(geo_precision: number): Outline {
  if (geo_precision === 1) return 'solid';
  return geo_precision === 2 ? 'dashed' : 'dotted';
}

/** Corners of a shape around (0, 0), within a circle of the given radius; null for a circle or dot. */
export function corners_of(shape: Shape | 'dot', radius: number): readonly (readonly [number, number])[] | null {
  switch (shape) {
    case 'circle':
    case 'dot':
      return null;
    case 'square':
      return regular(4, radius * 1.12, Math.PI / 4);
    case 'triangle':
      return regular(3, radius * 1.2, -Math.PI / 2, radius * 0.16);
    case 'wedge':
      return regular(3, radius * 1.2, Math.PI / 2, -radius * 0.16);
    case 'diamond':
      return regular(4, radius * 1.15, 0);
    case 'pentagon':
      return regular(5, radius * 1.06, -Math.PI / 2);
    case 'hexagon':
      return regular(6, radius * 1.05, 0);
    case 'cross':
      return cross(radius);
    case 'star':
      return star(radius * 1.15);
  }
}

function regular(n: number, radius: number, turn: number, down = 0): [number, number][] {
  return Array.from({ length: n }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / n;
    return [radius * Math.cos(angle), radius * Math.sin(angle) + down];
  });
}

function cross(radius: number): [number, number][] {
  const arm = radius * 0.5;
  const quarter: [number, number][] = [
    [arm, -radius],
    [arm, -arm],
    [radius, -arm],
  ];
  const corners: [number, number][] = [];
  for (let turn = 0; turn < 4; turn++) {
    for (const [x, y] of quarter) {
      const [c, s] = [Math.round(Math.cos((turn * Math.PI) / 2)), Math.round(Math.sin((turn * Math.PI) / 2))];
      corners.push([x * c - y * s, x * s + y * c]);
    }
  }
  return corners;
}

function star(radius: number): [number, number][] {
  return Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.6;
    const angle = -Math.PI / 2 + (i * Math.PI) / 5;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

/** "M0,-9 L…Z": the shape as a path of SVG. */
export function path_of(shape: Shape | 'dot', radius: number): string {
  const corners = corners_of(shape, radius);
  if (corners === null) {
    const r = shape === 'dot' ? radius * 0.45 : radius;
    return `M${-r},0A${r},${r} 0 1 1 ${r},0A${r},${r} 0 1 1 ${-r},0Z`;
  }
  return `M${corners.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join('L')}Z`;
}
