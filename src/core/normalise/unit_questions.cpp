#include "core/normalise/unit_questions.hpp"

#include <charconv>
#include <optional>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

/// A cell that is a number and nothing else.
std::optional<double> bare_number(const Column& column, std::size_t row) {
  if (!column.has(row)) return std::nullopt;
  const std::string plain = tidy(cell_text(column, row));
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

std::string question(std::size_t count, std::string_view column, std::string_view field,
                     std::string_view looks, std::string_view unit) {
  return text(
      for_count(count,
                tr_key("{0} bare number in column {1} looks like {2} by its size and is read so: "
                       "say the unit of the column if that is right (units.{3} = \"{4}\")."),
                tr_key("{0} bare numbers in column {1} look like {2} by their size and are read "
                       "so: say the unit of the column if that is right (units.{3} = \"{4}\").")),
      count, column, looks, field, unit);
}

}  // namespace

std::vector<std::string> unit_questions(const SourceLayer& layer) {
  std::vector<std::string> out;
  for (const FieldMatch& match : layer.recognition.fields) {
    const Field& field = *match.field;
    const bool open = field.kind == FieldKind::quantity && field.quantity == Quantity::pressure &&
                      match.unit == Unit::none && match.column < layer.raw.columns.size();
    if (!open) continue;
    const Column& column = layer.raw.columns[match.column];
    std::size_t kgf = 0;
    std::size_t kpa = 0;
    for (std::size_t row = 0; row < column.size(); ++row)
      if (const auto number = bare_number(column, row)) {
        kgf += *number >= 1.6 && *number <= 16 ? 1U : 0U;
        kpa += *number > 50 ? 1U : 0U;
      }
    if (kgf > 0) out.push_back(question(kgf, column.name, field.name, "kgf/cm²", "kgf/cm2"));
    if (kpa > 0) out.push_back(question(kpa, column.name, field.name, "kPa", "kPa"));
  }
  return out;
}

}  // namespace firebreak
