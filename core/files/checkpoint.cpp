// SPDX-FileCopyrightText: 2026 The Headscope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/checkpoint.h"

#include "core/base/error.h"
#include "core/files/jsonvalue.h"
#include "core/files/mappedfile.h"
#include "core/files/quote.h"
#include "core/files/textfile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <map>

namespace headscope::core {

static_assert(std::endian::native == std::endian::little,
              "safetensors is little-endian; numbers are read as they lie");

namespace {

namespace fs = std::filesystem;

constexpr std::size_t lengthBytes = 8;
/// The largest header that the format's own implementation accepts.
constexpr std::uint64_t largestHeader = 100'000'000;
/// A tensor takes eight values; half a million tensors is far beyond any model.
constexpr JsonLimits headerLimits{.depth = 16, .values = 4'000'000};

struct DtypeSize {
    std::string_view name;
    Dtype dtype;
    int bits;
};

/// Every dtype of the format, so that a file can be checked in full even where a tensor cannot be
/// used.
constexpr std::array dtypeSizes{
    DtypeSize{"F32", Dtype::F32, 32},      DtypeSize{"F16", Dtype::F16, 16},
    DtypeSize{"BF16", Dtype::BF16, 16},    DtypeSize{"F64", Dtype::Other, 64},
    DtypeSize{"I64", Dtype::Other, 64},    DtypeSize{"U64", Dtype::Other, 64},
    DtypeSize{"C64", Dtype::Other, 64},    DtypeSize{"I32", Dtype::Other, 32},
    DtypeSize{"U32", Dtype::Other, 32},    DtypeSize{"I16", Dtype::Other, 16},
    DtypeSize{"U16", Dtype::Other, 16},    DtypeSize{"I8", Dtype::Other, 8},
    DtypeSize{"U8", Dtype::Other, 8},      DtypeSize{"BOOL", Dtype::Other, 8},
    DtypeSize{"F8_E4M3", Dtype::Other, 8}, DtypeSize{"F8_E5M2", Dtype::Other, 8},
    DtypeSize{"F8_E8M0", Dtype::Other, 8}, DtypeSize{"F6_E2M3", Dtype::Other, 6},
    DtypeSize{"F6_E3M2", Dtype::Other, 6}, DtypeSize{"F4", Dtype::Other, 4},
};

[[noreturn]] void damaged(const std::string& sentence)
{
    throw Error(ErrorKind::FileDamaged, sentence);
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

/// Reads one safetensors file whose bytes are `bytes`.
class HeaderReader
{
public:
    HeaderReader(const fs::path& file, std::span<const std::byte> bytes)
        : m_file(file), m_bytes(bytes)
    {}

    std::vector<TensorEntry> read()
    {
        const std::string name = m_file.string();
        if (m_bytes.size() < lengthBytes) {
            damaged(name + " is " + std::to_string(m_bytes.size()) + " bytes long, fewer than the "
                    + std::to_string(lengthBytes) + " bytes of the header's length");
        }
        std::uint64_t length = 0;
        std::memcpy(&length, m_bytes.data(), lengthBytes);
        if (length > largestHeader) {
            damaged(name + " says that its header is " + std::to_string(length)
                    + " bytes long, more than the " + std::to_string(largestHeader)
                    + " the format allows");
        }
        const auto behindLength = m_bytes.subspan(lengthBytes);
        if (length > behindLength.size()) {
            damaged(name + " says that its header is " + std::to_string(length)
                    + " bytes long, but only " + std::to_string(behindLength.size())
                    + " bytes follow");
        }
        const auto headerBytes = behindLength.first(static_cast<std::size_t>(length));
        m_data = behindLength.subspan(static_cast<std::size_t>(length));

        const std::string_view text(reinterpret_cast<const char*>(headerBytes.data()),
                                    headerBytes.size());
        if (text.empty() || text.front() != '{')
            damaged("the header of " + name
                    + " does not begin with {, so this is no safetensors file");
        const JsonValue header = parseJson(text, "the header of " + name, headerLimits);

        std::vector<Placed> placed;
        for (const JsonMember& member : *header.object()) {
            if (member.key != "__metadata__")
                placed.push_back(readTensor(member.key, member.value));
        }
        checkLayout(placed);
        std::vector<TensorEntry> entries;
        entries.reserve(placed.size());
        for (Placed& tensor : placed)
            entries.push_back(std::move(tensor.entry));
        return entries;
    }

private:
    /// Offsets count from the end of the header.
    struct Placed {
        TensorEntry entry;
        std::uint64_t begin = 0;
        std::uint64_t end = 0;
    };

    std::string place(const std::string& tensor) const
    {
        return m_file.string() + ", tensor " + quote(tensor);
    }

    /// A member that must be a list of whole numbers, none negative.
    std::vector<std::int64_t> readNumbers(const std::string& tensor, const JsonValue& fields,
                                          const char* key) const
    {
        const JsonValue* const value = fields.find(key);
        if (value == nullptr || value->array() == nullptr)
            damaged(place(tensor) + ": " + key + " is "
                    + (value != nullptr ? describe(*value) : "missing")
                    + " but must be a list of whole numbers");
        std::vector<std::int64_t> numbers;
        for (const JsonValue& item : *value->array()) {
            const auto* const number = item.integer();
            if (number == nullptr || *number < 0)
                damaged(place(tensor) + ": " + key + " holds " + describe(item)
                        + " but each item must be a whole number from 0 to 9223372036854775807");
            numbers.push_back(*number);
        }
        return numbers;
    }

    Placed readTensor(const std::string& name, const JsonValue& fields) const
    {
        if (fields.object() == nullptr)
            damaged(place(name) + " is " + describe(fields) + " but must be an object");
        const JsonValue* const dtypeField = fields.find("dtype");
        if (dtypeField == nullptr || dtypeField->text() == nullptr)
            damaged(place(name) + ": dtype is "
                    + (dtypeField != nullptr ? describe(*dtypeField) : "missing")
                    + " but must be a text");
        const std::string& dtypeName = *dtypeField->text();
        const auto* const dtype = std::find_if(
            dtypeSizes.begin(), dtypeSizes.end(),
            [&](const DtypeSize& known) { return known.name == dtypeName; });
        if (dtype == dtypeSizes.end())
            throw Error(ErrorKind::Unsupported,
                        place(name) + " has the unknown dtype " + quote(dtypeName));

        Placed tensor;
        tensor.entry = {name, dtype->dtype, dtypeName, readNumbers(name, fields, "shape"),
                        {},   m_file};
        const std::uint64_t size = byteSize(tensor.entry, dtype->bits);

        const auto offsets = readNumbers(name, fields, "data_offsets");
        if (offsets.size() != 2)
            damaged(place(name) + ": data_offsets has " + std::to_string(offsets.size())
                    + " numbers but must have 2");
        tensor.begin = static_cast<std::uint64_t>(offsets[0]);
        tensor.end = static_cast<std::uint64_t>(offsets[1]);
        if (tensor.begin > tensor.end)
            damaged(place(name) + " begins at byte " + std::to_string(tensor.begin)
                    + ", behind its end at " + std::to_string(tensor.end));
        if (tensor.end > m_data.size())
            damaged(place(name) + " ends at byte " + std::to_string(tensor.end)
                    + " of the data, but the file has only " + std::to_string(m_data.size()));
        if (tensor.end - tensor.begin != size)
            damaged(place(name) + " takes " + std::to_string(tensor.end - tensor.begin)
                    + " bytes, but the shape " + shapeText(tensor.entry.shape) + " of " + dtypeName
                    + " needs " + std::to_string(size));
        tensor.entry.bytes = m_data.subspan(static_cast<std::size_t>(tensor.begin),
                                            static_cast<std::size_t>(size));
        return tensor;
    }

    std::uint64_t byteSize(const TensorEntry& entry, int bits) const
    {
        constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
        const auto perElement = static_cast<std::uint64_t>(bits);
        std::uint64_t elements = 1;
        // A zero makes the product zero only if it comes before what would overflow; look for it
        // first.
        if (std::find(entry.shape.begin(), entry.shape.end(), 0) != entry.shape.end())
            return 0;
        for (const std::int64_t extent : entry.shape) {
            if (elements > most / perElement / static_cast<std::uint64_t>(extent))
                damaged(place(entry.name) + ": the shape " + shapeText(entry.shape) + " of "
                        + entry.dtypeName + " needs more than " + std::to_string(most) + " bits");
            elements *= static_cast<std::uint64_t>(extent);
        }
        if (elements * perElement % 8 != 0)
            damaged(place(entry.name) + ": the shape " + shapeText(entry.shape) + " of "
                    + entry.dtypeName + " makes " + std::to_string(elements * perElement)
                    + " bits, which are no whole bytes");
        return elements * perElement / 8;
    }

    /// The tensors must cover the data from its first byte to its last, each byte once, as the
    /// format says.
    void checkLayout(const std::vector<Placed>& placed) const
    {
        std::vector<const Placed*> order;
        order.reserve(placed.size());
        for (const Placed& tensor : placed)
            order.push_back(&tensor);
        std::sort(order.begin(), order.end(), [](const Placed* a, const Placed* b) {
            return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
        });
        std::uint64_t covered = 0;
        const Placed* previous = nullptr;
        for (const Placed* const tensor : order) {
            if (tensor->begin < covered)
                damaged(place(tensor->entry.name) + " begins at byte "
                        + std::to_string(tensor->begin) + " of the data, but "
                        + quote(previous->entry.name) + " goes up to " + std::to_string(covered));
            if (tensor->begin > covered)
                damaged(
                    place(tensor->entry.name) + " begins at byte " + std::to_string(tensor->begin)
                    + " of the data, but what stands before it ends at " + std::to_string(covered));
            covered = tensor->end;
            previous = tensor;
        }
        if (covered != m_data.size())
            damaged(m_file.string() + " has " + std::to_string(m_data.size())
                    + " bytes of data, but its tensors end at byte " + std::to_string(covered));
    }

    const fs::path& m_file;
    std::span<const std::byte> m_bytes;
    std::span<const std::byte> m_data;
};

/// The shard that a weight map may name: a path that stays inside the folder as it is written. What
/// the path leads to may be a link, as it is in the Hugging Face cache.
fs::path checkedShard(const fs::path& index, const std::string& tensor, const std::string& shard)
{
    const fs::path path(shard);
    const bool leaves = std::any_of(path.begin(), path.end(),
                                    [](const fs::path& part) { return part == ".."; });
    if (shard.empty() || shard.find('\0') != std::string::npos || path.is_absolute() || leaves)
        damaged(index.string() + ": tensor " + quote(tensor) + " is said to lie in " + quote(shard)
                + ", which is no file inside the folder");
    return path.lexically_normal();
}

/// Tensor name -> shard, relative to the folder.
std::map<std::string, fs::path> readWeightMap(const fs::path& index)
{
    const JsonValue root = parseJson(readTextFile(index, largestHeader), index.string(),
                                     headerLimits);
    const JsonValue* const map = root.find("weight_map");
    if (map == nullptr || map->object() == nullptr)
        damaged(index.string() + ": weight_map is " + (map != nullptr ? describe(*map) : "missing")
                + " but must be an object");
    if (map->object()->empty())
        damaged(index.string() + ": weight_map names 0 tensors but must name at least 1");
    std::map<std::string, fs::path> shards;
    for (const JsonMember& member : *map->object()) {
        if (member.value.text() == nullptr)
            damaged(index.string() + ": the shard of tensor " + quote(member.key) + " is "
                    + describe(member.value) + " but must be a file name");
        shards.emplace(member.key, checkedShard(index, member.key, *member.value.text()));
    }
    return shards;
}

[[noreturn]] void refuseFolder(const fs::path& folder)
{
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool isPickle = name.ends_with(".bin") || name.ends_with(".bin.index.json")
                              || name.ends_with(".pt") || name.ends_with(".pth")
                              || name.ends_with(".ckpt");
        if (isPickle && name != "training_args.bin") {
            throw Error(ErrorKind::Unsupported,
                        entry.path().string()
                            + " belongs to weights in pickle files, which can run any code when "
                              "they are read; convert the model to safetensors (in Python: "
                              "model.save_pretrained(folder, safe_serialization=True))");
        }
    }
    for (const char* const name : {"model.safetensors", "model.safetensors.index.json"})
        if (fs::is_symlink(folder / name, ignored))
            throw Error(ErrorKind::FileMissing,
                        (folder / name).string() + " is a link to "
                            + fs::read_symlink(folder / name, ignored).string()
                            + ", which is not there");
    throw Error(ErrorKind::FileMissing,
                folder.string()
                    + " has neither model.safetensors nor model.safetensors.index.json");
}

/// What git leaves in the place of a large file that it did not fetch.
void refusePointer(const fs::path& file, std::span<const std::byte> bytes)
{
    constexpr std::string_view mark = "version https://git-lfs";
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                                std::min(bytes.size(), mark.size()));
    if (text == mark)
        throw Error(ErrorKind::FileDamaged,
                    file.string()
                        + " is a pointer of Git LFS and not the weights: fetch them by git lfs "
                          "pull in that folder");
}

} // namespace

std::int64_t TensorEntry::elements() const
{
    std::int64_t product = 1;
    for (const std::int64_t extent : shape) {
        if (extent == 0)
            return 0; // before other extents can overflow the product
    }
    for (const std::int64_t extent : shape)
        product *= extent;
    return product;
}

struct Checkpoint::Impl {
    fs::path folder;
    fs::path listing; ///< see Checkpoint::file()
    std::vector<MappedFile> files;
    std::vector<TensorEntry> tensors;

    void load(const fs::path& file)
    {
        files.emplace_back(file);
        refusePointer(file, files.back().bytes());
        auto entries = HeaderReader(file, files.back().bytes()).read();
        std::move(entries.begin(), entries.end(), std::back_inserter(tensors));
    }

    void loadShards(const fs::path& index)
    {
        const auto map = readWeightMap(index);
        std::vector<fs::path> shards;
        for (const auto& [tensor, shard] : map)
            shards.push_back(shard);
        std::sort(shards.begin(), shards.end());
        shards.erase(std::unique(shards.begin(), shards.end()), shards.end());
        for (const fs::path& shard : shards) {
            std::error_code ignored;
            if (!fs::exists(folder / shard, ignored))
                throw Error(ErrorKind::FileMissing,
                            folder.string() + ": the shard " + quote(shard.string())
                                + ", one of the " + std::to_string(shards.size()) + " shards that "
                                + index.filename().string() + " names, does not exist");
            load(folder / shard);
        }
        sort();
        for (const auto& [tensor, shard] : map) {
            const auto found = lowerBound(tensor);
            if (found == tensors.end() || found->name != tensor)
                damaged(index.string() + ": tensor " + quote(tensor) + " is said to lie in "
                        + quote(shard.string()) + ", but none of the "
                        + std::to_string(shards.size()) + " shards has it");
            if (found->file != folder / shard)
                damaged(index.string() + ": tensor " + quote(tensor) + " is said to lie in "
                        + quote(shard.string()) + ", but lies in "
                        + quote(found->file.filename().string()));
        }
    }

    void sort()
    {
        const auto byName = [](const TensorEntry& a, const TensorEntry& b) {
            return a.name < b.name;
        };
        std::sort(tensors.begin(), tensors.end(), byName);
        const auto twice = std::adjacent_find(
            tensors.begin(), tensors.end(),
            [](const auto& a, const auto& b) { return a.name == b.name; });
        if (twice != tensors.end())
            damaged("tensor " + quote(twice->name) + " lies both in " + twice->file.string()
                    + " and in " + std::next(twice)->file.string());
    }

    std::vector<TensorEntry>::const_iterator lowerBound(std::string_view name) const
    {
        return std::lower_bound(
            tensors.begin(), tensors.end(), name,
            [](const TensorEntry& entry, std::string_view wanted) { return entry.name < wanted; });
    }
};

Checkpoint::Checkpoint(const std::filesystem::path& folder) : m_impl(std::make_unique<Impl>())
{
    m_impl->folder = folder;
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Error(ErrorKind::FileMissing,
                    folder.string()
                        + (fs::exists(folder, ignored) ? " is not a folder" : " does not exist"));
    const fs::path single = folder / "model.safetensors";
    const fs::path index = folder / "model.safetensors.index.json";
    if (fs::exists(single, ignored)) {
        m_impl->listing = single;
        m_impl->load(single);
        m_impl->sort();
    } else if (fs::exists(index, ignored)) {
        m_impl->listing = index;
        m_impl->loadShards(index);
    } else {
        refuseFolder(folder);
    }
}

Checkpoint::~Checkpoint() = default;

const std::filesystem::path& Checkpoint::folder() const
{
    return m_impl->folder;
}

const std::filesystem::path& Checkpoint::file() const
{
    return m_impl->listing;
}

std::span<const TensorEntry> Checkpoint::tensors() const
{
    return m_impl->tensors;
}

const TensorEntry* Checkpoint::find(std::string_view name) const
{
    const auto found = m_impl->lowerBound(name);
    return found == m_impl->tensors.end() || found->name != name ? nullptr : &*found;
}

void Checkpoint::closeAllBut(std::span<const TensorEntry* const> inPlace)
{
    const auto isNeeded = [&](const fs::path& file) {
        return std::any_of(inPlace.begin(), inPlace.end(),
                           [&](const TensorEntry* tensor) { return tensor->file == file; });
    };
    for (TensorEntry& tensor : m_impl->tensors)
        if (!isNeeded(tensor.file))
            tensor.bytes = {};
    std::erase_if(m_impl->files, [&](const MappedFile& file) { return !isNeeded(file.path()); });
}

void Checkpoint::checkUnchanged() const
{
    for (const MappedFile& file : m_impl->files)
        file.checkUnchanged();
}

bool isFloatView(const TensorEntry& tensor)
{
    return tensor.dtype == Dtype::F32
           && reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % alignof(float) == 0;
}

} // namespace headscope::core
