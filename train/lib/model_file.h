/* Writing model files (text/model.h has the layout). */
#ifndef TRAIN_MODEL_FILE_H
#define TRAIN_MODEL_FILE_H

#include "core/buf.h"

#define MODEL_FILE_SECTIONS 48

typedef struct model_file {
    const char *names[MODEL_FILE_SECTIONS];
    const buf *sections[MODEL_FILE_SECTIONS];
    uint32_t n, version; /* MODEL_VERSION */
} model_file;

void model_file_add(model_file *f, const char *name, const buf *section);
dp_status model_file_bytes(const model_file *f, buf *out, dp_error *err);
dp_status model_file_write(const buf *bytes, const char *path, dp_error *err);

#endif
