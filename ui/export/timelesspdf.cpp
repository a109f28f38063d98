// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/timelesspdf.h"

#include <algorithm>

namespace headscope::ui {

namespace {

constexpr int digits = 10;      ///< of a place in the table
constexpr int entryLength = 20; ///< "0000000123 00000 n \n"

qsizetype moved(qsizetype place, qsizetype from, qsizetype by)
{
    return place > from ? place - by : place;
}

} // namespace

QByteArray withoutTime(const QByteArray& pdf)
{
    const qsizetype time = pdf.indexOf("/CreationDate (");
    const qsizetype end = time < 0 ? -1 : pdf.indexOf(")\n", time);
    const qsizetype start = pdf.lastIndexOf("startxref\n");
    if (end < 0 || start < end)
        return pdf;
    const qsizetype gone = end + 2 - time;
    bool known = false;
    const qsizetype number = start + 10;
    const qsizetype table = pdf.mid(number, pdf.indexOf('\n', number) - number).toLongLong(&known);
    if (!known || table < end || pdf.mid(table, 5) != "xref\n")
        return pdf;
    QByteArray result = pdf.left(table);
    // "xref\n0 <count>\n", then an entry each.
    const qsizetype first = pdf.indexOf('\n', table + 5) + 1;
    result += pdf.mid(table, first - table);
    qsizetype at = first;
    for (; at + entryLength <= start && pdf[at + digits] == ' ' && pdf[at + 11] >= '0'
           && pdf[at + 11] <= '9';
         at += entryLength) {
        const qsizetype place = pdf.mid(at, digits).toLongLong();
        result += QByteArray::number(moved(place, time, gone)).rightJustified(digits, '0');
        result += pdf.mid(at + digits, entryLength - digits);
    }
    result += pdf.mid(at, number - at) + QByteArray::number(moved(table, time, gone));
    result += pdf.mid(pdf.indexOf('\n', number));
    return result.remove(time, gone);
}

} // namespace headscope::ui
