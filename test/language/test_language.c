/* Which language a text is in. The sentences are written for this test. */
#include "testing.h"

#include "core/mapfile.h"
#include "core/pack.h"
#include "language/language.h"

typedef struct bench {
    pack pack;
    language_model model;
    arena arena;
} bench;

static int begin(void **state) {
    const char *path = getenv("DEPECHE_PACK");
    static bench b;
    dp_error err;
    *state = NULL;
    if (!path || pack_open(path, &b.pack, &err) != DP_OK) return 0;
    if (language_open_pack(&b.pack, &b.model, &err) != DP_OK || !b.model.header) return -1;
    arena_init(&b.arena);
    *state = &b;
    return 0;
}

static int end(void **state) {
    bench *b = *state;
    if (!b) return 0;
    arena_free(&b->arena);
    pack_close(&b->pack);
    return 0;
}

static bench *bench_of(void **state) {
    if (!*state) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    return *state;
}

static const char *code_of(const bench *b, const char *text) {
    return language_identify(&b->model, text, strlen(text)).code;
}

static const struct {
    const char *code, *text;
} sentences[] = {
    {"en", "The bridge over the river was opened again on Monday morning."},
    {"fr", "Le pont sur la rivière a été rouvert lundi matin."},
    {"de", "Die Brücke über den Fluss wurde am Montagmorgen wieder geöffnet."},
    {"es", "El puente sobre el río volvió a abrirse el lunes por la mañana."},
    {"pt", "A ponte sobre o rio foi reaberta na segunda-feira de manhã."},
    {"it", "Il ponte sul fiume è stato riaperto lunedì mattina."},
    {"ca", "El pont sobre el riu es va tornar a obrir dilluns al matí."},
    {"ro", "Podul peste râu a fost redeschis luni dimineața."},
    {"nl", "De brug over de rivier is maandagochtend weer opengegaan."},
    {"sv", "Bron över floden öppnades igen på måndagsmorgonen."},
    {"fi", "Joen ylittävä silta avattiin uudelleen maanantaiaamuna."},
    {"et", "Jõe ületav sild avati esmaspäeva hommikul uuesti."},
    {"hu", "A folyó feletti hidat hétfőn reggel újra megnyitották."},
    {"pl", "Most na rzece został ponownie otwarty w poniedziałek rano."},
    {"cs", "Most přes řeku byl v pondělí ráno znovu otevřen."},
    {"sl", "Most čez reko so v ponedeljek zjutraj znova odprli."},
    {"lt", "Tiltas per upę pirmadienio rytą vėl buvo atidarytas."},
    {"lv", "Tilts pār upi pirmdienas rītā atkal tika atvērts."},
    {"tr", "Nehrin üzerindeki köprü pazartesi sabahı yeniden açıldı."},
    {"sq", "Ura mbi lumë u hap përsëri të hënën në mëngjes."},
    {"so", "Buundada webiga ayaa mar kale la furay subaxnimadii Isniinta."},
    {"sw", "Daraja la mto lilifunguliwa tena Jumatatu asubuhi."},
    {"tl", "Muling binuksan ang tulay sa ilog noong Lunes ng umaga."},
    {"vi", "Cây cầu bắc qua sông đã được mở lại vào sáng thứ Hai."},
    {"ru", "Мост через реку снова открыли в понедельник утром."},
    {"uk", "Міст через річку знову відкрили в понеділок уранці."},
    {"bg", "Мостът над реката беше отворен отново в понеделник сутринта."},
    {"be", "Мост праз раку зноў адкрылі ў панядзелак раніцай."},
    {"sr", "Мост преко реке поново је отворен у понедељак ујутру."},
    {"ar", "أعيد فتح الجسر فوق النهر صباح يوم الاثنين."},
    {"fa", "پل روی رودخانه صبح دوشنبه دوباره باز شد."},
    {"ur", "دریا پر بنا پل پیر کی صبح دوبارہ کھول دیا گیا۔"},
    {"hi", "नदी पर बना पुल सोमवार सुबह फिर से खोल दिया गया।"},
    {"el", "Η γέφυρα πάνω από το ποτάμι άνοιξε ξανά το πρωί της Δευτέρας."},
    {"he", "הגשר מעל הנהר נפתח מחדש ביום שני בבוקר."},
    {"hy", "Գետի վրայի կամուրջը կրկին բացվեց երկուշաբթի առավոտյան։"},
    {"ka", "მდინარეზე ხიდი ორშაბათს დილით კვლავ გაიხსნა."},
    {"bn", "নদীর উপর সেতুটি সোমবার সকালে আবার খুলে দেওয়া হয়েছে।"},
    {"th", "สะพานข้ามแม่น้ำเปิดอีกครั้งในเช้าวันจันทร์"},
    {"ko", "강 위의 다리가 월요일 아침 다시 열렸다."},
    {"ja", "川に架かる橋は月曜の朝に再び開通した。"},
    {"zh", "河上的大桥周一早上重新开放。"},
    {"am", "በወንዙ ላይ ያለው ድልድይ ሰኞ ጠዋት ተከፈተ።"},
};

static void many_languages_are_told_apart(void **state) {
    const bench *b = bench_of(state);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        assert_string_equal(code_of(b, sentences[i].text), sentences[i].code);
}

static void capitals_and_marks_change_nothing(void **state) {
    const bench *b = bench_of(state);
    assert_string_equal(code_of(b, "LE PONT SUR LA RIVIÈRE EST OUVERT"), "fr");
    assert_string_equal(code_of(b, "МОСТ ЧЕРЕЗ РЕКУ СНОВА ОТКРЫТ"), "ru");
    assert_string_equal(code_of(b, "«1 200» — le pont… (est) ouvert! 12:30"), "fr");
}

static void what_shows_no_language_is_unknown(void **state) {
    const bench *b = bench_of(state);
    assert_string_equal(code_of(b, ""), "und");
    assert_string_equal(code_of(b, "12 34 !! 5,6 €"), "und");
    assert_string_equal(code_of(b, "A 1"), "und");
    assert_string_equal(code_of(b, "Qrxv tzplk wqjh vbnm grtx plkz dfgh xcvb mnbq wrtp kljh zxcd"), "und");
    const language_model none = {0};
    assert_string_equal(language_identify(&none, "Le pont", 7).code, "und");
}

/* Chinese letters belong to whoever shows letters of their own beside them. */
static void kana_and_hangul_take_the_letters_of_han(void **state) {
    const bench *b = bench_of(state);
    assert_string_equal(code_of(b, "東京都知事選挙の投票日"), "ja");
    assert_string_equal(code_of(b, "東京都知事選挙投票日"), "zh");
}

static language_reading read_text(bench *b, const char *text) {
    language_reading r;
    dp_error err;
    assert_int_equal(language_read(&b->model, text, (uint32_t)strlen(text), &b->arena, &r, &err), DP_OK);
    return r;
}

static void passages_in_another_language_are_found(void **state) {
    bench *b = bench_of(state);
    const char *text = "Le pont sur la rivière a été rouvert lundi matin, a annoncé la préfecture.\n"
                       "Les habitants du quartier peuvent de nouveau traverser à pied.\n"
                       "\n"
                       "The bridge over the river was opened again on Monday morning, officials said.\n"
                       "\n"
                       "Le chantier avait commencé au printemps dernier et coûté deux millions.\n"
                       "Мост через реку снова открыли в понедельник утром.\n";
    const language_reading r = read_text(b, text);
    assert_string_equal(r.whole.code, "fr");
    assert_int_equal(r.passage_count, 2);
    assert_string_equal(r.passages[0].code, "en");
    assert_memory_equal(text + r.passages[0].at.start, "The bridge", 10);
    assert_memory_equal(text + r.passages[0].at.end - 6, "said.\n", 6);
    assert_string_equal(r.passages[1].code, "ru");
    assert_int_equal(r.passages[1].at.end, strlen(text));
}

static void short_lines_and_names_are_no_passages(void **state) {
    bench *b = bench_of(state);
    assert_int_equal(read_text(b, "Le pont sur la rivière a été rouvert lundi matin, dit la mairie.\n"
                                  "The Bridge News\n"
                                  "Les habitants du quartier peuvent de nouveau traverser à pied.\n"
                                  "John Smith, Peter Brown\n"
                                  "\n"
                                  "Le chantier avait commencé au printemps dernier et coûté deux millions.\n")
                         .passage_count,
                     0);
    assert_int_equal(read_text(b, "Вчера вечером в городе прошёл большой концерт под открытым небом.\n"
                                  "\n"
                                  "Хиты Harbour Lights Orchestra и The Northern Railway Quartet публика пела хором.\n"
                                  "\n"
                                  "Организаторы обещали повторить праздник через год на той же площади.\n")
                         .passage_count,
                     0);
    assert_int_equal(read_text(b, "").passage_count, 0);
    assert_string_equal(read_text(b, "\n\n \n").whole.code, "und");
}

static void any_bytes_give_an_answer(void **state) {
    bench *b = bench_of(state);
    random_source r = {5};
    for (int round = 0; round < 4000; round++) {
        char s[200];
        const size_t n = random_below(&r, sizeof s);
        for (size_t i = 0; i < n; i++) s[i] = (char)(random_below(&r, 4) ? random_next(&r) : 'a' + random_below(&r, 26));
        char *exact = exact_copy(s, n);
        language_reading reading;
        dp_error err;
        assert_non_null(language_identify(&b->model, exact, n).code);
        assert_int_equal(language_read(&b->model, exact, (uint32_t)n, &b->arena, &reading, &err), DP_OK);
        for (uint32_t i = 0; i < reading.passage_count; i++)
            assert_true(reading.passages[i].at.start < reading.passages[i].at.end && reading.passages[i].at.end <= n);
        arena_reset(&b->arena);
        free(exact);
    }
}

/* Whatever stands in a model's head: it is refused, or nothing is read outside. */
static void a_damaged_model_is_refused_or_harmless(void **state) {
    bench *b = bench_of(state);
    const void *bytes;
    size_t size;
    assert_true(pack_section(&b->pack, "language", &bytes, &size));
    const size_t head = size < 90000 ? size : 90000;
    random_source r = {9};
    char *copy = exact_copy(bytes, size);
    for (int round = 0; round < 300; round++) {
        memcpy(copy, bytes, head);
        for (int k = 0; k < 3; k++) copy[random_below(&r, round % 2 ? 6000 : (uint32_t)head)] = (char)random_next(&r);
        language_model m;
        dp_error err;
        if (language_open(copy, size, &m, &err) != DP_OK) {
            assert_int_equal(err.code, DP_E_PACK);
            continue;
        }
        for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
            assert_non_null(language_identify(&m, sentences[i].text, strlen(sentences[i].text)).code);
    }
    language_model m;
    dp_error err;
    assert_int_equal(language_open(bytes, size - 1, &m, &err), DP_E_PACK);
    assert_int_equal(language_open(bytes, 10, &m, &err), DP_E_PACK);
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_languages_are_told_apart),
        cmocka_unit_test(capitals_and_marks_change_nothing),
        cmocka_unit_test(what_shows_no_language_is_unknown),
        cmocka_unit_test(kana_and_hangul_take_the_letters_of_han),
        cmocka_unit_test(passages_in_another_language_are_found),
        cmocka_unit_test(short_lines_and_names_are_no_passages),
        cmocka_unit_test(any_bytes_give_an_answer),
        cmocka_unit_test(a_damaged_model_is_refused_or_harmless),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
