/* Moving the map: one finger or the mouse pans, two fingers pinch, the wheel zooms where it points, keys do all of it. */
import { pan_view, zoom_view, type Size, type View } from './projection.ts';

const PAN = 64;
const ZOOM = 1.6;

/** What a key does to the view: arrows pan, + and - zoom; null for other keys. "0" is the caller's: what the marks take up. */
export function view_after_key(view: View, key: string, size: Size): View | null {
  switch (key) {
    case 'ArrowLeft':
      return pan_view(view, PAN, 0);
    case 'ArrowRight':
      return pan_view(view, -PAN, 0);
    case 'ArrowUp':
      return pan_view(view, 0, PAN);
    case 'ArrowDown':
      return pan_view(view, 0, -PAN);
    case '+':
    case '=':
      return zoom_view(view, ZOOM, size);
    case '-':
      return zoom_view(view, 1 / ZOOM, size);
    default:
      return null;
  }
}

export interface Touch {
  readonly x: number;
  readonly y: number;
}

/** The view after fingers went from one place to another: the first two count. */
export function view_after_touch(view: View, before: readonly Touch[], after: readonly Touch[], size: Size): View {
  const [a0, b0] = before;
  const [a1, b1] = after;
  if (a0 === undefined || a1 === undefined) return view;
  if (b0 === undefined || b1 === undefined) return pan_view(view, a1.x - a0.x, a1.y - a0.y);
  const apart = (a: Touch, b: Touch): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const moved = pan_view(view, (a1.x + b1.x - a0.x - b0.x) / 2, (a1.y + b1.y - a0.y - b0.y) / 2);
  return zoom_view(moved, apart(a1, b1) / apart(a0, b0), size, (a1.x + b1.x) / 2, (a1.y + b1.y) / 2);
}

export interface Moves {
  readonly view: () => View;
  readonly size: () => Size;
  readonly move: (view: View) => void;
  /** Pressed and let go without moving. */
  readonly press: (x: number, y: number) => void;
  /** The mouse is over a point, no button pressed. */
  readonly hover: (x: number, y: number) => void;
}

const STILL = 4;

/** Listens on an element; gives back how to stop. */
export function follow_gestures(element: HTMLElement, moves: Moves): () => void {
  const touches = new Map<number, Touch>();
  let began: Touch | null = null;

  const at = (event: MouseEvent): Touch => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    touches.set(event.pointerId, at(event));
    began = touches.size === 1 ? at(event) : null;
  };
  const moved = (event: PointerEvent): void => {
    const here = at(event);
    if (!touches.has(event.pointerId)) {
      if (event.pointerType === 'mouse') moves.hover(here.x, here.y);
      return;
    }
    if (began !== null && Math.hypot(here.x - began.x, here.y - began.y) < STILL) return;
    began = null;
    const before = [...touches.values()];
    touches.set(event.pointerId, here);
    moves.move(view_after_touch(moves.view(), before, [...touches.values()], moves.size()));
  };
  const up = (event: PointerEvent): void => {
    if (!touches.delete(event.pointerId) || began === null) return;
    moves.press(began.x, began.y);
    began = null;
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const here = at(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 24 : event.deltaY;
    moves.move(zoom_view(moves.view(), 2 ** (-lines / 240), moves.size(), here.x, here.y));
  };
  const cancel = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    began = null;
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', moved);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', cancel);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', moved);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', cancel);
    element.removeEventListener('wheel', wheel);
  };
}
