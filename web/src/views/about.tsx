/* About: what the ledger holds, what read it, on whose shoulders it stands, what the server will not do, and how the page is laid out. */
import { use_json } from '../lib/api.ts';
import { say, say_code, say_number } from '../lib/say.ts';
import type { AboutAnswer, Row } from '../lib/types.ts';
import { ErrorBox, Head, Waiting } from '../parts/feedback.tsx';
import { Outside } from '../parts/outside.tsx';
import { said } from '../parts/said.tsx';
import type { ViewProps } from './registry.ts';

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
                {say_code('column', column)}
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

/** A count as the language writes it; what is none, as it is. */
function fact_words(value: string): string {
  return /^\d{1,15}$/.test(value) ? say_number(Number(value)) : value;
}

function Answered({ about }: { readonly about: AboutAnswer }) {
  return (
    <>
      <section>
        <h2>{say('about.ledger')}</h2>
        <Facts facts={about.ledger.map(({ what, value }) => [say_code('info', what), fact_words(value)])} />
      </section>
      <section>
        <h2>{say('about.runs')}</h2>
        <Table rows={about.runs} name={say('about.runs')} nothing={say('about.nothingRead')} />
        <h3>{say('about.readings')}</h3>
        <Table rows={about.readings} name={say('about.readings')} nothing={say('about.nothingRead')} />
        <h3>{say('about.rejects')}</h3>
        <Table rows={about.rejects} name={say('about.rejects')} nothing={say('about.allRead')} />
      </section>
      <section>
        <h2>{say('about.licences')}</h2>
        <p>{say('about.apache', { version: about.version })}</p>
        <ul class="plain">
          {about.licences.map(({ name, what, licence }) => (
            <li key={name}>
              <strong>{name}</strong>: {what} ({licence})
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('about.limits')}</h2>
        <p>{say('about.limitsWords')}</p>
        <Facts facts={Object.entries(about.limits).map(([name, value]) => [say_code('about.limit', name), say_number(value)])} />
        <p>
          {about.coder === null
            ? say('about.onlyShows', { command: '--coder NAME' })
            : about.writable
              ? say('about.mayWrite')
              : say('about.otherWrites')}
        </p>
      </section>
    </>
  );
}

export default function About(_: ViewProps) {
  const { data, error, waiting } = use_json<AboutAnswer>('/about.json');
  return (
    <div class="about">
      <Head title={say('nav.about')}>
        <p class="lead">{say('about.lead')}</p>
      </Head>
      {error !== null && <ErrorBox error={error} />}
      {data === null && waiting && <Waiting />}
      {data !== null && <Answered about={data} />}
      <section>
        <h2>{say('about.page')}</h2>
        <p>{said('about.pageWords', { link: <a href="/openapi.json">openapi.json</a> })}</p>
      </section>
    </div>
  );
}
