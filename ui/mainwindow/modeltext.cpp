// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/modeltext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::ModelText)
};

QString tokensText(std::size_t count)
{
    return count == 1 ? Text::tr("1 token")
                      : Text::tr("%1 tokens").arg(QLocale().toString(qulonglong(count)));
}

} // namespace

ModelShape shapeOf(const core::ModelInfo& info, int encoderLayers)
{
    return {info.layers,   info.heads,  info.kvHeads, info.crossHeads,
            encoderLayers, info.causal, info.tied};
}

QString modelTip(const app::ModelSummary& whole)
{
    const core::ModelInfo& info = whole.info;
    const ModelShape shape = shapeOf(info, whole.encoder ? whole.encoder->info.layers : 0);
    const QLocale locale;
    QStringList lines{
        QString::fromStdString(info.folder.string()),
        Text::tr("%1, %2 parameters")
            .arg(QString::fromStdString(info.family), locale.toString(qlonglong(info.parameters)))};
    if (whole.encoder)
        lines << Text::tr("encoder: %1").arg(encoderText(shape))
              << Text::tr("decoder: %1").arg(stackText(shape));
    else
        lines << stackText(shape);
    lines << Text::tr("heads of size %1, width %2, vocabulary %3")
                 .arg(locale.toString(info.headSize), locale.toString(info.width),
                      locale.toString(info.vocab))
          << directionText(shape) << tiedText(shape);
    if (const QString missing = missingSentence(info.missing, whole.tokenizer); !missing.isEmpty())
        lines << missing;
    else if (!whole.tokenizer)
        lines << Text::tr("no tokenizer: takes token ids only");
    return lines.join(QLatin1Char('\n'));
}

QString missingSentence(const core::MissingParts& missing, bool tokenizer)
{
    if (!missing.any())
        return {};
    QStringList parts;
    if (missing.embedding)
        parts << Text::tr("no token embedding");
    if (missing.positions)
        parts << Text::tr("no position vectors");
    if (missing.feedForward)
        parts << Text::tr("no feed-forward weights");
    if (missing.finalNorm)
        parts << Text::tr("no final norm");
    if (!tokenizer)
        parts << Text::tr("no tokenizer");
    const QString all = parts.join(Text::tr(", "));
    return missing.positions
               ? Text::tr("This model has %1: only Weights can be shown.").arg(all)
               : Text::tr("This model has %1: only Weights and Positions can be shown.").arg(all);
}

QString runText(const app::PromptResult& run, const app::Session& session)
{
    QString shape = stackText(shapeOf(session.model()->info, 0));
    QString tokens = tokensText(run.tokens.size());
    if (session.hasEncoder()) {
        const bool encoder = session.part() == app::Session::Part::Encoder;
        shape = (encoder ? Text::tr("encoder: %1") : Text::tr("decoder: %1")).arg(shape);
        if (!encoder)
            tokens = Text::tr("%1, the encoder has %2").arg(tokens).arg(run.memory.size());
    }
    return tokens + QStringLiteral("     ") + shape;
}

} // namespace headscope::ui
