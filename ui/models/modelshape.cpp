// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelshape.h"

#include <QCoreApplication>

namespace headscope::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(headscope::ui::ModelShape)
};

QString layersText(int layers)
{
    return layers == 1 ? Text::tr("1 layer") : Text::tr("%1 layers").arg(layers);
}

QString ownHeadsText(const ModelShape& shape)
{
    const QString heads = shape.heads == 1 ? Text::tr("1 head")
                                           : Text::tr("%1 heads").arg(shape.heads);
    if (shape.groups == 0 || shape.groups == shape.heads)
        return heads;
    return shape.groups == 1 ? Text::tr("%1 in 1 group").arg(heads)
                             : Text::tr("%1 in %2 groups").arg(heads).arg(shape.groups);
}

} // namespace

QString stackText(const ModelShape& shape)
{
    QString heads = ownHeadsText(shape);
    if (shape.crossHeads == 1)
        heads = Text::tr("%1 and 1 cross head").arg(heads);
    else if (shape.crossHeads > 1)
        heads = Text::tr("%1 and %2 cross heads").arg(heads).arg(shape.crossHeads);
    return Text::tr("%1 × %2").arg(layersText(shape.layers), heads);
}

QString encoderText(const ModelShape& shape)
{
    return shape.encoderLayers == 0
               ? QString()
               : Text::tr("%1 × %2").arg(layersText(shape.encoderLayers), ownHeadsText(shape));
}

QString shapeText(const ModelShape& shape)
{
    if (shape.encoderLayers == 0)
        return stackText(shape);
    return Text::tr("%1 + %2 layers × %3")
        .arg(shape.encoderLayers)
        .arg(shape.layers)
        .arg(ownHeadsText(shape));
}

QString directionText(const ModelShape& shape)
{
    if (shape.encoderLayers > 0)
        return Text::tr("encoder both ways, decoder causal");
    return shape.causal ? Text::tr("causal: tokens see no later ones")
                        : Text::tr("both ways: tokens see all others");
}

QString tiedText(const ModelShape& shape)
{
    return shape.tied ? Text::tr("tied: the same vectors read and write words")
                      : Text::tr("untied: different vectors read and write words");
}

} // namespace headscope::ui
