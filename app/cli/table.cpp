// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/viewtables.h"
#include "core/export/tablefile.h"
#include "core/export/workbook.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <sstream>
#include <utility>

namespace headscope::cli {

namespace {

constexpr const char* formats =
    R"(--view all writes one workbook with a sheet for each view: of head 0.0 and of the last token where
--layer, --head and --token name no others. --view weights needs no prompt.
The words of a cell, and their scores, are joined by " | " in csv and tsv; json has lists.
xlsx has colours as rules of the spreadsheet, a header that stays in sight, and filters; html is one
page that needs nothing else, sorts by its headers and filters.
In csv a text that a spreadsheet would take for a formula (it begins with = + - or @) has a ' in
front. tsv has words as they are, with \t \n \r \\ for tab, line breaks and backslash.
Cells that --keep-bias would show are empty without it, and high_bias says true.
The attention columns of --view head are shares of each input token's attention, 0 to 1; an input
token before the row's token cannot attend to it and has nothing there. The activation columns of
--view neurons are those of each token. --view stream has a row for each thing that was added to the
stream of --token up to --state: its weight (attention or activation), size, share of that state,
and effect on the logit of --word, by default the one that the model predicts.)";

struct TableCommand {
    ModelOption model;
    PromptOptions prompt;
    ViewOptions options;
    std::string view;
    std::string format;
    std::string file;

    std::vector<std::string> views() const
    {
        return view == "all" ? viewNames() : std::vector<std::string>{view};
    }
};

void check(const TableCommand& command)
{
    if (needsPrompt(command.view))
        command.prompt.check();
    else
        refuse(command.prompt.given() || command.prompt.noFirst, "a prompt",
               "--view " + command.view + ", which is about the model alone");
    command.options.check(command.views());
    if (command.view == "all" && command.format != "xlsx")
        throw UsageError("--format " + command.format
                         + " has room for one table: --view all needs --format xlsx");
}

/// Model and prompt, for formats that say so.
std::string captionOf(const TableCommand& command, const core::Model& model)
{
    const auto& prompt = command.prompt.text ? command.prompt.text : command.prompt.ids;
    return prompt ? model.info.name + " · " + *prompt : model.info.name;
}

void writeTable(const TableCommand& command, std::string& out)
{
    const auto model = command.model.load();
    ViewTables made(model, command.options);
    const ModelPart run = needsPrompt(command.view)
                              ? command.options.part.run(model, command.prompt)
                              : ModelPart{};
    std::vector<core::TableSource> tables;
    for (const std::string& view : command.views()) {
        tables.push_back(made.table(view, run));
        tables.back().caption = captionOf(command, *model);
    }
    model->checkFiles();
    const auto format = *core::tableFormat(command.format);
    if (command.file != "-") {
        core::saveTables(tables, format, command.file);
        model->checkFiles();
        return;
    }
    std::ostringstream text;
    if (format == core::TableFormat::Xlsx)
        core::writeWorkbook(tables, text);
    else
        core::writeTable(tables.front(), format, text);
    model->checkFiles();
    out += text.view();
}

} // namespace

void addTable(CLI::App& program, Work& work)
{
    auto* command = program.add_subcommand("table",
                                           "The table of a view, as a file or on standard output");
    auto options = std::make_shared<TableCommand>();
    options->model.add(*command);
    options->prompt.add(*command);
    std::vector<std::string> views = viewNames();
    views.emplace_back("all");
    command->add_option("--view", options->view, "Which table")
        ->required()
        ->check(CLI::IsMember(views));
    std::vector<std::string> names;
    for (const auto& [format, name] : core::tableFormats)
        names.emplace_back(name);
    command->add_option("--format", options->format, "How it is written")
        ->required()
        ->check(CLI::IsMember(names));
    command->add_option("--out", options->file, "The file to write; - is standard output")
        ->required()
        ->type_name("FILE");
    options->options.add(*command);
    command->footer(formats);
    command->callback([options, &work] {
        check(*options);
        work = [options](std::string& out) { writeTable(*options, out); };
    });
}

} // namespace headscope::cli
