// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/quote.h"
#include "core/model/family.h"
#include "core/model/model.h"
#include "core/model/modeloutline.h"
#include "core/model/vocabulary.h"
#include "core/text/tokenizer.h"

#include <algorithm>

namespace headscope::core {

namespace fs = std::filesystem;

namespace {

/// A model together with the memory that its weights point into.
class LoadedModel final : public Model
{
public:
    explicit LoadedModel(WeightStore weights) : store(std::move(weights)) {}
    void checkFiles() const override { store.checkpoint().checkUnchanged(); }
    WeightStore store;
};

/// An encoder whose weights are in its decoder's memory.
class SharedEncoder final : public Model
{
public:
    SharedEncoder(const Model& stack, const LoadedModel& owner) : Model(stack), m_owner(owner) {}
    void checkFiles() const override { m_owner.checkFiles(); }

private:
    const LoadedModel& m_owner; // which owns this
};

/// Gives the encoder what it shares with its decoder.
void shareWithEncoder(LoadedModel& model)
{
    if (!model.encoder)
        return;
    auto encoder = std::make_shared<SharedEncoder>(*model.encoder, model);
    ModelInfo& info = encoder->info;
    info.name = model.info.name;
    info.family = model.info.family;
    info.folder = model.info.folder;
    info.parameters = model.info.parameters;
    info.dtype = model.info.dtype;
    // What is kept for a model under its hash is another thing for its encoder.
    info.weightsHash = "enc-" + model.info.weightsHash;
    info.firstTokenByDefault = model.info.firstTokenByDefault;
    encoder->tokenizer = model.tokenizer;
    encoder->words = model.words;
    encoder->fragments = model.fragments;
    model.encoder = std::move(encoder);
}

/// The tokens that the tokenizer's own template has around a prompt say more than a config. They
/// are around what an encoder reads where there is one; its decoder begins with what the family
/// says.
void findTokensAround(LoadedModel& model, const fs::path& folder)
{
    ModelInfo& info = model.info;
    const Tokenizer* const tokenizer = model.tokenizer.get();
    info.firstToken = usualFirstToken(folder, model.encoder ? nullptr : tokenizer);
    if (info.firstToken && *info.firstToken >= info.vocab)
        info.firstToken.reset();
    if (tokenizer != nullptr && !model.encoder && tokenizer->suffix().size() == 1
        && tokenizer->suffix().front() < info.vocab)
        info.lastToken = tokenizer->suffix().front();
    info.firstTokenByDefault = info.firstToken || info.lastToken;
}

/// `prompt` is what the sentences call it.
void checkIdsOf(const Model& model, const std::vector<TokenId>& ids, const std::string& prompt)
{
    requireRunnable(model);
    if (ids.empty())
        throw Error(ErrorKind::PromptEmpty, prompt + " is empty: it has no token");
    if (ids.size() > static_cast<std::size_t>(model.info.context))
        throw Error(ErrorKind::PromptTooLong, prompt + " has " + std::to_string(ids.size())
                                                  + " tokens, but the context of " + model.info.name
                                                  + " is " + std::to_string(model.info.context)
                                                  + " tokens");
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids[i] < 0 || ids[i] >= model.info.vocab)
            throw Error(ErrorKind::TokenOutOfRange,
                        "token " + std::to_string(i) + " of " + prompt + " is id "
                            + std::to_string(ids[i]) + ", but the vocabulary of " + model.info.name
                            + " has the ids 0 to " + std::to_string(model.info.vocab - 1));
}

} // namespace

fs::path modelFolder(const fs::path& folderOrFile)
{
    std::error_code error;
    const fs::file_status status = fs::status(folderOrFile, error);
    if (error || !fs::exists(status))
        throw Error(ErrorKind::FileMissing,
                    folderOrFile.string() + ": there is no such model folder");
    const bool isFolder = fs::is_directory(status);
    fs::path folder = isFolder ? folderOrFile : folderOrFile.parent_path();
    if (folder.empty())
        folder = ".";
    // A link that leads nowhere is told by who opens it.
    if (!fs::is_symlink(folder / "config.json", error)
        && !fs::exists(folder / "config.json", error))
        throw Error(ErrorKind::FileMissing,
                    folderOrFile.string()
                        + (isFolder ? " is not a model folder: it has no config.json"
                                    : " is not in a model folder: there is no config.json beside "
                                      "it"));
    return folder;
}

Family familyOf(const ConfigFile& config)
{
    const std::vector<Family> all = families();
    const auto type = config.text("model_type");
    if (!type)
        throw Error(ErrorKind::FileDamaged, config.path().string() + ": model_type is missing");
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Family& f) { return f.modelType == *type; });
    if (found != all.end())
        return *found;
    std::string known;
    for (const Family& family : all) {
        if (!known.empty())
            known += ", ";
        known += family.modelType;
    }
    throw Error(ErrorKind::Unsupported,
                config.path().string() + ": model_type " + quote(*type)
                    + " is not among the families that can be read: " + known);
}

bool hasTokenizer(const fs::path& folder)
{
    std::error_code ignored;
    for (const char* name :
         {"tokenizer.json", "vocab.json", "merges.txt", "tokenizer.model", "spiece.model"})
        if (fs::exists(folder / name, ignored))
            return true;
    return false;
}

void describe(const WeightStore& weights, const fs::path& folder, const Family& family,
              ModelInfo& info)
{
    info.folder = fs::weakly_canonical(folder);
    info.name = modelName(info.folder);
    info.family = family.modelType;
    info.parameters = weights.elements();
    info.dtype = weights.mainDtype();
}

std::vector<Family> families()
{
    return {gpt2Family,    llamaFamily,  mistralFamily, qwen2Family,      phi3Family, gptNeoFamily,
            gptNeoxFamily, gemma3Family, t5Family,      deepseekV3Family, bertFamily};
}

std::optional<TokenId> usualFirstToken(const fs::path& folder, const Tokenizer* tokenizer)
{
    // A tokenizer's own template says more than a config, which names tokens that nobody puts
    // there.
    if (tokenizer != nullptr && tokenizer->prefix().size() == 1)
        return tokenizer->prefix().front();
    std::error_code ignored;
    if (!fs::exists(folder / "config.json", ignored))
        return std::nullopt;
    const ConfigFile config(folder / "config.json");
    for (const Family& family : families()) {
        if (config.text("model_type") == family.modelType)
            return family.firstToken(config);
    }
    return std::nullopt;
}

std::shared_ptr<const Model> loadModel(const fs::path& folderOrFile, const RunControl& control,
                                       const std::function<void(LoadStep)>& began)
{
    const auto begin = [&began](LoadStep step) {
        if (began)
            began(step);
    };
    begin(LoadStep::Headers);
    const fs::path folder = modelFolder(folderOrFile);
    const ConfigFile config(folder / "config.json");
    const Family family = familyOf(config);

    auto model = std::make_shared<LoadedModel>(
        WeightStore(std::make_unique<Checkpoint>(folder), control));
    begin(LoadStep::Weights);
    family.build(config, model->store, *model);
    if (control.stopped())
        return nullptr;
    model->store.finishReading();

    ModelInfo& info = model->info;
    describe(model->store, folder, family, info);
    info.weightsHash = model->store.hash();
    begin(LoadStep::Words);
    // Without a tokenizer the model still runs on ids; words are then spelled as ids.
    try {
        if (hasTokenizer(folder))
            model->tokenizer = loadTokenizer(folder, control);
        findTokensAround(*model, folder);
        model->words = makeWordList(model->tokenizer.get(), info.vocab);
        model->fragments = findFragments(model->tokenizer.get(), info.vocab, control);
    } catch (const Stopped&) {
        return nullptr;
    }
    shareWithEncoder(*model);
    return model;
}

std::vector<TokenId> Model::encode(std::string_view text) const
{
    if (!tokenizer)
        requireRunnable(*this); // what lacks more than that says so
    if (!tokenizer)
        throw Error(ErrorKind::FileMissing, info.folder.string()
                                                + ": the model has no tokenizer (tokenizer.json, "
                                                  "a SentencePiece model, or vocab.json and "
                                                  "merges.txt), so it takes token ids only");
    requireText(*tokenizer, text);
    return tokenizer->encode(text);
}

std::string_view Model::bytes(TokenId id) const
{
    return tokenizer ? tokenizer->bytes(id) : std::string_view();
}

bool Model::isSpecial(TokenId id) const
{
    return tokenizer && tokenizer->isSpecial(id);
}

void requireRunnable(const Model& model)
{
    if (!model.info.canRun())
        throw Error(ErrorKind::Unsupported,
                    model.info.folder.string() + ": the model has "
                        + missingText(model.info.missing, model.tokenizer != nullptr));
}

void checkPrompt(const Model& model, const PromptIds& prompt)
{
    if (!model.encoder) {
        checkIds(model, prompt.ids);
        return;
    }
    checkIds(*model.encoder, prompt.ids);
    checkIdsOf(model, prompt.decoderIds, "the decoder's prompt");
}

void checkIds(const Model& model, const std::vector<TokenId>& ids)
{
    checkIdsOf(model, ids, "the prompt");
}

} // namespace headscope::core
