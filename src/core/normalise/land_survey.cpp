#include "core/normalise/land_survey.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/base/text.hpp"
#include "core/model/columns.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/geometry.hpp"

namespace firebreak {

namespace {

bool is_digit_of_code(char c) {
  return c >= '0' && c <= '9';
}

/// "0702", "0810A", "05H1", "08H2A": a class up to 12, its kind, and a letter.
bool is_survey_code(std::string_view code) {
  if (code.size() < 4 || code.size() > 5) return false;
  if (!is_digit_of_code(code[0]) || !is_digit_of_code(code[1]) || !is_digit_of_code(code[3]))
    return false;
  if (!is_digit_of_code(code[2]) && code[2] != 'H') return false;
  if (code.size() == 5 && (code[4] < 'A' || code[4] > 'Z')) return false;
  return 10 * (code[0] - '0') + (code[1] - '0') <= 12;
}

/// Shapefiles may have cut the name.
bool names_survey_codes(std::string_view column) {
  std::string lower(column);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower == "dlbm" || lower.starts_with("地类编");
}

}  // namespace

std::optional<FieldColumn> survey_codes(const Intake& intake) {
  if (intake.role != Role::land_use) return std::nullopt;
  const FieldColumn codes = FieldColumns(intake.layer)["code"];
  if (codes.column == nullptr || !names_survey_codes(codes.column->name)) return std::nullopt;
  std::size_t filled = 0, fitting = 0;
  std::string buffer;
  for (std::size_t row = 0; row < codes.column->size(); ++row) {
    if (!codes.has(row)) continue;
    ++filled;
    fitting += is_survey_code(cell_view(*codes.column, row, buffer)) ? 1U : 0U;
  }
  return filled > 0 && 10 * fitting >= 9 * filled ? std::optional(codes) : std::nullopt;
}

Column land_classes_of(const FieldColumn& codes, std::span<const std::uint32_t> rows,
                       const LandClasses& classes) {
  std::string buffer;
  return filled_column("land_class", ColumnType::text, tr_key("class of land"), "", rows.size(),
                       [&](std::size_t i) -> std::optional<std::string_view> {
                         if (!codes.has(rows[i])) return std::nullopt;
                         const auto code = cell_view(*codes.column, rows[i], buffer);
                         return land_class_name(classes.of(code));
                       });
}

Shapes built_up_of_survey(Workshop& shop, const LandClasses& classes, const Job& job) {
  Shapes land;
  if (classes.of_code.empty()) return land;
  for (Intake& intake : shop.intakes) {
    const auto codes = survey_codes(intake);
    if (!codes) continue;
    const CheckedPolygons checked = check_polygons(intake, shop.log, job);
    std::size_t parcels = 0, villages = 0;
    std::string buffer;
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (!usable(checked.state[row]) || !codes->has(row)) continue;
      const LandClass of_row = classes.of(cell_view(*codes->column, row, buffer));
      if (!is_built_up(of_row)) continue;
      ++parcels;
      villages += of_row == LandClass::village ? 1U : 0U;
      checked.append(land, intake.raw().shapes, row);
    }
    shop.log.add(layer_issue(
        intake, IssueKind::doubtful_value,
        text("Built-up land is taken from its codes of the land survey: {0} of {1} parcels, "
             "villages among them: {2}.",
             parcels, intake.raw().size(), villages),
        text("The share of built-up land within reach is that of these parcels. A layer of the "
             "role built_up leads where there is one.")));
  }
  return land;
}

}  // namespace firebreak
