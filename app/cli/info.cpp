// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/export/jsonline.h"
#include "core/model/modeloutline.h"

namespace headscope::cli {

namespace {

void printInfo(const ModelOption& model, std::string& out)
{
    // Headers say all of it: a model that does not fit into memory is described too.
    const core::ModelOutline outline = core::outlineModel(model.place());
    const core::ModelInfo& info = outline.info;
    core::JsonLine line(out);
    line.add("name", info.name);
    line.add("family", info.family);
    line.add("layers", info.layers);
    line.add("heads", info.heads);
    line.add("kv_heads", info.kvHeads);
    line.add("width", info.width);
    line.add("head_size", info.headSize);
    line.add("ffn", info.ffn);
    line.add("vocab", info.vocab);
    line.add("context", info.context);
    line.add("tied", info.tied);
    line.add("parameters", info.parameters);
    line.add("dtype", info.dtype);
    if (!info.canRun())
        line.add("missing", core::missingText(info.missing, outline.tokenizer));
}

} // namespace

void addInfo(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("info",
                                           "What a model is: family, shape, vocabulary, size");
    auto model = std::make_shared<ModelOption>();
    model->add(*command);
    addJson(*command);
    command->callback(
        [model, &work] { work = [model](std::string& out) { printInfo(*model, out); }; });
}

} // namespace headscope::cli
