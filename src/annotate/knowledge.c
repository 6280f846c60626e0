/* The pack and all that is opened from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "annotate/annotate.h"
#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"

enum { PATH_BYTES = 4096 };

/* The folder of the running program. */
static bool program_folder(char out[PATH_BYTES]) {
    ssize_t n = readlink("/proc/self/exe", out, PATH_BYTES - 1);
    if (n <= 0) return false;
    out[n] = '\0';
    char *slash = strrchr(out, '/');
    if (!slash) return false;
    *slash = '\0';
    return true;
}

/* $DEPECHE_PACK, beside the program, where "make install" puts it, where packages put it. */
static bool find_pack(char out[PATH_BYTES]) {
    const char *named = getenv("DEPECHE_PACK");
    if (named && *named) return (size_t)snprintf(out, PATH_BYTES, "%s", named) < PATH_BYTES;
    static const char *const beside[] = {"depeche.pack", "../share/depeche/depeche.pack"};
    static const char *const fixed[] = {"/usr/local/share/depeche/depeche.pack", "/usr/share/depeche/depeche.pack"};
    char folder[PATH_BYTES];
    if (program_folder(folder))
        for (int i = 0; i < 2; i++)
            if ((size_t)snprintf(out, PATH_BYTES, "%s/%s", folder, beside[i]) < PATH_BYTES && access(out, R_OK) == 0) return true;
    for (int i = 0; i < 2; i++)
        if ((size_t)snprintf(out, PATH_BYTES, "%s", fixed[i]) < PATH_BYTES && access(out, R_OK) == 0) return true;
    return false;
}

static dp_status open_parts(knowledge *k, dp_error *err) {
    dp_status status = ingest_rules_open(&k->pack, &k->ingest, err);
    if (status == DP_OK) status = text_models_open(&k->pack, &k->models, err);
    if (status == DP_OK) status = word_flags_open(&k->pack, &k->words, err);
    if (status == DP_OK) status = time_rules_open(&k->pack, &k->times, err);
    if (status == DP_OK) status = gazetteer_open(&k->pack, &k->places, err);
    if (status == DP_OK) status = actor_rules_open(&k->pack, &k->actors, err);
    if (status == DP_OK) status = claim_rules_open(&k->pack, &k->claims, err);
    if (status != DP_OK) knowledge_close(k);
    return status;
}

dp_status knowledge_open_bytes(const void *bytes, size_t size, knowledge *out, dp_error *err) {
    *out = (knowledge){0};
    dp_status status = pack_open_bytes(bytes, size, &out->pack, err);
    return status == DP_OK ? open_parts(out, err) : status;
}

dp_status knowledge_open(const char *path, knowledge *out, dp_error *err) {
    char found[PATH_BYTES];
    *out = (knowledge){0};
    if (!path && !find_pack(found)) {
        error_set(err, DP_E_PACK, "no pack was found: not in $DEPECHE_PACK, not beside the program, not in share/depeche");
        error_remedy(err, "compile it (make pack), or name it with --pack FILE or $DEPECHE_PACK");
        return DP_E_PACK;
    }
    if (!path) path = found;
    dp_status status = pack_open(path, &out->pack, err);
    if (status != DP_OK) return status;
    status = open_parts(out, err);
    if (status != DP_OK) error_at(err, path, 0);
    return status;
}

/* The rules of actors and of events once more, out of the layer and the pack below it. */
static dp_status lay_over(knowledge *k, dp_error *err) {
    actor_rules *actors;
    claim_rules *claims;
    k->pack.layer = overlay_layer(k->own);
    dp_status status = actor_rules_open(&k->pack, &actors, err);
    if (status != DP_OK) return status;
    actor_rules_free(k->actors);
    k->actors = actors;
    status = claim_rules_open(&k->pack, &claims, err);
    if (status != DP_OK) return status;
    claim_rules_free(k->claims);
    k->claims = claims;
    return DP_OK;
}

/* The files of both kinds, those in depeche's own form first, under a name that tells them from the pack's. */
static dp_status number_files(knowledge *k, dp_error *err) {
    static const char folder[] = "dict/";
    const pack_layer *own = k->own ? overlay_layer(k->own) : NULL;
    const char *const *theirs = NULL;
    const uint32_t first = own ? own->file_count : 0, n = k->dictionaries ? petrarch_files(k->dictionaries, &theirs) : 0;
    size_t bytes = 0, at = 0;
    for (uint32_t i = 0; i < first + n; i++) bytes += sizeof folder + strlen(i < first ? own->files[i] : theirs[i - first]);
    k->own_files = calloc(first + n + 1u, sizeof *k->own_files);
    k->own_names = malloc(bytes + 1);
    if (!k->own_files || !k->own_names) return error_nomem(err);
    for (uint32_t i = 0; i < first + n; i++) {
        k->own_files[i] = k->own_names + at;
        at += (size_t)snprintf(k->own_names + at, bytes + 1 - at, "%s%s", folder, i < first ? own->files[i] : theirs[i - first]) +
              1;
    }
    k->pack.more_files = k->own_files;
    k->pack.more_count = first + n;
    return DP_OK;
}

dp_status knowledge_add_dictionaries(knowledge *k, const char *folder, petrarch_complaint complain, void *context,
                                     dp_error *err) {
    dp_status status = overlay_open(folder, &k->pack, k->actors, k->claims, complain, context, &k->own, err);
    const uint32_t first = k->pack.file_count + (k->own ? overlay_layer(k->own)->file_count : 0);
    if (status == DP_OK) status = petrarch_open(folder, &k->pack, first, complain, context, &k->dictionaries, err);
    if (status == DP_OK && !k->own && !k->dictionaries) {
        error_set(err, DP_E_FORMAT, "there is no dictionary in this folder");
        error_at(err, folder, 0);
        return error_remedy(err, "docs/dictionaries.md says which files are read and how they are named");
    }
    if (status == DP_OK) status = number_files(k, err);
    if (status == DP_OK && k->own) status = lay_over(k, err);
    if (status != DP_OK) return status;
    k->own_complaints = k->own ? overlay_complaints(k->own) : 0;
    if (k->dictionaries) k->own_complaints += petrarch_count(k->dictionaries).complaints;
    const uint64_t parts[] = {k->pack.hash, k->own ? overlay_hash(k->own) : 0,
                              k->dictionaries ? petrarch_hash(k->dictionaries) : 0};
    k->pack.hash = hash_bytes(parts, sizeof parts, 0);
    return DP_OK;
}

void knowledge_close(knowledge *k) {
    petrarch_free(k->dictionaries);
    free(k->own_files);
    free(k->own_names);
    if (k->claims) claim_rules_free(k->claims);
    if (k->actors) actor_rules_free(k->actors);
    if (k->places) gazetteer_free(k->places);
    if (k->times) time_rules_free(k->times);
    if (k->models) text_models_free(k->models);
    overlay_free(k->own);
    if (k->pack.sections) pack_close(&k->pack);
    *k = (knowledge){0};
}
