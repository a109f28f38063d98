// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/comparing.h"

#include "core/base/wordlist.h"

#include <algorithm>
#include <exception>

namespace headscope::app {

namespace {

std::vector<core::TokenId> idsOf(const std::vector<core::PromptToken>& tokens)
{
    std::vector<core::TokenId> ids;
    ids.reserve(tokens.size());
    for (const core::PromptToken& token : tokens)
        ids.push_back(token.id);
    return ids;
}

} // namespace

Comparing::Comparing(Session* a, QObject* parent) : QObject(parent), m_a(a)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &Comparing::refresh);
    connectSession(a);
    connect(a, &Session::modelChanged, this, [this] {
        m_rows.reset();
        m_job.cancel();
        // Of a model that nobody looks at any more nothing is kept.
        if (m_b && m_other.folder.isEmpty())
            m_b->shareModel(*m_a);
        m_soon.start();
    });
    connect(a, &Session::partChanged, this, [this] {
        m_rows.reset();
        if (m_b)
            m_b->setPart(m_a->part());
        m_soon.start();
    });
    connect(a, &Session::promptChanged, this, &Comparing::runB);
}

Comparing::~Comparing() = default;

/// Whatever comes of one of the two may be what is waited for.
void Comparing::connectSession(Session* session)
{
    const auto soon = [this] { m_soon.start(); };
    for (const auto signal :
         {&Session::promptChanged, &Session::headChanged, &Session::measuresChanged,
          &Session::gridChanged, &Session::neuronsChanged, &Session::neuronActivityChanged,
          &Session::evolutionChanged, &Session::positionsChanged, &Session::streamChanged,
          &Session::idle})
        connect(session, signal, this, soon);
}

Session* Comparing::needB()
{
    if (m_b)
        return m_b.get();
    m_b = std::make_unique<Session>();
    connectSession(m_b.get());
    connect(m_b.get(), &Session::modelChanged, this, [this] {
        m_rows.reset();
        m_run.reset();
        m_b->setPart(m_a->part());
        askB();
        runB();
    });
    connect(m_b.get(), &Session::promptChanged, this, &Comparing::askB);
    connect(m_b.get(), &Session::busyChanged, this, &Comparing::changed);
    connect(m_b.get(), &Session::loadingChanged, this, &Comparing::runB);
    connect(m_b.get(), &Session::failed, this, [this](core::ErrorKind, const QString& sentence) {
        m_failure = sentence;
        m_soon.start();
    });
    return m_b.get();
}

void Comparing::setOther(const Other& other)
{
    if (other == m_other && m_failure.isEmpty())
        return;
    if (!m_failure.isEmpty())
        m_asked.reset();
    m_other = other;
    m_failure.clear();
    m_run.reset();
    if (other.isEmpty()) {
        m_rows.reset();
        stop();
    }
    apply();
    m_soon.start();
    Q_EMIT changed();
}

/// Gives B its model and its run, as soon as somebody looks at them.
void Comparing::apply()
{
    if (!m_wanted || m_other.isEmpty())
        return;
    Session* b = needB();
    if (m_other.folder.isEmpty()) {
        b->shareModel(*m_a);
    } else if (m_asked != m_other.folder) {
        b->load(m_other.folder);
    }
    m_asked = m_other.folder;
    askB();
    runB(); // where another model is to come, modelChanged goes on
}

QString Comparing::prompt() const
{
    const auto run = m_a->prompt();
    return m_other.prompt.trimmed().isEmpty() && run ? run->prompt : m_other.prompt;
}

/// B runs with what A was run with, but for its prompt.
void Comparing::runB()
{
    m_soon.start();
    const auto run = m_a->prompt();
    if (!m_b || !m_wanted || m_other.isEmpty() || !run || !m_b->model() || m_b->loading())
        return;
    const Run wanted{prompt(), run->decoder, run->first, m_other.change};
    if (m_run == wanted)
        return;
    m_run = wanted;
    m_failure.clear();
    m_b->setChange(wanted.change);
    m_b->run(wanted.prompt, wanted.first, wanted.decoder);
}

std::pair<core::LayerIndex, core::HeadIndex> Comparing::headOfB() const
{
    return m_wanted->otherHead.value_or(std::pair(m_wanted->layer, m_wanted->head));
}

/// The token of B that stands beside the one of A whose stream is compared.
std::optional<core::Position> Comparing::tokenOfB() const
{
    const auto a = m_a->prompt();
    const auto b = otherPrompt();
    if (!a || !b)
        return std::nullopt;
    if (!m_alignment.isOf(a, b))
        m_alignment = {a, b, core::TokenAlignment(idsOf(a->tokens), idsOf(b->tokens))};
    const core::TokenAlignment& alignment = m_alignment.what;
    const int place = alignment.placeOfA(m_wanted->stream.token.value);
    return place < 0 ? std::nullopt : alignment.places()[static_cast<std::size_t>(place)].b;
}

bool Comparing::sameVocabulary() const
{
    const auto a = m_a->model();
    const auto b = otherModel();
    if (!m_vocabulary.isOf(a, b))
        m_vocabulary = {a, b, *a->words == *b->words};
    return m_vocabulary.what;
}

void Comparing::want(const std::optional<ComparedView>& view)
{
    if (view == m_wanted)
        return;
    const bool began = !m_wanted;
    m_wanted = view;
    if (!view) {
        stop(); // whatever is not there yet is not worked on while nobody looks
        return;
    }
    if (began)
        apply();
    else
        askB();
    m_soon.start();
}

/// Asks B for what is compared, as A's views ask A.
void Comparing::askB()
{
    m_soon.start();
    if (!m_b || !m_wanted || !m_b->model())
        return;
    const bool run = m_b->prompt() != nullptr;
    const auto is = [&](Table table) { return run && m_wanted->table == table; };
    auto [layer, head] = headOfB();
    // Where B has no such head, which is said, the words of all heads are wanted all the same.
    const core::ModelInfo& info = m_b->model()->info;
    layer.value = std::min(layer.value, info.layers - 1);
    head.value = std::min(head.value, info.headsPerLayer() - 1);
    m_b->wantHead(layer, head, m_wanted->options);
    m_b->preferGrid(is(Table::Patterns) || is(Table::Messages) || is(Table::Stream));
    m_b->wantNeuronActivity(is(Table::Neurons));
    m_b->wantEvolution(is(Table::Evolution));
    m_b->wantPositions(is(Table::Positions) ? std::optional(
                           core::PositionOptions{layer, head, m_wanted->positions.count})
                                            : std::nullopt);
    std::optional<core::StreamOptions> stream;
    if (const auto token = is(Table::Stream) ? tokenOfB() : std::nullopt) {
        stream = m_wanted->stream;
        stream->token = *token;
        // The state after as many layers; of a model with fewer, the last.
        if (stream->state && stream->state->value >= info.layers)
            stream->state.reset();
    }
    m_b->wantStream(stream);
    if ((is(Table::Neurons) || is(Table::Stream)) && !m_b->neuronWords())
        m_b->wantNeurons();
}

bool Comparing::exchangeModels()
{
    if (!m_b || !m_b->model() || !m_a->model() || m_b->model() == m_a->model() || m_b->loading()
        || m_other.folder.isEmpty())
        return false;
    const QString before = QString::fromStdString(m_a->model()->info.folder.string());
    m_other.folder = before;
    m_asked = before;
    m_run.reset();
    m_a->exchangeModels(*m_b);
    return true;
}

void Comparing::cancel()
{
    if (!busy())
        return;
    stop();
    if (!isCurrent())
        m_failure = tr("Stopped. Press Enter in the prompt of B to go on.");
    m_soon.start();
}

/// What comes to nothing has to be asked for again.
void Comparing::stop()
{
    if (busy())
        m_run.reset();
    if (m_b && m_b->loading())
        m_asked.reset();
    m_job.cancel();
    if (m_b)
        m_b->cancel();
}

bool Comparing::busy() const
{
    const bool soon = m_soon.isActive() && m_wanted && !m_other.isEmpty();
    return soon || m_job.busy() || (m_b && m_b->busy());
}

bool Comparing::isCurrent() const
{
    return m_rows && m_wanted && m_shown == m_wanted && m_runOfA == m_a->prompt()
           && m_runOfB == otherPrompt();
}

PromptResultPtr Comparing::otherPrompt() const
{
    return m_b ? m_b->prompt() : nullptr;
}

ModelSummaryPtr Comparing::otherModel() const
{
    return m_b ? m_b->model() : nullptr;
}

/// What no waiting helps against; empty where there is nothing.
QString Comparing::obstacle() const
{
    if (m_other.isEmpty())
        return tr("Type a second prompt above, or choose a second model, to see what differs.");
    if (!m_failure.isEmpty())
        return m_failure;
    const auto a = m_a->model();
    const auto b = otherModel();
    if (!a || !b || m_b->loading())
        return {};
    const QString nameOfA = QString::fromStdString(a->info.name);
    const QString nameOfB = QString::fromStdString(b->info.name);
    if (!sameVocabulary())
        return tr("%1 and %2 have different vocabularies (%3 and %4 tokens): only models with the "
                  "same "
                  "tokenizer can be put side by side.")
            .arg(nameOfA, nameOfB)
            .arg(a->words->size())
            .arg(b->words->size());
    if (m_a->hasEncoder() != m_b->hasEncoder())
        return tr("%1 has an encoder and %2 has none: their tokens cannot be put side by side.")
            .arg(m_a->hasEncoder() ? nameOfA : nameOfB, m_a->hasEncoder() ? nameOfB : nameOfA);
    const bool ofHead = m_wanted->table == Table::Head || m_wanted->table == Table::Positions;
    const auto [layer, head] = headOfB();
    if (ofHead && (layer.value >= b->info.layers || head.value >= b->info.headsPerLayer()))
        return tr("%1 has no head %2.%3: its layers are 0 to %4, its heads 0 to %5. Choose a head "
                  "of B above.")
            .arg(nameOfB)
            .arg(layer.value)
            .arg(head.value)
            .arg(b->info.layers - 1)
            .arg(b->info.headsPerLayer() - 1);
    if (m_wanted->table == Table::Stream && m_a->prompt() && otherPrompt() && !tokenOfB())
        return tr("Token %1 of A has none of B beside it: choose another token.")
            .arg(m_wanted->stream.token.value);
    return {};
}

void Comparing::say(const QString& sentence)
{
    m_sentence = sentence;
    Q_EMIT changed();
}

ViewTable Comparing::rowsOf(const Session& session) const
{
    switch (m_wanted->table) {
    case Table::Heads:
        return session.headsRows();
    case Table::Head:
        return session.headTableRows();
    case Table::Patterns:
        return session.patternRows();
    case Table::Messages:
        return session.messageRows();
    case Table::Stream:
        return session.streamRows();
    case Table::Neurons:
        return session.neuronRows();
    case Table::Evolution:
        return session.evolutionRows(m_wanted->hideFragments);
    case Table::Positions:
        return session.positionRows();
    }
    return {};
}

Comparing::Sources Comparing::sources() const
{
    if (!m_b || !m_wanted || !m_a->prompt() || !m_b->prompt() || m_b->loading()
        || m_b->prompt()->prompt != prompt() || m_b->prompt()->change != m_other.change)
        return {};
    ViewTable a = rowsOf(*m_a);
    ViewTable b = rowsOf(*m_b);
    return {std::move(a.source), std::move(b.source), a.source ? b.reason : a.reason};
}

/// How the tokens of both stand side by side; to be worked out by whoever needs it, in any thread.
std::function<core::ComparedTokens()> Comparing::tokens() const
{
    const auto run = [](const Session& session) {
        const auto prompt = session.prompt();
        return core::ComparedRun{idsOf(prompt->tokens), idsOf(prompt->memory),
                                 session.model()->info.heads};
    };
    return [view = *m_wanted, a = run(*m_a), b = run(*m_b)] {
        const bool querySide = view.options.side == core::PatternSide::Query;
        return core::comparedTokens(view.table, view.head, querySide, a, b);
    };
}

ViewTable Comparing::table() const
{
    if (const QString why = m_wanted ? obstacle() : QString(); !why.isEmpty())
        return {std::nullopt, why};
    Sources found = sources();
    if (!found.a || !found.b)
        return {std::nullopt,
                found.reason.isEmpty() ? tr("There is no comparison to save yet.") : found.reason};
    return {core::compareTables(std::move(*found.a), std::move(*found.b), tokens()()), {}};
}

void Comparing::refresh()
{
    if (!m_wanted)
        return;
    const QString why = obstacle();
    if (!why.isEmpty())
        m_rows.reset();
    say(why);
    if (why.isEmpty())
        make();
}

void Comparing::make()
{
    Sources found = sources();
    if (!found.a || !found.b)
        return;
    const auto a = m_a->prompt();
    const auto b = m_b->prompt();
    // Tables are read once, in that thread.
    const auto both = std::make_shared<Sources>(std::move(found));
    m_job.start([this, both, a, b, tokens = tokens(),
                 view = *m_wanted](const std::stop_token& stop) -> ThreadJob::After {
        core::RunControl control;
        control.stop = stop;
        std::optional<core::ComparedRows> made;
        try {
            made = core::compareRows(std::move(*both->a), std::move(*both->b), tokens(), control);
        } catch (const std::exception& error) {
            return [this, failure = QString::fromUtf8(error.what())] { say(failure); };
        }
        if (!made)
            return {};
        made->tokensA = a->tokens;
        made->tokensB = b->tokens;
        made->contextA = a->memory;
        made->contextB = b->memory;
        return [this, view, a, b,
                rows = std::make_shared<const core::ComparedRows>(std::move(*made))] {
            m_rows = rows;
            m_runOfA = a;
            m_runOfB = b;
            m_shown = view;
            Q_EMIT changed();
        };
    });
    Q_EMIT changed();
}

} // namespace headscope::app
