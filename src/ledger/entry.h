/* One dispatch on its way into the ledger: what the writing functions hand on to each other. */
#ifndef DP_LEDGER_ENTRY_H
#define DP_LEDGER_ENTRY_H

#include "ledger/internal.h"

/* What a dispatch says of the organs of states, looked for once. */
typedef struct organ_facts {
    struct organ_named {
        const actor_mention *only; /* the one of its kind that is named with its country; NULL */
        bool many;                 /* several countries' are */
    } government, army, police;
    const char *country; /* the only one that places are named of, NULL: none, or several */
    bool known;
} organ_facts;

/* What a dispatch is about, looked for once: the town that most of its claims name, and its country. */
typedef struct scene_facts {
    uint32_t place;      /* INDEX_NONE: no town has more claims than all others */
    uint32_t capital;    /* the first capital that a claim of violence or control names; INDEX_NONE */
    const char *country; /* ISO 3166 alpha-2, of most claims; NULL: of no one country */
    bool known;
} scene_facts;

typedef struct entry {
    ledger *l;
    const annotation *an;
    int64_t dispatch_key;
    bool anew;                       /* it was read before */
    char id[ID_CHARS + 1];           /* of the dispatch */
    int32_t first_day, last_day;     /* that the dispatch can be of; DAY_NONE */
    char edtf[16];                   /* "" where unknown */
    int64_t *actor_keys;             /* [actor_count] canonical rows, in the scratch arena */
    int64_t *place_keys;             /* [place_count] */
    char (*place_ids)[ID_CHARS + 1]; /* [place_count] */
    span *persons;                   /* names of private persons, by start, none over another */
    uint32_t person_count;
    uint64_t *name_words; /* hashes of the words that their names are made of, in text and title, by value */
    uint32_t name_word_count;
    span *title_persons; /* likewise those of the title, in its bytes */
    uint32_t title_person_count;
    organ_facts organs;
    scene_facts scene;
    const bool *hidden; /* [actor_count] actors that no list knows and that a private person is named in; NULL: not known yet */
} entry;

static inline uint32_t char_at(const entry *e, uint32_t offset_bytes) {
    return utf8_index_at(&e->an->index, offset_bytes);
}

/* Row of a sentence in the full text index: 2^24 sentences a dispatch are more than its text can hold. */
static inline int64_t sentence_row(int64_t dispatch_key, uint32_t sentence_no) {
    return dispatch_key << 24 | sentence_no;
}

/* The words of a span, cut at `max` bytes (at a character's border). Spans outside the text give "". */
const char *entry_words(const entry *e, span at, size_t max, size_t *n);
#define WORDS_MAX 400u  /* bytes of a mention's words that are stored; the offsets are exact all the same */
#define QUOTE_MAX 1200u /* of a clause */

/* The first sentence that ends behind an offset; sentence_count where none does. */
uint32_t sentence_from(const text *x, uint32_t offset_bytes);

/* The actor that a "le groupe" stands for. */
uint32_t actor_meant(const mentions *m, uint32_t i);
const actor_mention *entry_actor(const entry *e, uint32_t i); /* the one meant; NULL for no index */
bool entry_is_person(const entry *e, uint32_t i);
/* Private persons (persons.c): fills persons, title_persons, name_words and hidden. */
dp_status persons_find(entry *e, dp_error *err);
bool entry_names_person(const entry *e, span at); /* is one of them in these words? */
/* A clause's words with private persons masked; NULL where none is among them. */
dp_status mask_quote(entry *e, span at, const char **out, dp_error *err);
/* Likewise a string that stands nowhere in the text, or not with these spans: what a speaker is called. */
dp_status mask_label(entry *e, const char *s, const char **out, dp_error *err);
/* Likewise the dispatch's title, where persons may be named who stand nowhere else. */
dp_status mask_title(entry *e, const char **out, dp_error *err);

/* The dispatch's own row (write_dispatch.c). */
struct stored_text;
void entry_read_date(entry *e); /* fills edtf, first_day and last_day */
dp_status write_dispatch(entry *e, const struct stored_text *stored, bool replacing, dp_error *err); /* fills dispatch_key */
dp_status write_date(entry *e, dp_error *err);
dp_status write_sentences(entry *e, const char *visible, dp_error *err); /* visible: the text as far as it is kept */

dp_status write_mentions(entry *e, dp_error *err); /* fills actor_keys, place_keys and place_ids */
dp_status write_claims(entry *e, dp_error *err);
dp_status write_propositions(entry *e, dp_error *err);
dp_status write_sketch(entry *e, dp_error *err);

/* Takes all that a dispatch says out again; the row of the dispatch itself and where it was found stay. */
dp_status erase_entry(ledger *l, int64_t dispatch_key, dp_error *err);
/* Its sketch too: for a dispatch that goes altogether. */
dp_status erase_sketch(ledger *l, int64_t dispatch_key, dp_error *err);
/* Both, and its own row: nothing of it is left but what other dispatches say too. */
dp_status erase_dispatch(ledger *l, int64_t dispatch_key, dp_error *err);
/* Propositions that no claim states any more, with their relations. */
dp_status erase_propositions(ledger *l, int64_t dispatch_key, dp_error *err);

/* Works out the copies of all dispatches whose texts came in since the last time. */
dp_status copies_settle(ledger *l, dp_error *err);

/* Events (event.c). Whatever changes what a claim hangs together with puts it in the queue; the end of a run settles the queue.
 */
dp_status events_settle(ledger *l, dp_error *err);
/* All events of a ledger that has none. */
dp_status events_settle_whole(ledger *l, dp_error *err);
/* Sees whether there is none, so that nothing need be queued: at the beginning of a run, and whenever others may have written. */
dp_status events_look(ledger *l, dp_error *err);
dp_status events_queue_claim(ledger *l, int64_t dispatch_key, int64_t claim_no, dp_error *err);
dp_status events_queue_proposition(ledger *l, int64_t proposition_key, dp_error *err); /* all claims that state it */
dp_status events_erase(ledger *l, int64_t dispatch_key, dp_error *err);

#endif
