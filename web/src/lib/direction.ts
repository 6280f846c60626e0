/* The direction of the page, as its reader chose it; the browser keeps the choice. Texts from outside have their own direction. */

export type Direction = 'ltr' | 'rtl';

export const DIRECTIONS: readonly { readonly value: Direction; readonly words: string }[] = [
  { value: 'ltr', words: 'left to right' },
  { value: 'rtl', words: 'right to left' },
];

const KEY = 'depeche-direction';

/* A browser that keeps nothing (private windows) throws. */
export function direction_choice(): Direction {
  try {
    return localStorage.getItem(KEY) === 'rtl' ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}

export function apply_direction(): void {
  document.documentElement.dir = direction_choice();
}

export function set_direction(direction: Direction): void {
  document.documentElement.dir = direction;
  try {
    localStorage.setItem(KEY, direction);
  } catch {
    // The choice then lasts as long as the page.
  }
}
