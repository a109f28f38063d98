// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <vector>

namespace headscope::app {

/// What is remembered between two starts: an INI file in the user's configuration folder. Owned by
/// the main window, GUI thread. One table says each entry's name, type, default and what it may
/// hold; a value that is damaged, of another type or not among the choices counts as the default,
/// so reading never fails.
class Settings
{
public:
    enum class Key {
        WindowGeometry,  ///< bytes
        WindowState,     ///< bytes
        ViewLayout,      ///< bytes: what was dragged inside the views
        Language,        ///< "system", or a code as "en", "de"
        Theme,           ///< "system", "light", "dark"
        Prompt,          ///< text: the last one
        DecoderPrompt,   ///< text: what the decoder had said, of models with an encoder
        FirstToken,      ///< "usual" (as the model usually has it), "on", "off"
        PatternSide,     ///< "key", "query"
        CentredPatterns, ///< flag
        CentredMessages, ///< flag
        FixedDistance,   ///< flag: patterns at one distance, not at that of the pair
        Distance,        ///< number: that distance, in tokens
        HideFragments,   ///< flag
        HideHighBias,    ///< flag
        BiasRule,        ///< "rho", "posts"
        BiasThreshold,   ///< number, 0 .. 10
        Metric,          ///< "cosine", "dot"
        HeadMapMeasure,  ///< text: a measure's field name, as in `headscope-cli heads`
        ShowSpaces,      ///< flag
        PromptHistory,   ///< texts, latest first
        RecentModels,    ///< texts: folders, latest first
        HeadMapColours,  ///< "viridis", "cividis"
        Head,            ///< text: the last head, as "6.3"
        Model,           ///< text: the last folder; empty = the embedded model
        ModelDialog,     ///< bytes: size of the dialog that models are chosen in
        ExportFolder,    ///< text: of the last file
        TableFormat,     ///< ending of the last table: "csv" ..
        PicturePart,     ///< "whole", "visible"
        PictureColours,  ///< "window", "light", "dark"
        PictureClear,    ///< flag: without background
        PictureScale,    ///< number, 1 .. 4
        PictureTitle,    ///< flag
        PictureLegend,   ///< flag
        PictureCaption,  ///< flag
        View,            ///< the view in front: "head" .. "lab"
        ComparePrompt,   ///< text: what prompts are compared with
        CompareModel,    ///< text: a folder; empty = the open model
        RecentSessions,  ///< texts: files, latest first
        KnownModels,     ///< texts: see app::knownModel(), latest first
    };

    struct Entry {
        Key key;
        QString name;        ///< in the file: group/name
        QVariant initial;    ///< the default, which also gives the type
        QStringList choices; ///< of texts; empty = any
        double low = 0;      ///< of numbers
        double high = 0;
    };

    /// The user's own file.
    Settings();
    /// Another one, as tests have.
    explicit Settings(const QString& file);

    static const std::vector<Entry>& entries();
    static const Entry& entry(Key key);

    QVariant value(Key key) const;
    bool flag(Key key) const { return value(key).toBool(); }
    double number(Key key) const { return value(key).toDouble(); }
    QString text(Key key) const { return value(key).toString(); }
    QStringList texts(Key key) const { return value(key).toStringList(); }
    QByteArray bytes(Key key) const { return value(key).toByteArray(); }

    /// Ignored where the entry cannot hold the value; a value equal to the default is not written.
    void setValue(Key key, const QVariant& value);
    /// Puts `text` in front of a list, takes out its other copies, and keeps `most` of them.
    void remember(Key key, const QString& text, int most);

    QString file() const { return m_store.fileName(); }
    void sync() { m_store.sync(); }

private:
    QSettings m_store;
};

} // namespace headscope::app
