// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/tensorreader.h"
#include "core/tensor/matrix.h"
#include "tests/support/places.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace headscope::tests {

/// Outputs of Hugging Face for one model: golden.json and golden.safetensors of a folder under
/// tests/data.
class Golden
{
public:
    explicit Golden(const std::string& name)
        : m_path(std::filesystem::path(tests::dataPath()) / name), m_arrays(pathOfArrays())
    {
        std::ifstream file(m_path / "golden.json");
        m_description = nlohmann::json::parse(file);
    }

    std::vector<std::vector<int>> prompts() const
    {
        std::vector<std::vector<int>> result;
        for (const auto& prompt : m_description.at("prompts"))
            result.push_back(prompt.at("ids").get<std::vector<int>>());
        return result;
    }

    /// What the decoder reads; empty where there is none.
    std::vector<int> decoderIds(std::size_t prompt) const
    {
        return m_description.at("prompts").at(prompt).value("decoder_ids", std::vector<int>());
    }

    /// The array of one prompt with all its leading dimensions folded into rows.
    core::Matrix array(std::size_t prompt, const std::string& name) const
    {
        const core::TensorEntry* entry = m_arrays.find("p" + std::to_string(prompt) + "." + name);
        if (entry == nullptr)
            throw std::runtime_error("no array " + name);
        const Eigen::Index columns = entry->shape.back();
        core::Matrix result(entry->elements() / columns, columns);
        core::readFloats(*entry, {result.data(), static_cast<std::size_t>(result.size())});
        return result;
    }

private:
    /// A checkpoint is a folder with model.safetensors, so the arrays are read through a link of
    /// that name.
    std::filesystem::path pathOfArrays()
    {
        m_folder = std::filesystem::temp_directory_path()
                   / ("headscope-golden-" + std::to_string(getpid()) + "-"
                      + std::to_string(s_count++));
        std::filesystem::create_directories(m_folder);
        std::filesystem::create_symlink(m_path / "golden.safetensors",
                                        m_folder / "model.safetensors");
        return m_folder;
    }

public:
    ~Golden()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    Golden(const Golden&) = delete;
    Golden& operator=(const Golden&) = delete;

private:
    static inline int s_count = 0;
    std::filesystem::path m_path;
    std::filesystem::path m_folder;
    core::Checkpoint m_arrays;
    nlohmann::json m_description;
};

inline std::vector<nlohmann::json> readLines(const std::string& file)
{
    std::ifstream in(file);
    std::vector<nlohmann::json> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(nlohmann::json::parse(line));
    return lines;
}

inline double largestDifference(const core::Matrix& a, const core::Matrix& b)
{
    return a.size() == 0 ? 0.0 : static_cast<double>((a - b).cwiseAbs().maxCoeff());
}

/// A product by plain loops in float64.
inline Eigen::MatrixXd plainProduct(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    Eigen::MatrixXd c = Eigen::MatrixXd::Zero(a.rows(), b.cols());
    for (Eigen::Index i = 0; i < a.rows(); ++i)
        for (Eigen::Index j = 0; j < b.cols(); ++j)
            for (Eigen::Index k = 0; k < a.cols(); ++k)
                c(i, j) += a(i, k) * b(k, j);
    return c;
}

/// The largest difference from what was computed in float64.
inline double differenceFrom(const core::Matrix& a, const Eigen::MatrixXd& exact)
{
    return a.size() == 0 ? 0.0 : (a.cast<double>() - exact).cwiseAbs().maxCoeff();
}

/// Keeps the largest of many figures and says it, with what it is and its bound, when it goes out
/// of scope.
class Worst
{
public:
    Worst(const char* what, double bound) : m_what(what), m_bound(bound) {}
    ~Worst() { qInfo("%s: at most %.2g (bound %.2g)", m_what, m_figure, m_bound); }
    Worst(const Worst&) = delete;
    Worst& operator=(const Worst&) = delete;

    /// Whether the figure is within the bound.
    bool take(double figure)
    {
        m_figure = std::max(m_figure, figure);
        return figure <= m_bound;
    }
    QByteArray sentence() const
    {
        return QByteArray(m_what) + ": " + QByteArray::number(m_figure) + " is above "
               + QByteArray::number(m_bound);
    }

private:
    const char* m_what;
    double m_bound;
    double m_figure = 0.0;
};

} // namespace headscope::tests

/// Fails with both numbers when the figure is above the bound of its Worst.
#define HS_WITHIN(worst, figure)                                                                   \
    do {                                                                                           \
        if (!(worst).take(figure))                                                                 \
            QFAIL((worst).sentence().constData());                                                 \
    } while (false)

/// Says both numbers when the first is not at most the second.
#define HS_AT_MOST(actual, bound)                                                                  \
    do {                                                                                           \
        const double hsActual = (actual);                                                          \
        QVERIFY2(                                                                                  \
            hsActual <= (bound),                                                                   \
            qPrintable(                                                                            \
                QStringLiteral("%1 is above %2").arg(hsActual).arg(static_cast<double>(bound))));  \
    } while (false)
