#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace firebreak {

/// Many short texts in one allocation, of 4 GiB together at most; more throws `std::length_error`.
/// Views stay valid until the next change.
class Texts {
 public:
  std::size_t size() const { return start_.size() - 1; }
  std::string_view operator[](std::size_t i) const {
    return std::string_view(bytes_).substr(start_[i], start_[i + 1] - start_[i]);
  }
  void push_back(std::string_view text) {
    bytes_ += text;
    start_.push_back(offset(bytes_.size()));
  }
  void reserve(std::size_t count, std::size_t bytes) {
    start_.reserve(count + 1);
    bytes_.reserve(bytes);
  }
  /// The texts of `other` after our own, in one step.
  void append(const Texts& other) {
    const auto before = static_cast<std::uint32_t>(bytes_.size());
    bytes_ += other.bytes_;
    offset(bytes_.size());
    start_.reserve(start_.size() + other.size());
    for (std::size_t i = 1; i < other.start_.size(); ++i)
      start_.push_back(before + other.start_[i]);
  }
  /// All texts without anything between them.
  std::string_view bytes() const { return bytes_; }
  friend bool operator==(const Texts&, const Texts&) = default;

 private:
  static std::uint32_t offset(std::size_t at) {
    if (at > UINT32_MAX) throw std::length_error("texts of more than 4 GiB in one column");
    return static_cast<std::uint32_t>(at);
  }

  std::string bytes_;
  std::vector<std::uint32_t> start_{0};
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
