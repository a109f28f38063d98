// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/modelworker.h"
#include "core/analysis/headgrid.h"
#include "core/analysis/headmeasures.h"
#include "core/analysis/headwords.h"
#include "core/analysis/neuronwords.h"

#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <vector>

namespace headscope::app {

/// Work that yields to everything that is asked for meanwhile. It is stopped by its RunControl and
/// goes on later where it was: stopping loses nothing. Owned by the ModelWorker, in its thread.
class BackgroundWork
{
public:
    BackgroundWork(quint64 id, LoadedModelPtr model) : m_id(id), m_model(std::move(model)) {}
    virtual ~BackgroundWork() = default;

    quint64 id() const { return m_id; }
    const core::Model& model() const { return *m_model->model; }
    virtual Session::Stage stage() const = 0;
    /// Goes on until it is done (true) or asked to stop (false).
    virtual bool advance(const core::RunControl& control) = 0;
    /// Sends the result, once done.
    virtual void answer(ModelWorker& worker) = 0;

protected:
    const LoadedModelPtr& loadedModel() const { return m_model; }

private:
    quint64 m_id;
    LoadedModelPtr m_model;
};

/// The probe of random repeated tokens.
class ProbeWork final : public BackgroundWork
{
public:
    explicit ProbeWork(const ProbeJob& job);
    Session::Stage stage() const override { return Session::Stage::Probing; }
    bool advance(const core::RunControl& control) override;
    void answer(ModelWorker& worker) override;

private:
    core::Probe m_probe;
};

/// Ranks of heads depend on the weights alone: kept from prompt to prompt.
struct KnownRanks {
    std::weak_ptr<const LoadedModel> model;
    std::vector<core::HeadMeasures> measures; ///< (up to L H), only ranks are filled
};

/// Legibility and ranks of all heads.
class MeasureWork final : public BackgroundWork
{
public:
    /// `ranks` outlives this.
    MeasureWork(const MeasureJob& job, KnownRanks& ranks);
    Session::Stage stage() const override { return Session::Stage::Heads; }
    bool advance(const core::RunControl& control) override;
    void answer(ModelWorker& worker) override;

private:
    bool advanceRanks(const core::RunControl& control);

    std::vector<core::HeadMeasures> m_measures; ///< (L H)
    core::HeadWordsSearch m_legibility;
    KnownRanks& m_ranks;
};

/// The words of all heads as the tables want them, so that another head is there at once.
class TablesWork final : public BackgroundWork
{
public:
    /// `found` gets what there is a few times a second, and at the end.
    TablesWork(const TablesJob& job, std::function<void(core::HeadGrid)> found);
    Session::Stage stage() const override { return Session::Stage::Tables; }
    bool advance(const core::RunControl& control) override;
    void answer(ModelWorker& worker) override;
    /// nullptr where they are not known yet, or looked up in another way.
    std::shared_ptr<const core::HeadWords> words(const HeadJob& job) const;

private:
    void send();

    FinishedRunPtr m_run;
    core::HeadWordsSearch m_search;
    std::function<void(core::HeadGrid)> m_found;
    QElapsedTimer m_sinceSent;
};

/// The words of all neurons: from the cache on disk, or looked up and put there.
class NeuronWork final : public BackgroundWork
{
public:
    explicit NeuronWork(const NeuronJob& job);
    Session::Stage stage() const override { return Session::Stage::Neurons; }
    bool advance(const core::RunControl& control) override;
    void answer(ModelWorker& worker) override;

private:
    NeuronJob m_job;
    std::optional<core::NeuronWordsSearch> m_search;
    NeuronWordsPtr m_words;
};

} // namespace headscope::app
