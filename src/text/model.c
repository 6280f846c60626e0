/* Opening of model files: the container. */
#include "text/model.h"

#include <string.h>

#include "core/hash.h"

typedef struct model_header {
    char magic[8];
    uint32_t version, section_count;
    uint64_t size, checksum;
} model_header;

typedef struct model_section {
    char name[16];
    uint64_t offset, size;
} model_section;

#define SECTIONS_MAX 64u

static dp_status damaged(dp_error *err, const char *what) {
    error_set(err, DP_E_PACK, "the model is damaged: %s", what);
    error_remedy(err, "take the model file from the release again, or train it anew (train/README.md)");
    return DP_E_PACK;
}

static dp_status check_header(const char *bytes, size_t size, model_header *h, dp_error *err) {
    if (size < sizeof *h) return damaged(err, "it is cut short");
    memcpy(h, bytes, sizeof *h);
    if (memcmp(h->magic, "DPMODEL\n", 8) != 0) return damaged(err, "it is no model");
    if (h->version != MODEL_VERSION) {
        error_set(err, DP_E_PACK, "the model is of version %u where %u is read", h->version, MODEL_VERSION);
        return error_remedy(err, "train the model with the depeche-train of this version");
    }
    if ((uintptr_t)bytes % 16 != 0) return error_set(err, DP_E_INTERNAL, "the model is not aligned in memory");
    if (h->size != size) return damaged(err, "its size is not what its header says");
    if (h->section_count > SECTIONS_MAX || sizeof *h + h->section_count * sizeof(model_section) > size)
        return damaged(err, "its section table is cut short");
    if (hash_bytes(bytes + 32, size - 32, 0) != h->checksum) return damaged(err, "its checksum does not fit");
    return DP_OK;
}

typedef struct model_file {
    const char *bytes;
    size_t size;
    const model_header *header;
} model_file;

/* In bounds and aligned, or false. */
static bool find_section(const void *context, const char *name, const void **at, size_t *size) {
    const model_file *f = context;
    const model_section *sections = (const model_section *)(const void *)(f->bytes + sizeof *f->header);
    for (uint32_t i = 0; i < f->header->section_count; i++) {
        const model_section *s = &sections[i];
        if (strncmp(s->name, name, sizeof s->name) != 0) continue;
        if (s->offset % 64 != 0 || s->offset > f->size || s->size > f->size - s->offset || s->size > UINT32_MAX) return false;
        *at = f->bytes + s->offset;
        *size = (size_t)s->size;
        return true;
    }
    return false;
}

dp_status model_open(const void *bytes, size_t size, const fold_table *fold, model *out, dp_error *err) {
    *out = (model){.fold = fold};
    model_header h;
    dp_status status = check_header(bytes, size, &h, err);
    if (status) return status;
    const model_file file = {bytes, size, &h};
    return net_model_open(&(net_file){find_section, &file}, &out->network, err);
}
