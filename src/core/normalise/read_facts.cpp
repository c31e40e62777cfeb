#include <algorithm>
#include <string>

#include "core/model/facts.hpp"
#include "core/normalise/moments.hpp"
#include "core/normalise/table_tools.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

/// Reads one fact of the records of one layer.
class FactReader {
 public:
  FactReader(const Intake& intake, std::string_view field)
      : cells_(intake),
        from_(FieldColumns(intake.layer)[field]),
        number_(from_.field->kind == FieldKind::quantity),
        moment_(from_.field->kind == FieldKind::time || from_.field->kind == FieldKind::year) {
    if (field == "basement") storeys_ = FieldColumns(intake.layer)["storeys"];
  }

  /// Whether the layer can tell anything of it.
  bool any() const { return from_.column != nullptr || storeys_.column != nullptr; }
  bool number() const { return number_; }

  void push_words(Column& to, std::size_t row) {
    std::string words = plain_words(cells_.text(from_, row));
    const std::string compared = tidy(words);
    if (means_missing(compared)) return to.push_missing();
    if (moment_)
      if (std::string moment = iso_moment(compared); !moment.empty()) words = std::move(moment);
    to.push(std::string_view(words));
  }
  void push_number(Column& to, std::size_t row) {
    auto value = cells_.number(from_, row);
    if (!value) value = below(row);
    value ? to.push(static_cast<double>(*value)) : to.push_missing();
  }
  void report(IssueLog& log) { cells_.report(log); }

 private:
  /// The storeys below ground of a cell that tells both: "6/-1", "地上6层地下1层". Few do: most
  /// cells are told apart by a look.
  std::optional<float> below(std::size_t row) const {
    if (!storeys_.has(row) || storeys_.column->type != ColumnType::text) return std::nullopt;
    const std::string_view cell = storeys_.column->texts[row];
    const auto holds = [&](std::string_view part) { return cell.find(part) != cell.npos; };
    if (!holds("-") && !holds("/") && !holds("地下") && !holds("—") && !holds("－") && !holds("／"))
      return std::nullopt;
    const Parsed read = parse_storeys(*storeys_.column, row).below;
    return read.value ? std::optional(static_cast<float>(*read.value)) : std::nullopt;
  }

  CellReader cells_;
  FieldColumn from_;
  FieldColumn storeys_;
  bool number_;
  bool moment_;  ///< a day, a month or a year, which people and spreadsheets write in many ways
};

/// One fact of all rows; no column where none tells it.
std::optional<Column> read_fact(const Workshop& shop, Role role, const Fact& fact,
                                std::span<const RowSource> rows) {
  std::vector<std::unique_ptr<FactReader>> readers(shop.intakes.size());
  bool told = false;
  bool number = false;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    if (shop.intakes[i].role != role) continue;
    auto reader = std::make_unique<FactReader>(shop.intakes[i], fact.field);
    number = reader->number();
    if (!reader->any()) continue;
    readers[i] = std::move(reader);
    told = true;
  }
  if (!told) return std::nullopt;
  Column column(std::string(fact.column), number ? ColumnType::real : ColumnType::text,
                std::string(fact.title), std::string(fact.unit));
  column.missing.reserve(rows.size());
  for (const RowSource& from : rows) {
    FactReader* reader = readers[from.intake].get();
    if (reader == nullptr)
      column.push_missing();
    else if (number)
      reader->push_number(column, from.row);
    else
      reader->push_words(column, from.row);
  }
  for (const auto& reader : readers)
    if (reader) reader->report(shop.log);
  if (std::ranges::all_of(column.missing, [](std::uint8_t gone) { return gone != 0; }))
    return std::nullopt;
  return column;
}

}  // namespace

std::vector<Column> read_facts(const Workshop& shop, Role role, std::span<const RowSource> rows) {
  std::vector<Column> facts;
  for (const Fact& fact : facts_of(role))
    if (auto column = read_fact(shop, role, fact, rows)) facts.push_back(std::move(*column));
  return facts;
}

}  // namespace firebreak
