/* About: what the ledger holds, what read it, on whose shoulders it stands, what the server will not do, and how the page is laid out. */
import { useState } from 'preact/hooks';
import { use_json } from '../lib/api.ts';
import { DIRECTIONS, direction_choice, set_direction, type Direction } from '../lib/direction.ts';
import type { AboutAnswer, Row } from '../lib/types.ts';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Outside } from '../parts/outside.tsx';
import type { ViewProps } from './registry.ts';

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  question_ms: 'milliseconds for one question',
  items: 'items of a list at once',
  downloads_at_once: 'downloads at once',
  download_s: 'seconds for one download',
  connections: 'connections at once',
  address_bytes: 'bytes of an address',
  body_bytes: 'bytes of what is sent',
};

function Table({ rows, name, nothing }: { readonly rows: readonly Row[]; readonly name: string; readonly nothing: string }) {
  const [first] = rows;
  if (first === undefined) return <p class="aside">{nothing}</p>;
  const columns = Object.keys(first);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={name}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column.replaceAll('_', ' ')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <td key={column}>{row[column] === null ? '' : <Outside text={String(row[column])} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl class="manifest">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Outside text={name} />
          </dt>
          <dd>
            <Outside text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Layout() {
  const [direction, set] = useState(direction_choice());
  const choose = (next: Direction) => {
    set_direction(next);
    set(next);
  };
  return (
    <fieldset>
      <legend>Direction of the page</legend>
      {DIRECTIONS.map(({ value, words }) => (
        <label key={value} class="choice">
          <input type="radio" name="direction" value={value} checked={direction === value} onChange={() => choose(value)} /> {words}
        </label>
      ))}
    </fieldset>
  );
}

function Answered({ about }: { readonly about: AboutAnswer }) {
  return (
    <>
      <section>
        <h2>The ledger</h2>
        <Facts facts={about.ledger.map(({ what, value }) => [what, value])} />
      </section>
      <section>
        <h2>Runs that read into it</h2>
        <Table rows={about.runs} name="Runs" nothing="Nothing was read yet." />
        <h3>Versions and packs that read the dispatches</h3>
        <Table rows={about.readings} name="Readings" nothing="Nothing was read yet." />
        <h3>What could not be read</h3>
        <Table rows={about.rejects} name="What could not be read" nothing="Everything could be read." />
      </section>
      <section>
        <h2>Licences</h2>
        <p>
          depeche {about.version} is under the Apache License 2.0. It carries data of others:
        </p>
        <ul class="plain">
          {about.licences.map(({ name, what, licence }) => (
            <li key={name}>
              <strong>{name}</strong>: {what} ({licence})
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Limits</h2>
        <p>
          It does not say what happened, who is right or how far a source can be trusted. Nothing is filled in: what is not known is shown as
          unknown. Names of private persons are masked.
        </p>
        <Facts facts={Object.entries(about.limits).map(([name, value]) => [LIMIT_WORDS[name] ?? name, value.toLocaleString('en')])} />
        <p>
          {about.coder === null
            ? 'This server only shows; coders decide on the page when it is started with --coder NAME.'
            : about.writable
              ? 'This browser may write decisions.'
              : 'Decisions are written by the browser that opened the link which the server printed.'}
        </p>
      </section>
    </>
  );
}

export default function About(_: ViewProps) {
  const { data, error, waiting } = use_json<AboutAnswer>('/about.json');
  return (
    <div class="about">
      <Head title="About">
        <p class="lead">depeche keeps a ledger of claims: who says that what happened, where and when. It never says what is true.</p>
      </Head>
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {data !== null && <Answered about={data} />}
      <section>
        <h2>This page</h2>
        <Layout />
        <p>
          It loads nothing from elsewhere, keeps nothing but the choice above, and sends nothing anywhere. The same answers for programs:{' '}
          <a href="/openapi.json">openapi.json</a>.
        </p>
      </section>
    </div>
  );
}
