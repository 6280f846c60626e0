/* The views, one address each. A view is a module that exports a component as its default; it is loaded when it is first shown. */
import type { ComponentType } from 'preact';
import { match_path, type Params, type Route } from '../lib/route.ts';

export interface ViewProps {
  readonly route: Route;
  readonly params: Params;
}

export interface View {
  /** Its address; a part that begins with ":" is a parameter. */
  readonly pattern: string;
  /** The address in the navigation to which it belongs. */
  readonly nav: string;
  readonly load: () => Promise<{ default: ComponentType<ViewProps> }>;
}

export const views: readonly View[] = [
  { pattern: '/claims', nav: '/claims', load: () => import('./now.tsx') },
  { pattern: '/claims/:claim', nav: '/claims', load: () => import('./claim.tsx') },
  { pattern: '/events', nav: '/events', load: () => import('./events.tsx') },
  { pattern: '/events/:event', nav: '/events', load: () => import('./event.tsx') },
  { pattern: '/conflicts', nav: '/conflicts', load: () => import('./conflicts.tsx') },
  { pattern: '/dispatches', nav: '/dispatches', load: () => import('./dispatches.tsx') },
  { pattern: '/dispatches/:dispatch', nav: '/dispatches', load: () => import('./dispatch.tsx') },
  { pattern: '/map', nav: '/map', load: () => import('./map.tsx') },
  { pattern: '/places', nav: '/places', load: () => import('./places.tsx') },
  { pattern: '/places/:place', nav: '/places', load: () => import('./place.tsx') },
  { pattern: '/voices', nav: '/voices', load: () => import('./voices.tsx') },
  { pattern: '/review', nav: '/review', load: () => import('./review.tsx') },
  { pattern: '/about', nav: '/about', load: () => import('./about.tsx') },
];

export interface Found {
  readonly view: View;
  readonly params: Params;
}

/** The front page is the view of claims. */
export function find_view(path: string): Found | null {
  const wanted = path === '/' ? '/claims' : path;
  for (const view of views) {
    const params = match_path(view.pattern, wanted);
    if (params !== null) return { view, params };
  }
  return null;
}
