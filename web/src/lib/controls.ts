/* Characters of outside text that are not to be seen and change what is: overrides of direction, control codes, invisible spaces.
   They are shown as marks in their stead and never reach the page themselves. */

const NAMES: Readonly<Record<number, string>> = {
  0x00ad: 'SHY',
  0x061c: 'ALM',
  0x200b: 'ZWSP',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LS',
  0x2029: 'PS',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

/* Tab and line feed are white space; carriage returns are left to the browser. Joiners (200C, 200D) are spelling in many scripts. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

export type Piece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'control'; readonly name: string; readonly code: string };

function control(character: string): Piece {
  const point = character.charCodeAt(0);
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return { kind: 'control', name: NAMES[point] ?? code, code };
}

/** Parts `text` into what is shown as it is and characters that are shown as marks. */
export function part_controls(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(HIDDEN)) {
    if (found.index > from) pieces.push({ kind: 'text', text: text.slice(from, found.index) });
    pieces.push(control(found[0]));
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** `text` without them, for where no mark can stand (the title of the window). */
export function without_controls(text: string): string {
  return text.replace(HIDDEN, '');
}
