/* Files of JSON lines, one record after the other, with the place in every complaint. */
#ifndef TRAIN_JSON_LINES_H
#define TRAIN_JSON_LINES_H

#include <jansson.h>

#include "core/error.h"
#include "core/mapfile.h"

/* Called for each record; `number` counts from 0. An error of its own ends the reading. */
typedef dp_status json_line_fn(void *context, const json_t *record, uint64_t number, dp_error *err);

dp_status json_lines_read(const mapfile *file, const char *path, json_line_fn *take, void *context, dp_error *err);

#endif
