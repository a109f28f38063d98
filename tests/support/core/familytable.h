// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace headscope::tests {

/// The families with a model in tests/data (and the embedded models), and the figures that a test
/// measures of them: what docs/families.md says.
class FamilyTable
{
public:
    struct Family {
        const char* folder;    ///< of the model, under tests/data or resources/models
        const char* type;      ///< config.json's model_type
        const char* what;      ///< what is particular
        const char* tokenizer; ///< the kind its models come with, and what that is tested by
    };
    /// Largest differences.
    struct Row {
        double logits = 0;
        double states = 0;
        double attention = 0;
        double patterns = 0; ///< attention from patterns and shifts
        double messages = 0; ///< what heads write, from messages
        double stream = 0;   ///< the sum of the stream
        bool views = false;  ///< everything that views show was made
    };

    static const std::vector<Family>& families();
    static std::string modelFolder(const QString& name);
    /// As tests::Golden takes it.
    static std::string goldenFolder(const QString& name);

    Row& row(const QString& name) { return m_rows[name]; }
    /// Writes docs/families.md where HEADSCOPE_WRITE_FAMILIES names a file.
    void write() const;

private:
    std::map<QString, Row> m_rows;
};

} // namespace headscope::tests
