/* The finder of attributions: one dispatch, sentence by sentence. Private to attribution.c and its parts:
 *
 *   attribution.c   the order of work, parents          speech.c      verbs: "the army said that …"
 *   speech_passive.c "it is denied that …"
 *   source.c        who speaks                           hearsay.c     "according to", nouns, adverbs, headlines
 *   source_behind.c who speaks behind a verb, by the order of words; source_case.c: by cases
 *   source_far.c    who speaks at a distance behind a cue, by the order of words
 *   source_phrase.c how far its words reach
 *   quotation.c     quotation marks and their cues       distance.c    words held at arm's length
 *   scope.c         how far a content reaches            attitude.c    nouns and adjectives
 *   cue_span.c      how far a cue reaches                 turn.c        transcripts
 *   colon.c         what stands behind a colon
 *   aside.c         cues beside what they say            tally.c       "raised the toll to", "spoke of 60 dead"
 *   mood.c          sentences whose mood says that they are somebody's words */
#ifndef DP_CLAIM_FINDER_H
#define DP_CLAIM_FINDER_H

#include "claim/clause.h"
#include "claim/cues.h"

#define CONTENT_RANGES_MAX    6u
#define CUES_PER_SENTENCE_MAX 64u /* keeps hostile text linear */

#define MOVED_MAX 16u

/* Ranges of tokens, sorted, apart from each other. */
typedef struct range_list {
    uint32_t first[CONTENT_RANGES_MAX], end[CONTENT_RANGES_MAX];
    uint32_t n;
} range_list;
void range_add(range_list *r, uint32_t first, uint32_t end);
/* The same without marks at the ends. */
void range_add_trimmed(range_list *r, const text *x, uint32_t first, uint32_t end);
/* The runs of the set as ranges, without marks at their ends. */
void range_add_set(range_list *r, const clause_view *v, const token_set *set);

/* Who speaks: a noun phrase, or nobody (head is TOKEN_NONE). */
typedef struct speaker {
    uint32_t head, first, end;
    uint32_t meant; /* what a relative pronoun stands for; else the head */
} speaker;

typedef struct finder {
    const cue_table *cues;
    const text *x;
    const mentions *m;
    arena *a;
    vec_of(attribution) found;
    clause_view view;
    uint32_t sentence;
    uint32_t quote_first, quote_end; /* quotations that touch the sentence: x->quotes[first..end) */
    uint32_t time_at;                /* first of m->times that may lie in the sentence */
    uint32_t actor_at, place_at;     /* likewise of m->actors and m->places */
    uint32_t cue_count;
    uint32_t moved[MOVED_MAX], moved_to[MOVED_MAX]; /* cues of the sentence that go with another cue, whatever the tree says */
    uint32_t moved_count;
    uint32_t goes_on; /* the participle behind an aside, "…, she said, adding that": its source is `aside`; TOKEN_NONE */
    speaker aside;
    bool transcript; /* paragraphs are turns of speakers */
    bool nomem;
} finder;

bool finder_in_time(const finder *f, uint32_t t);       /* lies in the mention of a time */
const quote *finder_quote(const finder *f, uint32_t t); /* the innermost quotation around t, NULL */

speaker speaker_none(void);
speaker speaker_of_verb(finder *f, uint32_t verb);
/* A word of [this] at the head of the sentence, whatever the tree makes of it, right before the verb or its auxiliary;
 * TOKEN_NONE. */
uint32_t speaker_this(const finder *f, uint32_t verb);
speaker speaker_phrase(const finder *f, uint32_t head, uint32_t without);
/* Behind a comma or a closing mark: who stands behind the verb, whatever the tree says; nobody where the order of words is
 * another. */
speaker speaker_inverted(const finder *f, uint32_t verb);
/* source_phrase.c: how far the words of a source reach. The first mends the tree's phrase by the names that touch it; the second
 * adds titles and appositions and takes away the day on which it spoke. */
void speaker_mend_phrase(const finder *f, speaker *who, uint32_t verb);
void speaker_whole_phrase(const finder *f, speaker *who, uint32_t verb);
/* A noun behind the verb that the tree calls its object, where what is said stands before it: "Падение города признал источник";
 * TOKEN_NONE. */
uint32_t speaker_behind_content(const finder *f, uint32_t verb);
/* "Минобороны опровергло заявление", the ministry, in a form that tells no case, called the object and the statement the subject:
 * the ministry; TOKEN_NONE. */
uint32_t speaker_swapped(const finder *f, uint32_t verb);
/* "Сообщение о гибели солдат Петров опроверг": a name right before the verb, which agrees with it as the report does not. */
speaker speaker_behind_report(const finder *f, uint32_t report, uint32_t verb);
/* "Врач, с которым удалось поговорить, называет": is the subject of the verb above none of it, and one of the verb behind the
 * comma? Number and gender tell. */
bool speaker_is_parted(const finder *f, uint32_t noun, uint32_t above, uint32_t verb);
/* "Один из командиров, Петр Белов, которого мы нашли, рассказал, что", the verb hung on its subject: a nominative that agrees. */
speaker speaker_above(const finder *f, uint32_t verb);
/* "Сообщил о взятии города": the thing said behind a preposition of [about]; TOKEN_NONE. */
uint32_t content_about(const finder *f, uint32_t verb);
/* Has the source before the verb an apposition of its own ("Ann Lee, the spokeswoman, told reporters")? */
bool speaker_is_apposed(const finder *f, uint32_t head, uint32_t verb);

/* Who speaks by a name between commas, what she is between commas, and a verb that has no subject: "…, General Ann Lee, the
 * commander of the district, told reporters"; none otherwise. */
speaker speaker_before_apposition(const finder *f, uint32_t verb);
/* source_far.c: who stands behind a cue that follows a quotation, and behind the days and phrases that follow the cue
 * ("« … », a de son côté déclaré à la presse le maire"); nobody where the order of words is another. */
speaker source_far(const finder *f, uint32_t verb);
/* Adds what such a cue beside other words than a quotation says; false where it is none. */
bool source_far_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end);
/* A cue at the head of its sentence, "Cuenta el párroco que …", "Denunció además que …", told from the order of words. */
bool source_opening_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end);
/* Is the word a cue that may leave out its subject, by the words around it, whatever the tagger says ("Agrega que …")? */
bool source_misread(const finder *f, uint32_t t);
/* A noun phrase that begins at or behind token t, told from the order of words alone. */
speaker speaker_behind(const finder *f, uint32_t t, uint32_t limit);
/* Somebody close by whom the tree took for an object or a circumstance of a verb without a subject; TOKEN_NONE. */
uint32_t speaker_mislabelled(const finder *f, uint32_t verb);
bool speaker_is_actor(const finder *f, uint32_t t);

/* Adds an attribution. The cue is tokens [cue_first, cue_end), `cue` its main word. */
typedef struct finding {
    const cue_entry *entry; /* NULL: a mark is the cue */
    uint32_t cue, cue_first, cue_end;
    speaker who;
    range_list content;
    bool denied;                 /* "No es cierto, dijo el coronel, que …": what is said is not so */
    bool direct, voice, instead; /* instead: it is not what a denial denies, but what is put forward against that */
} finding;
/* "В Баку падение города опровергают": where those who are there speak, what the tree calls the subject is what they say. */
uint32_t speaker_told_subject(const finder *f, const finding *one);
/* "Об этом сообщил полковник.", "Das teilte der Oberst mit.": what is said stands in the sentence before. */
bool content_previous(const finder *f, const finding *one, range_list *out);
void finder_add(finder *f, const finding *one);
uint32_t finder_actor(const finder *f, const speaker *who); /* whom the source names; INDEX_NONE */
/* antecedent.c: "Añadió que …", "وأضافت أن": does the verb leave out who says so, so that it is who spoke last? */
bool antecedent_is_dropped(const finder *f, uint32_t verb);
/* antecedent_told.c: is the source one word for a person or a body, such as "the general"? Whom such a word or a pronoun stands
 * for among those who were told of, in the sentences from `from` on. */
bool antecedent_is_title(const finder *f, const attribution *a);
bool antecedent_is_named(const finder *f, const attribution *a);  /* is the source a person with a name? */
bool antecedent_is_person(const finder *f, const attribution *a); /* of a title: a living one, who is not only a witness */
speaker antecedent_told(const finder *f, const attribution *a, uint32_t from);
/* Whom pronouns that say so, and subjects that are left out, stand for. What was found must be in the order of the sentences. */
void antecedents_find(finder *f);
void finder_set_content(const finder *f, attribution *a, const range_list *content); /* of at least one range */
/* The bytes of a range, with the quotation marks that it fills. */
span finder_span(const finder *f, uint32_t first, uint32_t end);

void speech_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end);
/* speech_passive.c: what a passive or a verb of seeming puts forward by nobody's word, added to the content; false where it is
 * neither. */
bool speech_passive(const finder *f, const finding *one, range_list *out);
bool speech_seeming(const finder *f, const finding *one, range_list *out);
/* Does a first or second person speak inside somebody's words? Then it is that one's, and no attribution of its own. */
bool speech_is_own(const finder *f, const finding *one);
/* What a cue that tells a toll counts, added to the content; false where it tells none. */
bool tally_content(const finder *f, const finding *one, range_list *content);

/* colon.c: does the content stand behind a colon? The sentence behind one that ends in a colon, as the content. */
bool colon_before(const finder *f, const finding *one);
/* "Wies das zurück: S", all of it taken for what is denied: the content begins behind the colon. */
void colon_cut(const finder *f, finding *one);
bool colon_content(const finder *f, const finding *one, range_list *content);
bool colon_after_word(const finder *f, const finding *one,
                      range_list *content); /* the same where the content is one empty word */
/* "Twelve have died, says the doctor, most of them women": a comma behind who speaks parts the cue from what goes on. */
bool aside_parts(const finder *f, const finding *one, uint32_t object);
/* A cue that stands aside of what it says; false where it does not. */
bool aside_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end);

/* "S, he said, S": what stands on both sides of words of saying between commas. Is what is behind the second comma said as well?
 */
bool between_content(const finder *f, const finding *one, range_list *content);
bool relative_content(const finder *f, const finding *one, range_list *out); /* "S, which he denied" */
bool between_goes_on(const finder *f, uint32_t cue, uint32_t comma);
uint32_t hearsay_find(finder *f, uint32_t t); /* the token behind a cue of several words, or 0 */
void headline_find(finder *f);
/* A sentence in a mood of [reported], without a cue of its own among those found from `first` on: the words of who spoke last. */
void mood_find(finder *f, uint32_t first);
/* Has the text two turns or more? Then each paragraph that begins with a label is one; false where the sentence begins none. */
bool turns_any(const text *x);
bool turn_find(finder *f);
void attitude_find(finder *f, uint32_t t); /* nouns and adjectives that no clause of saying goes with */
/* "made the claim": a supporting verb gives the noun its source and is a part of its cue. False where there is none. */
bool attitude_support(finder *f, uint32_t noun, finding *one);
/* "voiced concern about it", "issued a statement saying": does the verb only support the cue that its object is or governs? */
bool attitude_supports(const finder *f, uint32_t verb);
/* Where a cue begins: with the auxiliaries, adverbs and light verbs right before its verb. */
uint32_t cue_start(const finder *f, uint32_t verb, const speaker *who);
/* Sets a finding's cue from its verb and the token behind the words of its entry. */
void cue_span(const finder *f, uint32_t verb, uint32_t cue_end, finding *one);

/* Where the content of a cue ends at the latest, behind it: with its sentence; of a denial with a semicolon too ("denied that it
 * had left; a trader spoke of a retreat"). */
uint32_t scope_end(const finder *f, const finding *one);

/* Takes out of a content's tokens what lies behind its end and the clauses of cues that are the source's next act of speech, and
 * notes these as moved; out of a nominal content every participle behind a comma. */
void scope_prune(finder *f, const finding *one, bool nominal, token_set *set);
/* '"…," he said, adding that': where the content stands before its cue, a participle behind the cue's clause goes with it. */
void scope_follow(finder *f, const finding *one);
/* Of a denial: where another verb of saying goes on behind a comma ("denied that it had fallen, saying …"); `end` where none
 * does. */
uint32_t scope_before_participle(finder *f, const finding *one, uint32_t first, uint32_t end);
/* The cue that a moved one goes with; TOKEN_NONE. */
uint32_t scope_owner(const finder *f, uint32_t t);
/* Ends a content before token t, and before the marks, small words and auxiliaries that lead to it; not where nothing would be
 * left. */
void scope_cut(const finder *f, attribution *a, uint32_t t);
/* A content that ends at a quotation in its middle goes on behind it. */
void scope_fill_quoted(const finder *f, const finding *one, range_list *content);

/* Quotations that the clause of a cue introduces or closes, added to the content. False where there are none. */
bool quotation_content(finder *f, const finding *one, range_list *content);
/* Gives what is left between quotation marks to the attribution that it goes on with. */
void quotation_continue(finder *f);
/* Is this a stretch of speech, and not a name or a word held at arm's length? */
bool quotation_is_speech(const finder *f, const quote *q);

dp_status distance_find(const finder *f, claims *out, dp_error *err);

#endif
