#!/bin/bash
# Copies through every kind of edit, in several scripts; what only looks alike; any order of reading. The texts are invented.
. "$(dirname "$0")/lib.sh"
cat > make.py <<'PY'
import json, sys, unicodedata

# Paragraphs of one story each.
ORIGINALS = {
    "en": ["The night train to Port Elin stopped for six hours on the Dunreef viaduct after two carriages came off the rails "
           "in heavy sleet, leaving some 310 passengers without light or heating until rescuers reached them on foot.",
           "\"We sang to keep the children warm,\" said a baker from Vashta who was going home with 14 boxes of yeast. The railway "
           "said a frozen switch was to blame and promised to lay bare its maintenance books within 30 days.",
           "Nobody was badly hurt. Eleven people were taken to the clinic in Lower Dunreef with bruises, and buses carried the others "
           "over the pass, where ploughs had cleared one lane shortly before dawn."],
    "fr": ["Le train de nuit pour Sainte-Orne est resté six heures sur le viaduc de Vauclerc après que deux voitures eurent quitté "
           "les rails sous la neige fondue, laissant 310 voyageurs sans lumière ni chauffage jusqu'à l'arrivée à pied des secours.",
           "« Nous avons chanté pour réchauffer les enfants », a raconté un boulanger de Tarhouda qui rentrait avec 14 caisses de levure. "
           "La compagnie accuse un aiguillage gelé et promet d'ouvrir ses registres d'entretien dans les 30 jours.",
           "Personne n'a été gravement touché. Onze personnes ont été conduites au dispensaire de Vauclerc-le-Bas avec des contusions, "
           "et des autocars ont emmené les autres par le col, où les chasse-neige avaient dégagé une voie peu avant l'aube."],
    "ru": ["Ночной поезд до Луговой простоял шесть часов на Каменском виадуке, после того как два вагона сошли с рельсов под мокрым "
           "снегом, и 310 пассажиров оставались без света и отопления, пока спасатели не дошли до них пешком.",
           "«Мы пели, чтобы согреть детей», — рассказал пекарь из Вашты, который вёз домой 14 коробок дрожжей. Железная дорога винит "
           "замёрзшую стрелку и обещает открыть книги ремонта в течение 30 дней.",
           "Тяжело никто не пострадал. Одиннадцать человек с ушибами отвезли в больницу Нижней Каменки, остальных автобусы перевезли "
           "через перевал, где снегоуборщики незадолго до рассвета расчистили одну полосу."],
    "ar": ["توقف قطار الليل المتجه إلى ميناء إيلين ست ساعات فوق جسر دنريف بعدما خرجت عربتان عن السكة تحت الثلج الذائب، وبقي نحو 310 ركاب "
           "بلا ضوء ولا تدفئة إلى أن وصل إليهم المسعفون سيرا على الأقدام.",
           "وقال خباز من فاشتا كان عائدا ومعه 14 صندوقا من الخميرة إنهم غنوا لتدفئة الأطفال. وحملت شركة السكك المسؤولية لمحول متجمد ووعدت "
           "بفتح دفاتر الصيانة خلال 30 يوما.",
           "ولم يصب أحد بأذى شديد، ونقل أحد عشر شخصا بكدمات إلى عيادة دنريف السفلى، وحملت الحافلات الآخرين عبر الممر حيث فتحت الجرافات "
           "مسلكا واحدا قبيل الفجر."],
    "ja": ["夜行列車が港町へ向かう途中の高架橋で六時間にわたり立ち往生し、二両が線路を外れたため、約310人の乗客は救助隊が徒歩で着くまで明かりも暖房もないまま過ごした。",
           "「子どもたちを温めるためにみんなで歌った」と、酵母14箱を抱えて帰る途中だったパン職人は語った。鉄道会社は凍った分岐器が原因だとし、30日以内に保守の記録を公開すると約束した。",
           "重いけがをした人はいない。打撲を負った11人がふもとの診療所に運ばれ、ほかの乗客は夜明け前に除雪車が片側を開けた峠道をバスで越えた。"],
}
OTHER = {
    "en": "A beekeeper in the hills above Vashta has taught his bees to follow a drum, or so he says; the county fair gave him a ribbon "
          "for it and 60 neighbours came to look, one of them with a stopwatch, none with an explanation of what they saw.",
    "fr": "Un apiculteur des collines de Tarhouda affirme avoir appris à ses abeilles à suivre un tambour ; la foire du canton lui a "
          "remis un ruban et 60 voisins sont venus voir, l'un d'eux avec un chronomètre, aucun avec une explication.",
    "ru": "Пасечник с холмов над Ваштой говорит, что научил своих пчёл лететь за барабаном; ярмарка дала ему ленту, и 60 соседей "
          "пришли посмотреть, один из них с секундомером, и ни один не сумел объяснить, что он увидел.",
    "ar": "يقول نحال من التلال فوق فاشتا إنه علم نحله أن يتبع الطبل، ومنحه معرض المنطقة شريطا وجاء 60 جارا لينظروا، أحدهم بساعة توقيت، "
          "ولم يأت أحد منهم بتفسير لما رأى.",
    "ja": "丘の上の養蜂家は自分の蜂に太鼓の後をついて飛ぶことを教えたと言い、郡の品評会は彼にリボンを贈り、六十人の隣人が見物に来たが、説明できる人はいなかった。",
}
OCR = str.maketrans({"l": "1", "h": "b", "e": "c", "с": "е", "и": "н"})


def every(text, step, change):
    """Changes every so-manieth word."""
    words = text.split(" ")
    return " ".join(change(w) if i % step == step // 2 else w for i, w in enumerate(words))


def edits(p, other, lang):
    whole = "\n\n".join(p)
    spaced = lang != "ja"
    yield "same", whole
    yield "cut", "\n\n".join(p[:2])
    yield "drop", p[0] + "\n\n" + p[2]
    yield "move", "\n\n".join([p[2], p[0], p[1]])
    yield "insert", "\n\n".join([p[0], other, p[1], p[2]])
    yield "lead", "\n\n".join([other, p[1], p[2]]) if spaced else other + "\n" + p[1] + p[2]
    yield "headline", "Six hours in the dark\n\n" + whole
    yield "header", "PORT ELIN, 3 May (Northern Wire) - " + whole
    yield "trailer", whole + "\n\n(Northern Wire, all rights reserved; call the desk on 555 0100 to report a mistake)"
    yield "reparagraph", whole.replace("\n\n", " ").replace(". ", ".\n\n")
    yield "quotes", whole.replace("\"", "”").replace("«", "“").replace("»", "”").replace("'", "’").replace("-", "‑")
    yield "nfd", unicodedata.normalize("NFD", whole)
    yield "nbsp", whole.replace(" ", "\u00a0")
    yield "soft", "".join(c + ("\u00ad" if c.isalpha() and i % 7 == 3 else "") for i, c in enumerate(whole)) if lang in ("en", "fr", "ru") else whole
    yield "number", whole.replace("310", "311")
    yield "merge", whole + "\n\n" + other
    if spaced:
        yield "typos", every(whole, 12, lambda w: w[:1] + w[2:3] + w[1:2] + w[3:])
        yield "words", every(whole, 11, lambda w: "xenon" if lang in ("en", "fr") else "зелень")
        yield "ocr", every(whole, 9, lambda w: w.translate(OCR))


def bulletin(k):
    place, town = ["Dunreef", "Vashta", "Lower Elin", "Cape Orne"][k % 4], ["Tal Hadir", "Mirow", "Port Elin", "Luve"][k % 4]
    return (f"Daily note of the harbour master at {place}. In the past day {13 + 7 * k} ships entered and {9 + 5 * k} left the roads. "
            f"The wind blew at {4 + 3 * k} knots with waves of {1 + k} metres off {town}. Pilots boarded {20 + 11 * k} vessels and turned "
            f"back {2 + k}. The lights at {town} and {place} were in order at {5 + k} o'clock. The next note is due on {3 + k} May.")


FORM = ("This letter is sent to readers who asked for it. To stop it write one word to the office in Port Elin. What is said here is the "
        "view of those who say it and of nobody else.")
OWN = ["The old ferry was sold to a museum of ships that has no water near it, and the town band played as it was towed away past "
       "the empty fish hall and the school, where the pupils had been given the afternoon off to wave at it.",
       "A chess player of nine has beaten the mayor and then his deputy, both in under twenty moves, and asked afterwards whether there "
       "was anybody else in the town hall who knew the rules and had a little time before the last bus.",
       "Snow fell on the market for the first time in May since records began, and the sellers of strawberries stood beside their "
       "boxes with umbrellas, selling nothing, until a baker bought all of them for tarts that nobody had ordered."]

rows = []
for lang, paragraphs in ORIGINALS.items():
    rows.append((f"{lang}-original", lang, "2023-05-03", "\n\n".join(paragraphs)))
    rows.append((f"{lang}-other", lang, "2023-05-03", OTHER[lang]))
    for name, text in edits(paragraphs, OTHER[lang], lang):
        rows.append((f"{lang}-{name}", lang, "2023-05-04", text))
rows += [(f"bulletin-{k}", "en", f"2023-05-0{1 + k}", bulletin(k)) for k in range(4)]
rows += [(f"letter-{k}", "en", f"2023-05-0{1 + k}", OWN[k] + "\n\n" + FORM) for k in range(3)]
step, count = int(sys.argv[1]), len(rows)
while any(step % p == 0 and count % p == 0 for p in range(2, step + 1)):
    step += 1
for i in range(count):
    name, lang, date, text = rows[i * step % count]
    print(json.dumps({"id": name, "lang": lang, "date": date, "text": text}, ensure_ascii=False))
PY
python3 make.py 1 > all.jsonl
export DEPECHE_LEDGER=$work/once.db
expect 0 "$DEPECHE" read all.jsonl
expect 0 "$DEPECHE" dispatches --json
cp out once.jsonl
expect 0 "$DEPECHE" copies --json
cp out once-pairs.jsonl

python3 - <<'PY' || fail "copies are not what they should be"
import json, sys
rows = [json.loads(line) for line in open("once.jsonl")]
named = {r["id"]: r["given_id"] for r in rows}
voice = {r["given_id"]: named[r["voice"]] for r in rows}
wrong = []
for name, root in voice.items():
    kind, _, edit = name.partition("-")
    story = kind in ("en", "fr", "ru", "ar", "ja") and edit != "other"
    if root != (f"{kind}-original" if story else name):
        wrong.append((name, root))
print("\n".join(f"{name} has the voice of {root}" for name, root in wrong))
sys.exit(bool(wrong))
PY

# Any order, in several runs.
export DEPECHE_LEDGER=$work/pieces.db
python3 make.py 31 > shuffled.jsonl
split -n l/5 shuffled.jsonl piece.
for piece in piece.*; do
    mv "$piece" "$piece.jsonl"
    expect 0 "$DEPECHE" read "$piece.jsonl"
done
expect 0 "$DEPECHE" dispatches --json
diff <(jq -c 'del(.file, .line)' once.jsonl) <(jq -c 'del(.file, .line)' out) > difference || fail "another order gives other copies: $(head -c 300 difference)"
expect 0 "$DEPECHE" copies --json
cmp -s out once-pairs.jsonl || fail "another order gives other pairs"

# One dispatch: its original, what they share, and where.
expect 0 "$DEPECHE" copies fr-insert
out_has "copied from"
out_has "words, another voice"
expect 0 "$DEPECHE" copies fr-insert --json --with-names
jq -r .text <(grep '"fr-insert"' all.jsonl) > insert.txt
jq -es --arg text "$(cat insert.txt)" 'map(select(.relation == "original")) | length > 1 and all(.[]; .quote as $q |
    ($text[.start:.end] | gsub("\\s+"; " ")) | startswith($q[0:40]))' < out > /dev/null || fail "a passage does not stand where it is said to"
expect 0 "$DEPECHE" copies letter-1 --json
jq -es 'length > 0 and all(.[]; .relation == "shares")' < out > /dev/null || fail "letters share their form and no more: $(head -c 300 out)"
expect 0 "$DEPECHE" copies fr-insert --csv
head -1 out | grep -q '^dispatch,given_id,relation,' || fail "CSV without its head: $(head -1 out)"
expect 1 "$DEPECHE" copies nowhere
err_has "no dispatch 'nowhere'"
expect 0 "$DEPECHE" dispatches --json
[ "$(jq -r 'select(.given_id == "en-other") | .copy_of_id' out)" = null ] || fail "the other text became a copy of the one that holds it"
finish
