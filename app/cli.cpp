// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/suggestion.h"
#include "app/interrupt.h"
#include "app/runtime.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>

namespace {

using namespace headscope;

constexpr int badUsage = 2;
constexpr int failure = 1;

constexpr const char* description = "headscope-cli: look inside the attention heads of transformer "
                                    "language models, without a window";
constexpr const char* examples = R"(Examples:
  headscope-cli info
  headscope-cli tokenize "The captain of the ship"
  headscope-cli trace --prompt "The captain of the ship" --arrays resid,attn --out run.safetensors
  headscope-cli lens --prompt "The captain of the ship" --what pattern --layer 0 --head 2 --centred
  headscope-cli heads --probe
  headscope-cli table --view head --layer 0 --head 2 --prompt "The captain" --format csv --out head.csv
  headscope-cli batch --prompts prompts.txt --view heads --out heads.jsonl
  headscope-cli lab --prompt "The captain of the ship" --off 3.1 --rank-m 8
  headscope-cli pull openai-community/gpt2

Errors are one line on standard error; the exit code is 2 for bad usage and 1 for everything else.)";

/// What shells report of a program that SIGPIPE has ended.
constexpr int pipeClosed = 128 + SIGPIPE;

/// One line, whatever the sentence holds.
int complain(std::string sentence, int code)
{
    for (char& c : sentence)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    std::fprintf(stderr, "headscope-cli: %s\n", sentence.c_str());
    return code;
}

std::string noCommand(const CLI::App& program, const std::string& given)
{
    std::vector<std::string> names;
    for (const auto* command : program.get_subcommands({}))
        names.push_back(command->get_name());
    std::string sentence = given.empty() ? "a command is missing"
                                         : "\"" + given + "\" is no command";
    if (const auto meant = cli::nearest(given, names))
        return sentence + ": did you mean " + *meant + "?";
    sentence += "; there are ";
    for (const auto& name : names)
        sentence += (name == names.front() ? "" : ", ") + name;
    return sentence;
}

/// The command whose options were read, else the program itself.
const CLI::App& chosenCommand(const CLI::App& program)
{
    const auto chosen = program.get_subcommands();
    return chosen.empty() ? program : *chosen.front();
}

/// What was wrong, and the help that says what would be right.
int complainOfUsage(const std::string& sentence, const CLI::App& program)
{
    const CLI::App& command = chosenCommand(program);
    const std::string help = &command == &program
                                 ? "headscope-cli --help"
                                 : "headscope-cli " + command.get_name() + " --help";
    return complain(sentence + " (" + help + " says more)", badUsage);
}

std::string unexpected(const CLI::App& program)
{
    const CLI::App& command = chosenCommand(program);
    const auto left = command.remaining(true);
    if (left.empty())
        return "an argument is not expected";
    const std::string& given = left.front();
    if (given.empty() || given.front() != '-')
        return "\"" + given + "\" is not expected here";
    std::vector<std::string> names;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames())
            names.push_back("--" + name);
    const std::string name = given.substr(0, given.find('='));
    const auto meant = cli::nearest(name, names);
    return "there is no option " + name + (meant ? ": did you mean " + *meant + "?" : "");
}

int print(const std::string& text)
{
    errno = 0;
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0)
        // Whoever reads has seen enough, as `head` has after a line.
        return errno == EPIPE ? pipeClosed
                              : complain(std::string("cannot write to standard output: ")
                                             + std::strerror(errno),
                                         failure);
    return 0;
}

int parseAndRun(int argc, char** argv)
{
    CLI::App program(description, "headscope-cli");
    program.footer(examples);
    program.set_version_flag("--version", "headscope-cli " HEADSCOPE_VERSION);
    program.require_subcommand(1);
    cli::Work work;
    for (const auto add : {cli::addInfo, cli::addTokenize, cli::addTrace, cli::addLens,
                           cli::addHeads, cli::addTable, cli::addBatch, cli::addLab, cli::addPull})
        add(program, work);
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const auto chosen = program.get_subcommands();
        return print(chosen.empty() ? program.help() : chosen.front()->help("headscope-cli"));
    } catch (const CLI::CallForVersion& version) {
        return print(std::string(version.what()) + "\n");
    } catch (const CLI::RequiredError& error) {
        if (program.get_subcommands().empty())
            return complainOfUsage(noCommand(program, argc > 1 ? argv[1] : ""), program);
        return complainOfUsage(error.what(), program);
    } catch (const CLI::ExtrasError&) {
        return complainOfUsage(unexpected(program), program);
    } catch (const CLI::ParseError& error) {
        return complainOfUsage(error.what(), program);
    } catch (const cli::UsageError& error) {
        return complainOfUsage(error.what(), program);
    }
    std::string out;
    work(out);
    return print(out);
}

} // namespace

int main(int argc, char** argv)
{
    app::setUpRuntime(argv);
    app::removeUnfinishedFilesWhenEnded();
    // A closed pipe is found where it is written to.
    std::signal(SIGPIPE, SIG_IGN);
    // Only for the program's place; the arguments are not Qt's.
    int count = 1;
    const QCoreApplication application(count, argv);
    try {
        return parseAndRun(argc, argv);
    } catch (const cli::UsageError& error) {
        return complain(error.what(), badUsage);
    } catch (const std::bad_alloc&) {
        return complain("there is not enough memory for this", failure);
    } catch (const std::exception& error) {
        return complain(error.what(), failure);
    }
}
