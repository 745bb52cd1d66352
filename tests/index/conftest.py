"""The models that the tests share: the one that the package ships, and one small enough to be made here."""

import pytest


@pytest.fixture(scope="session")
def model():
    """The packed model file as the package ships it; read, not changed."""
    from index.encoders.nano import model_file
    from index.tuning import packed

    return packed.read(model_file())


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory):
    """A random BERT of two layers with a word-piece vocabulary of single letters, saved in a folder of its own."""
    torch = pytest.importorskip("torch")
    pytest.importorskip("transformers")
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(0)
    letters = "abcdefghijklmnopqrstuvwxyzåäö0123456789.,:;?!()-–”'"
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), strip_accents=False)
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64, "max_position_embeddings": 512}
    config = BertConfig(vocab_size=len(vocabulary), **shape)
    for name, model in (
        ("raw", BertModel(config)),
        ("judge", BertForSequenceClassification(BertConfig(**config.to_dict() | {"num_labels": 1}))),
    ):
        model.save_pretrained(folder / name)
        tokenizer.save_pretrained(folder / name)
    return folder / "raw"
