// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/labresultptr.h"

#include <QWidget>

class QCustomPlot;
class QPainter;

namespace headscope::ui {

/// A sweep's points as a line: the parameter against one of the results, both axes straight or
/// logarithmic, one point marked. Drawn by QCustomPlot in the theme's colours. Owned by its parent,
/// GUI thread, nothing fails.
class SweepPlot : public QWidget
{
    Q_OBJECT
public:
    enum class Result { Kl, Delta, Agreement };
    /// What is drawn, and how.
    struct Choice {
        Result result = Result::Kl;
        bool logValues = false;
        bool logResults = false; ///< of KL alone: the others have no logarithms
        bool operator==(const Choice&) const = default;
    };

    explicit SweepPlot(QWidget* parent = nullptr);
    ~SweepPlot() override;

    /// `tips`: what is said of each point.
    void setPoints(std::optional<core::SweepParameter> parameter, SweepPointsPtr points,
                   QStringList tips);
    void setChoice(const Choice& choice);
    const Choice& choice() const { return m_choice; }
    /// -1: none.
    void setCurrent(int point);
    int current() const { return m_current; }
    static QString resultName(Result result);

    /// Where a point is drawn; nothing where an axis cannot show it.
    std::optional<QPointF> placeOf(int point) const;
    /// How many points the axes cannot show: zeros, on logarithmic ones.
    int hiddenPoints() const;
    /// Without marks, as shapes, into any rectangle.
    void paintInto(QPainter& painter, const QRect& rect) const;

    QSize sizeHint() const override { return {420, 260}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

Q_SIGNALS:
    void picked(int point);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void replot() const;
    void refresh();
    void style() const;
    void fitAxes(QSize size) const;
    void describe();
    void mark() const;
    bool shows(int point) const;
    double valueOf(int point) const;
    double resultOf(int point) const;
    int count() const { return m_points ? static_cast<int>(m_points->size()) : 0; }
    int at(QPointF place) const;

    QCustomPlot* m_plot;
    std::optional<core::SweepParameter> m_parameter;
    SweepPointsPtr m_points;
    QStringList m_tips;
    Choice m_choice;
    int m_current = -1;
};

} // namespace headscope::ui
