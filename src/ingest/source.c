/* Paths → inputs → records. A stack of inputs stands inside one another (a feed in a WARC record in a zip); the innermost is cut
 * until it ends. */
#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/input.h"
#include "ingest/walk.h"

/* A zip, a zip in it, a WARC in that, a feed in that. */
enum { OPEN_MAX = INPUT_LAYERS_MAX + 2 };

struct ingest_source {
    walk walk;
    ingest_options options;
    ingest_progress progress;
    input *open[OPEN_MAX]; /* [depth], outermost first */
    unsigned depth;
    inflow *file; /* the bottom of them: its bytes are the progress; NULL for a zip */
    packed_guard guard;
    ingest_mark mark;   /* of the file, behind the record that was given last; `file` is not filled */
    uint64_t pass_over; /* records that an earlier run has read */
    uint64_t began;     /* byte of the file at which reading began */
};

dp_status ingest_source_open(const ingest_options *options, ingest_source **out, dp_error *err) {
    *out = NULL;
    ingest_source *s = calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    s->options = *options;
    walk_open(&s->walk, options->paths, options->path_count);
    *out = s;
    return DP_OK;
}

static uint64_t bytes_of_open(const ingest_source *s) {
    if (s->depth == 0) return 0;
    if (s->file) return s->began + s->file->total - inflow_left(s->file);
    return s->open[0]->archive ? zip_done(s->open[0]->archive) : 0;
}

static void close_top(ingest_source *s) {
    if (s->depth == 1) {
        s->progress.files_done++;
        s->progress.bytes_done += bytes_of_open(s);
    }
    input_close(s->open[--s->depth]);
    if (s->depth == 0) s->file = NULL;
}

void ingest_source_close(ingest_source *s) {
    if (!s) return;
    while (s->depth) close_top(s);
    walk_close(&s->walk);
    free(s);
}

ingest_progress ingest_source_progress(const ingest_source *s) {
    ingest_progress p = s->progress;
    p.bytes_done += bytes_of_open(s);
    p.skipped += s->walk.skipped;
    p.bytes_known = s->walk.bytes_known;
    return p;
}

static bool is_stopped(const ingest_source *s) {
    return s->options.stop && *s->options.stop;
}

static bool reject_errno(ingest_record *r, int error, const char *what) {
    const char *remedy =
        error == ENOENT   ? "check the spelling of the path"
        : error == EACCES ? "ask for permission to read it (chmod, chown); where it is a link, name what it leads to as well, or "
                            "give --no-sandbox"
        : error == EISDIR ? "name it as a folder, or a file inside it"
                          : "check that the file can be read";
    char message[200];
    snprintf(message, sizeof message, "%s: %s", what, strerror(error));
    return record_reject(r, DP_E_IO, message, remedy);
}

/* ---- what is it --------------------------------------------------------------------------------------------------------- */

/* Looks no further than it must: at the other end of a pipe somebody may wait for the answer to the first line. */
static bool is_told(const inflow *s, bool json_expected) {
    const char *at = inflow_at(s);
    size_t n = inflow_left(s), i = n >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && strchr(" \t\r\n", at[i]) && at[i]) i++;
    return n >= FORMAT_LOOK || (i < n && (at[i] == '{' || (json_expected && at[i] != '<' && (unsigned char)at[i] < 0x80)));
}

static enum ingest_format sniff(const ingest_source *s, const input *in) {
    const bool json_expected = s->options.stdin_json && strcmp(in->name, "-") == 0;
    while (!is_told(in->bytes, json_expected) && inflow_fill(in->bytes)) {
    }
    const enum ingest_format format = format_of(in->name, inflow_at(in->bytes), inflow_left(in->bytes));
    /* A line of JSON Lines that is broken is told from other formats by what none of them begins with. */
    return json_expected && (format == FORMAT_PLAIN || format == FORMAT_MBOX || format == FORMAT_MAIL) ? FORMAT_LINES : format;
}

/* ---- packing ------------------------------------------------------------------------------------------------------------ */

static bool too_deep(ingest_record *r) {
    return record_reject(r, DP_E_FORMAT, "it is packed more often than is read", "unpack it first");
}

static dp_status unpack(ingest_source *s, input *in, enum packing packing, dp_error *err) {
    inflow *inner = in->bytes;
    in->bytes = NULL;
    return packed_open(packing, inner, &s->guard, in->layers++ > 0, &in->bytes, err);
}

/* A zip needs its end before its beginning: from a pipe or from inside another archive it is held in memory. */
static dp_status hold_zip(input *in, dp_error *err) {
    inflow *s = in->bytes;
    while (inflow_left(s) <= INPUT_WHOLE_MAX && inflow_fill(s)) {
    }
    const size_t n = inflow_left(s);
    if (s->fault.code != DP_OK) return *err = s->fault, err->code;
    if (n > INPUT_WHOLE_MAX) {
        error_set(err, DP_E_TOO_LONG, "an archive inside another, or from a pipe, is read up to %zu MiB", INPUT_WHOLE_MAX >> 20);
        error_remedy(err, "save it as a file of its own and name that");
        return DP_E_TOO_LONG;
    }
    char *copy = malloc(n ? n : 1);
    if (!copy) return error_nomem(err);
    memcpy(copy, inflow_at(s), n);
    inflow_close(s);
    in->bytes = NULL;
    return zip_open_owned(copy, n, in->guard, &in->archive, err);
}

/* A file that is a zip is read where it lies. */
static dp_status open_zip(ingest_source *s, input *in, dp_error *err) {
    in->layers++;
    if (s->depth > 1 || in->layers > 1 || strcmp(in->name, "-") == 0) {
        const dp_status status = hold_zip(in, err);
        if (s->depth == 1) s->file = NULL;
        return status;
    }
    const int fd = open(in->name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_set(err, DP_E_IO, "cannot open: %s", strerror(errno));
    inflow_close(in->bytes);
    in->bytes = s->file = NULL;
    return zip_open_fd(fd, in->guard, &in->archive, err);
}

/* JSON Lines and tables in UTF-16 are turned to UTF-8 before they are cut. */
static bool turn_utf16(ingest_source *s, input *in, ingest_record *r) {
    const char *at = inflow_at(in->bytes);
    const size_t n = inflow_left(in->bytes);
    if (n >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) inflow_skip(in->bytes, 3);
    if (n < 2 || (memcmp(at, "\xFF\xFE", 2) != 0 && memcmp(at, "\xFE\xFF", 2) != 0)) return true;
    inflow *text;
    if (!input_read_text(in, INPUT_WHOLE_MAX, false, r)) return false;
    if (inflow_open_bytes(in->text, in->text_bytes, &text, &r->error) != DP_OK) return false;
    if (s->file == in->bytes) s->file = NULL; /* it was read to its end */
    inflow_close(in->bytes);
    in->bytes = text;
    return true;
}

/* Takes the packing off the input on top and finds out what it is. False with a record that says why it cannot be read. */
static bool prepare(ingest_source *s, ingest_record *r) {
    input *in = s->open[s->depth - 1];
    for (;;) {
        dp_error err = {0};
        in->format = sniff(s, in);
        const bool packed = in->format == FORMAT_GZIP || in->format == FORMAT_ZSTD;
        if (!packed && in->format != FORMAT_ZIP) break;
        if (in->layers >= INPUT_LAYERS_MAX) return !too_deep(r);
        const dp_status status =
            packed ? unpack(s, in, in->format == FORMAT_GZIP ? PACKED_GZIP : PACKED_ZSTD, &err) : open_zip(s, in, &err);
        if (status != DP_OK) return !record_fail(r, &err);
        if (!packed) return true;
    }
    return (in->format != FORMAT_LINES && in->format != FORMAT_TABLE) || turn_utf16(s, in, r);
}

/* ---- going on where an earlier run was ---------------------------------------------------------------------------------- */

static bool keeps_marks(const ingest_source *s) {
    return s->options.resume && s->depth > 0 && strcmp(s->open[0]->name, "-") != 0;
}

/* False where the file is to be passed over. */
static bool ask_mark(ingest_source *s, int fd, const char *path) {
    struct stat st;
    s->mark = (ingest_mark){0};
    s->pass_over = 0;
    if (!s->options.resume || strcmp(path, "-") == 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) return true;
    s->mark = (ingest_mark){.file = path,
                            .bytes = (uint64_t)st.st_size,
                            .changed_ns = (uint64_t)st.st_mtim.tv_sec * 1000000000u + (uint64_t)st.st_mtim.tv_nsec,
                            .inode = st.st_ino};
    const bool wanted = s->options.resume(s->options.resume_context, &s->mark);
    s->mark.file = NULL;
    s->pass_over = s->mark.records - s->mark.restart_record;
    if (!wanted) s->progress.bytes_done += s->mark.bytes;
    return wanted;
}

/* Can what was just cut from the file be followed by a new beginning? Records of a web archive end before the line ends between
 * them; a member of gzip ends behind. */
static bool find_restart(const ingest_source *s, uint64_t *byte) {
    const input *in = s->open[0];
    size_t ahead = 0;
    if (s->depth != 1 || !in->bytes || in->bytes->fault.code != DP_OK) return false;
    if (in->format == FORMAT_WARC)
        while (ahead < inflow_left(in->bytes) && strchr("\r\n", inflow_at(in->bytes)[ahead]) && inflow_at(in->bytes)[ahead])
            ahead++;
    else if (in->format != FORMAT_LINES)
        return false;
    return inflow_restart(in->bytes, ahead, byte);
}

static void set_mark(ingest_source *s, ingest_record *r) {
    if (!keeps_marks(s)) return;
    if (r->kind != INGEST_FILE_END) {
        uint64_t byte;
        s->mark.records++;
        if (find_restart(s, &byte)) {
            s->mark.restart = byte;
            s->mark.restart_record = s->mark.records;
            s->mark.restart_line = s->open[0]->line;
        }
    }
    r->mark = s->mark;
    r->mark.file = record_string(r, s->open[0]->name, strlen(s->open[0]->name));
}

/* ---- the walk ----------------------------------------------------------------------------------------------------------- */

static bool push(ingest_source *s, input *in, ingest_record *r) {
    if (s->depth == OPEN_MAX) {
        input_close(in);
        return !too_deep(r);
    }
    s->open[s->depth++] = in;
    return true;
}

static bool open_file(ingest_source *s, const char *path, ingest_record *r) {
    dp_error err;
    const int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return !reject_errno(r, errno, "cannot open");
    inflow *file;
    input *in;
    s->guard = (packed_guard){0};
    if (!ask_mark(s, fd, path)) {
        close(fd);
        s->progress.files_done++;
        return true;
    }
    if (inflow_open_fd_at(fd, s->mark.restart, s->options.stop, &file, &err) != DP_OK ||
        input_open(path, file, NULL, &in, &err) != DP_OK)
        return !record_fail(r, &err);
    in->guard = &s->guard;
    in->line = s->mark.restart_line;
    s->began = s->mark.restart;
    s->file = file;
    push(s, in, r);
    return prepare(s, r) || (close_top(s), false);
}

/* Opens the next file of the walk. False when there is none; one that cannot be opened leaves an error in *r. */
static bool open_next(ingest_source *s, ingest_record *r) {
    walk_item item;
    if (!walk_next(&s->walk, &item)) return false;
    const char *path = item.path ? item.path : "";
    if (!record_name(r, path, strlen(path))) return true;
    if (item.error)
        reject_errno(r, item.error, "cannot read the folder");
    else if (item.empty_folder)
        record_reject(r, DP_E_IO, "the folder holds no file of a kind that is read",
                      "name files one by one to read them whatever they are called; docs/ingest.md lists the kinds");
    else
        open_file(s, path, r);
    return true;
}

/* False with a record that says why it cannot be read. */
static bool open_inside(ingest_source *s, input *inside, ingest_record *r) {
    if (!push(s, inside, r)) return false;
    if (inside->format != FORMAT_UNKNOWN || prepare(s, r)) return true;
    close_top(s);
    return false;
}

/* False where an earlier run has read the record. */
static bool hand_on(ingest_source *s, ingest_record *r) {
    if (s->pass_over == 0) {
        set_mark(s, r);
        return true;
    }
    s->pass_over--;
    record_clear(r);
    return false;
}

bool ingest_source_next(ingest_source *s, ingest_record *r) {
    const input_rules rules = {.columns = s->options.columns};
    bool ended;
    record_clear(r);
    while (!is_stopped(s)) {
        if (s->depth == 0) {
            if (!open_next(s, r)) return false;
            if (r->error.code != DP_OK) return true;
            continue;
        }
        input *in = s->open[s->depth - 1], *inside = NULL;
        if (!record_name(r, in->name, strlen(in->name))) return true;
        switch (input_cut(in, &rules, r, &inside, &s->progress.skipped)) {
        case CUT_RECORD:
            if (is_stopped(s)) return false;
            if (hand_on(s, r)) return true;
            break;
        case CUT_END:
            ended = s->depth == 1 && keeps_marks(s) && !is_stopped(s);
            if (ended) r->kind = INGEST_FILE_END;
            if (ended) set_mark(s, r);
            close_top(s);
            if (ended) return true;
            break;
        case CUT_INSIDE:
            inside->guard = &s->guard;
            if (!record_name(r, inside->name, strlen(inside->name))) return true;
            if (open_inside(s, inside, r) || !hand_on(s, r)) break;
            return true;
        }
    }
    return false;
}

uint64_t ingest_measure(const char *const *paths, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(paths[i], "-") == 0) return 0;
    walk w;
    walk_item item;
    walk_open(&w, paths, n);
    while (walk_next(&w, &item)) {
    }
    const uint64_t bytes = w.bytes_known;
    walk_close(&w);
    return bytes;
}
