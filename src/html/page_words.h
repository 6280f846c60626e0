/* The words that tell what a page says of itself: lang/metadata.rules (months, bylines, "updated") and world/metadata.rules
 * (names of metadata, words of classes). A view into the pack, const, for any number of threads; borrows the pack.
 *
 * Sections (written by pack/compile_page_words.c):
 *   "pages/words"    phrases of texts       key: fold_name of the words           ┐ value: index into "pages/senses"
 *   "pages/marks"    words of classes       key: hash_bytes of the small letters │
 *   "pages/keys"     names of metadata      key: fold_lower of the whole name     ┘
 *   "pages/senses"   page_sense[]: those of one phrase stand together, the last has `last`
 *   "pages/lengths"  u32[52]: for each first letter the set of the lengths (bits) of the words in "pages/marks"; then for each
 *                    last letter that of the words that others may end with
 *   "pages/orders"   page_order[], sorted by locale: how a language writes days in numbers */
#ifndef DP_HTML_PAGE_WORDS_H
#define DP_HTML_PAGE_WORDS_H

#include "core/pack.h"

enum page_sense_kind {
    PAGE_MONTH = 1, /* value: 1 to 12 */
    PAGE_FILLER,    /* stands between the parts of a date */
    PAGE_ENDING,    /* is written onto a day's number */
    PAGE_YEAR_BEHIND,
    PAGE_MONTH_BEHIND,
    PAGE_MONTH_BEFORE,
    PAGE_DAY_BEHIND,
    PAGE_BY,
    PAGE_PUBLISHED,
    PAGE_UPDATED,
    PAGE_ROLE,
    PAGE_NOBODY,
    PAGE_AND,
    PAGE_KEY, /* value: enum page_key */
    PAGE_TYPE /* value: enum page_type */
};

/* What a name of metadata or a property of linked data holds. */
enum page_key { KEY_TITLE, KEY_AUTHOR, KEY_PUBLISHED, KEY_DAY, KEY_UPDATED, KEY_OUTLET, KEY_ADDRESS, KEY_LANGUAGE, KEY_COUNT };
enum page_type { TYPE_NONE, TYPE_ARTICLE, TYPE_PAGE, TYPE_PERSON, TYPE_OUTLET };

/* What the words of a class say of an element; a set. */
enum page_mark {
    MARK_DATE = 1,
    MARK_PUBLISHED = 2,
    MARK_UPDATED = 4,
    MARK_AUTHOR = 8,
    MARK_TITLE = 16,
    MARK_ARTICLE = 32,
    MARK_HEAD = 64,    /* what stands around a headline */
    MARK_KICKER = 128, /* a line above the headline */
    MARK_HIDDEN = 256,
    MARK_FOOT = 512,  /* below or beside something: aside unless it is that of an article */
    MARK_ASIDE = 1024 /* what is not of the article: comments, teasers, navigation */
};

typedef struct page_sense {
    uint8_t kind; /* enum page_sense_kind */
    uint8_t value;
    uint16_t rank; /* of a key: 0 is the most trusted of those that hold the same; of a mark: its set of enum page_mark */
    uint32_t last; /* 1: of its phrase */
    rule_ref rule;
    char lang[8]; /* "" is any */
} page_sense;

enum { PAGE_MARK_BYTES = 31 };          /* the longest word of a class that is looked up */
enum { PAGE_WHOLE = 0, PAGE_ENDS = 1 }; /* seeds of the keys in "pages/marks": a whole word, the end of one */

enum date_order { DATE_DMY, DATE_MDY, DATE_YMD };
typedef struct page_order {
    char locale[12]; /* "en", "en-GB" */
    uint32_t order;  /* enum date_order */
} page_order;

typedef struct page_words {
    const pack *pack;
    phrase_table words, marks, keys;
    const page_sense *senses; /* [sense_count] */
    size_t sense_count;
    const uint32_t *lengths;  /* [52] */
    const page_order *orders; /* [order_count] */
    size_t order_count;
} page_words;

dp_status page_words_open(const pack *p, page_words *out, dp_error *err);

/* The first sense of a name of metadata or of a type, NULL where it is unknown. */
const page_sense *page_key_find(const page_words *w, const char *name, size_t n);
/* The sense of that kind, in `lang` ("fr", "fr-CA"; "" is any) before others; NULL where the phrase has none. With `strict` a
 * sense of another language does not count where both are known. */
const page_sense *page_sense_of(const page_words *w, const phrase_slot *slot, enum page_sense_kind kind, const char *lang,
                                bool strict);
/* The longest known phrase at the beginning of s that has a sense of that kind, with the bytes it takes (0: none). */
const page_sense *page_phrase(const page_words *w, const char *s, size_t n, enum page_sense_kind kind, const char *lang,
                              bool strict, size_t *bytes);
/* The set of marks in a class, id, rel or itemprop. */
unsigned page_marks(const page_words *w, const char *s, size_t n);
/* How days are written in numbers. `region`: two letters of the page's country, or "". */
enum date_order page_date_order(const page_words *w, const char *lang, const char *region);

#endif
