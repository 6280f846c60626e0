/* Answers, kept until the content changes: their tag is then another. The oldest give way. */
#include <stdlib.h>
#include <string.h>

#include "serve/app.h"

void kept_begin(kept_answers *k) {
    pthread_mutex_init(&k->lock, NULL);
}

void kept_end(kept_answers *k) {
    for (uint32_t i = 0; i < KEPT_ANSWERS; i++) free(k->at[i].bytes);
    pthread_mutex_destroy(&k->lock);
}

bool kept_find(kept_answers *k, answer *out) {
    bool found = false;
    pthread_mutex_lock(&k->lock);
    for (uint32_t i = 0; !found && i < KEPT_ANSWERS; i++) {
        const kept_answer *one = &k->at[i];
        if (!one->bytes || strcmp(one->tag, out->tag) != 0) continue;
        answer_begin(out, 200, one->type);
        buf_add(&out->body, one->bytes, one->n);
        found = true;
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

static void drop(kept_answers *k, kept_answer *one) {
    k->bytes -= one->n;
    free(one->bytes);
    *one = (kept_answer){.n = 0};
}

void kept_add(kept_answers *k, const answer *a) {
    char *copy = a->status == 200 && a->tag[0] && a->body.n && a->body.n <= KEPT_ANSWER ? malloc(a->body.n) : NULL;
    if (!copy) return;
    memcpy(copy, a->body.at, a->body.n);
    pthread_mutex_lock(&k->lock);
    kept_answer *one = &k->at[k->next++ % KEPT_ANSWERS];
    drop(k, one);
    for (uint32_t i = k->next; k->bytes + a->body.n > KEPT_BYTES; i++) drop(k, &k->at[i % KEPT_ANSWERS]);
    *one = (kept_answer){.bytes = copy, .n = a->body.n, .type = a->type};
    memcpy(one->tag, a->tag, ANSWER_TAG);
    k->bytes += a->body.n;
    pthread_mutex_unlock(&k->lock);
}
