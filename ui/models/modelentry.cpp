// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelentry.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::ModelEntry)
};

/// Two digits that count, or whole numbers from 10 on.
QString number(double value)
{
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

QString sizeText(qint64 bytes, double step, const QStringList& units)
{
    auto value = static_cast<double>(std::max<qint64>(0, bytes));
    int unit = 0;
    // 999.6 MB would be written as 1000.
    for (; value >= step * 0.9995 && unit + 1 < units.size(); ++unit)
        value /= step;
    return QStringLiteral("%1\u00a0%2")
        .arg(unit == 0 ? QLocale().toString(static_cast<qlonglong>(value)) : number(value),
             units[unit]);
}

QString timeText(double seconds)
{
    const auto whole = static_cast<int>(std::ceil(std::min(seconds, 360'000.0)));
    if (whole < 60)
        return Text::tr("%1 s left").arg(whole);
    if (whole < 3600)
        return Text::tr("%1 min left").arg((whole + 59) / 60);
    return Text::tr("%1 h %2 min left").arg(whole / 3600).arg(whole % 3600 / 60);
}

} // namespace

QString diskSizeText(qint64 bytes)
{
    return sizeText(
        bytes, 1000.0,
        {Text::tr("bytes"), Text::tr("kB"), Text::tr("MB"), Text::tr("GB"), Text::tr("TB")});
}

QString memorySizeText(qint64 bytes)
{
    return sizeText(
        bytes, 1024.0,
        {Text::tr("bytes"), Text::tr("KiB"), Text::tr("MiB"), Text::tr("GiB"), Text::tr("TiB")});
}

QString parametersText(qint64 parameters)
{
    const auto count = static_cast<double>(parameters);
    if (parameters < 999'500)
        return Text::tr("%1 parameters")
            .arg(QLocale().toString(static_cast<qlonglong>(parameters)));
    if (count < 999.5e6)
        return Text::tr("%1\u00a0M parameters").arg(number(count / 1e6));
    return Text::tr("%1\u00a0"
                    "B parameters")
        .arg(number(count / 1e9));
}

QString modelSummary(const ModelEntry& entry)
{
    switch (entry.state) {
    case ModelEntry::State::Reading:
        return Text::tr("Looking at it…");
    case ModelEntry::State::Ready:
        return Text::tr("%1 · %2 · %3")
            .arg(entry.family, shapeText(entry.shape), parametersText(entry.parameters));
    case ModelEntry::State::Broken:
        // Which folder it is about, the row says itself.
        return QString(entry.problem).remove(entry.folder + QLatin1Char('/'));
    case ModelEntry::State::Gone:
        return Text::tr("Not there any more");
    case ModelEntry::State::Offered:
        return entry.title.isEmpty()
                   ? Text::tr("%1 to download").arg(diskSizeText(entry.bytes))
                   : Text::tr("%1 · %2 to download").arg(entry.title, diskSizeText(entry.bytes));
    case ModelEntry::State::Downloading:
        return downloadText(entry);
    case ModelEntry::State::Stopped:
        if (entry.done == 0 && !entry.problem.isEmpty())
            return entry.problem;
        return entry.bytes > 0 ? Text::tr("%1 of %2 are here")
                                     .arg(diskSizeText(entry.done), diskSizeText(entry.bytes))
                               : Text::tr("A part of it is here, %1").arg(diskSizeText(entry.done));
    }
    return {};
}

QString memoryText(const ModelEntry& entry, std::optional<qint64> freeMemory)
{
    if (!freeMemory)
        return Text::tr("needs %1").arg(memorySizeText(entry.needs));
    return Text::tr("needs %1, %2 free")
        .arg(memorySizeText(entry.needs), memorySizeText(*freeMemory));
}

bool exceedsMemory(const ModelEntry& entry, std::optional<qint64> freeMemory)
{
    return entry.canBeOpened() && freeMemory && entry.needs > *freeMemory;
}

QString downloadText(const ModelEntry& entry)
{
    if (!entry.step.isEmpty())
        return entry.step;
    QStringList parts;
    if (entry.bytes > 0)
        parts << Text::tr("%1\u00a0%").arg(std::min<qint64>(100, entry.done * 100 / entry.bytes));
    else
        parts << diskSizeText(entry.done);
    if (entry.bytesPerSecond >= 1) {
        parts << Text::tr("%1/s").arg(diskSizeText(static_cast<qint64>(entry.bytesPerSecond)));
        if (entry.secondsLeft >= 0)
            parts << timeText(entry.secondsLeft);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace headscope::ui
