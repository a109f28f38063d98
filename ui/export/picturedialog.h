// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figurefile.h"
#include "ui/export/pictureoptions.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace headscope::ui {

class PictureSource;

/// What a picture can be made of. The source outlives whoever is given it.
struct PictureChoice {
    const PictureSource* source = nullptr;
    QString name; ///< for people
    QString path; ///< of the file that is suggested, folder included, without its ending
};

/// Makes a picture of what is chosen: which part, on what, with what words around it, and how it
/// will look. Owned by the window, which outlives it. GUI thread.
class PictureDialog : public QDialog
{
    Q_OBJECT
public:
    /// `first`: which of the choices it begins with.
    PictureDialog(std::vector<PictureChoice> choices, int first, const QString& caption,
                  const PictureOptions& options, QWidget* parent = nullptr);

    PictureOptions options() const;
    void setOptions(const PictureOptions& options);
    /// What is seen of it; null before the first look and where the view is empty.
    QPixmap preview() const;
    /// Writes the file as it is seen. Empty when done, else one sentence, which the dialog shows
    /// too.
    QString save(const QString& path);
    void copy();

Q_SIGNALS:
    void saved(const QString& path);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void askSave();
    void showPreview();
    const PictureSource& source() const;

    std::vector<PictureChoice> m_choices;
    QString m_caption;
    QString m_ending = QStringLiteral("png"); ///< of the last file
    QLabel* m_preview;
    QLabel* m_size;
    QComboBox* m_of;
    QComboBox* m_part;
    QComboBox* m_colours;
    QComboBox* m_background;
    QDoubleSpinBox* m_scale;
    QCheckBox* m_title;
    QCheckBox* m_legend;
    QCheckBox* m_captionShown;
    QLabel* m_failure;
    QPushButton* m_save = nullptr;
    QPushButton* m_copy = nullptr;
    QTimer m_changed; ///< many changes of one moment are drawn once
};

/// A picture for other programs: an image, and shapes for those that take them. Empty when done,
/// else one sentence.
QString copyPicture(const PictureSource& source, const QString& caption,
                    const PictureOptions& options);
/// Writes a picture by the file's ending. Empty when done, else one sentence.
QString savePicture(const PictureSource& source, const QString& caption,
                    const PictureOptions& options, const QString& path);

} // namespace headscope::ui
