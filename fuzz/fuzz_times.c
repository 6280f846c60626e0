/* Arbitrary bytes through times and quantities alone, without tags and trees: some hundred times as many texts a second as
 * through all of annotate. The first byte picks the language and what is known of the date. */
#include <stdlib.h>
#include <string.h>

#include "mention/time.h"
#include "mention/time_explain.h"
#include "mention/time_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The only state of the target: the rules live as long as the process. */
static const time_rules *rules_once(void) {
    static pack p;
    static time_rules *rules;
    dp_error err = {0};
    const char *path = getenv("DEPECHE_PACK");
    if (!rules && (!path || pack_open(path, &p, &err) != DP_OK || time_rules_open(&p, &rules, &err) != DP_OK)) abort();
    return rules;
}

static void check(const text *x, const mentions *m) {
    for (uint32_t k = 0; k < m->time_count; k++) {
        const time_mention *t = &m->times[k];
        if (t->at.at.start >= t->at.at.end || t->at.at.end > x->size || t->partner >= m->time_count || !memchr(t->value, 0, 40))
            abort();
        if (t->days.first != DAY_NONE && t->days.last != DAY_NONE && t->days.first > t->days.last && t->relation != TIME_SINCE)
            abort();
    }
    for (uint32_t k = 0; k < m->quantity_count; k++) {
        const quantity_mention *q = &m->quantities[k];
        if (q->at.at.start >= q->at.at.end || q->at.at.end > x->size) abort();
        if (q->low != QUANTITY_NONE && q->high != QUANTITY_NONE && q->low > q->high) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const langs[] = {"fr", "en", "es", "de", "ru", "ar", "fr", "en"};
    static const char *const dates[] = {"2017-11-10", "2017-11", "2017", NULL};
    if (size < 2 || size > 65536) return 0;
    const time_rules *rules = rules_once();
    const char *lang = langs[data[0] & 7];
    const time_lang *own = time_rules_language(rules, lang);
    if (!own) return 0;
    arena a;
    arena_init(&a);
    dp_error err = {0};
    edtf date;
    edtf_read(dates[data[0] >> 3 & 3], &date);
    sentence all = {.end = (uint32_t)size - 1};
    text x = {.bytes = (const char *)data + 1, .size = (uint32_t)size - 1, .sentences = &all, .sentence_count = 1};
    memcpy(x.lang, lang, 3);
    mentions m = {0};
    const time_trial *trials;
    uint32_t count;
    if (text_words(own->fold, x.bytes, x.size, &a, &x.words, &x.word_count) == DP_OK) {
        all.end_word = x.word_count;
        if (time_find(rules, &x, &date, &a, &m, &err) == DP_OK) check(&x, &m);
        if (size < 512) (void)time_explain(rules, &x, &date, (span){0, 0}, &a, &trials, &count, &err);
    }
    arena_free(&a);
    return 0;
}
