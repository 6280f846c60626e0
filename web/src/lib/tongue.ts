/* Which language the page speaks: the one that the address names ("#ui=fr"), else the first of the browser's that it knows. */
import { get_json } from './api.ts';
import { choose_language, is_rtl, language, say, set_words, TONGUES, type Catalogue, type Key } from './say.ts';
import { current_route, in_tongue } from './navigation.ts';

export function wanted_language(asked: string | null): string {
  return choose_language(asked, navigator.languages);
}

/** The words that the template brings along, in the language of the page. */
function say_template(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-say]')) element.textContent = say(element.dataset.say as Key);
  for (const element of document.querySelectorAll<HTMLElement>('[data-say-label]')) element.setAttribute('aria-label', say(element.dataset.sayLabel as Key));
}

/** The ways to the other languages, at the foot of the page. */
export function link_tongues(): void {
  const list = document.getElementById('tongues');
  list?.replaceChildren(
    ...TONGUES.map(({ code, name }) => {
      const link = document.createElement('a');
      link.href = `#${tongue_look(code)}`;
      link.lang = link.hreflang = code;
      link.textContent = name;
      if (code === language()) link.setAttribute('aria-current', 'true');
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
}

function tongue_look(code: string): string {
  const look = new URLSearchParams(current_route().look);
  look.set('ui', code);
  look.sort();
  return look.toString();
}

/** Takes the language's words; what fails leaves the page as it is. */
export async function speak(code: string): Promise<void> {
  const words = await get_json<Catalogue>(`/words/${code}.json`);
  set_words(code, words);
  document.documentElement.lang = code;
  document.documentElement.dir = is_rtl(code) ? 'rtl' : 'ltr';
  say_template();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav.views a, a.brand')) link.setAttribute('href', in_tongue(link.pathname));
}
