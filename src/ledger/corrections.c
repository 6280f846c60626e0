/* Corrections that could be entries of a dictionary. */
#include "ledger/internal.h"
#include "ledger/review.h"

/* Edits that a coder left standing on a claim he accepted. A type's words are the trigger's, an actor's those of the claim's
 * first; those of days and places have none. A text that is not stored whole cannot be analysed again. */
static const char sql[] =
    "SELECT s.field, s.new_value, s.coder, d.lang, d.id, d.text, d.date, "
    "CASE s.field WHEN 'type' THEN c.trigger_start WHEN 'actor' THEN coalesce(m.start_char, 0) ELSE 0 END, "
    "CASE s.field WHEN 'type' THEN c.trigger_end WHEN 'actor' THEN coalesce(m.end_char, 0) ELSE 0 END "
    "FROM v_standing s JOIN v_decisions v ON v.claim = s.claim AND v.coder = s.coder AND v.role = s.role "
    "JOIN claims c ON c.id = s.claim JOIN dispatches d USING (dispatch_key) "
    "LEFT JOIN claim_roles r ON r.dispatch_key = c.dispatch_key AND r.claim_no = c.claim_no AND r.role = 'actor' AND r.position "
    "= 0 "
    "LEFT JOIN actor_mentions o ON o.dispatch_key = c.dispatch_key AND o.actor_no = r.actor_no "
    "LEFT JOIN actor_mentions m ON m.dispatch_key = c.dispatch_key AND m.actor_no = coalesce(o.coref, o.actor_no) "
    "WHERE s.kind = 'edit' AND v.verdict = 'accept' AND d.dispatch_key NOT IN (SELECT dispatch_key FROM partial_texts) AND "
    "s.new_value = CASE s.field WHEN 'type' THEN v.type "
    "WHEN 'actor' THEN v.actor WHEN 'place' THEN v.place ELSE v.days END ORDER BY s.decision_key";

dp_status review_corrections(ledger *l, review_correction_fn fn, void *context, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    ledger_lock(l);
    sqlite3_stmt *st = db_get(l, sql, err);
    dp_status s = st ? DP_OK : err->code;
    bool row = st != NULL;
    while (row && (s = db_step(l, st, &row, err)) == DP_OK && row) {
        const review_correction c = {.field = (const char *)sqlite3_column_text(st, 0),
                                     .new_value = (const char *)sqlite3_column_text(st, 1),
                                     .coder = (const char *)sqlite3_column_text(st, 2),
                                     .lang = (const char *)sqlite3_column_text(st, 3),
                                     .dispatch = (const char *)sqlite3_column_text(st, 4),
                                     .text = (const char *)sqlite3_column_text(st, 5),
                                     .date = (const char *)sqlite3_column_text(st, 6),
                                     .start = (uint32_t)sqlite3_column_int64(st, 7),
                                     .end = (uint32_t)sqlite3_column_int64(st, 8)};
        if (!c.field || !c.new_value || !c.coder || !c.lang || !c.text) continue;
        row = fn(context, &c);
    }
    if (st) sqlite3_reset(st);
    ledger_unlock(l);
    return s;
}
