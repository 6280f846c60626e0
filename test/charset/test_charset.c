/* Bytes in, text out: every line tells an encoding, what it was called, and what comes of it. */
#include "testing.h"

#include "charset/charset.h"
#include "core/pack.h"
#include "core/utf8.h"
#include "language/language.h"

static arena a;

static int begin(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(&a);
    return 0;
}

static charset_text decode(const char *bytes, size_t n, const char *label, bool html) {
    charset_text t;
    dp_error err;
    const charset_hint hint = {.label = label, .html = html};
    assert_int_equal(charset_decode(bytes, n, &hint, &a, &t, &err), DP_OK);
    return t;
}

static charset_text expect(const char *bytes, size_t n, const char *label, bool html, const char *encoding, const char *text) {
    const charset_text t = decode(bytes, n, label, html);
    assert_string_equal(t.encoding, encoding);
    assert_int_equal(t.text_bytes, strlen(text));
    assert_memory_equal(t.text, text, t.text_bytes);
    return t;
}
#define PLAIN(bytes, encoding, text)         expect(bytes, sizeof bytes - 1, NULL, false, encoding, text)
#define CALLED(label, bytes, encoding, text) expect(bytes, sizeof bytes - 1, label, false, encoding, text)
#define PAGE(label, bytes, name)             assert_string_equal(decode(bytes, sizeof bytes - 1, label, true).encoding, name)

static void utf8_stays_as_it_is_without_its_bom(void **state) {
    (void)state;
    PLAIN("L\xE2\x80\x99"
          "arm\xC3\xA9"
          "e",
          "utf-8", "L’armée");
    static const char bytes[] = "\xEF\xBB\xBF"
                                "caf\xC3\xA9";
    const charset_text t = PLAIN(bytes, "utf-8", "café");
    assert_ptr_equal(t.text, bytes + 3); /* not copied */
    assert_int_equal(t.basis, CHARSET_BOM);
    PLAIN("", "utf-8", "");
}

static void utf16_is_known_by_its_bom_or_by_its_nuls(void **state) {
    (void)state;
    PLAIN("\xFF\xFE"
          "a\0\xE9\0",
          "utf-16le", "aé");
    PLAIN("\xFE\xFF"
          "\0a\0\xE9",
          "utf-16be", "aé");
    PLAIN("\xFF\xFE\x3D\xD8\x00\xDE", "utf-16le", "😀");
    PLAIN("\xFF\xFE\x3D\xD8"
          "a\0",
          "utf-16le",
          "\xEF\xBF\xBD"
          "a");
    PLAIN("\xFF\xFE"
          "a\0b",
          "utf-16le", "a\xEF\xBF\xBD");
    PLAIN("\xFF\xFE\0\0"
          "a\0",
          "utf-16le",
          "\xEF\xBF\xBD"
          "a");
    PLAIN("P\0a\0l\0m\0y\0r\0e\0", "utf-16le", "Palmyre");
    PLAIN("\0P\0a\0l\0m\0y\0r\0e", "utf-16be", "Palmyre");
}

static void what_is_no_utf8_and_bears_no_label_is_windows_1252(void **state) {
    (void)state;
    const charset_text t = PLAIN("L\x92"
                                 "arm\xE9"
                                 "e \x80",
                                 "windows-1252", "L’armée €");
    assert_int_equal(t.basis, CHARSET_GUESS);
    PLAIN("\x81\xE9", "windows-1252", "\xEF\xBF\xBD\xC3\xA9");
}

static void damaged_utf8_is_mended_not_taken_for_another_encoding(void **state) {
    (void)state;
    const charset_text t = PLAIN("\xC3\xA9t\xC3\xA9 \xC3 fin", "utf-8", "été \xEF\xBF\xBD fin");
    assert_int_equal(t.notes, CHARSET_BROKEN);
    PLAIN("caf\xC3 \xC3\xA9t\xC3\xA9", "utf-8", "caf\xEF\xBF\xBD été");
}

static void two_encodings_in_one_file_are_read_each_as_what_it_is(void **state) {
    (void)state;
    const charset_text utf8 = PLAIN("d\xC3\xA9j\xC3\xA0 v\xC3\xA9"
                                    "cu, l\x92"
                                    "ann\xE9"
                                    "e \x96 \xC3\xA9t\xC3\xA9",
                                    "utf-8", "déjà vécu, l’année – été");
    assert_int_equal(utf8.notes, CHARSET_STRAY);
    const charset_text latin = PLAIN("l\x92"
                                     "ann\xE9"
                                     "e, l\x92\xE9t\xE9 "
                                     "caf\xC3\xA9",
                                     "windows-1252", "l’année, l’été café");
    assert_int_equal(latin.notes, CHARSET_STRAY);
}

static void nuls_become_replacement_characters(void **state) {
    (void)state;
    const charset_text t = PLAIN("The army\0took it, they said.", "utf-8", "The army\xEF\xBF\xBDtook it, they said.");
    assert_int_equal(t.notes, CHARSET_NULS);
}

static const struct {
    const char *label, *encoding, *bytes, *text;
} legacy[] = {
    {"windows-1251", "windows-1251", "\xCC\xEE\xF1\xF2 \xEE\xF2\xEA\xF0\xFB\xF2 \xF1\xED\xEE\xE2\xE0.", "Мост открыт снова."},
    {"koi8-r", "koi8-r", "\xED\xCF\xD3\xD4 \xCF\xD4\xCB\xD2\xD9\xD4 \xD3\xCE\xCF\xD7\xC1.", "Мост открыт снова."},
    {"koi8-u", "koi8-u", "\xED\xA6\xD3\xD4 \xD7\xA6\xC4\xCB\xD2\xC9\xD4\xCF \xDA\xCE\xCF\xD7\xD5.", "Міст відкрито знову."},
    {"cp866", "ibm866", "\x8C\xAE\xE1\xE2 \xAE\xE2\xAA\xE0\xEB\xE2 \xE1\xAD\xAE\xA2\xA0.", "Мост открыт снова."},
    {"x-mac-cyrillic", "x-mac-cyrillic", "\x8C\xEE\xF1\xF2 \xEE\xF2\xEA\xF0\xFB\xF2 \xF1\xED\xEE\xE2\xE0.", "Мост открыт снова."},
    {"ISO_8859-5", "iso-8859-5", "\xBC\xDE\xE1\xE2 \xDE\xE2\xDA\xE0\xEB\xE2 \xE1\xDD\xDE\xD2\xD0.", "Мост открыт снова."},
    {"cp1256", "windows-1256", "\xC7\xE1\xCC\xD3\xD1 \xE3\xDD\xCA\xE6\xCD", "الجسر مفتوح"},
    {"arabic", "iso-8859-6", "\xC7\xE4\xCC\xD3\xD1 \xE5\xE1\xCA\xE8\xCD", "الجسر مفتوح"},
    {"windows-1253", "windows-1253", "\xC7 \xE3\xDD\xF6\xF5\xF1\xE1 \xDC\xED\xEF\xE9\xEE\xE5", "Η γέφυρα άνοιξε"},
    {"greek8", "iso-8859-7", "\xC7 \xE3\xDD\xF6\xF5\xF1\xE1 \xDC\xED\xEF\xE9\xEE\xE5", "Η γέφυρα άνοιξε"},
    {"windows-1255", "windows-1255", "\xE4\xE2\xF9\xF8 \xF0\xF4\xFA\xE7", "הגשר נפתח"},
    {"logical", "iso-8859-8", "\xE4\xE2\xF9\xF8 \xF0\xF4\xFA\xE7", "הגשר נפתח"},
    {"cp1250", "windows-1250", "\xAF\xF3\xB3ty most", "Żółty most"},
    {"latin2", "iso-8859-2", "\xAF\xF3\xB3ty most", "Żółty most"},
    {"iso-8859-9", "windows-1254", "K\xF6pr\xFC a\xE7\xFDld\xFD", "Köprü açıldı"},
    {"windows-1257", "windows-1257", "Tiltas v\xEBl atidarytas \xE0\xFEuol\xF8", "Tiltas vėl atidarytas ąžuolų"},
    {"iso885913", "iso-8859-13", "Tiltas v\xEBl atidarytas \xE0\xFEuol\xF8", "Tiltas vėl atidarytas ąžuolų"},
    {"l9", "iso-8859-15", "le pont \xE0 5 \xA4", "le pont à 5 €"},
    {"tis-620", "windows-874", "\xCA\xD0\xBE\xD2\xB9\xE0\xBB\xD4\xB4\xE1\xC5\xE9\xC7", "สะพานเปิดแล้ว"},
    {"mac", "macintosh", "\x8Et\x8E", "été"},
    {"gb18030", "gb18030",
     "\xC7\xC5\xD3\xD6\xBF\xAA\xC1\xCB\xA3\xAC\x81"
     "9\xEE"
     "9\x95"
     "2\x82"
     "6",
     "桥又开了，㐀𠀀"},
    {"GB2312", "gb18030", "\xC7\xC5\xD3\xD6\xBF\xAA\xC1\xCB", "桥又开了"},
    {"gbk", "gb18030", "\xC7\xC5\xD3\xD6\xBF\xAA\xC1\xCB", "桥又开了"},
    {"big5", "big5",
     "\xBE\xF4\xA4S\xB6}\xA4"
     "F",
     "橋又開了"},
    {"Shift_JIS", "shift_jis", "\x8B\xB4\x82\xAA\x82\xDC\x82\xBD\x8AJ\x82\xA2\x82\xBD \xB1", "橋がまた開いた ｱ"},
    {"x-euc-jp", "euc-jp", "\xB6\xB6\xA4\xAC\xA4\xDE\xA4\xBF\xB3\xAB\xA4\xA4\xA4\xBF", "橋がまた開いた"},
    {"iso-2022-jp", "iso-2022-jp",
     "\x1B$B66$,$^$\x3F"
     "3+$$$\x3F\x1B(B <b>",
     "橋がまた開いた <b>"},
    {"ks_c_5601-1987", "euc-kr",
     "\xB4\xD9\xB8\xAE\xB0\xA1 \xB4\xD9\xBD\xC3 \xBF\xAD\xB7\xC8\xB4\xD9 \x8C"
     "c",
     "다리가 다시 열렸다 똠"},
    {"windows-1258", "windows-1258", "Vi\xEA\xF2t", "Việt"},
};

static void labels_name_legacy_encodings(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof legacy / sizeof *legacy; i++) {
        const charset_text t =
            expect(legacy[i].bytes, strlen(legacy[i].bytes), legacy[i].label, false, legacy[i].encoding, legacy[i].text);
        assert_int_equal(t.basis, CHARSET_HEADER);
        assert_int_equal(t.notes, 0);
    }
}

static void a_label_that_lies_is_not_believed(void **state) {
    (void)state;
    const charset_text t = CALLED("iso-8859-1", "caf\xC3\xA9", "utf-8", "café");
    assert_int_equal(t.notes, CHARSET_LABEL_LIED);
    assert_int_equal(CALLED("utf-8", "caf\xE9 noir", "windows-1252", "café noir").notes, CHARSET_LABEL_LIED);
    assert_int_equal(CALLED("koi8-r", "plain words", "utf-8", "plain words").notes, 0);
    CALLED("utf-16", "plain words", "utf-8", "plain words");
    /* two characters of GBK that happen to be UTF-8 too */
    CALLED("gb2312", "\xC1\xAA\xCD\xA8", "gb18030", "联通");
    /* French called EUC-JP: hardly a sequence of it means anything */
    CALLED("euc-jp", "caf\xE9 d\xE9j\xE0 vu", "windows-1252", "café déjà vu");
}

static void utf7_and_what_has_no_decoder_are_never_decoded(void **state) {
    (void)state;
    const charset_text t = CALLED("utf-7", "+ADw-script+AD4-", "utf-8", "+ADw-script+AD4-");
    assert_int_equal(t.notes, CHARSET_LABEL_UNKNOWN);
    CALLED("hz-gb-2312", "~{<:Ky2;~}", "replacement", "\xEF\xBF\xBD");
    assert_null(charset_canonical("utf-7", 5));
    assert_string_equal(charset_canonical(" Latin1\n", 8), "windows-1252");
}

static void pages_tell_their_encoding_in_their_head(void **state) {
    (void)state;
    PAGE(NULL, "<meta charset=windows-1251>\xCC\xEE\xF1\xF2", "windows-1251");
    PAGE(NULL,
         "<!-- <meta charset=koi8-r> --><META Content='text/html; charset=\"windows-1251\"' HTTP-equiv=Content-Type>\xCC\xEE",
         "windows-1251");
    PAGE(NULL, "<meta content='text/html; charset=koi8-r'><meta charset=windows-1251>\xCC\xEE", "windows-1251");
    PAGE(NULL, "<?xml version='1.0' encoding='koi8-r'?><rss>\xED\xCF\xD3\xD4", "koi8-r");
    PAGE("text/html; charset=koi8-r", "<meta charset=windows-1251>\xED\xCF\xD3\xD4", "koi8-r");
    PAGE("text/html", "<meta charset=windows-1251>\xED\xCF\xD3\xD4", "windows-1251");
    PAGE(NULL, "<meta charset=utf-16>caf\xC3\xA9", "utf-8");
    PAGE(NULL, "<a title='<meta charset=koi8-r>'>caf\xE9", "windows-1252");
    PAGE(NULL, "<meta charset='windows-1251", "utf-8");
    PAGE(NULL, "<meta charset=x-unknown><meta charset=windows-1251>\xCC\xEE", "windows-1251");
}

static void without_a_label_the_reading_that_makes_sense_is_taken(void **state) {
    (void)state;
    static const struct {
        const char *encoding, *bytes, *text;
    } bare[] = {
        {"windows-1251",
         "\xCC\xEE\xF1\xF2 \xF7\xE5\xF0\xE5\xE7 \xF0\xE5\xEA\xF3 \xF1\xED\xEE\xE2\xE0 \xEE\xF2\xEA\xF0\xFB\xEB\xE8 \xE2 "
         "\xEF\xEE\xED\xE5\xE4\xE5\xEB\xFC\xED\xE8\xEA \xF3\xF2\xF0\xEE\xEC.",
         "Мост через реку снова открыли в понедельник утром."},
        {"koi8-u",
         "\xED\xCF\xD3\xD4 \xDE\xC5\xD2\xC5\xDA \xD2\xC5\xCB\xD5 \xD3\xCE\xCF\xD7\xC1 \xCF\xD4\xCB\xD2\xD9\xCC\xC9 \xD7 "
         "\xD0\xCF\xCE\xC5\xC4\xC5\xCC\xD8\xCE\xC9\xCB \xD5\xD4\xD2\xCF\xCD.",
         "Мост через реку снова открыли в понедельник утром."},
        {"windows-1251",
         "\xCC\xB3\xF1\xF2 \xF7\xE5\xF0\xE5\xE7 \xF0\xB3\xF7\xEA\xF3 \xE7\xED\xEE\xE2\xF3 \xE2\xB3\xE4\xEA\xF0\xE8\xEB\xE8 \xE2 "
         "\xEF\xEE\xED\xE5\xE4\xB3\xEB\xEE\xEA \xF3\xF0\xE0\xED\xF6\xB3.",
         "Міст через річку знову відкрили в понеділок уранці."},
        {"ibm866",
         "\x8C\xAE\xE1\xE2 \xE7\xA5\xE0\xA5\xA7 \xE0\xA5\xAA\xE3 \xE1\xAD\xAE\xA2\xA0 \xAE\xE2\xAA\xE0\xEB\xAB\xA8 \xA2 "
         "\xAF\xAE\xAD\xA5\xA4\xA5\xAB\xEC\xAD\xA8\xAA \xE3\xE2\xE0\xAE\xAC.",
         "Мост через реку снова открыли в понедельник утром."},
        {"windows-1250",
         "Most p\xF8"
         "es \xF8"
         "eku byl v pond\xECl\xED r\xE1no znovu otev\xF8"
         "en pro v\x9A"
         "echny.",
         "Most přes řeku byl v pondělí ráno znovu otevřen pro všechny."},
        {"windows-1252",
         "Le pont sur la rivi\xE8re a \xE9t\xE9 rouvert \xE0 l\x92"
         "aube, r\xE9p\xE8te la mairie.",
         "Le pont sur la rivière a été rouvert à l’aube, répète la mairie."},
        {"windows-1254",
         "Nehrin \xFCzerindeki k\xF6pr\xFC sabah\xFD yeniden a\xE7\xFDld\xFD, dediler. \xDE"
         "ehir sakin, ya\xF0mur ya\xF0\xFDyor.",
         "Nehrin üzerindeki köprü sabahı yeniden açıldı, dediler. Şehir sakin, yağmur yağıyor."},
        {"windows-1253",
         "\xC7 \xE3\xDD\xF6\xF5\xF1\xE1 \xF0\xDC\xED\xF9 \xE1\xF0\xFC \xF4\xEF \xF0\xEF\xF4\xDC\xEC\xE9 \xDC\xED\xEF\xE9\xEE\xE5 "
         "\xEE\xE1\xED\xDC \xF4\xEF \xF0\xF1\xF9\xDF.",
         "Η γέφυρα πάνω από το ποτάμι άνοιξε ξανά το πρωί."},
        {"windows-1255",
         "\xE4\xE2\xF9\xF8 \xEE\xF2\xEC \xE4\xF0\xE4\xF8 \xF0\xF4\xFA\xE7 \xEE\xE7\xE3\xF9 \xE1\xE9\xE5\xED \xF9\xF0\xE9 "
         "\xE1\xE1\xE5\xF7\xF8.",
         "הגשר מעל הנהר נפתח מחדש ביום שני בבוקר."},
        {"windows-1256",
         "\xC3\xDA\xED\xCF \xDD\xCA\xCD \xC7\xE1\xCC\xD3\xD1 \xDD\xE6\xDE \xC7\xE1\xE4\xE5\xD1 \xD5\xC8\xC7\xCD \xED\xE6\xE3 "
         "\xC7\xE1\xC7\xCB\xE4\xED\xE4.",
         "أعيد فتح الجسر فوق النهر صباح يوم الاثنين."},
        {"gb18030",
         "\xBA\xD3\xC9\xCF\xB5\xC4\xB4\xF3\xC7\xC5\xD6\xDC\xD2\xBB\xD4\xE7\xC9\xCF\xD6\xD8\xD0\xC2\xBF\xAA\xB7\xC5\xA3\xAC\xBE"
         "\xD3\xC3\xF1\xCB\xB5\xA1\xA3",
         "河上的大桥周一早上重新开放，居民说。"},
        {"big5",
         "\xAA"
         "e\xA4W\xAA\xBA\xA4j\xBE\xF4\xB6g\xA4@\xA6\xAD\xA4W\xAD\xAB\xB7s\xB6}\xA9\xF1\xA1"
         "A\xA9~\xA5\xC1\xBB\xA1\xA1"
         "C",
         "河上的大橋週一早上重新開放，居民說。"},
        {"shift_jis",
         "\x90\xEC\x82\xC9\x89\xCB\x82\xA9\x82\xE9\x8B\xB4\x82\xCD\x8C\x8E\x97j\x82\xCC\x92\xA9\x82\xC9\x8D\xC4\x82\xD1\x8AJ\x92"
         "\xCA\x82\xB5\x82\xBD\x81"
         "B",
         "川に架かる橋は月曜の朝に再び開通した。"},
        {"euc-jp",
         "\xC0\xEE\xA4\xCB\xB2\xCD\xA4\xAB\xA4\xEB\xB6\xB6\xA4\xCF\xB7\xEE\xCD\xCB\xA4\xCE\xC4\xAB\xA4\xCB\xBA\xC6\xA4\xD3\xB3"
         "\xAB\xC4\xCC\xA4\xB7\xA4\xBF\xA1\xA3",
         "川に架かる橋は月曜の朝に再び開通した。"},
        {"euc-kr",
         "\xB0\xAD \xC0\xA7\xC0\xC7 \xB4\xD9\xB8\xAE\xB0\xA1 \xBF\xF9\xBF\xE4\xC0\xCF \xBE\xC6\xC4\xA7 \xB4\xD9\xBD\xC3 "
         "\xBF\xAD\xB7\xC8\xB4\xD9.",
         "강 위의 다리가 월요일 아침 다시 열렸다."},
    };
    const char *path = getenv("DEPECHE_PACK");
    pack p;
    language_model model;
    dp_error err;
    if (!path || pack_open(path, &p, &err) != DP_OK) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    assert_int_equal(language_open_pack(&p, &model, &err), DP_OK);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++) {
        charset_text t;
        const charset_hint hint = {.model = &model};
        assert_int_equal(charset_decode(bare[i].bytes, strlen(bare[i].bytes), &hint, &a, &t, &err), DP_OK);
        assert_string_equal(t.encoding, bare[i].encoding);
        assert_string_equal(t.text, bare[i].text);
        assert_int_equal(t.basis, CHARSET_GUESS);
    }
    pack_close(&p);
}

/* A broken sequence must not swallow the byte that closes a tag. */
static void broken_sequences_give_ascii_back(void **state) {
    (void)state;
    CALLED("shift_jis",
           "\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4"
           "\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x8B\xB4\x82<b>",
           "shift_jis", "橋橋橋橋橋橋橋橋橋橋橋橋橋橋橋橋橋橋橋\xEF\xBF\xBD<b>");
}

/* Every place of a text leads to the bytes that it was made of, also far from any mark. */
static void offsets_lead_back_to_the_raw_bytes(void **state) {
    (void)state;
    enum { TIMES = 400 };
    for (size_t i = 0; i < sizeof legacy / sizeof *legacy; i++) {
        const size_t n = strlen(legacy[i].bytes), text_bytes = strlen(legacy[i].text);
        char *many = malloc(n * TIMES);
        assert_non_null(many);
        for (size_t k = 0; k < TIMES; k++) memcpy(many + k * n, legacy[i].bytes, n);
        const charset_text t = decode(many, n * TIMES, legacy[i].label, false);
        assert_int_equal(t.text_bytes, text_bytes * TIMES);
        /* An escape sequence of ISO-2022-JP stands before its character. */
        const size_t lead = strcmp(legacy[i].label, "iso-2022-jp") == 0 ? 3 : 0;
        for (size_t k = 1; k < TIMES; k++) assert_int_equal(charset_raw_offset(&t, k * text_bytes), k * n + lead);
        assert_int_equal(charset_raw_offset(&t, t.text_bytes), n * TIMES);
        free(many);
        arena_reset(&a);
    }
    const charset_text bom = decode("\xEF\xBB\xBFpont", 7, NULL, false);
    assert_int_equal(charset_raw_offset(&bom, 1), 4);
    const charset_text wide = decode("\xFF\xFEp\0\xE9\0n\0", 8, NULL, false);
    assert_int_equal(charset_raw_offset(&wide, 1), 4);
    assert_int_equal(charset_raw_offset(&wide, 2), 4); /* the second byte of é */
    assert_int_equal(charset_raw_offset(&wide, 3), 6);
}

static void any_bytes_become_valid_utf8_without_nuls(void **state) {
    (void)state;
    random_source r = {12};
    for (int round = 0; round < 20000; round++) {
        char s[60];
        const size_t n = random_below(&r, sizeof s);
        for (size_t i = 0; i < n; i++) s[i] = (char)(random_below(&r, 3) ? random_next(&r) : random_below(&r, 2));
        if (n > 2 && random_below(&r, 4) == 0) memcpy(s, random_below(&r, 2) ? "\xFF\xFE" : "\xFE\xFF", 2);
        char *exact = exact_copy(s, n);
        const char *label = random_below(&r, 2) ? legacy[random_below(&r, sizeof legacy / sizeof *legacy)].label : NULL;
        const charset_text t = decode(exact, n, label, random_below(&r, 2));
        assert_true(utf8_valid(t.text, t.text_bytes));
        assert_true(t.text_bytes == 0 || !memchr(t.text, 0, t.text_bytes));
        size_t before = 0;
        for (size_t i = 0; i <= t.text_bytes; i++) {
            const size_t raw = charset_raw_offset(&t, i);
            assert_true(raw >= before && raw <= n);
            before = raw;
        }
        free(exact);
        arena_reset(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_as_it_is_without_its_bom),
        cmocka_unit_test(utf16_is_known_by_its_bom_or_by_its_nuls),
        cmocka_unit_test(what_is_no_utf8_and_bears_no_label_is_windows_1252),
        cmocka_unit_test(damaged_utf8_is_mended_not_taken_for_another_encoding),
        cmocka_unit_test(two_encodings_in_one_file_are_read_each_as_what_it_is),
        cmocka_unit_test(nuls_become_replacement_characters),
        cmocka_unit_test(labels_name_legacy_encodings),
        cmocka_unit_test(a_label_that_lies_is_not_believed),
        cmocka_unit_test(utf7_and_what_has_no_decoder_are_never_decoded),
        cmocka_unit_test(pages_tell_their_encoding_in_their_head),
        cmocka_unit_test(without_a_label_the_reading_that_makes_sense_is_taken),
        cmocka_unit_test(broken_sequences_give_ascii_back),
        cmocka_unit_test(offsets_lead_back_to_the_raw_bytes),
        cmocka_unit_test(any_bytes_become_valid_utf8_without_nuls),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
