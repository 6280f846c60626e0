/* A protest and what it is for are one event. CAMEO codes a march for the release of prisoners once, as a rally for change, and
 * not as a march and a demand; "a strike in protest at the reform" is one strike. */
#include <string.h>

#include "claim/reader.h"

static bool is_type(const reader *r, const trigger *g, const char *type) {
    return strcmp(pack_string(r->rules->pack, g->frame->type), type) == 0;
}

static bool holds(const trigger *g, unsigned k) {
    for (unsigned i = 0; i < g->count; i++)
        if (g->phrase[i] == k) return true;
    return g->args.verb == k; /* "held a march to demand …": the support verb's */
}

/* Does the infinitive, the gerund or the phrase of `aim` hang on the protest, if need be through a participle ("a strike begun on
 * Monday in protest at …")? */
static bool is_aim_of(const reader *r, const trigger *aim, const trigger *protest) {
    const tree *t = &r->t;
    const uint8_t rel = tree_token(t, aim->main)->deprel;
    unsigned above = t->head[aim->main];
    if (tree_is_verb(t, aim->main)) {
        const unsigned form = FEAT_GET(tree_token(t, aim->main)->feats, VERBFORM);
        const bool below = rel == DEP_ADVCL || rel == DEP_ACL || rel == DEP_XCOMP;
        return above != TREE_NONE && holds(protest, above) && below && form != VERBFORM_FIN && !aim->args.passive;
    }
    if (rel != DEP_OBL && rel != DEP_NMOD) return false;
    for (int step = 0; step < 3 && above != TREE_NONE; step++, above = t->head[above]) {
        if (holds(protest, above)) return true;
        const uint8_t up = tree_token(t, above)->deprel;
        if (up != DEP_ACL && up != DEP_OBL && up != DEP_NMOD && up != DEP_AMOD) return false;
    }
    return false;
}

/* The protest is against whom the demand is addressed to. */
static void hand_over(claim *to, const claim *from) {
    for (uint8_t i = 0; i < from->recipient_count; i++) role_put(to->recipients, &to->recipient_count, from->recipients[i]);
}

static void drop(reader *r, uint32_t index) {
    for (uint32_t i = index; i + 1 < r->claims.n; i++) {
        r->claims.at[i] = r->claims.at[i + 1];
        r->drafts.at[i] = r->drafts.at[i + 1];
    }
    r->claims.n--;
    r->drafts.n--;
}

/* A noun of protest without anybody or any place of its own: in a sentence that tells of a protest it speaks of that one. */
static bool is_bare(const reader *r, const claim *c) {
    return strcmp(c->type, "PROTEST") == 0 && !c->actor_count && !c->recipient_count &&
           r->x->tokens[c->trigger_token].upos != UPOS_VERB;
}

static void drop_echoes(reader *r) {
    for (uint32_t i = r->claims.n; i-- > r->first_claim;) {
        bool echo = false;
        for (uint32_t k = r->first_claim; k < r->claims.n && !echo; k++)
            echo = k != i && strcmp(r->claims.at[k].type, "PROTEST") == 0 && (k < i || !is_bare(r, &r->claims.at[k]));
        if (echo && is_bare(r, &r->claims.at[i])) drop(r, i);
    }
}

/* CAMEO tells four aims of a protest by a fourth digit, those of a demand for political change (1041 to 1044): another
 * leadership, policy, rights, institutions. */
void purpose_code(reader *r, claim *c, const draft *d) {
    static const char *const of[5][4] = {{"1411", "1412", "1413", "1414"},
                                         {"1421", "1422", "1423", "1424"},
                                         {"1431", "1432", "1433", "1434"},
                                         {"1441", "1442", "1443", "1444"},
                                         {"1451", "1452", "1453", "1454"}};
    if (!d->aim || !c->cameo || strlen(c->cameo) != 3 || strncmp(c->cameo, "14", 2) != 0) return;
    const unsigned way = (unsigned)(c->cameo[2] - '1');
    claim demand = *c;
    detail_codes(r, &r->rules->frames[d->aim - 1], &demand, d);
    const bool political = demand.cameo && strlen(demand.cameo) == 4 && strncmp(demand.cameo, "104", 3) == 0;
    const unsigned aim = political ? (unsigned)(demand.cameo[3] - '1') : 4;
    if (way < 5 && aim < 4) c->cameo = of[way][aim];
}

void purpose_join(reader *r) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *aim = &r->triggers[i];
        if (!is_type(r, aim, "PROTEST") && !is_type(r, aim, "REQUEST")) continue;
        for (unsigned k = 0; k < r->trigger_count; k++) {
            const trigger *protest = &r->triggers[k];
            if (k == i || !is_type(r, protest, "PROTEST") || !is_aim_of(r, aim, protest)) continue;
            const claim *said = reader_claim(r, aim);
            claim *done = reader_claim(r, protest);
            if (!said || !done) continue;
            if (!done->recipient_count) hand_over(done, said);
            if (is_type(r, aim, "REQUEST")) r->drafts.at[done - r->claims.at].aim = 1 + (uint32_t)(aim->frame - r->rules->frames);
            drop(r, (uint32_t)(said - r->claims.at));
            break;
        }
    }
    drop_echoes(r);
}
