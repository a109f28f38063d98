// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hub/hubfile.h"
#include "app/hub/hubrefusal.h"

namespace headscope::app {

/// An answer that is kept in memory, up to a limit.
class HubTextReceiver final : public HubReceiver
{
public:
    HubTextReceiver(HubQuestion question, qint64 mostBytes);

    const QByteArray& text() const { return m_text; }

    bool answered(const HubAnswer& answer) override;
    void arrived(const QByteArray& bytes) override;
    bool ended() override;
    core::Error refusal(const HubAnswer& answer) const override;
    QString what() const override;

private:
    [[noreturn]] void tooLong(qint64 bytes) const;

    HubQuestion m_question;
    qint64 m_most;
    QByteArray m_text;
};

/// Size and hash of a file where the list of files did not say them: from the head of the answer of
/// the endpoint, which for a large file sends us on to elsewhere.
class HubHeadReceiver final : public HubReceiver
{
public:
    explicit HubHeadReceiver(HubQuestion question);

    qint64 size() const { return m_size; }
    const QByteArray& hash() const { return m_hash; }

    bool answered(const HubAnswer& answer) override;
    void arrived(const QByteArray&) override {}
    bool ended() override { return true; }
    core::Error refusal(const HubAnswer& answer) const override;
    QString what() const override;

private:
    HubQuestion m_question;
    qint64 m_size = -1;
    QByteArray m_hash;
};

} // namespace headscope::app
