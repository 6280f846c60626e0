/* Writing model files. */
#include "lib/model_file.h"

#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "text/model.h"

void model_file_add(model_file *f, const char *name, const buf *section) {
    if (f->n == MODEL_FILE_SECTIONS) return;
    f->names[f->n] = name;
    f->sections[f->n++] = section;
}

static void pad(buf *out) {
    static const char zeros[64];
    buf_add(out, zeros, (64 - out->n % 64) % 64);
}

dp_status model_file_bytes(const model_file *f, buf *out, dp_error *err) {
    struct {
        char magic[8];
        uint32_t version, sections;
        uint64_t size, checksum;
    } header = {"DPMODEL", f->version, f->n, 0, 0};
    header.magic[7] = '\n';
    buf_clear(out);
    buf_add(out, &header, sizeof header);
    uint64_t offset = (sizeof header + f->n * 32u + 63) / 64 * 64;
    for (uint32_t i = 0; i < f->n; i++) {
        char name[16] = {0};
        uint64_t size = f->sections[i]->n;
        memcpy(name, f->names[i], strlen(f->names[i]));
        buf_add(out, name, sizeof name);
        buf_add(out, &offset, 8);
        buf_add(out, &size, 8);
        offset = (offset + size + 63) / 64 * 64;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        pad(out);
        buf_add(out, f->sections[i]->at, f->sections[i]->n);
    }
    if (out->failed) return error_nomem(err);
    header.size = out->n;
    header.checksum = hash_bytes(out->at + 32, out->n - 32, 0);
    memcpy(out->at, &header, sizeof header);
    return DP_OK;
}

dp_status model_file_write(const buf *bytes, const char *path, dp_error *err) {
    FILE *f = fopen(path, "wb");
    bool done = f && fwrite(bytes->at, 1, bytes->n, f) == bytes->n;
    if (f && fclose(f) != 0) done = false;
    if (done) return DP_OK;
    error_set(err, DP_E_IO, "the model could not be written");
    error_at(err, path, 0);
    return error_remedy(err, "see that the folder exists and can be written to");
}
