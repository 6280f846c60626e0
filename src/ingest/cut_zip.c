/* A zip archive: the members that are of a kind that is read, each an input of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/input.h"

/* What is hidden on the systems that made the archive is none of its articles. */
static bool is_hidden(const char *name) {
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (*part == '.' && part[1] != '/' && strncmp(part, "../", 3) != 0) return true;
    }
    return strncmp(name, "__MACOSX/", 9) == 0;
}

/* Of a web archive (WACZ) the records are read; its indexes and lists of pages repeat them. */
static bool is_wanted(const input *in, const char *name) {
    const char *web_archive = strrchr(in->name, '.');
    if (web_archive && strcasecmp(web_archive, ".wacz") == 0 && strncmp(name, "archive/", 8) != 0) return false;
    return !is_hidden(name) && format_is_taken(name);
}

static bool member_name(const input *in, const zip_entry *e, buf *out) {
    buf_init(out);
    buf_printf(out, "%s!/%s", in->name, e->name);
    return buf_cstr(out) != NULL;
}

static enum cut fail(ingest_record *r, const char *name, const dp_error *fault) {
    record_name(r, name, strlen(name));
    record_fail(r, fault);
    return CUT_RECORD;
}

enum cut cut_zip(input *in, ingest_record *r, input **inside, uint64_t *skipped) {
    zip_entry e;
    dp_error fault;
    while (zip_next(in->archive, &e, &fault)) {
        if (e.folder) continue;
        if (!is_wanted(in, e.name)) {
            ++*skipped;
            continue;
        }
        buf name;
        inflow *bytes = NULL;
        dp_status status = member_name(in, &e, &name) ? DP_OK : error_nomem(&fault);
        if (status == DP_OK) status = zip_member(in->archive, &e, &bytes, &fault);
        if (status == DP_OK) status = input_open(name.at, bytes, NULL, inside, &fault);
        if (status != DP_OK) fail(r, name.failed ? in->name : name.at, &fault);
        buf_free(&name);
        if (status != DP_OK) return CUT_RECORD;
        (*inside)->guard = in->guard;
        (*inside)->layers = in->layers;
        return CUT_INSIDE;
    }
    in->ended = true;
    return fault.code == DP_OK ? CUT_END : fail(r, in->name, &fault);
}
