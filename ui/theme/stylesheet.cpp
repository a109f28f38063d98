// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QRegularExpression>

namespace headscope::ui {

namespace {

const char* const sheetText = R"(
QToolTip { color: @text; background: @surface; border: 1px solid @border; padding: 4px; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @hover; }
QDockWidget { font-weight: bold; }
QDockWidget::title { background: @surface; padding: 9px 12px 5px 12px; text-align: left; }
QStatusBar { background: @surface; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 2px 8px; }
QMenuBar { background: @surface; padding: 2px 6px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @hover; }

QCheckBox { spacing: 7px; }
QCheckBox::indicator { width: 13px; height: 13px; border: 1px solid @faint; border-radius: 3px; background: @field; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border: 1px solid @accent; }
QCheckBox::indicator:checked { border: 1px solid @accent; background: @accent; image: url(:/icons/check-@scheme.svg); }
QCheckBox::indicator:disabled { border: 1px solid @border; }
QCheckBox:focus { color: @accent; }
QComboBox { background: @field; color: @text; border: 1px solid @border; border-radius: 6px; padding: 3px 6px 3px 8px; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border: 1px solid @accent; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url(:/icons/chevron-@scheme.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @accentSoft;
    selection-color: @text; }

QWidget#promptBar { background: @surface; border-top: 1px solid @border; }
QWidget#tokenBar { background: @surface; border-bottom: 1px solid @border; }
QWidget#tabLine { background: @surface; border-bottom: 1px solid @border; }
QTabBar#viewTabs, QTabBar#labPages, QTabBar#weightsPages { background: transparent; }
QTabBar#viewTabs::tear { width: 0px; border: none; }
QTabBar#viewTabs::tab, QTabBar#labPages::tab, QTabBar#weightsPages::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent;
    padding: 7px 10px 6px 10px; }
QTabBar#viewTabs::tab:hover, QTabBar#labPages::tab:hover, QTabBar#weightsPages::tab:hover { color: @text; background: @hover; }
QTabBar#viewTabs::tab:selected, QTabBar#labPages::tab:selected, QTabBar#weightsPages::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar#viewTabs::tab:selected:focus, QTabBar#labPages::tab:selected:focus, QTabBar#weightsPages::tab:selected:focus { color: @accent; border-bottom: 3px solid @accent; }
QWidget#findBar { background: @surface; border-top: 1px solid @border; }
QWidget#centre { background: @window; }
QLabel[quiet="true"] { color: @muted; }

QPlainTextEdit#promptEdit, QPlainTextEdit#decoderEdit, QPlainTextEdit#comparePrompt { background: @field; border: 1px solid @border;
    border-radius: 6px; padding: 2px 4px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit#promptEdit:focus, QPlainTextEdit#decoderEdit:focus, QPlainTextEdit#comparePrompt:focus { border: 1px solid @accent; background: @surface; }

QLineEdit[field="true"], QPlainTextEdit#headNote { background: @field; color: @text; border: 1px solid @border; border-radius: 6px;
    padding: 3px 6px; }
QLineEdit[field="true"]:focus, QPlainTextEdit#headNote:focus { border: 1px solid @accent; background: @surface; }

QPushButton, QToolButton[field="true"] { background: @field; color: @text;
    border: 1px solid @border; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover, QToolButton[field="true"]:hover { background: @hover; }
QPushButton:pressed, QToolButton[field="true"]:pressed { background: @border; }
QPushButton:focus, QToolButton[field="true"]:focus { border: 1px solid @accent; }
QPushButton:disabled, QToolButton[field="true"]:disabled { color: @faint; }
QToolButton[panel="true"] { background: transparent; color: @muted; border: 1px solid transparent;
    border-radius: 5px; padding: 1px 8px; }
QToolButton[panel="true"]:hover { background: @hover; }
QToolButton[panel="true"]:focus { border: 1px solid @accent; }
QToolButton[panel="true"]:checked { background: @accentSoft; color: @accent; }
QToolButton[segment] { background: @field; color: @muted; border: 1px solid @border; padding: 3px 10px; }
QToolButton[segment="left"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; border-right: none; }
QToolButton[segment="right"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton[segment]:hover { background: @hover; }
QToolButton[segment]:checked { background: @accentSoft; color: @accent; font-weight: bold; }
QToolButton[segment]:focus { border: 1px solid @accent; }
QToolButton[segment]:disabled { color: @faint; }
QFrame#displayPopup { background: @surface; border: 1px solid @border; }
QToolButton#modelButton { font-weight: bold; padding-right: 24px; }
QToolButton#modelButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center;
    right: 8px; }
QToolButton#labAdd { padding-right: 22px; }
QToolButton#labAdd::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: 7px; }
QToolButton#historyButton { padding: 5px 9px; }
QToolButton#historyButton::menu-indicator { image: none; }
QPushButton[strong="true"] { background: @accent; color: @onAccent; border: 1px solid @accent;
    font-weight: bold; padding: 5px 18px; }
QPushButton[strong="true"]:hover { background: @accentHover; }
QPushButton[strong="true"]:focus { border: 2px solid @text; padding: 4px 17px; }
QPushButton[strong="true"]:disabled { background: @field; color: @faint; border: 1px solid @border; }
QPushButton#runButton { background: @accent; color: @onAccent; border: 1px solid @accent;
    font-weight: bold; padding: 5px 18px; }
QPushButton#runButton:hover { background: @accentHover; }
QPushButton#runButton:focus { border: 2px solid @text; padding: 4px 17px; }
QPushButton#runButton:disabled { background: @field; color: @faint; border: 1px solid @border; }

QPushButton[chip="true"] { background: @surface; border: 1px solid @border; border-radius: @radius;
    padding: 3px 11px; }
QPushButton[chip="true"]:hover { background: @hover; }
QPushButton[chip="true"]:checked { background: @accentSoft; border: 1px solid @accent; color: @accent; }
QPushButton[chip="true"]:focus { border: 2px solid @muted; padding: 2px 10px; }
QPushButton[chip="true"]:checked:focus { border: 2px solid @accent; }
QPushButton[chip="true"]:disabled { background: @surface; color: @faint; border: 1px solid @border; }
QComboBox:disabled { color: @faint; }
QPushButton[quiet="true"] { padding: 2px 10px; }

QTableView { background: @surface; border: 1px solid @border; outline: none; gridline-color: @grid; }
QTableView[pane="true"] { border: none; }
QListView { background: @surface; border: none; outline: none; }
QHeaderView, QHeaderView::section { background: @surface; border: none; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QFrame#banner { border-radius: 6px; margin: 8px 14px 0px 14px; }
QFrame#banner[kind="failure"] { background: @warning; border: 1px solid @onWarning; }
QFrame#banner[kind="failure"] QLabel { color: @onWarning; }
QFrame#banner[kind="hint"] { background: @notice; border: 1px solid @notice; }
QFrame#banner[kind="hint"] QLabel { color: @onNotice; }
QFrame#loadingStrip { background: @surface; border: 1px solid @border; border-radius: 6px;
    margin: 8px 14px 0px 14px; }
QDialog#modelChooser { background: @surface; }
QListView#modelList:focus { border: none; }
QScrollArea#modelDetails { border: none; border-left: 1px solid @border; background: @window; }
QWidget#modelDetailsPage { background: @window; }
QFrame#modelProblem { background: @warning; border: 1px solid @onWarning; border-radius: 6px; }
QFrame#modelProblem QLabel { color: @onWarning; }
QLabel#modelFailure { background: @warning; color: @onWarning; padding: 8px 14px; }
QWidget#dialogButtons { background: @surface; border-top: 1px solid @border; }
QFrame#tourCard { background: @surface; border: none; border-top: 2px solid @accent; }
QLabel#formula { background: @field; border: 1px solid @border; border-radius: 6px; padding: 8px; }
QProgressBar { background: @field; border: 1px solid @border; border-radius: 4px; max-height: 10px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

} // namespace

QString styleSheet(const Colours& c)
{
    QString sheet = QString::fromLatin1(sheetText);
    const auto put = [&sheet](const char* name, const QString& value) {
        static const QString pattern = QStringLiteral("@%1\\b");
        sheet.replace(QRegularExpression(pattern.arg(QLatin1String(name))), value);
    };
    put("scheme", c.text.lightness() > 127 ? QStringLiteral("dark") : QStringLiteral("light"));
    put("text", c.text.name());
    put("surface", c.surface.name());
    put("border", c.border.name());
    put("hover", c.hover.name());
    put("muted", c.muted.name());
    put("faint", c.faint.name());
    put("handle", Theme::mix(c.border, c.muted, 0.5).name());
    put("window", c.window.name());
    put("field", c.field.name());
    put("grid", c.grid.name());
    put("accent", c.accent.name());
    put("onAccent", c.onAccent.name());
    put("accentHover", Theme::mix(c.accent, c.surface, 0.15).name());
    put("accentSoft", c.accentSoft.name());
    put("warning", c.warning.name());
    put("onWarning", c.onWarning.name());
    put("notice", c.notice.name());
    put("onNotice", c.onNotice.name());
    put("radius", QStringLiteral("%1px").arg(QFontMetrics(Theme::font()).height() / 2 + 3));
    return sheet;
}

} // namespace headscope::ui
