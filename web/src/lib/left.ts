/* What the history keeps of a state of the page besides its address: how far down it was read, and how much of its lists was shown.
   Who comes back, or loads the page again, finds both. */
import { useState } from 'preact/hooks';

interface Left {
  readonly y: number;
  /** Items by list. */
  readonly shown: Readonly<Record<string, number>>;
}

const NOTHING: Left = { y: 0, shown: {} };

export function left(): Left {
  return { ...NOTHING, ...(history.state as Partial<Left> | null) };
}

export function leave(change: Partial<Left>): void {
  history.replaceState({ ...left(), ...change }, '');
}

export function leave_shown(list: string, count: number): void {
  leave({ shown: { ...left().shown, [list]: count } });
}

/** How many items of a list are shown, of those that are there already, and how to show another number of them. */
export function use_shown(list: string, at_first: number): [number, (count: number) => void] {
  const [shown, set_shown] = useState(left().shown[list] ?? at_first);
  const show = (count: number): void => {
    set_shown(count);
    leave_shown(list, count);
  };
  return [shown, show];
}
