// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <stop_token>
#include <vector>

class QThread;

namespace headscope::app {

/// One piece of work at a time in a thread of its own, beside what the Session does. A newer one
/// stops the one before, whose end is then nobody's business. Lives in the GUI thread; its
/// destructor stops the work and waits until it looks at its stop token.
class ThreadJob : public QObject
{
    Q_OBJECT
public:
    /// Done in the GUI thread once the work is; may be empty.
    using After = std::function<void()>;
    /// Done in the job's thread; throws nothing.
    using Work = std::function<After(const std::stop_token&)>;

    explicit ThreadJob(QObject* parent = nullptr);
    ~ThreadJob() override;

    void start(Work work);
    /// False where there was nothing to stop.
    bool cancel();
    bool busy() const { return m_thread != nullptr; }

private:
    void end(quint64 id, const After& after);

    QThread* m_thread = nullptr;    ///< of the current work; null where there is none
    std::vector<QThread*> m_ending; ///< that were stopped and have not ended yet
    std::stop_source m_stop;
    quint64 m_id = 0;
};

} // namespace headscope::app
