/* A picture of many marks takes longer than a frame. It is painted behind the scenes, as much of it in each frame as the frame has time for;
   until it is done the one before is shown, moved and scaled to where the map is now. */
import { paint_land, paint_marks, paint_names, paint_ring, type BasePalette, type Country, type TownAt } from './paint.ts';
import type { Sheet, Size, View } from './projection.ts';
import type { Scene } from './scene.ts';
import type { Sprites } from './sprites.ts';

/** Everything that a picture is painted from. */
export interface Picture {
  readonly sheet: Sheet;
  readonly scene: Scene;
  readonly countries: readonly Country[];
  readonly towns: readonly TownAt[];
  readonly view: View;
  readonly size: Size;
  readonly palette: BasePalette;
  readonly sprites: Sprites;
  /** The chosen place. */
  readonly chosen: string | null;
}

/** Milliseconds of a frame that painting may take; the rest is the browser's. */
const SLICE = 7;

/** Works until the frame's share is used up, and on in the next. Gives back how to stop. */
function in_slices(work: Iterator<void>, done: () => void): () => void {
  const slice = (): void => {
    const end = performance.now() + SLICE;
    do {
      if (work.next().done === true) return done();
    } while (performance.now() < end);
    frame = requestAnimationFrame(slice);
  };
  let frame = requestAnimationFrame(slice);
  return () => cancelAnimationFrame(frame);
}

function* paint(ctx: CanvasRenderingContext2D, picture: Picture): Generator<void> {
  const { scene, countries, towns, view, size, palette, sprites, chosen } = picture;
  paint_land(ctx, countries, view, size, sprites.ratio, palette);
  yield;
  const { seen, mark } = yield* paint_marks(ctx, scene, view, size, sprites, palette);
  const ringed = chosen === null ? undefined : scene.glyphs.find(({ place }) => place === chosen);
  if (ringed !== undefined) paint_ring(ctx, ringed, view, mark, palette);
  paint_names(ctx, { seen, mark, towns, countries }, view, size, palette);
}

/** Does nothing but the view differ? */
function shows_the_same(a: Picture, b: Picture): boolean {
  return (Object.keys(a) as (keyof Picture)[]).every((key) => key === 'view' || a[key] === b[key]);
}

function resize(canvas: HTMLCanvasElement, { size, sprites }: Picture): void {
  const [width, height] = [Math.round(size.width * sprites.ratio), Math.round(size.height * sprites.ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Keeps a canvas to the picture that is wanted. */
export class Painter {
  private readonly back = document.createElement('canvas');
  private wanted: Picture | null = null;
  private painting: Picture | null = null;
  private shown: Picture | null = null;
  private halt = (): void => undefined;

  constructor(private readonly front: HTMLCanvasElement) {}

  /** A view that only moved lets the picture under way be finished: while the map moves on, something newer is always shown. */
  show(picture: Picture): void {
    this.wanted = picture;
    this.follow();
    if (this.painting !== null && !shows_the_same(this.painting, picture)) this.stop();
    if (this.painting === null) this.begin(picture);
  }

  stop(): void {
    this.halt();
    this.painting = null;
  }

  private begin(picture: Picture): void {
    const ctx = this.back.getContext('2d');
    if (ctx === null) return;
    this.painting = picture;
    performance.mark('map-paint');
    resize(this.back, picture);
    this.halt = in_slices(paint(ctx, picture), () => this.finish(picture));
  }

  private finish(picture: Picture): void {
    resize(this.front, picture);
    this.front.getContext('2d')?.drawImage(this.back, 0, 0);
    this.painting = null;
    this.shown = picture;
    this.follow();
    performance.measure('map-painted', 'map-paint');
    if (this.wanted !== null && this.wanted !== picture) this.begin(this.wanted);
  }

  /** Puts what was painted where the wanted view has it. */
  private follow(): void {
    const [from, to] = [this.shown, this.wanted];
    if (from === null || to === null) return;
    const k = to.view.k / from.view.k;
    const [x, y] = [to.view.x - from.view.x * k, to.view.y - from.view.y * k];
    const still = from.view === to.view || from.sheet !== to.sheet || from.size !== to.size;
    this.front.style.transform = still ? 'none' : `translate(${x}px, ${y}px) scale(${k})`;
  }
}
