"""Train the tagger that ships in `promptkit/nlp/model/`.

    python -m promptkit.nlp.training.treebank TREEBANK_DIR WORK_DIR

TREEBANK_DIR holds UD English EWT as `en_ewt-ud-{train,dev,test}.conllu` (CC BY-SA 4.0). The pipeline to ship is
written to `WORK_DIR/model`, the scores of the best checkpoint on the test part to `WORK_DIR/scores.json`.

Prompts are not newspaper prose: half of them start in lower case and end without a full stop. A third of
the training sentences are therefore shown in lower case, and a third without their final punctuation.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # thinc would load it, and train no faster

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus, Example
from spacy.training.converters import conllu_to_docs
from spacy.util import load_config

CONFIG = Path(__file__).with_name("treebank.cfg")
SENTENCES_PER_DOC = 2
SEED = 20
SPACY = ">=3.8.7,<3.9.0"
"""As in pyproject.toml."""
LEFT_OUT = ("parser", "trainable_lemmatizer")
"""Trained beside the others, since they sharpen the vectors they share, but no part of what ships."""
REPORTED = ("tag_acc", "pos_acc", "morph_acc", "dep_uas", "dep_las", "lemma_acc", "sents_p", "sents_r", "sents_f")


@spacy.registry.augmenters("promptkit.prompt_style.v1")
def prompt_style(*, lower_share: float, unpunctuated_share: float) -> Callable[[Language, Example], Iterator[Example]]:
    """Show some training sentences the way people type prompts."""
    generator = random.Random(SEED)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        doc = example.reference
        if generator.random() < unpunctuated_share and len(doc) > 2 and doc[-1].text in {".", "!", ";"}:  # noqa: PLR2004
            doc = doc[:-1].as_doc()
        if generator.random() < lower_share:
            doc = _lowered(nlp, doc)
        yield Example(nlp.make_doc(doc.text), doc)

    return augment


def main(treebank: Path, work: Path) -> None:
    """Convert, train, score on the test part, and write what ships."""
    work.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        docs = conllu_to_docs(
            (treebank / f"en_ewt-ud-{part}.conllu").read_text(encoding="utf-8"), n_sents=SENTENCES_PER_DOC
        )
        DocBin(docs=list(docs), store_user_data=False).to_disk(work / f"{part}.spacy")
    paths = {"paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy")}
    train(CONFIG, work / "run", overrides=paths)
    finish(work)


def finish(work: Path) -> None:
    """Score the best checkpoint in `WORK_DIR/run` and write it, without what only training needs."""
    nlp = spacy.load(work / "run" / "model-best")
    scores = nlp.evaluate(list(Corpus(work / "test.spacy")(nlp)))
    kept = {name: round(scores[name], 4) for name in REPORTED}
    (work / "scores.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept))
    for name in LEFT_OUT:
        nlp.remove_pipe(name)
    nlp.meta.update(
        name="promptkit_en",
        version="1.0.0",
        description="Tagger of promptkit, trained on UD English EWT",
        license="CC BY-SA 4.0",
        author="The promptkit authors",
        performance=kept,
        spacy_version=SPACY,
    )
    nlp.to_disk(work / "model")
    StringStore(_labels(nlp)).to_disk(work / "model" / "vocab" / "strings.json")
    config = load_config(work / "model" / "config.cfg")
    config["paths"] = dict.fromkeys(config["paths"])  # of the machine it was trained on
    config.to_disk(work / "model" / "config.cfg")


def _labels(nlp: Language) -> list[str]:
    """The strings that a component may write into a doc; the words of the treebank stay at home."""
    labels = {label for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ())}
    parsed = {label.partition("-")[2] for label in labels}
    features = {part for label in labels for part in label.split("|")}
    return sorted(labels | parsed | features)


def _lowered(nlp: Language, doc: Doc) -> Doc:
    return Doc(
        nlp.vocab,
        words=[token.lower_ for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_.lower() for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
