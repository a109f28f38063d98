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
    explicit ViewRequestBase(Session::Stage stage) : m_stage(stage) {}
    virtual ~ViewRequestBase() = default;
    ViewRequestBase(const ViewRequestBase&) = delete;
    ViewRequestBase& operator=(const ViewRequestBase&) = delete;

    Session::Stage stage() const { return m_stage; }
    /// The work for what is wanted; null where nothing is.
    virtual std::shared_ptr<BackgroundWork> work(quint64 id, const LoadedModelPtr& model,
                                                 const FinishedRunPtr& run) const = 0;
    virtual void take(const std::shared_ptr<const void>& result) = 0;
    /// Nothing wanted, nothing there: another model.
    virtual void forget() = 0;
    virtual bool isWanted() const = 0;

    /// Something is asked for, of a run; or, of none, what was asked for is taken back.
    virtual void begin(quint64 newId, const FinishedRunPtr& ofRun)
    {
        id = newId;
        pending = ofRun != nullptr;
        run = ofRun;
    }
    /// The current request comes to nothing; what it asked for has to be asked for again.
    void end()
    {
        if (pending)
            run.reset();
        pending = false;
    }

    quint64 id = 0; ///< of the current request
    bool pending = false;
    FinishedRunPtr run; ///< that the current request is about, or was when it was answered

private:
    Session::Stage m_stage;
};

template<class Options, class Result>
class ViewRequest final : public ViewRequestBase
{
public:
    using Make = std::function<std::shared_ptr<BackgroundWork>(
        quint64 id, const LoadedModelPtr&, const FinishedRunPtr&, const Options&)>;
    using Changed = std::function<void()>;

    /// `make` builds the work, in the GUI thread; `changed` tells that a result has come.
    ViewRequest(Session::Stage stage, Make make, Changed changed)
        : ViewRequestBase(stage), m_make(std::move(make)), m_changed(std::move(changed))
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
        run.reset();
    }
    bool isWanted() const override { return wanted.has_value(); }
    void begin(quint64 newId, const FinishedRunPtr& ofRun) override
    {
        ViewRequestBase::begin(newId, ofRun);
        m_asked = wanted;
    }
    /// Whether the result of `options` on `ofRun` is there or on its way.
    bool has(const Options& options, const FinishedRunPtr& ofRun) const
    {
        return run && run == ofRun && m_asked == options;
    }

    /// The result of this run; null while it is being made, and where it is of another run.
    std::shared_ptr<const Result> current(const FinishedRunPtr& ofRun) const
    {
        return !pending && run == ofRun ? result : nullptr;
    }

    std::optional<Options> wanted;
    std::shared_ptr<const Result> result;

private:
    std::optional<Options> m_asked; ///< of the current request
    Make m_make;
    Changed m_changed;
};

} // namespace headscope::app
