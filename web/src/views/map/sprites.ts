/* Each face is drawn once into a small canvas of its own and copied from there: fifty thousand copies are quick, fifty thousand
   paths are not. */
import { corners_of, type Filling, type Outline } from '../../marks/symbol.ts';
import type { Face } from './scene.ts';

export interface Palette {
  readonly marks: readonly string[];
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
}

/** Radius of a symbol, in CSS pixels: with a letter where there is room, without where marks stand close. */
export const SIZES = { large: 10, middle: 6.5, small: 4 } as const;
export type SpriteSize = keyof typeof SIZES;

const DASHES: Readonly<Record<Outline, readonly number[]>> = { solid: [], dashed: [4, 2.2], dotted: [1.2, 2.2] };

function trace(ctx: CanvasRenderingContext2D, face: Face, radius: number): void {
  const corners = corners_of(face.symbol.shape, radius);
  ctx.beginPath();
  if (corners === null) ctx.arc(0, 0, face.symbol.shape === 'dot' ? radius * 0.45 : radius, 0, 2 * Math.PI);
  else corners.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

function fill(ctx: CanvasRenderingContext2D, filling: Filling, colour: string, paper: string, radius: number): void {
  ctx.fillStyle = paper;
  ctx.fill();
  if (filling === 'empty') return;
  ctx.save();
  ctx.clip();
  ctx.fillStyle = colour;
  ctx.fillRect(-radius * 1.5, filling === 'half' ? 0 : -radius * 1.5, radius * 3, radius * 3);
  ctx.restore();
}

/* Stripes in the colour of the paper: the day is not sharply known. */
function hatch(ctx: CanvasRenderingContext2D, paper: string, radius: number): void {
  ctx.save();
  ctx.clip();
  ctx.strokeStyle = paper;
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  for (let x = -radius * 3; x < radius * 3; x += 4) {
    ctx.moveTo(x, radius * 1.5);
    ctx.lineTo(x + radius * 3, -radius * 1.5);
  }
  ctx.stroke();
  ctx.restore();
}

function write_letter(ctx: CanvasRenderingContext2D, face: Face, palette: Palette, colour: string, radius: number): void {
  if (face.symbol.letter === '') return;
  const down = face.symbol.shape === 'triangle' ? radius * 0.22 : face.symbol.shape === 'wedge' ? -radius * 0.22 : 0;
  ctx.font = `700 ${radius * 1.1}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  /* A rim in the colour beneath keeps the letter readable over halves and stripes. */
  const full = face.filling === 'full';
  ctx.strokeStyle = full ? colour : palette.paper;
  ctx.lineWidth = 2.6;
  ctx.strokeText(face.symbol.letter, 0, down + 0.5);
  ctx.fillStyle = full ? palette.paper : palette.ink;
  ctx.fillText(face.symbol.letter, 0, down + 0.5);
}

function strike(ctx: CanvasRenderingContext2D, palette: Palette, radius: number): void {
  for (const [style, width] of [
    [palette.paper, 4],
    [palette.ink, 1.8],
  ] as const) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(-radius * 1.1, radius * 1.1);
    ctx.lineTo(radius * 1.1, -radius * 1.1);
    ctx.stroke();
  }
}

/** Draws a face around (0, 0). */
export function draw_face(ctx: CanvasRenderingContext2D, face: Face, palette: Palette, size: SpriteSize): void {
  const radius = SIZES[size];
  const colour = face.symbol.colour < 0 ? palette.soft : (palette.marks[face.symbol.colour] ?? palette.soft);
  trace(ctx, face, radius);
  if (face.symbol.shape !== 'dot') {
    ctx.strokeStyle = palette.paper;
    ctx.lineWidth = size === 'small' ? 2 : 4;
    ctx.stroke();
  }
  fill(ctx, face.filling, colour, palette.paper, radius);
  if (face.fuzzy && size !== 'small') {
    hatch(ctx, palette.paper, radius);
    trace(ctx, face, radius);
  }
  ctx.strokeStyle = face.symbol.colour < 0 ? colour : palette.ink;
  ctx.lineWidth = size === 'small' ? 0.8 : 1.4;
  ctx.setLineDash(size === 'small' ? [] : [...DASHES[face.outline]]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (size === 'large') write_letter(ctx, face, palette, colour, radius);
  if (face.negated && size !== 'small') strike(ctx, palette, radius);
}

/** Sprites of one palette and one density of pixels. A scene has few faces, however many marks it has, and each is one object. */
export class Sprites {
  private readonly made: Readonly<Record<SpriteSize, Map<Face, HTMLCanvasElement>>> = { large: new Map(), middle: new Map(), small: new Map() };

  constructor(
    private readonly palette: Palette,
    readonly ratio: number,
  ) {}

  /** A square canvas with the face in its middle. */
  of(face: Face, size: SpriteSize): HTMLCanvasElement {
    let sprite = this.made[size].get(face);
    if (sprite === undefined) {
      sprite = this.make(face, size);
      this.made[size].set(face, sprite);
    }
    return sprite;
  }

  private make(face: Face, size: SpriteSize): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    const side = Math.ceil((SIZES[size] * 1.3 + 3) * 2 * this.ratio);
    canvas.width = canvas.height = side;
    const ctx = canvas.getContext('2d');
    if (ctx !== null) {
      ctx.setTransform(this.ratio, 0, 0, this.ratio, side / 2, side / 2);
      draw_face(ctx, face, this.palette, size);
    }
    return canvas;
  }
}
