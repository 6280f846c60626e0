/* What a view says about itself: its head, that it waits, that something went wrong, that there is nothing. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ApiError } from '../lib/api.ts';
import { without_controls } from '../lib/controls.ts';
import { say } from '../lib/say.ts';
import { Outside } from './outside.tsx';

/** Says something to readers of the screen without moving the focus. */
export function announce(text: string): void {
  const place = document.getElementById('announce');
  if (place !== null) place.textContent = text;
}

/** The heading of a view; it is the title of the window too. A title may come from outside. */
export function Head({ title, lang, children }: { readonly title: string; readonly lang?: string | null; readonly children?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${without_controls(title)} · depeche`;
  }, [title]);
  return (
    <div class="head">
      <h1>
        <Outside text={title} lang={lang} />
      </h1>
      {children}
    </div>
  );
}

export function Waiting() {
  return (
    <p class="waiting" aria-busy="true">
      {say('list.waiting')}
    </p>
  );
}

export function ErrorBox({ error }: { readonly error: ApiError }) {
  return (
    <div class="error" role="alert">
      <p class="error-title">
        <Outside text={error.title} />
      </p>
      {error.detail !== '' && (
        <p>
          <Outside text={error.detail} />
        </p>
      )}
      {error.remedy !== '' && (
        <p>
          <Outside text={error.remedy} />
        </p>
      )}
    </div>
  );
}

export function Nothing({ children }: { readonly children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
