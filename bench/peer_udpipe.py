#!/usr/bin/env python3
"""usage: bench/peer_udpipe.py BUILD BANK.conllu LANGUAGE. From raw text to trees: words a second of depeche and of UDPipe 1.

UDPipe (Straka and Straková 2017, package ufal.udpipe) is trained on the bank for one round: its speed does not depend on how well it
learned. Both read the bank's own text, on one thread, in this one run; start-up is measured with an empty text and taken off. depeche
also finds names and whatever else `annotate` does. Skips where the package is not there."""
import json, os, subprocess, sys, time

try:
    from ufal.udpipe import InputFormat, Model, OutputFormat, Pipeline, ProcessingError, Sentence, Sentences, Trainer
except ImportError:
    sys.exit("skipped: the package ufal.udpipe is not installed")


def cpu(of):
    """CPU seconds of calling `of`, the best of three."""
    best = None
    for _ in range(3):
        before = os.times()
        of()
        after = os.times()
        spent = sum(after[:4]) - sum(before[:4])
        best = spent if best is None or spent < best else best
    return best


def main(build, bank, lang):
    texts = [line[9:].strip() for line in open(bank, encoding="utf-8") if line.startswith("# text = ")]
    words = sum(1 for line in open(bank, encoding="utf-8") if line.split("\t")[0].isdigit())
    sentences, reader, one = Sentences(), InputFormat.newInputFormat("conllu"), Sentence()
    reader.setText(open(bank, encoding="utf-8").read())
    while reader.nextSentence(one, ProcessingError()):
        sentences.push_back(one)
        one = Sentence()
    model = f"{build}/peer.udpipe"
    error = ProcessingError()
    trained = Trainer.train("morphodita_parsito", sentences, Sentences(), "epochs=1;batch_size=50", "iterations=1", "iterations=1;hidden_layer=200",
                            error)
    open(model, "wb").write(trained.encode("utf-8", "surrogateescape") if isinstance(trained, str) else trained)
    loaded = Model.load(model)
    if not loaded:
        sys.exit(f"UDPipe: {error.message}")
    pipeline = Pipeline(loaded, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    theirs = words / cpu(lambda: pipeline.process("\n\n".join(texts), ProcessingError()))
    record = lambda text: json.dumps({"id": "1", "lang": lang, "text": text}) + "\n"
    documents = "".join(record("\n\n".join(texts[i:i + 20])) for i in range(0, len(texts), 20))

    def annotate(documents):
        subprocess.run([f"{build}/depeche", "annotate", "--tokens", "--threads", "1"], input=documents.encode(), stdout=subprocess.DEVNULL,
                       check=True)

    ours = words / (cpu(lambda: annotate(documents)) - cpu(lambda: annotate(record("."))))
    print(f"UDPipe 1     {theirs:9.0f} words/s\ndepeche      {ours:9.0f} words/s, annotate --tokens as a whole\nratio        {ours / theirs:9.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
