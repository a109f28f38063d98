// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tableexport.h"

#include "core/base/atomicfile.h"
#include "core/base/error.h"
#include "core/export/tableformat.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace headscope::app {

namespace {
struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::app::TableExport)
};
} // namespace

QString saveHeadTable(const std::shared_ptr<const core::HeadTable>& table, const QString& path)
{
    if (!table)
        return Text::tr("There is no table to save yet.");
    if (!table->complete())
        return Text::tr("The words of this table are still being looked up; save it in a moment.");
    return saveTable(core::headTableSource(table), path);
}

QString saveVectorTable(const std::shared_ptr<const core::HeadGrid>& grid, core::VectorKind kind,
                        const QString& path)
{
    if (!grid)
        return Text::tr("There is no table to save yet.");
    if (!grid->complete())
        return Text::tr("The words of this table are still being looked up; save it in a moment.");
    return saveTable(core::vectorTableSource(grid, kind), path);
}

QString saveNeuronTable(const std::shared_ptr<const core::NeuronActivity>& activity,
                        const std::shared_ptr<const core::NeuronWords>& words, const QString& path)
{
    if (!activity)
        return Text::tr("There is no table to save yet.");
    if (!words)
        return Text::tr("The words of this table are still being looked up; save it in a moment.");
    return saveTable(core::neuronTableSource(activity, words), path);
}

QString saveEvolutionTable(const std::shared_ptr<const core::Evolution>& evolution,
                           bool hideFragments, const QString& path)
{
    if (!evolution)
        return Text::tr("There is no table to save yet.");
    return saveTable(core::evolutionTableSource(evolution, hideFragments), path);
}

QString saveStreamTable(const std::shared_ptr<const core::TokenStream>& stream,
                        const std::shared_ptr<const core::HeadGrid>& grid,
                        const std::shared_ptr<const core::NeuronWords>& words, const QString& path)
{
    if (!stream)
        return Text::tr("There is no table to save yet.");
    return saveTable(core::streamTableSource(stream, grid, words), path);
}

QString savePositionTable(const std::shared_ptr<const core::PositionPatterns>& patterns,
                          const QString& path)
{
    if (!patterns)
        return Text::tr("There is no table to save yet.");
    return saveTable(core::positionTableSource(patterns), path);
}

QString saveTable(const core::TableSource& table, const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const auto format = core::tableFormat(suffix.toStdString());
    if (!format)
        return Text::tr("%1: the name must end in .csv, .tsv or .json.").arg(path);
    try {
        core::AtomicFile file(path.toStdString());
        core::writeTable(table, *format, file.stream());
        file.commit();
    } catch (const core::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace headscope::app
