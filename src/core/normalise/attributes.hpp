#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"
#include "core/normalise/values.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

/// The column of one layer that holds a canonical field; no column if the layer has none.
struct FieldColumn {
  const Field* field = nullptr;
  const Column* column = nullptr;
  Unit unit = Unit::none;

  bool has(std::size_t row) const { return column != nullptr && column->has(row); }
};

/// The columns of a layer by canonical field.
class FieldColumns {
 public:
  explicit FieldColumns(const SourceLayer& layer) : layer_(layer) {}
  /// Throws `Error` (internal) for a name that the role does not know.
  FieldColumn operator[](std::string_view field) const;

 private:
  const SourceLayer& layer_;
};

/// What a text cell holds, without a copy; other cells go through `buffer`.
std::string_view cell_view(const Column& column, std::size_t row, std::string& buffer);

/// Reads cells of one layer and notes what is odd about them: one issue a cell, up to the number
/// that will be listed, then only counted. One object per chunk of a parallel loop.
class CellReader {
 public:
  explicit CellReader(const Intake& intake) : intake_(intake) {}

  /// The number in base units; none if missing, unreadable or impossible.
  std::optional<float> number(const FieldColumn& from, std::size_t row);
  Parsed parsed(const FieldColumn& from, std::size_t row);
  /// A number of which only an upper bound may be known ("under 4 m"): that goes to `below`.
  void bounded(const FieldColumn& from, std::size_t row, std::optional<float>& value,
               std::optional<float>& below);
  ParsedYear year(const FieldColumn& from, std::size_t row);
  std::optional<float> storeys(const FieldColumn& from, std::size_t row);
  std::string_view text(const FieldColumn& from, std::size_t row);

  /// Notes an issue about a record, and where it lies; a missing issue is ignored.
  void note(std::optional<Issue> issue, std::size_t row);
  Origin origin(std::size_t row) const { return intake_.origin(row); }

  /// Hands what was noted to the log.
  void report(IssueLog& log);

 private:
  const Intake& intake_;
  std::string buffer_;
  std::vector<Issue> issues_;
  std::map<IssueClass, std::size_t> noted_;
  std::vector<std::pair<IssueClass, std::int64_t>> uncounted_;
};

/// One column of words of a closed list. Remembers what it has read: real columns hold few
/// different words.
template <class T>
class WordColumn {
 public:
  using Parse = Word<T> (*)(std::string_view);
  using Name = std::string_view (*)(T);
  WordColumn(FieldColumn from, Parse parse, Name name) : from_(from), parse_(parse), name_(name) {}

  std::optional<T> read(CellReader& cells, std::size_t row) {
    if (!from_.has(row)) return std::nullopt;
    const std::string_view raw = cell_view(*from_.column, row, buffer_);
    const bool lasting = from_.column->type == ColumnType::text;
    Word<T> word;
    if (const auto known = lasting ? known_.find(raw) : known_.end(); known != known_.end()) {
      word = known->second;
    } else {
      word = parse_(raw);
      if (lasting && known_.size() < 4096) known_.emplace(raw, word);
    }
    if (word.assumed || word.ambiguous || word.unreadable)
      cells.note(issue_of(word, word.value ? name_(*word.value) : std::string_view{},
                          from_.field->name, raw, cells.origin(row)),
                 row);
    return word.value;
  }

 private:
  FieldColumn from_;
  Parse parse_;
  Name name_;
  std::string buffer_;
  std::unordered_map<std::string_view, Word<T>> known_;
};

/// Names for the closed lists that have none in the model.
std::string_view truth_word(bool value);
std::string_view grade_word(std::uint8_t grade);
std::string_view one_way_word(OneWay value);
std::string_view access_word(Access value);
std::string_view occasion_word(Occasion value);
std::string_view barrier_kind_word(BarrierKind value);
std::string_view unit_level_word(std::uint8_t level);

/// What it means for the results when a field is not known, e.g. of ("buildings", "storeys"); empty
/// if nothing depends on it. An English sentence, the key of its translation.
std::string_view effect_of_missing(Role role, std::string_view field);

/// One issue that says how many records of a source lack a field, if it is at least half of them.
void report_missing(std::uint32_t source, std::string_view field, std::size_t missing,
                    std::size_t all, std::string_view effect, IssueLog& log);

/// The same however few they are; nothing if it is none.
void say_missing(std::uint32_t source, std::string_view field, std::size_t missing, std::size_t all,
                 std::string_view effect, IssueLog& log);

/// One issue for each field the analyses use that the layer lacks, or that at least half of the
/// records lack.
void report_missing_fields(const Intake& intake, IssueLog& log);

}  // namespace firebreak
