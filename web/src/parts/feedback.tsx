/* What a view says about itself: its head, that it waits, that something went wrong, that there is nothing. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ApiError } from '../lib/api.ts';

/** Says something to readers of the screen without moving the focus. */
export function announce(text: string): void {
  const place = document.getElementById('announce');
  if (place !== null) place.textContent = text;
}

/** The heading of a view; it is the title of the window too. */
export function Head({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · depeche`;
  }, [title]);
  return (
    <div class="head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

export function Waiting() {
  return (
    <p class="waiting" aria-busy="true">
      Reading the ledger …
    </p>
  );
}

export function ErrorBox({ error }: { readonly error: ApiError }) {
  return (
    <div class="error" role="alert">
      <p class="error-title">
        <bdi>{error.title}</bdi>
      </p>
      {error.detail !== '' && (
        <p>
          <bdi>{error.detail}</bdi>
        </p>
      )}
      {error.remedy !== '' && (
        <p>
          <bdi>{error.remedy}</bdi>
        </p>
      )}
    </div>
  );
}

export function Nothing({ children }: { readonly children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
