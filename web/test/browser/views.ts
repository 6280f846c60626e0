/* Every view on the example ledger (examples/abu-kamal): its address, and words that must stand on it. */
export interface Shown {
  readonly address: string;
  readonly words: readonly string[];
  /** Words that the server's own list has, for readers without script. */
  readonly plain: readonly string[];
}

export const SHOWN: readonly Shown[] = [
  { address: '/', words: ['Who says that what happened', 'Hezbollah', 'had captured Abu Kamal'], plain: ['Hezbollah', 'had captured Abu Kamal'] },
  { address: '/claims?place=Abu+Kamal&type=taken', words: ['Place: Abu Kamal', 'Abu Kamal taken'], plain: ['Abu Kamal taken'] },
  { address: '/events', words: ['Abu Kamal', 'killed'], plain: ['Abu Kamal'] },
  { address: '/conflicts', words: ['held by Islamic State', "l'armée contrôle toute la ville"], plain: ["l'armée contrôle toute la ville"] },
  { address: '/dispatches', words: ["L'armée syrienne aux portes d'Abou Kamal", 'copy of'], plain: ["L'armée syrienne aux portes d'Abou Kamal"] },
  { address: '/dispatches/DMW8XSEKF0AERD9VH', words: ['Copies and shared paragraphs', 'they count as one voice', '1 shared passage'], plain: ['Abou Kamal'] },
  { address: '/dispatches/DDH09K9W6GMNM5SS2', words: ['Geographic checks', 'on the border with Iraq: holds, 7 km from it'], plain: ['Abou Kamal'] },
  { address: '/map?on=2017-11-09', words: ['As told by everybody', 'Not on the map', 'Abu Kamal'], plain: [] },
  { address: '/map?on=2017-11-11#beside=Syrian+Observatory+for+Human+Rights&days=30', words: ['As told by Syrian Observatory for Human Rights'], plain: [] },
  { address: '/places', words: ['Abu Kamal'], plain: ['Abu Kamal'] },
  { address: '/voices', words: ['Who is at odds with whom', 'Hezbollah'], plain: ['Hezbollah'] },
  { address: '/review', words: ['This browser may look', 'Against it'], plain: [] },
  { address: '/about', words: ['Licences', 'GeoNames', 'It loads nothing from elsewhere'], plain: ['GeoNames'] },
];
