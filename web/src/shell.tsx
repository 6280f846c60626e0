/* The shell: shows the view that the address names inside <main>, and marks it in the navigation that the template brings along. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { use_route } from './lib/navigation.ts';
import type { Route } from './lib/route.ts';
import { ErrorBox, Waiting } from './parts/feedback.tsx';
import { ApiError } from './lib/api.ts';
import { language, say } from './lib/say.ts';
import { link_tongues, speak, wanted_language } from './lib/tongue.ts';
import { find_view, type View, type ViewProps } from './views/registry.ts';

function mark_navigation(nav: string | null): void {
  for (const link of document.querySelectorAll('nav.views a')) {
    if (new URL((link as HTMLAnchorElement).href).pathname === nav) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

type Loaded = { readonly view: View; readonly Component: ComponentType<ViewProps> } | { readonly error: ApiError };

function use_view(view: View | null): Loaded | null {
  const [loaded, set_loaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (view === null) return;
    let wanted = true;
    view.load().then(
      (module) => wanted && set_loaded({ view, Component: module.default }),
      () => wanted && set_loaded({ error: new ApiError(say('error.view'), '', say('error.anew'), 0) }),
    );
    return () => {
      wanted = false;
    };
  }, [view]);
  return loaded;
}

/** The language that the page speaks; another that the address asks for comes as soon as its words have. */
function use_tongue(route: Route): string {
  const [spoken, set_spoken] = useState(language());
  const wanted = wanted_language(route.look.get('ui'));
  useEffect(() => {
    if (wanted !== language()) void speak(wanted).then(() => set_spoken(language()), () => undefined);
  }, [wanted]);
  useEffect(link_tongues, [route, spoken]);
  return spoken;
}

export function Shell() {
  const route = use_route();
  const tongue = use_tongue(route);
  const found = find_view(route.path);
  const loaded = use_view(found?.view ?? null);
  const nav = found?.view.nav ?? null;
  useEffect(() => mark_navigation(nav), [nav]);

  if (found === null) return <ErrorBox error={new ApiError(say('error.noPage'), route.path, say('error.choose'), 404)} />;
  if (loaded === null) return <Waiting />;
  if ('error' in loaded) return <ErrorBox error={loaded.error} />;
  if (loaded.view.pattern !== found.view.pattern) return <Waiting />;
  return <loaded.Component key={`${found.view.pattern} ${tongue}`} route={route} params={found.params} />;
}
