// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hub/hubrefusal.h"

namespace headscope::app {

namespace {

core::Error error(core::ErrorKind kind, const QString& sentence)
{
    return {kind, sentence.toStdString()};
}

core::Error notAllowed(const HubQuestion& question, const HubAnswer& answer)
{
    const QString page = question.endpoint + QLatin1Char('/') + question.id;
    if (answer.errorCode == "GatedRepo")
        return error(core::ErrorKind::DownloadFailed,
                     QStringLiteral("%1 is gated (%2): accept its terms on %3, %4")
                         .arg(question.id)
                         .arg(answer.status)
                         .arg(page, question.hasToken
                                        ? QStringLiteral("with the account that the token is of")
                                        : QStringLiteral("and set HF_TOKEN to a token of the "
                                                         "account that did")));
    if (answer.status == 403)
        return error(core::ErrorKind::DownloadFailed,
                     QStringLiteral("%1 may not be read %2 (403): see %3 for who may")
                         .arg(question.id,
                              question.hasToken ? QStringLiteral("with this token")
                                                : QStringLiteral("without a token (HF_TOKEN)"),
                              page));
    return error(
        core::ErrorKind::DownloadFailed,
        question.hasToken
            ? QStringLiteral("%1: there is no such model at %2 that this token may read, or "
                             "the token (HF_TOKEN, else that of hf auth login) is not "
                             "valid (401)")
                  .arg(question.id, question.endpoint)
            : QStringLiteral("%1: there is no such public model at %2 (401); if it is "
                             "private or gated, set HF_TOKEN to a token that may read it")
                  .arg(question.id, question.endpoint));
}

core::Error notFound(const HubQuestion& question, const HubAnswer& answer)
{
    const auto missing = [](const QString& sentence) {
        return error(core::ErrorKind::FileMissing, sentence);
    };
    if (!question.file.isEmpty())
        return missing(
            QStringLiteral("%1: the server no longer has it (404)").arg(nameOf(question)));
    if (answer.errorCode == "RevisionNotFound")
        return missing(
            QStringLiteral("%1 has no revision %2 (404)").arg(question.id, question.revision));
    if (answer.errorCode == "RepoNotFound" || question.revision == QLatin1String("main"))
        return missing(QStringLiteral("%1: there is no such model at %2 (404)")
                           .arg(question.id, question.endpoint));
    return missing(
        QStringLiteral("%1: there is no such model at %2, or it has no revision %3 (404)")
            .arg(question.id, question.endpoint, question.revision));
}

} // namespace

QString nameOf(const HubQuestion& question)
{
    return question.file.isEmpty() ? question.id
                                   : QStringLiteral("%1 of %2").arg(question.file, question.id);
}

core::Error refusalOf(const HubQuestion& question, const HubAnswer& answer)
{
    if (answer.status == 401 || answer.status == 403)
        return notAllowed(question, answer);
    if (answer.status == 404)
        return notFound(question, answer);
    return error(
        core::ErrorKind::DownloadFailed,
        QStringLiteral("%1: the server answered %2").arg(nameOf(question)).arg(answer.status));
}

} // namespace headscope::app
