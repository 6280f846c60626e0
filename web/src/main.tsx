/* Where the page starts: the server's plain list in <main> gives way to the view of the same address. */
import { render } from 'preact';
import { apply_direction } from './lib/direction.ts';
import { current_route, follow_links } from './lib/navigation.ts';
import { find_view } from './views/registry.ts';
import { Shell } from './shell.tsx';

/* An address without a view keeps what the server wrote. */
apply_direction();
const main = document.getElementById('main');
follow_links((path) => find_view(path) !== null);
if (main !== null && find_view(current_route().path) !== null) {
  main.replaceChildren();
  render(<Shell />, main);
}
