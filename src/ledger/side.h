/* Parties as a proposition names them, and whether two are one side.
 *
 *   "k:SYRMIL=syria armed forces|g:REB=rebels"     kind : CAMEO code = folded name, set apart by |; "" where nobody is named
 *
 *   o people of whoever speaks, by words alone ("its men"): they are nobody else's
 *   k known by the actors' lists · c composed of a country and a word · g a word alone ("the army", "rebels") · n a name alone
 *
 * Codes are CAMEO's: three letters of a state or kind, then three for each role. */
#ifndef DP_LEDGER_SIDE_H
#define DP_LEDGER_SIDE_H

#include "ledger/entry.h"

/* Appends the actor with that index, as a party; nothing where it names nobody. */
void side_add(entry *e, uint32_t actor, buf *out);

/* Are two lists of parties the same side? FITTING: the words of one may mean the other ("rebels", "Syrian rebels"). UNCLEAR: no
 * relation can be made of it. */
enum party_likeness { PARTY_UNCLEAR, PARTY_SAME, PARTY_FITTING, PARTY_DIFFERENT };
enum party_likeness side_compare(const char *a, const char *b);

/* Is the only party a town ("n:YEM=aden"), so that nobody in it is named? */
bool side_is_ground(const char *a);

/* Is the only party one person whom a list knows ("n:RUSREBCHE=shamil basayev")? */
bool side_is_known_person(const char *a);

/* How many of the parties of the shorter list stand in the longer one too, by name, code or fitting words; *least is its length.
 */
unsigned side_shared(const char *a, const char *b, unsigned *least);

/* Are two lists of counted people the same people? WHOLE: a are all people, of whom b may be some; PART: the reverse. */
enum people_likeness { PEOPLE_UNCLEAR, PEOPLE_SAME, PEOPLE_WHOLE, PEOPLE_PART, PEOPLE_DIFFERENT };
enum people_likeness people_compare(const char *a, const char *b);
/* Have the names of the first two most words of the shorter one in common ("nephew", "nephew of the president"; not "Maple
 * farm", "Cedar farm")? Are they of one script, as their first letters tell? */
bool side_shares_words(const char *a, const char *b);
bool side_one_script(const char *a, const char *b);

/* What a list says of those who are counted: nothing ("12 people", a bare number); a word or a name that no list knows
 * ("a mother", "Ana Ruiz"); whom the actors' lists know ("soldiers"). */
enum people_kind { PEOPLE_ANYBODY, PEOPLE_BY_WORD, PEOPLE_BY_CODE };
enum people_kind people_kind_of(const char *who);
/* Where that is unclear: are they of one role, so that an equal number of them is of the same ("priests", "clerics")? */
bool people_akin(const char *a, const char *b);

/* The three letters of the next country among the codes of a list; false at the end. `*at` starts as the list. */
bool side_country(const char **at, char out[4]);

#endif
