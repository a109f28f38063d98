// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>

#include <algorithm>
#include <array>

namespace headscope::ui {

/// Reads what View::look() told from a map that may hold anything: what is not there, or is of
/// another kind, counts as what it is at first.
class LookReader
{
public:
    explicit LookReader(const QVariantMap& look) : m_look(look) {}

    bool flag(const char* key, bool initial = false) const
    {
        const QVariant value = at(key);
        return value.typeId() == QMetaType::Bool ? value.toBool() : initial;
    }
    /// Bounded to low .. high.
    int integer(const char* key, int low, int high, int initial) const
    {
        const QVariant value = at(key);
        return isInteger(value)
                   ? static_cast<int>(std::clamp<qlonglong>(value.toLongLong(), low, high))
                   : initial;
    }
    double number(const char* key, double low, double high, double initial) const
    {
        const QVariant value = at(key);
        return isInteger(value) || value.typeId() == QMetaType::Double
                   ? std::clamp(value.toDouble(), low, high)
                   : initial;
    }
    QString text(const char* key) const
    {
        const QVariant value = at(key);
        return value.typeId() == QMetaType::QString ? value.toString() : QString();
    }
    /// Which of the names it is.
    template<std::size_t N>
    int choice(const char* key, const std::array<const char*, N>& names, int initial = 0) const
    {
        const QString name = text(key);
        const auto found = std::find_if(names.begin(), names.end(), [&name](const char* each) {
            return name == QLatin1String(each);
        });
        return found == names.end() ? initial : static_cast<int>(found - names.begin());
    }
    bool has(const char* key) const { return m_look.contains(QString::fromLatin1(key)); }

private:
    QVariant at(const char* key) const { return m_look.value(QString::fromLatin1(key)); }
    static bool isInteger(const QVariant& value)
    {
        return value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int;
    }

    const QVariantMap& m_look;
};

/// The name of a choice, for View::look().
template<std::size_t N>
QString nameOfChoice(const std::array<const char*, N>& names, int choice)
{
    return QString::fromLatin1(names.at(static_cast<std::size_t>(std::max(choice, 0))));
}

} // namespace headscope::ui
