/* Where the page starts: the server's plain list in <main> gives way to the view of the same address. */
import { render } from 'preact';
import { apply_direction } from './lib/direction.ts';
import { follow_links } from './lib/navigation.ts';
import { find_view } from './views/registry.ts';
import { Shell } from './shell.tsx';

apply_direction();
const main = document.getElementById('main');
if (main !== null) {
  follow_links((path) => find_view(path) !== null);
  main.replaceChildren();
  render(<Shell />, main);
}
