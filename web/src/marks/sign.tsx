/* A mark as a small picture among words: for legends and lists. It repeats what stands beside it. */
import { path_of, type Filling, type Outline, type Symbol } from './symbol.ts';

interface SignProps {
  readonly symbol: Symbol;
  readonly filling?: Filling;
  readonly outline?: Outline;
  readonly negated?: boolean;
  readonly fuzzy?: boolean;
}

const DASH: Readonly<Record<Outline, string>> = { solid: 'none', dashed: '4 2.2', dotted: '1.2 2.2' };

export function Sign({ symbol, filling = 'full', outline = 'solid', negated = false, fuzzy = false }: SignProps) {
  const path = path_of(symbol.shape, 9);
  const down = symbol.shape === 'triangle' ? 2 : symbol.shape === 'wedge' ? -2 : 0;
  return (
    <svg class={`sign tone-${symbol.colour < 0 ? 'nobody' : symbol.colour} ${filling}`} viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">
      <path class="sign-paper" d={path} />
      {filling !== 'empty' && <path class={filling === 'half' ? 'sign-fill sign-half' : 'sign-fill'} d={path} />}
      {fuzzy && <path class="sign-hatch" d="M-8,1L1,-8M-7,7L7,-7M-1,8L8,-1" />}
      <path class="sign-line" d={path} stroke-dasharray={DASH[outline]} />
      {symbol.letter !== '' && (
        <text class="sign-letter" x="0" y={down + 3.6} text-anchor="middle">
          {symbol.letter}
        </text>
      )}
      {negated && <path class="sign-strike" d="M-10,10L10,-10" />}
    </svg>
  );
}
