/* Arbitrary bytes through the whole of annotate: any text, any language, any date. The first byte picks the options. */
#include <stdlib.h>
#include <string.h>

#include <depeche.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The only state of the target: a pack and a reader that live as long as the process. */
static dp_reader *reader_once(void) {
    static dp_pack *pack;
    static dp_reader *reader;
    if (!reader) {
        dp_error err = {0};
        if (dp_pack_open(NULL, &pack, &err) != DP_OK || dp_reader_new(pack, &reader, &err) != DP_OK) abort();
    }
    return reader;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const langs[] = {"fr", "en", NULL, "xx", "es", "de", "ru", "ar"};
    static const char *const dates[] = {
        NULL, "2017-11-10", "2017-11", "2017", "2017-11-06/2017-11-10", "[2017-11-06,2017-11-09..]", "201X", "2017-11-31"};
    if (size == 0) return 0;
    char *text = malloc(size);
    if (!text) return 0;
    memcpy(text, data + 1, size - 1);
    dp_text out = {0};
    dp_error err = {0};
    const dp_dispatch in = {
        .id = "f", .text = text, .text_bytes = size - 1, .lang = langs[data[0] & 7], .date = dates[data[0] >> 3 & 7]};
    if (dp_annotate(reader_once(), &in, &out, &err) == DP_OK && (out.size == 0 || out.bytes[0] != '{')) abort();
    free(text);
    return 0;
}
