#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace firebreak {

/// Many short texts in a few allocations, of 4 GiB together at most; more throws
/// `std::length_error`. A text that was met a short while ago is kept once: the words and clauses
/// of a million rows cost four bytes a row. Views stay valid until the next change.
class Texts {
 public:
  std::size_t size() const { return which_.size(); }
  std::string_view operator[](std::size_t i) const { return kept(which_[i]); }
  void push_back(std::string_view text) {
    if (recent_.empty()) recent_.assign(recent_size, 0);
    std::uint32_t& recent = recent_[slot_of(text)];
    if (recent + 1 >= start_.size() || kept(recent) != text) {
      bytes_ += text;
      recent = offset(start_.size() - 1);
      start_.push_back(offset(bytes_.size()));
    }
    which_.push_back(recent);
  }
  void pop_back() { which_.pop_back(); }
  void reserve(std::size_t count, std::size_t bytes) {
    which_.reserve(count);
    bytes_.reserve(bytes);
  }
  /// The texts of `other` after our own, in one step.
  void append(const Texts& other) {
    const std::uint32_t bytes_before = offset(bytes_.size());
    const std::uint32_t kept_before = offset(start_.size() - 1);
    bytes_ += other.bytes_;
    offset(bytes_.size());
    start_.reserve(start_.size() + other.start_.size() - 1);
    for (std::size_t i = 1; i < other.start_.size(); ++i)
      start_.push_back(bytes_before + other.start_[i]);
    which_.reserve(which_.size() + other.which_.size());
    for (const std::uint32_t which : other.which_) which_.push_back(kept_before + which);
  }
  /// What is kept, without anything between: holds every byte that one of the texts holds.
  std::string_view bytes() const { return bytes_; }
  friend bool operator==(const Texts& a, const Texts& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (a[i] != b[i]) return false;
    return true;
  }

 private:
  static constexpr std::size_t recent_size = 256;

  static std::uint32_t offset(std::size_t at) {
    if (at > UINT32_MAX) throw std::length_error("texts of more than 4 GiB in one column");
    return static_cast<std::uint32_t>(at);
  }
  std::string_view kept(std::uint32_t k) const {
    return std::string_view(bytes_).substr(start_[k], start_[k + 1] - start_[k]);
  }
  /// Where a text is looked for among the recent ones: by its length, head, middle and tail, since
  /// a wrong guess costs only that the text is kept twice.
  static std::size_t slot_of(std::string_view text) {
    const auto word = [&](std::size_t at) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, std::min<std::size_t>(text.size() - at, 8));
      return bytes;
    };
    std::uint64_t hash = text.size();
    const auto mix = [&](std::uint64_t with) {
      hash = (hash ^ with) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 32;
    };
    if (!text.empty()) mix(word(0));
    if (text.size() > 8) mix(word(text.size() - 8));
    if (text.size() > 16) mix(word(text.size() / 2 - 4));
    return hash % recent_size;
  }

  std::string bytes_;
  std::vector<std::uint32_t> start_{0};  ///< of each text kept, and the end of the last
  std::vector<std::uint32_t> which_;     ///< the text kept of each entry
  std::vector<std::uint32_t> recent_;    ///< texts kept lately, by `slot_of`; empty until the first
};

enum class ColumnType : std::uint8_t { integer, real, text };

/// One column of a layer: values of one type, each of which may be missing. `title` and `unit` are
/// for people (the English title is the key of its translation); input columns leave them empty.
struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  std::string title;
  std::string unit;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  Texts texts;
  std::vector<std::uint8_t> missing;  ///< one per row, 1 = no value

  Column() = default;
  Column(std::string column_name, ColumnType column_type, std::string column_title = {},
         std::string column_unit = {})
      : name(std::move(column_name)),
        type(column_type),
        title(std::move(column_title)),
        unit(std::move(column_unit)) {}

  std::size_t size() const { return missing.size(); }
  bool has(std::size_t row) const { return missing[row] == 0; }

  void push_missing() {
    if (type == ColumnType::integer) integers.push_back(0);
    if (type == ColumnType::real) reals.push_back(0);
    if (type == ColumnType::text) texts.push_back({});
    missing.push_back(1);
  }
  void push(std::int64_t v) { integers.push_back(v), missing.push_back(0); }
  void push(double v) { reals.push_back(v), missing.push_back(0); }
  void push(std::string_view v) { texts.push_back(v), missing.push_back(0); }
  /// The rows of `other`, a column of the same type, after our own.
  void append(const Column& other) {
    integers.insert(integers.end(), other.integers.begin(), other.integers.end());
    reals.insert(reals.end(), other.reals.begin(), other.reals.end());
    texts.append(other.texts);
    missing.insert(missing.end(), other.missing.begin(), other.missing.end());
  }
  friend bool operator==(const Column&, const Column&) = default;
  void reserve(std::size_t rows) {
    missing.reserve(rows);
    if (type == ColumnType::integer) integers.reserve(rows);
    if (type == ColumnType::real) reals.reserve(rows);
    if (type == ColumnType::text) texts.reserve(rows, 8 * rows);
  }
};

}  // namespace firebreak
