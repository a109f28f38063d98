#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headscope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of the fuzz targets to corpus/TARGET/seed-*: valid inputs of every kind that is read, and one of
every fault that the readers know. Python 3 alone is needed; the same seeds come out every time. What fuzzing found is
beside them under other names, and stays."""
import json
import pathlib
import struct

corpus = pathlib.Path(__file__).resolve().parent / "corpus"
data = pathlib.Path(__file__).resolve().parent.parent / "data"
DIVIDER = b"\n%%%%\n"


def write(target, name, content):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    (folder / f"seed-{name}").write_bytes(content)


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entry(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def safetensors():
    def one(name, header, data=b"\0" * 8):
        header = header if isinstance(header, str) else text(header)
        write("safetensors", name, b"h" + header.encode() + DIVIDER + data)

    floats = struct.pack("<4f", 1.0, -0.5, 3e38, 1e-40)
    one("f32", {"w": entry("F32", [2, 2], 0, 16)}, floats)
    one("f16", {"w": entry("F16", [3], 0, 6)}, struct.pack("<3H", 0x3C00, 0x0001, 0x7BFF))
    one("bf16", {"w": entry("BF16", [3], 0, 6)}, struct.pack("<3H", 0x3F80, 0x0001, 0x7F7F))
    one("odd", {"a": entry("U8", [1], 0, 1), "w": entry("F32", [1], 1, 5)}, b"\1\0\0\x80?")
    one("metadata", '{"__metadata__":{"format":"pt"},"n":{"dtype":"F16","shape":[3,0,9223372036854775807],'
        '"data_offsets":[4,4]},"w":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   ', b"\0" * 4)
    one("empty", {}, b"")
    sizes = {"F64": 8, "I64": 8, "U64": 8, "C64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1,
             "BOOL": 1, "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1}
    header, at = {}, 0
    for dtype, size in sizes.items():
        header[dtype] = entry(dtype, [2], at, at + 2 * size)
        at += 2 * size
    header["six"] = entry("F6_E2M3", [4], at, at + 3)
    header["four"] = entry("F4", [2], at + 3, at + 4)
    one("dtypes", header, b"\7" * (at + 4))
    # Faults.
    one("nan", {"w": entry("F32", [2], 0, 8)}, struct.pack("<2f", 1.0, float("nan")))
    one("infinity", {"w": entry("F16", [4], 0, 8)}, struct.pack("<4H", 0, 0x7C00, 0, 0))
    one("half-byte", {"w": entry("F4", [3], 0, 8)})
    one("unknown-dtype", {"w": entry("Q4_K", [8], 0, 8)})
    one("behind-end", {"w": entry("F32", [3], 0, 12)})
    one("gap", {"w": entry("F32", [1], 4, 8)})
    one("rest", {"w": entry("F32", [1], 0, 4)})
    one("overlap", {"a": entry("F32", [2], 0, 8), "b": entry("F32", [1], 4, 8)})
    one("backwards", {"w": entry("F32", [1], 8, 4)})
    one("wrong-size", {"w": entry("F32", [3], 0, 8)})
    one("negative", {"w": entry("F32", [-1], 0, 8)})
    one("overflow", {"w": entry("F64", [1 << 32, 1 << 32], 0, 8)})
    one("large-offset", {"w": entry("F32", [2], 9223372036854775807, 9223372036854775807)})
    one("real-shape", '{"w":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}')
    one("three-offsets", '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}')
    one("no-shape", '{"w":{"dtype":"F32","data_offsets":[0,8]}}')
    one("key-twice", '{"w":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}')
    one("line-feed", '{"a\\nb\\u0000":{"dtype":"F32\\n","shape":[2],"data_offsets":[0,8]}}')
    one("long-name", {"w" * 3000: 3})
    one("deep", '{"w":' + "[" * 100)
    one("list", "[]")
    one("byte-order-mark", "\ufeff{}", b"")
    one("surrogate", '{"\\ud800":1}')
    write("safetensors", "raw-empty", b"r")
    write("safetensors", "raw-short", b"r1234567")
    write("safetensors", "raw-length", b"r" + b"\xff" * 8 + b"{}")
    write("safetensors", "raw-behind", b"r" + struct.pack("<Q", 100) + b"{}")

    def index(name, weight_map, *shards):
        parts = [weight_map if isinstance(weight_map, str) else text({"metadata": {}, "weight_map": weight_map})]
        parts = [part.encode() for part in parts]
        for header, data in shards:
            parts += [text(header).encode(), data]
        write("safetensors", name, b"i" + DIVIDER.join(parts))

    w = ({"w": entry("F32", [1], 0, 4)}, b"\0\0\x80?")
    v = ({"v": entry("F32", [1], 0, 4)}, b"\0\0\0@")
    index("shards", {"w": "0.safetensors", "v": "1.safetensors"}, w, v)
    index("shard-missing", {"w": "0.safetensors", "v": "2.safetensors"}, w, v)
    index("shard-lacks", {"w": "0.safetensors", "u": "1.safetensors"}, w, v)
    index("shard-other", {"w": "1.safetensors", "v": "0.safetensors"}, w, v)
    index("shard-unlisted", {"w": "0.safetensors"}, ({**w[0], "x": entry("F32", [1], 4, 8)}, w[1] + v[1]))
    index("shard-twice", {"w": "0.safetensors", "v": "1.safetensors"}, w,
          ({"v": entry("U8", [1], 0, 1), "w": entry("U8", [1], 1, 2)}, b"ab"))
    index("shard-parent", {"w": "../0.safetensors"}, w)
    index("shard-absolute", {"w": "/etc/passwd"}, w)
    index("shard-folder", {"w": "."}, w)
    index("shard-name", {"w": "a\nb\x1b[31m" + "c" * 300}, w)
    index("shard-number", {"w": 1}, w)
    index("shard-dotted", {"w": "./0.safetensors", "v": "x/../1.safetensors"}, w, v)
    index("shard-spelled-twice", {"w": "0.safetensors", "v": "./0.safetensors"},
          ({**w[0], "v": entry("F32", [1], 4, 8)}, w[1] + v[1]))
    index("map-empty", {}, w)
    index("map-list", '{"weight_map":[]}', w)
    index("map-none", "{}", w)


def config():
    plain = {"model_type": "gpt2", "n_layer": 2, "n_head": 2, "n_embd": 4, "n_positions": 5, "vocab_size": 6,
             "n_inner": 8, "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new", "bos_token_id": 0}

    def one(name, **changes):
        value = {**plain, **changes}
        write("config", name, text({k: v for k, v in value.items() if v != "absent"}))

    one("plain")
    one("untied", tie_word_embeddings=False, scale_attn_weights=False, scale_attn_by_inverse_layer_idx=True)
    one("fewer-layers", n_layer=1)
    one("heads-1", n_head=1, activation_function="relu")
    one("heads-4", n_head=4, activation_function="silu")
    one("heads-3", n_head=3)
    one("null", n_inner=None, bos_token_id=None, activation_function=None, layer_norm_epsilon=None)
    one("cross-attention", add_cross_attention=True)
    one("cased", model_type="GPT2")
    one("type-number", model_type=2)
    one("type-line-feed", model_type="a\nb\u0000c\u001b[31m")
    one("type-long", model_type="x" * 2000)
    one("activation-line-feed", activation_function="a\nb")
    for key in ("n_layer", "n_head", "n_embd", "n_positions", "vocab_size", "n_inner", "bos_token_id"):
        for number, value in enumerate((0, -1, 1 << 31, 1 << 63, 1e308, 2.5, "2", "absent")):
            one(f"{key}-{number}", **{key: value})
    for number, value in enumerate((0, -1e-5, 1, 1e308, 1e-320, "1e-5", True)):
        one(f"epsilon-{number}", layer_norm_epsilon=value)
    write("config", "nan", text(plain).replace("1e-05", "NaN"))
    write("config", "infinity", text(plain).replace("1e-05", "1e999"))
    write("config", "key-twice", text(plain).replace('"n_head"', '"n_layer":2,"n_head"'))
    write("config", "byte-order-mark", "\ufeff" + text(plain))
    write("config", "not-utf8", text(plain).encode().replace(b"gpt2", b"gpt\xff"))
    write("config", "zero-byte", text(plain).encode() + b"\0")
    write("config", "comment", text(plain) + "// x")
    write("config", "cut", text(plain)[:60])
    write("config", "deep", '{"a":' + "[" * 70)
    write("config", "deep-objects", '{"a":' * 70)
    write("config", "digits", '{"model_type":"gpt2","n_layer":' + "9" * 500 + "}")
    write("config", "fraction", '{"model_type":"gpt2","n_layer":0.' + "0" * 500 + "1}")
    write("config", "surrogate", '{"model_type":"\\ud83d"}')
    write("config", "list", "[1]")
    write("config", "empty", "")


def byte_alphabet():
    letters, other = {}, 256
    for byte in range(256):
        if 0x21 <= byte <= 0x7E or 0xA1 <= byte <= 0xAC or 0xAE <= byte <= 0xFF:
            letters[byte] = chr(byte)
        else:
            letters[byte] = chr(other)
            other += 1
    return letters


def vocabulary():
    vocab = {letter: byte for byte, letter in byte_alphabet().items()}
    merges = [("\u0120", "t"), ("h", "e"), ("\u0120t", "he"), ("b", "o"), ("bo", "a"), ("1", "2")]
    for left, right in merges:
        vocab[left + right] = len(vocab)
    return vocab, merges


def tokenizers():
    vocab, merges = vocabulary()
    spaced = [f"{left} {right}" for left, right in merges]
    texts = [b"the boats, the 12 <|x|> boats", b"\xff\xc3 a"]
    llama3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
              r"\s*[\r\n]+|\s+(?!\S)|\s+")
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}

    def split(pattern, behavior="Isolated", invert=False):
        return {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert},
            {**byte_level, "use_regex": False}]}

    def added(content, number, **flags):
        return {"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
                "normalized": False, "special": True, **flags}

    def one(name, model=None, more=texts, **changes):
        value = {"version": "1.0", "added_tokens": [added("<|x|>", len(vocab))], "normalizer": None,
                 "pre_tokenizer": byte_level, "post_processor": None, "decoder": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "vocab": vocab, "merges": spaced, **(model or {})}, **changes}
        write("tokenizerjson", name, DIVIDER.join([text(value).encode()] + list(more)))

    one("gpt2")
    one("pairs", {"merges": [list(pair) for pair in merges]})
    one("llama3", {"ignore_merges": True}, pre_tokenizer=split({"Regex": llama3}))
    one("removed", pre_tokenizer=split({"Regex": r"\w+"}, "Removed", True))
    one("plain-split", pre_tokenizer=split({"String": "o"}))
    one("prefix-space", pre_tokenizer={**byte_level, "add_prefix_space": True})
    one("strips", added_tokens=[added("oat", 262, lstrip=True, normalized=True, special=False),
                                added("<|x|>", 263, rstrip=True), added("12", 261, single_word=True)])
    one("nfc", normalizer={"type": "NFC"})
    one("normalizers", normalizer={"type": "Sequence", "normalizers": [{"type": "NFC"}]})
    one("template", post_processor={
        "type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<|x|>", "type_id": 0}},
                                                 {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [], "special_tokens": {"<|x|>": {"id": "<|x|>", "ids": [262], "tokens": ["<|x|>"]}}})
    word_pieces = {"[UNK]": 0, "the": 1, "boat": 2, "##s": 3, "b": 4, "##o": 5, ",": 6}
    bert = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
            "lowercase": True}
    for name, model in {
            "wordpiece": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                          "max_input_chars_per_word": 100, "vocab": word_pieces},
            "unigram": {"type": "Unigram", "unk_id": 0, "byte_fallback": False,
                        "vocab": [["<unk>", 0.0], ["\u2581the", -1.0], ["\u2581", -2.0], ["boats", -3.5], ["b", -9]]},
            "unigram-faults": {"type": "Unigram", "unk_id": 9, "vocab": [["a", 1e308], ["a", "x"], [1], "b"]},
    }.items():
        value = {"added_tokens": [], "normalizer": bert, "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": None, "decoder": None, "model": model}
        if name.startswith("unigram"):
            value["normalizer"] = {"type": "Precompiled", "precompiled_charsmap": "AAQAAAAA"}
            value["pre_tokenizer"] = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always",
                                      "split": True}
        write("tokenizerjson", name, DIVIDER.join([text(value).encode()] + texts))
    for number, normalizer in enumerate((
            {"type": "NFKC"}, {"type": "NFD"}, {"type": "Lowercase"}, {"type": "StripAccents"}, bert,
            {"type": "Strip", "strip_left": True, "strip_right": True}, {"type": "Prepend", "prepend": "\u2581"},
            {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "x\\1"},
            {"type": "Replace", "pattern": {"String": ""}, "content": "aa"},
            {"type": "Precompiled", "precompiled_charsmap": "!!"},
            {"type": "Precompiled", "precompiled_charsmap": "/////w=="})):
        one(f"normalizer-{number}", normalizer=normalizer)
    for number, step in enumerate((
            {"type": "Whitespace"}, {"type": "WhitespaceSplit"}, {"type": "Digits", "individual_digits": True},
            {"type": "Punctuation", "behavior": "Contiguous"}, {"type": "Metaspace", "replacement": "\u2581"},
            {"type": "CharDelimiterSplit", "delimiter": "o"}, {"type": "UnicodeScripts"})):
        one(f"step-{number}", pre_tokenizer={"type": "Sequence", "pretokenizers": [step, byte_level]})
    one("config", more=texts + [text({"tokenizer_class": "LlamaTokenizerFast", "add_bos_token": True,
                                      "bos_token": {"content": "<|x|>"}}).encode()])
    one("config-absent", more=texts + [b'{"tokenizer_class":"LlamaTokenizer","add_bos_token":true,"bos_token":"no"}'])
    one("byte-fallback", {"byte_fallback": True, "vocab": {**vocab, "<0x41>": 300}})
    # Faults.
    one("no-token", {"merges": ["x yz"]})
    one("merge-one", {"merges": ["x"]})
    one("merge-three", {"merges": [["a", "b", "c"]]})
    one("same-id", {"vocab": {**vocab, "zz": 0}})
    one("id-negative", {"vocab": {"a": -1}})
    one("id-large", {"vocab": {**vocab, "zz": 1 << 31}})
    one("id-far", {"vocab": {**vocab, "zz": (1 << 21) - 1}})
    one("few-bytes", {"vocab": {"a": 0, "b": 1}, "merges": []})
    one("word-piece", {"type": "WordPiece"})
    one("dropout", {"dropout": 0.5})
    one("suffix", {"end_of_word_suffix": "</w>"})
    one("no-model", model={"vocab": None})
    one("no-pre", pre_tokenizer=None)
    one("bert", pre_tokenizer={"type": "BertPreTokenizer"})
    one("added-empty", added_tokens=[added("", 263)])
    one("added-twice", added_tokens=[added("<|x|>", 263), added("<|x|>", 264)])
    one("added-id", added_tokens=[added("<|x|>", -1)])
    one("behaviors", pre_tokenizer=split({"Regex": "o"}, "MergedWithPrevious"))
    for number, pattern in enumerate(("(", "(a+)+$", "(?<=a*)b", "(?R)", "[[:alpha:]&&b]", "\\p{Nope}", "a{99999}",
                                      "(?:(?:a*)*)*b", "\\G", "(?i:\u0130)", "|", "x*", "(.*)(.*)(.*)(.*)z",
                                      "(?#" + "x" * 200, "\\x{110000}", "(?<n>a)\\k<n>", "((((((((((a))))))))))\\10")):
        one(f"pattern-{number}", more=[b"a" * 60 + b"!"], pre_tokenizer=split({"Regex": pattern}))
    nested = byte_level
    for _ in range(15):
        nested = {"type": "Sequence", "pretokenizers": [nested]}
    one("nested", pre_tokenizer=nested)
    write("tokenizerjson", "deep", '{"model":' + "[" * 80)
    write("tokenizerjson", "list", "[]")

    def pair(name, vocabulary_text, merges_text, *more):
        parts = [vocabulary_text, merges_text, *(more or texts)]
        write("vocabmerges", name, DIVIDER.join(p if isinstance(p, bytes) else p.encode() for p in parts))

    full = text({**vocab, "<|x|>": len(vocab)})
    lines = "#version: 0.2\n" + "\n".join(spaced) + "\n"
    pair("plain", full, lines)
    pair("returns", full, lines.replace("\n", "\r\n"))
    pair("no-version", full, "\n".join(spaced))
    pair("hash", full, "# #\n" + lines)
    pair("no-token", full, lines + "x yz\n")
    pair("three", full, "a b c\n")
    pair("one", full, "a\n")
    pair("empty-line", full, "\n\n" + lines)
    pair("not-utf8", full, b"\xff \xfe\n")
    pair("zero", full, b"a\0 b\n")
    pair("version-late", full, lines + "#version: 9\n")
    pair("byte-order-mark", "\ufeff" + full, "\ufeff" + lines)
    pair("same-id", text({"a": 1, "b": 1}), "")
    pair("list", "[]", "")
    pair("none", "{}", "")
    pair("reals", '{"a":1.0}', "")
    pair("special-spellings", text({**vocab, "<||>": 262, "<|>": 263, "<|a|>": 264}), lines, b"<||><|><|a|>")
    pair("empty", "", "")


def number(value):
    """A varint."""
    out = b""
    value &= (1 << 64) - 1
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(key, value):
    """One field of a protocol buffer; float, int, bytes or str."""
    if isinstance(value, float):
        return number(key << 3 | 5) + struct.pack("<f", value)
    if isinstance(value, int):
        return number(key << 3) + number(value)
    value = value.encode() if isinstance(value, str) else value
    return number(key << 3 | 2) + number(len(value)) + value


def sentence_pieces():
    NORMAL, UNKNOWN, CONTROL, USER, UNUSED, BYTE = range(1, 7)
    UNIGRAM, BPE, WORD, CHAR = range(1, 5)
    common = [("<unk>", 0.0, UNKNOWN), ("<s>", 0.0, CONTROL), ("</s>", 0.0, CONTROL)]
    letters = [("\u2581", -3.0, NORMAL)] + [(c, -4.0 - i / 10, NORMAL) for i, c in enumerate("theboasc12")]
    words = [("\u2581t", -1.0, NORMAL), ("he", -1.5, NORMAL), ("\u2581the", -2.0, NORMAL), ("boats", -2.5, NORMAL)]
    byte_pieces = [(f"<0x{b:02X}>", 0.0, BYTE) for b in range(256)]

    def piece(text, score, kind):
        return field(1, field(1, text) + field(2, score) + field(3, kind))

    def model(pieces, kind=UNIGRAM, trainer=b"", normalizer=None, more=b""):
        if normalizer is None:
            normalizer = field(1, "identity") + field(3, 1) + field(4, 1) + field(5, 1)
        return (b"".join(piece(*p) for p in pieces) + field(2, field(3, kind) + field(4, len(pieces)) + trainer)
                + field(3, normalizer) + more)

    def one(name, content, *more):
        write("sentencepiece", name, DIVIDER.join([content, *(more or (b"the boats 12", b"\xff a"))]))

    all_pieces = common + letters + words
    one("unigram", model(all_pieces))
    one("bpe", model(all_pieces, BPE))
    one("word", model(all_pieces, WORD))
    one("char", model(all_pieces, CHAR))
    one("bytes", model(common + byte_pieces + letters + words, BPE, field(35, 1)))
    one("user", model(all_pieces + [("<x>", 0.0, USER), ("boa", 0.0, UNUSED)]), b"a<x>boats")
    one("config", model(all_pieces), b"the", text({"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>",
        "eos_token": "</s>", "add_bos_token": True, "add_eos_token": True,
        "added_tokens_decoder": {"15": {"content": "<y>", "special": True}}}).encode())
    one("config-t5", model(all_pieces), b"the", b'{"tokenizer_class":"T5Tokenizer","extra_ids":3}')
    # Faults.
    one("empty", b"")
    one("no-pieces", model([]))
    one("no-unknown", model(letters))
    one("two-unknown", model([("<unk>", 0.0, UNKNOWN), ("<u>", 0.0, UNKNOWN)] + letters))
    one("twice", model(all_pieces + [("he", -9.0, NORMAL)]))
    one("empty-piece", model(all_pieces + [("", 0.0, NORMAL)]))
    one("nan", model(common + [("a", float("nan"), NORMAL), ("b", float("inf"), NORMAL), ("c", 3e38, NORMAL)]))
    one("not-utf8", model(common + [(b"\xff\xc3", -1.0, NORMAL)]))
    one("zero", model(common + [(b"a\0b", -1.0, NORMAL)]))
    one("some-bytes", model(common + byte_pieces[:7] + letters, BPE, field(35, 1)))
    one("byte-name", model(common + [("<0xZZ>", 0.0, BYTE)] + letters, BPE, field(35, 1)))
    one("kind", model(all_pieces, 9))
    one("piece-kind", model(common + [("a", 0.0, 77)]))
    one("ids", model(all_pieces, BPE, field(40, 99) + field(41, -5) + field(42, 1 << 40)))
    one("charsmap-short", model(all_pieces, normalizer=field(1, "x") + field(2, b"\1\0")))
    one("charsmap-size", model(all_pieces, normalizer=field(2, struct.pack("<I", 1 << 31) + b"x" * 64)))
    one("charsmap-trie", model(all_pieces, normalizer=field(2, struct.pack("<I", 1024) + b"\xff" * 1024 + b"a\0")))
    one("charsmap-zeros", model(all_pieces, normalizer=field(2, struct.pack("<I", 1024) + b"\0" * 1024 + b"a\0")))
    one("length", model(all_pieces)[:40] + b"\x0a\xff\xff\xff\xff\x0f")
    one("varint", model(all_pieces) + b"\x80" * 12)
    one("cut", model(all_pieces)[:-3])
    one("groups", b"\x0b" * 300)
    one("long", model(common + [("x" * 5000, -1.0, NORMAL)] + letters), b"x" * 3000)


def neuron_cache():
    def cell(words, ids, scores, bias=0.5, rho=0.25, legibility=2.0, high=0):
        ids = (ids + [0] * 3)[:3]
        scores = (scores + [0.0] * 3)[:3]
        return struct.pack("<3d2i3i3f", bias, rho, legibility, words, high, *ids, *scores)

    good = cell(3, [1, 2, 6], [0.9, 0.5, 0.25])
    write("neuroncache", "cells", b"c" + good * 15)
    write("neuroncache", "no-words", b"c" + cell(0, [], []) * 15)
    write("neuroncache", "too-many", b"c" + good * 3 + cell(4, [1, 2, 3], [1.0]))
    write("neuroncache", "negative", b"c" + good * 3 + cell(-1, [1, 2, 3], [1.0]))
    write("neuroncache", "id-large", b"c" + cell(3, [1, 2, 7], [1.0]))
    write("neuroncache", "id-negative", b"c" + cell(3, [-1, 2, 6], [1.0]))
    write("neuroncache", "nan", b"c" + cell(3, [1, 2, 3], [float("nan")], rho=float("inf")))
    write("neuroncache", "twice", b"c" + cell(3, [1, 1, 1], [0.1, 0.5, 0.9], high=7))
    write("neuroncache", "raw", b"r" + good * 15)
    write("neuroncache", "raw-key", b"rheadscope neuron words 2\nweights 0123456789abcdef\n")
    write("neuroncache", "raw-empty", b"r")


def saved_session():
    plain = {"format": "headscope session", "version": 1,
             "model": {"name": "org/ship", "folder": "/m", "hub_id": "org/ship", "revision": "ab", "weights": "00ff"},
             "prompt": {"text": "The ship", "decoder": "", "first_token": False, "part": "decoder"},
             "selection": {"view": "stream", "layer": 3, "head": 2, "query": 1, "context": 0, "neuron": 7, "state": 4,
                           "focus": "neuron"},
             "filters": {"pattern_side": "query", "centred_patterns": True, "distance": 3, "bias_rule": "posts",
                         "bias_threshold": 2.0, "metric": "dot"},
             "words": {"show_spaces": True}, "head_map": {"measure": "first", "colours": "viridis", "probe": False},
             "views": {"stream": {"length": "effect", "word": 42, "share": 0.5}, "compare": {"with": [1, {}]}},
             "labels": [{"layer": 5, "head": 2, "label": "his, himself", "note": "=a\nb"}],
             "window": {"width": 1440, "height": 900, "docks": "AP8=", "hidden": ["inspectorDock"], "views": ""}}
    write("savedsession", "plain", text(plain))
    write("savedsession", "least", text({key: plain[key] for key in ("format", "version", "model", "prompt")}))
    write("savedsession", "copy", text(plain | {"file": "/home/a.headscope"}))
    write("savedsession", "cut", text(plain)[:400])
    write("savedsession", "empty", "")
    faults = {"version": [0, 2, "1", 1e9], "format": ["x", 1], "model": [{}, 1, {"folder": ""}],
              "prompt": [{}, {"text": " "}, {"text": "a", "part": "c"}], "selection": [[], {"layer": -1}, {"focus": 3}],
              "filters": [{"bias_threshold": 11}, {"distance": 1.5}], "views": [[], {"a\u0000": 1}, {"a": {"b" * 300: "c"}}],
              "labels": [{}, [1], [{"layer": 1}], plain["labels"] * 2, [{"layer": 0, "head": 0, "label": "x" * 201}]],
              "window": [{"width": 0, "height": 1}, {"docks": "?"}, {"hidden": [1]}]}
    for key, values in faults.items():
        for number, value in enumerate(values):
            write("savedsession", f"{key}-{number}", text(plain | {key: value}))


def families():
    """The configs of the small models of all families, and each of the options that they refuse or scale by."""
    def one(name, source, **changes):
        value = {**json.loads((data / source / "config.json").read_text()), **changes}
        write("config", f"family-{name}", text({k: v for k, v in value.items() if v != "absent"}))

    for folder in sorted(data.glob("*-tiny")):
        one(folder.name, folder.name)
    llama = "llama3-tiny"
    old = {"rope_parameters": "absent", "rope_theta": 500000.0}
    for kind in ({"type": "linear", "factor": 4.0}, {"rope_type": "dynamic", "factor": 2.0},
                 {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64},
                 {"rope_type": "longrope", "short_factor": [1.0] * 4, "long_factor": [2.0] * 4,
                  "original_max_position_embeddings": 64},
                 {"rope_type": "longrope", "short_factor": [1.0], "long_factor": [0.0] * 4}):
        one("rope-" + kind.get("rope_type", "linear") + str(len(kind)), llama, rope_scaling=kind, **old)
    one("groups", llama, num_key_value_heads=3)
    one("no-groups", llama, num_key_value_heads=8)
    one("head-dim", llama, head_dim=1 << 15)
    one("softcap", "gemma3-tiny", final_logit_softcapping=30.0)
    one("layer-types", "gemma3-tiny", layer_types=["full_attention"])
    one("experts", "deepseekv3-tiny", n_routed_experts=1 << 12, moe_intermediate_size=1 << 15)
    one("groups-of-experts", "deepseekv3-tiny", n_group=3)
    one("query-rank", "deepseekv3-tiny", q_lora_rank=None)
    one("buckets", "t5-tiny", relative_attention_num_buckets=2)
    one("positions", "bert-tiny", position_embedding_type="relative_key")
    one("local", "gptneo-tiny", attention_layers=["global", "odd"])


safetensors()
saved_session()
config()
families()
tokenizers()
sentence_pieces()
neuron_cache()
