/* The screen of a review: what stands in which line. Knows the model and the card; writes into a buffer, never to a terminal.
 *
 *     depeche review  ana  3/86  2 decided             head
 *     C4K7  Hezbollah says Abu Kamal entered           what the claim says
 *     L'armée syrienne et ses alliés sont [entrés] …   its paragraph, with spans
 *     type ASSAULT · day 2017-11-08 …                  values, decisions, what is at odds; or a prompt's choices
 *     place: Mayad_                                    a message or a prompt
 *     a accept  r reject  s skip …                     keys
 *
 * A screen of VIEW_COLUMNS × VIEW_ROWS is enough; on a smaller one the view says so. */
#ifndef DP_REVIEW_VIEW_H
#define DP_REVIEW_VIEW_H

#include "review/model.h"

#define VIEW_COLUMNS 40
#define VIEW_ROWS    12

typedef struct view {
    uint32_t columns, rows;
    bool color; /* styles may be used */
} view;

static inline bool view_fits(const view *v) {
    return v->columns >= VIEW_COLUMNS && v->rows >= VIEW_ROWS;
}

/* Appends exactly v->rows lines, set apart by '\n', none wider than v->columns. *cursor: column in the line before the keys where
 * the cursor stands while something is typed, UINT32_MAX otherwise; *cursor_row: that line, from 0. `card` may be NULL
 * (ALL_DONE). */
dp_status view_draw(const view *v, const review_model *m, const reviewer *who, const review_card *card, arena *a, buf *out,
                    uint32_t *cursor, uint32_t *cursor_row, dp_error *err);

#endif
