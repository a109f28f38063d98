// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backgroundwork.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace headscope::app {

/// Makes one result for a view out of an object that knows how: `Maker` has
///     bool advance(const core::RunControl&);  // true when done, false when stopped; goes on later
///     Result take();                          // once done
/// Interrupted by every click of the user, so a maker of long work must lose little by a stop.
template<class Maker, class Result>
class ViewWork final : public BackgroundWork
{
public:
    /// `make` is called in the worker's thread when the work begins.
    ViewWork(quint64 id, LoadedModelPtr model, Session::Stage stage, std::function<Maker()> make)
        : BackgroundWork(id, std::move(model)), m_stage(stage), m_make(std::move(make))
    {}
    Session::Stage stage() const override { return m_stage; }
    bool advance(const core::RunControl& control) override
    {
        if (!m_maker)
            m_maker.emplace(m_make());
        return m_maker->advance(control);
    }
    void answer(ModelWorker& worker) override
    {
        Q_EMIT worker.viewMade(id(), std::make_shared<const Result>(m_maker->take()));
    }

private:
    Session::Stage m_stage;
    std::function<Maker()> m_make;
    std::optional<Maker> m_maker;
};

/// A maker of short work: a function that returns the result, or nullopt when stopped, and then
/// begins anew.
template<class Result>
class OneStep
{
public:
    using Function = std::function<std::optional<Result>(const core::RunControl&)>;
    explicit OneStep(Function function) : m_function(std::move(function)) {}
    bool advance(const core::RunControl& control)
    {
        m_result = m_function(control);
        return m_result.has_value();
    }
    Result take() { return std::move(*m_result); }

private:
    Function m_function;
    std::optional<Result> m_result;
};

/// What the Session knows of one view's result: what is wanted, whether it is on its way, the last
/// one that came. GUI thread.
class ViewRequestBase
{
public:
    /// A FinishedRun or a LoadedModel, to tell whether it is still the same.
    using Subject = std::shared_ptr<const void>;

    /// What a result depends on, beside the options. OfEither: on the run, but of a model that
    /// cannot run on the model alone.
    enum class About { Run, Model, Either };
    explicit ViewRequestBase(Session::Stage stage, About about = About::Run)
        : m_stage(stage), m_about(about)
    {}
    virtual ~ViewRequestBase() = default;
    ViewRequestBase(const ViewRequestBase&) = delete;
    ViewRequestBase& operator=(const ViewRequestBase&) = delete;

    Session::Stage stage() const { return m_stage; }
    About about() const { return m_about; }
    /// The work for what is wanted; null where nothing is. `run` may be null unless the result is
    /// about one.
    virtual std::shared_ptr<BackgroundWork> work(quint64 id, const LoadedModelPtr& model,
                                                 const FinishedRunPtr& run) const = 0;
    virtual void take(const std::shared_ptr<const void>& result) = 0;
    /// Nothing wanted, nothing there: another model.
    virtual void forget() = 0;
    virtual bool isWanted() const = 0;

    /// Something is asked for, of a run or a model; or, of nothing, what was asked for is taken
    /// back.
    virtual void begin(quint64 newId, const Subject& ofWhat)
    {
        id = newId;
        pending = ofWhat != nullptr;
        subject = ofWhat;
    }
    /// The current request comes to nothing; what it asked for has to be asked for again.
    void end()
    {
        if (pending)
            subject.reset();
        pending = false;
    }

    quint64 id = 0; ///< of the current request
    bool pending = false;
    Subject subject; ///< that the current request is about, or was when it was answered

private:
    Session::Stage m_stage;
    About m_about;
};

template<class Options, class Result>
class ViewRequest final : public ViewRequestBase
{
public:
    using Make = std::function<std::shared_ptr<BackgroundWork>(
        quint64 id, const LoadedModelPtr&, const FinishedRunPtr&, const Options&)>;
    using Changed = std::function<void()>;

    /// `make` builds the work, in the GUI thread; `changed` tells that a result has come.
    ViewRequest(Session::Stage stage, Make make, Changed changed, About about = About::Run)
        : ViewRequestBase(stage, about), m_make(std::move(make)), m_changed(std::move(changed))
    {}

    std::shared_ptr<BackgroundWork> work(quint64 newId, const LoadedModelPtr& model,
                                         const FinishedRunPtr& onRun) const override
    {
        return wanted ? m_make(newId, model, onRun, *wanted) : nullptr;
    }
    void take(const std::shared_ptr<const void>& made) override
    {
        result = std::static_pointer_cast<const Result>(made);
        m_changed();
    }
    void forget() override
    {
        wanted.reset();
        result.reset();
        subject.reset();
    }
    bool isWanted() const override { return wanted.has_value(); }
    void begin(quint64 newId, const Subject& ofWhat) override
    {
        ViewRequestBase::begin(newId, ofWhat);
        m_asked = wanted;
    }
    /// Whether the result of `options` on that run or model is there or on its way.
    bool has(const Options& options, const Subject& ofWhat) const
    {
        return subject && subject == ofWhat && m_asked == options;
    }

    /// The result of this run or model; null while it is being made, and where it is of another.
    std::shared_ptr<const Result> current(const Subject& ofWhat) const
    {
        return !pending && subject == ofWhat ? result : nullptr;
    }

    std::optional<Options> wanted;
    std::shared_ptr<const Result> result;

private:
    std::optional<Options> m_asked; ///< of the current request
    Make m_make;
    Changed m_changed;
};

} // namespace headscope::app
