// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubreceivers.h"

namespace headscope::app {

HubTextReceiver::HubTextReceiver(HubQuestion question, qint64 mostBytes)
    : m_question(std::move(question)), m_most(mostBytes)
{}

bool HubTextReceiver::answered(const HubAnswer& answer)
{
    // Another connection may have broken in the middle.
    m_text.clear();
    if (!answer.redirect && answer.length > m_most)
        tooLong(answer.length);
    return true;
}

void HubTextReceiver::arrived(const QByteArray& bytes)
{
    if (m_text.size() + bytes.size() > m_most)
        tooLong(m_text.size() + bytes.size());
    m_text += bytes;
}

bool HubTextReceiver::ended()
{
    return true;
}

core::Error HubTextReceiver::refusal(const HubAnswer& answer) const
{
    return refusalOf(m_question, answer);
}

QString HubTextReceiver::what() const
{
    return nameOf(m_question);
}

void HubTextReceiver::tooLong(qint64 bytes) const
{
    throw core::Error(core::ErrorKind::DownloadFailed,
                      QStringLiteral("%1: the hub's answer about its files is too long: %2 bytes "
                                     "and more (at most %3)")
                          .arg(what())
                          .arg(bytes)
                          .arg(m_most)
                          .toStdString());
}

HubHeadReceiver::HubHeadReceiver(HubQuestion question) : m_question(std::move(question)) {}

bool HubHeadReceiver::answered(const HubAnswer& answer)
{
    if (!answer.ofEndpoint)
        return false;
    if (const QByteArray linked = hashInEtag(answer.linkedEtag); !linked.isEmpty()) {
        m_hash = linked;
        m_size = answer.linkedSize;
    } else if (!answer.redirect) {
        m_hash = hashInEtag(answer.etag);
        m_size = answer.length;
    }
    return m_hash.isEmpty() || m_size < 0;
}

core::Error HubHeadReceiver::refusal(const HubAnswer& answer) const
{
    return refusalOf(m_question, answer);
}

QString HubHeadReceiver::what() const
{
    return nameOf(m_question);
}

} // namespace headscope::app
