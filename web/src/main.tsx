/* Where the page starts: the server's plain list in <main> gives way to the view of the same address. */
import { render } from 'preact';
import { current_route, follow_links } from './lib/navigation.ts';
import { keep_place, place_in_plain_list } from './lib/place_kept.ts';
import { speak, wanted_language } from './lib/tongue.ts';
import { find_view } from './views/registry.ts';
import { Shell } from './shell.tsx';

function start(main: HTMLElement): void {
  const place = place_in_plain_list(main);
  main.replaceChildren();
  render(<Shell />, main);
  keep_place(main, place);
}

/* An address without a view keeps what the server wrote; one with a view keeps it until the view is loaded. */
follow_links((path) => find_view(path) !== null);
const main = document.getElementById('main');
const spoken = speak(wanted_language(current_route().look.get('ui'))).catch(() => undefined); // without its words the page shows their names
const found = find_view(current_route().path);
if (main !== null && found !== null) {
  const begin = () => start(main);
  const loaded = found.view.load().catch(() => undefined); // one that fails is told by the shell
  void Promise.all([spoken, loaded]).then(begin);
}
