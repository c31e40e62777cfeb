#include "core/model/position_accuracy.hpp"

#include "core/model/cells.hpp"
#include "core/model/columns.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

std::optional<double> told_accuracy_m(std::span<const RunRecord::Input> inputs, Role role) {
  std::optional<double> told;
  for (const RunRecord::Input& input : inputs) {
    if (input.role != role_name(role)) continue;
    if (told && *told != input.accuracy_m) return std::nullopt;
    told = input.accuracy_m;
  }
  return told;
}

std::optional<Column> accuracy_column(const City& city, Role role, std::size_t rows,
                                      const std::function<Origin(std::size_t)>& origin_of) {
  const auto told = told_accuracy_m(record_inputs(city, false), role);
  const auto of_row = [&](std::size_t row) {
    const std::uint32_t source = origin_of(row).source;
    return source < city.sources.size() ? city.sources[source].accuracy_m : 0;
  };
  bool same = true;
  for (std::size_t row = 0; row < rows && same; ++row) same = told == of_row(row);
  if (same) return std::nullopt;
  return filled_column("accuracy_m", ColumnType::real, "Accuracy of the position (one sigma)", "m",
                       rows, of_row);
}

double accuracy_m(const FeatureTable& table, std::size_t row, const RunRecord& record, Role role) {
  if (const auto own = number_in(table, "accuracy_m", row)) return *own;
  return told_accuracy_m(record.inputs, role).value_or(0);
}

}  // namespace firebreak
