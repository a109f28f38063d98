// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/viewtable.h"

#include "app/session.h"
#include "app/tablewriter.h"
#include "core/analysis/headstable.h"
#include "core/analysis/weightstable.h"
#include "core/base/error.h"
#include "core/export/tablefile.h"

#include <QCoreApplication>
#include <QFile>

namespace headscope::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::app::ViewTable)
};

ViewTable nothing()
{
    return {std::nullopt, Text::tr("There is no table to save yet.")};
}

ViewTable withoutWords()
{
    return {std::nullopt,
            Text::tr("The words of this table are still being looked up; save it in a moment.")};
}

} // namespace

ViewTable headsTable(const std::shared_ptr<const std::vector<core::HeadMeasures>>& measures,
                     int ownHeads)
{
    if (!measures)
        return {std::nullopt,
                Text::tr("The heads are still being measured; save the table in a moment.")};
    return {core::headsTableSource(measures, ownHeads), {}};
}

ViewTable headTable(const std::shared_ptr<const core::HeadTable>& table)
{
    if (!table)
        return nothing();
    if (!table->complete())
        return withoutWords();
    return {core::headTableSource(table), {}};
}

ViewTable vectorTable(const std::shared_ptr<const core::HeadGrid>& grid, core::VectorKind kind)
{
    if (!grid)
        return nothing();
    if (!grid->complete())
        return withoutWords();
    return {core::vectorTableSource(grid, kind), {}};
}

ViewTable neuronTable(const std::shared_ptr<const core::NeuronActivity>& activity,
                      const std::shared_ptr<const core::NeuronWords>& words)
{
    if (!activity)
        return nothing();
    if (!words)
        return withoutWords();
    return {core::neuronTableSource(activity, words), {}};
}

ViewTable evolutionTable(const std::shared_ptr<const core::Evolution>& evolution,
                         bool hideFragments)
{
    if (!evolution)
        return nothing();
    return {core::evolutionTableSource(evolution, hideFragments), {}};
}

ViewTable streamTable(const std::shared_ptr<const core::TokenStream>& stream,
                      const std::shared_ptr<const core::HeadGrid>& grid,
                      const std::shared_ptr<const core::NeuronWords>& words)
{
    if (!stream)
        return nothing();
    return {core::streamTableSource(stream, grid, words), {}};
}

ViewTable positionTable(const std::shared_ptr<const core::PositionPatterns>& patterns)
{
    if (!patterns)
        return nothing();
    return {core::positionTableSource(patterns), {}};
}

ViewTable labTable(const std::shared_ptr<const core::LabResult>& result)
{
    if (!result)
        return nothing();
    return {core::labTokensTableSource(result), {}};
}

ViewTable labHeadsTable(const std::shared_ptr<const core::LabResult>& result)
{
    if (!result)
        return nothing();
    return {core::labHeadsTableSource(result), {}};
}

ViewTable sweepTable(const std::shared_ptr<const SweepResult>& sweep)
{
    if (!sweep)
        return nothing();
    return {core::sweepTableSource(
                sweep->options.parameter,
                std::shared_ptr<const std::vector<core::SweepPoint>>(sweep, &sweep->points)),
            {}};
}

ViewTable weightTable(const std::shared_ptr<const core::WeightSpectra>& spectra)
{
    if (!spectra)
        return nothing();
    return {core::weightsTableSource(spectra, true), {}};
}

ViewTable directionTable(const std::shared_ptr<const core::SingularDirections>& directions)
{
    if (!directions)
        return nothing();
    return {core::directionsTableSource({[directions] { return directions; }}), {}};
}

ViewTable compositionTable(const std::shared_ptr<const core::CompositionMatrix>& composition)
{
    if (!composition)
        return nothing();
    return {core::compositionTableSource(composition), {}};
}

QString saveTable(core::TableSource table, const QString& path)
{
    const auto format = TableWriter::formatOf(path);
    if (!format)
        return TableWriter::unknownFormat(path);
    try {
        core::saveTables({std::move(table)}, *format, QFile::encodeName(path).toStdString());
    } catch (const core::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace headscope::app
