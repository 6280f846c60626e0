#!/bin/bash
# Private persons are named in no export, list or answer, whoever they are to the story: dead, arrested, speaking, in titles, in
# other cases, with a surname alone. All persons, outlets and events are invented.
. "$(dirname "$0")/lib.sh"
export DEPECHE_LEDGER=$work/ledger.db
cat > private.jsonl <<'END'
{"id": "a", "lang": "en", "date": "1994-05-03", "source": "Lowland Courier", "title": "Baker Tomas VELDRIN shot dead in Garoua", "text": "The rebels shot dead baker Tomas Veldrin in Garoua on Tuesday, his sister Ilka Veldrin said. Veldrin's shop was burned by the rebels. Police arrested Jonas Quarrel, 34, a driver, in Garoua on Wednesday."}
{"id": "b", "lang": "en", "date": "1994-05-04", "source": "Lowland Courier", "text": "Soldiers killed Marta Oskwell and her two sons in Maroua on Tuesday. Mrs Oskwell had hidden Dr. Pell Andrix, witnesses said. Andrix, Oskwell and Brimwald were arrested by the police on Wednesday, according to lawyer Hanne Brimwald-Ostrey."}
{"id": "c", "lang": "en", "date": "1994-05-08", "source": "Lowland Courier", "text": "Rebels attacked Garoua on Friday, killing farmer Bodo Hanske, his wife Lene and their daughter Mila Hanske. The mayor of Garoua, Sten Abelgard, said 40 people were killed."}
{"id": "d", "lang": "fr", "date": "1994-05-05", "source": "Le Courrier des Plaines", "title": "Le boulanger Anselme Tarvoux abattu à Garoua", "text": "Les rebelles ont tué le boulanger Anselme Tarvoux mardi à Garoua, selon sa voisine, Mme Odile Perchamp. Perchamp affirme que l'armée a tué douze civils à Maroua. M. Tarvoux avait été arrêté par la police en avril."}
{"id": "e", "lang": "es", "date": "1994-05-06", "source": "El Correo del Llano", "title": "Detienen a la maestra Rosalba Quintrel en Leticia", "text": "La policía detuvo el jueves a la maestra Rosalba Quintrel en Leticia, dijo su hermano Fermín Quintrel. Los guerrilleros mataron a Eusebio Landrón y a tres campesinos en Leticia. Según Quintrel, el ejército mató a 15 personas."}
{"id": "f", "lang": "ru", "date": "1994-05-06", "source": "Степной вестник", "title": "В Грозном убит пекарь Захар Мудрилин", "text": "Боевики убили пекаря Захара Мудрилина в Грозном во вторник, сообщила его сестра Аглая Мудрилина. По словам Мудрилиной, военные убили 12 мирных жителей."}
{"id": "g", "lang": "ar", "date": "1994-05-06", "source": "بريد السهل", "title": "مقتل الخباز زكريا المدرلي في حلب", "text": "قتل مسلحون الخباز زكريا المدرلي في حلب يوم الثلاثاء. وقالت المدرلي إن الجيش قتل 12 مدنيا في حلب."}
{"id": "h", "lang": "en", "date": "1994-05-09", "source": "Lowland Courier", "title": "Who shot Corvin Haldersby? By Petra Ollenquist", "text": "Rebels attacked Garoua on Friday and killed a teacher, the police said. The army retook the town on Saturday."}
{"id": "i", "lang": "en", "date": "1994-05-09", "source": "Lowland Courier", "title": "Teacher Edwin Trasker Killed As Rebels Enter Garoua", "text": "Rebels attacked Garoua on Friday and killed a teacher, the police said."}
{"id": "j", "lang": "fr", "date": "1994-05-09", "source": "Le Courrier des Plaines", "title": "Mort de Gaspard Velournet, instituteur à Garoua", "text": "Les rebelles ont attaqué Garoua vendredi et tué un instituteur, selon la police."}
{"id": "k", "lang": "fr", "date": "1994-05-09", "source": "Le Courrier des Plaines", "title": "« Ils ont pris mon fils », raconte Solange Ambrevil", "text": "Les rebelles ont attaqué Garoua vendredi et enlevé douze personnes, selon la police."}
{"id": "m", "lang": "es", "date": "1994-05-09", "source": "El Correo del Llano", "title": "Nélida Burgaleta: «Mataron a mi marido»", "text": "Los guerrilleros atacaron Leticia el viernes y mataron a tres campesinos, según la policía."}
{"id": "n", "lang": "de", "date": "1994-05-09", "source": "Tieflandbote", "title": "Lehrer Ansgar Wieblitz in Garoua erschossen", "text": "Rebellen griffen am Freitag Garoua an und töteten einen Lehrer, teilte die Polizei mit."}
{"id": "o", "lang": "de", "date": "1994-05-09", "source": "Tieflandbote", "title": "Reportage von Mechthild Orsenbrink: Die Stadt nach dem Angriff", "text": "Rebellen griffen am Freitag Garoua an und töteten zwölf Menschen, teilte die Polizei mit."}
{"id": "p", "lang": "ru", "date": "1994-05-09", "source": "Степной вестник", "title": "Убит учитель Пантелей Хворостухин", "text": "Боевики в пятницу атаковали Грозный и убили учителя, сообщила милиция."}
{"id": "r", "lang": "ar", "date": "1994-05-09", "source": "بريد السهل", "title": "مقتل المعلم شكيب الورداني في حلب", "text": "هاجم مسلحون حلب يوم الجمعة وقتلوا معلما، بحسب الشرطة."}
{"id": "t", "lang": "en", "date": "1994-05-09", "source": "Lowland Courier", "title": "Letter from Maroua", "text": "By Falk Brelling\n\nRebels attacked Maroua on Friday and killed a teacher, the police said.\n\nReporting by Agna Dorrick; editing by Lars Ovensted"}
{"id": "u", "lang": "fr", "date": "1994-05-09", "source": "Le Courrier des Plaines", "title": "Nuit de feu à Garoua", "text": "Par Isaure Montvallac\n\nLes rebelles ont attaqué Garoua vendredi et tué un instituteur, selon la police. Écrire à Mme Céleste Varanguier, 14 rue des Lilas, Garoua."}
END
expect 0 "$DEPECHE" read private.jsonl

python3 - <<'END' || fail "a private person is named"
import json, os, subprocess
names = """Veldrin VELDRIN Tomas Ilka Quarrel Oskwell Andrix Brimwald Ostrey Hanske Bodo Lene Mila Abelgard Tarvoux Anselme Perchamp
Odile Quintrel Rosalba Fermín Landrón Мудрилин Захар Аглая المدرلي زكريا Haldersby
Petra Ollenquist Edwin Trasker Gaspard Velournet Solange Ambrevil Nélida Burgaleta Ansgar Wieblitz Mechthild Orsenbrink Хворостухин
الورداني شكيب Falk Brelling Dorrick Ovensted Isaure Montvallac Varanguier""".split()
def answer(*words):
    done = subprocess.run([os.environ["DEPECHE"], *words], capture_output=True, text=True)
    assert done.returncode in (0, 1), (words, done.stderr)
    return done.stdout + done.stderr
asked = [["export", f] for f in ("csv", "jsonl", "geojson", "claimreview", "webannotation")]
asked += [["export", f, "--policy", "each"] for f in ("acled", "ucdp", "plover", "polecat", "gdelt", "timemap")]
asked += [[c, "--json"] for c in ("claims", "events", "conflicts", "dispatches", "copies")]
asked += [["place", "Garoua", "--json"], ["actor", "rebels", "--json"], ["search", "Garoua OR Maroua OR Leticia", "--json"]]
ids = [json.loads(line)["id"] for line in answer("claims", "--json").splitlines()]
assert len(ids) > 15, ids
asked += [["why", "--json", i] for i in ids[::3]]
for words in asked:
    given = answer(*words)
    found = [n for n in names if n in given]
    assert not found, (words, found, given[max(0, given.find(found[0]) - 150):][:300])
shown = answer("export", "csv")
assert "su hermano [person]" in shown and "boulanger [person] mardi" in shown and "Garoua" in shown, shown
named = answer("export", "jsonl", "--with-names")
assert all(n in named for n in ("Brimwald-Ostrey", "Hanske", "Tarvoux", "Мудрилин", "المدرلي"))
END
finish
