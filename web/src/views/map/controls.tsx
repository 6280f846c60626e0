/* What of the ledger the map shows: whose lane, which beside it, how many days, which claims. */
import type { Voice } from '../../lib/answers.ts';
import { go_with, look_with } from '../../lib/navigation.ts';
import { say } from '../../lib/say.ts';
import { EVERYBODY, WINDOWS, write_look, type MapState } from './state.ts';

function window_words(days: number): string {
  if (days === 0) return say('map.allDays');
  if (days === 1) return say('map.thisDay');
  return days === 365 ? say('map.year') : say('map.upTo', { count: days });
}

interface LaneChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly voices: readonly Voice[];
  /** Values that are no claimants, with their words. */
  readonly others: readonly (readonly [value: string, words: string])[];
  readonly on_change: (value: string) => void;
}

function LaneChoice({ label, value, voices, others, on_change }: LaneChoiceProps) {
  const listed = others.some(([one]) => one === value) || voices.some(({ claimant }) => claimant === value);
  const names = [...(listed ? [] : [value]), ...voices.map(({ claimant }) => claimant)];
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => on_change(event.currentTarget.value)}>
        {others.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Controls({ state, voices }: { readonly state: MapState; readonly voices: readonly Voice[] }) {
  const windows = [...new Set<number>([...WINDOWS, state.days])];
  return (
    <div class="map-controls">
      <LaneChoice label={say('map.toldBy')} value={state.claimant ?? ''} voices={voices} others={[['', say('map.everybody')]]} on_change={(claimant) => go_with({ claimant })} />
      <LaneChoice
        label={say('map.beside')}
        value={state.beside ?? ''}
        voices={voices}
        others={[
          ['', say('map.noSecond')],
          [EVERYBODY, say('map.everybody')],
        ]}
        on_change={(beside) => look_with(write_look({ beside: beside || null }))}
      />
      <label class="field">
        <span>{say('map.claimsOf')}</span>
        <select value={state.days} onChange={(event) => look_with(write_look({ days: Number(event.currentTarget.value) }))}>
          {windows.map((days) => (
            <option key={days} value={days}>
              {window_words(days)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input type="checkbox" checked={state.control_only} onChange={(event) => look_with(write_look({ control_only: event.currentTarget.checked }))} /> {say('map.controlOnly')}
      </label>
    </div>
  );
}
