// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session.h"
#include "app/threadjob.h"
#include "app/viewtable.h"
#include "core/analysis/comparedrows.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace headscope::app {

using ComparedRowsPtr = std::shared_ptr<const core::ComparedRows>;

/// Which table of two runs is put side by side, and what it is of.
struct ComparedView {
    using Table = core::ComparedTable;

    Table table = Table::Heads;
    core::LayerIndex layer; ///< of Head and Positions, of A
    core::HeadIndex head;
    /// Of B; default: the same.
    std::optional<std::pair<core::LayerIndex, core::HeadIndex>> otherHead = std::nullopt;
    core::HeadTableOptions options = {};  ///< of words
    core::StreamOptions stream = {};      ///< of A; B's token is the one beside it
    core::PositionOptions positions = {}; ///< of A: how many
    bool hideFragments = true;            ///< of Evolution

    bool operator==(const ComparedView&) const = default;
};

/// Runs a second prompt, or a second model, beside the Session of the window (A), and puts a table
/// of both side by side, while somebody looks at it. B is a Session of its own, made when it is
/// needed; it shares A's model unless it has another one. A is to be asked for what is compared by
/// whoever asks here. GUI thread, owned by the main window; whatever cannot be had is one sentence.
class Comparing : public QObject
{
    Q_OBJECT
public:
    /// What B is: an empty folder stands for A's model, an empty prompt for A's prompt, and what
    /// the Lab changes in B's model. All empty: there is nothing to compare.
    struct Other {
        QString folder;
        QString prompt;
        core::Change change = {};
        bool isEmpty() const
        {
            return folder.isEmpty() && prompt.trimmed().isEmpty() && change.empty();
        }
        bool operator==(const Other&) const = default;
    };

    /// `a` outlives this.
    explicit Comparing(Session* a, QObject* parent = nullptr);
    ~Comparing() override;

    void setOther(const Other& other);
    const Other& other() const { return m_other; }
    /// Which table is compared from now on; nullopt: none is looked at, and the last one stays.
    void want(const std::optional<ComparedView>& view);
    const std::optional<ComparedView>& wanted() const { return m_wanted; }
    /// A and B take each other's model; false where they have the same one, or one has none. What
    /// B is called follows; prompts are the caller's.
    bool exchangeModels();
    /// Stops what is being made, and says so where there is nothing to see then.
    void cancel();

    /// The latest comparison; null until there is one. May be of the runs or the view before, while
    /// busy.
    ComparedRowsPtr rows() const { return m_rows; }
    /// What the rows are of; without any, what is wanted.
    core::ComparedTable shownTable() const
    {
        const auto& of = m_rows ? m_shown : m_wanted;
        return of ? of->table : core::ComparedTable::Heads;
    }
    /// Whether the rows are of the wanted view and the last runs of both.
    bool isCurrent() const;
    /// The table of what is compared, to be written row by row; or why there is none.
    ViewTable table() const;
    /// Why there is nothing to see; empty while there is, and while it is being made.
    QString sentence() const { return m_sentence; }
    bool busy() const;
    PromptResultPtr otherPrompt() const; ///< of B; null before its first run
    ModelSummaryPtr otherModel() const;  ///< null before there is one
    /// B; null before it is needed.
    Session* session() const { return m_b.get(); }

Q_SIGNALS:
    void changed(); ///< rows, sentence, busy, or what B is

private:
    using Table = ComparedView::Table;
    struct Sources {
        std::optional<core::TableSource> a;
        std::optional<core::TableSource> b;
        QString reason; ///< where one is missing
    };

    Session* needB();
    void connectSession(Session* session);
    void apply();
    void stop();
    void runB();
    void askB();
    void refresh();
    void make();
    void say(const QString& sentence);
    QString obstacle() const;
    QString prompt() const;
    std::pair<core::LayerIndex, core::HeadIndex> headOfB() const;
    std::optional<core::Position> tokenOfB() const;
    bool sameVocabulary() const;
    Sources sources() const;
    ViewTable rowsOf(const Session& session) const;
    std::function<core::ComparedTokens()> tokens() const;

    Session* m_a;
    std::unique_ptr<Session> m_b;
    Other m_other;
    std::optional<ComparedView> m_wanted;
    std::optional<ComparedView> m_shown; ///< what the rows are of
    ComparedRowsPtr m_rows;
    PromptResultPtr m_runOfA; ///< that the rows are of
    PromptResultPtr m_runOfB;
    QString m_sentence;
    QString m_failure; ///< of B's model or run, until it is asked again
    struct Run {
        QString prompt;
        QString decoder;
        bool first = false;
        core::Change change;
        bool operator==(const Run&) const = default;
    };
    /// What was last found out of two things, which takes long of long texts and large
    /// vocabularies; keeps neither.
    template<class Of, class What>
    struct Found {
        typename Of::weak_type a;
        typename Of::weak_type b;
        What what{};
        bool isOf(const Of& x, const Of& y) const { return a.lock() == x && b.lock() == y; }
    };
    mutable Found<PromptResultPtr, core::TokenAlignment> m_alignment;
    mutable Found<ModelSummaryPtr, bool> m_vocabulary;
    std::optional<QString> m_asked; ///< the folder that B was last told to load; empty: A's model
    std::optional<Run> m_run;       ///< what B was last told to run
    ThreadJob m_job;
    QTimer m_soon; ///< many changes of one moment are one comparison
};

} // namespace headscope::app
