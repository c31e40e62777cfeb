#include "core/normalise/land_survey.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
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

/// The classes of land and sea use of 2023 go on where those of the survey end: 1401 is a park,
/// 1701 a river. Of these 1001 is industry, not a railway, and 1101 a warehouse, not a river.
bool is_code_of_land_and_sea_use(std::string_view code) {
  return code.size() >= 4 && code[0] == '1' && code[1] >= '3' && code[1] <= '9' &&
         std::ranges::all_of(code, is_digit_of_code);
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
    const std::string_view code = cell_view(*codes.column, row, buffer);
    if (is_code_of_land_and_sea_use(code)) return std::nullopt;
    fitting += is_survey_code(code) ? 1U : 0U;
  }
  return filled > 0 && 10 * fitting >= 9 * filled ? std::optional(codes) : std::nullopt;
}

namespace {

/// The parcels of one class, with the ground that they stand for.
void add_parcel(const SurveyParcels& all, std::uint32_t p, SurveyParcels& out) {
  out.shapes.add_copy(all.shapes, p);
  out.classes.push_back(all.classes[p]);
  out.from.push_back(all.from[p]);
}

/// Of a long strip its width; of a square half its side.
double strip_width_m(const Shapes& shapes, std::uint32_t p) {
  const double around_m = perimeter_m(shapes, p);
  return around_m > 0 ? 2 * area_m2(shapes, p) / around_m : 0;
}

bool holds_building(const Shapes& parcels, std::uint32_t p, const Table<Building>& buildings) {
  bool held = false;
  buildings.index.in_box(parcels.boxes[p], [&](std::uint32_t b) {
    held = contains(parcels, p, interior_point(buildings.shapes, b));
    return !held;
  });
  return held;
}

/// The layers that parcels come from, each once, in their order.
std::vector<std::uint32_t> layers_of(const SurveyParcels& parcels) {
  std::vector<std::uint32_t> layers;
  for (const RowSource& from : parcels.from)
    if (layers.empty() || layers.back() != from.intake) layers.push_back(from.intake);
  return layers;
}

std::size_t count_of(const SurveyParcels& parcels, std::uint32_t layer) {
  return static_cast<std::size_t>(std::ranges::count(parcels.from, layer, &RowSource::intake));
}

}  // namespace

SurveyParcels survey_parcels(Workshop& shop, const LandClasses& classes, const Job& job) {
  SurveyParcels parcels;
  if (classes.of_code.empty()) return parcels;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    const auto codes = survey_codes(intake);
    if (!codes) continue;
    const CheckedPolygons checked = check_polygons(intake, shop.log, job);
    std::string buffer;
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (!usable(checked.state[row]) || !codes->has(row)) continue;
      checked.append(parcels.shapes, intake.raw().shapes, row);
      parcels.classes.push_back(classes.of(cell_view(*codes->column, row, buffer)));
      parcels.from.push_back({i, row});
    }
  }
  return parcels;
}

SurveyLand land_of_survey(const SurveyParcels& parcels, const Table<Building>& buildings) {
  SurveyLand land;
  for (std::uint32_t p = 0; p < parcels.from.size(); ++p) {
    if (is_built_up(parcels.classes[p])) {
      add_parcel(parcels, p, land.built_up);
    } else if (parcels.classes[p] == LandClass::water) {
      const bool narrow = strip_width_m(parcels.shapes, p) < narrow_water_m;
      add_parcel(parcels, p, narrow ? land.narrow_water : land.water);
    } else if (parcels.classes[p] == LandClass::railway) {
      const bool station = holds_building(parcels.shapes, p, buildings);
      add_parcel(parcels, p, station ? land.railway_stations : land.railways);
    }
  }
  return land;
}

void report_survey_built_up(const SurveyLand& land, Workshop& shop) {
  for (const std::uint32_t layer : layers_of(land.built_up)) {
    std::size_t villages = 0;
    for (std::size_t p = 0; p < land.built_up.from.size(); ++p)
      villages +=
          land.built_up.from[p].intake == layer && land.built_up.classes[p] == LandClass::village
              ? 1U
              : 0U;
    const Intake& intake = shop.intakes[layer];
    shop.log.add(layer_issue(
        intake, IssueKind::doubtful_value,
        text("Built-up land is taken from its codes of the land survey: {0} of {1} parcels, "
             "villages among them: {2}.",
             count_of(land.built_up, layer), intake.raw().size(), villages),
        text("The share of built-up land within reach is that of these parcels. A layer of the "
             "role built_up leads where there is one.")));
  }
}

void report_survey_water(const SurveyLand& land, Workshop& shop) {
  for (const std::uint32_t layer : layers_of(land.water)) {
    const Intake& intake = shop.intakes[layer];
    shop.log.add(layer_issue(
        intake, IssueKind::doubtful_value,
        text("Water is taken from its codes of the land survey: {0} of {1} parcels; ditches "
             "narrower than {2:.0f} m left out: {3}.",
             count_of(land.water, layer), intake.raw().size(), narrow_water_m,
             count_of(land.narrow_water, layer)),
        text("Hoses and fire do not cross it. A layer of the role water leads where there is "
             "one.")));
  }
}

void report_survey_railways(const SurveyLand& land, Workshop& shop) {
  for (const std::uint32_t layer : layers_of(land.railways)) {
    const Intake& intake = shop.intakes[layer];
    shop.log.add(layer_issue(
        intake, IssueKind::doubtful_value,
        text("Railways are taken from its codes of the land survey: {0} of {1} parcels; left out "
             "because buildings stand in them: {2}.",
             count_of(land.railways, layer), intake.raw().size(),
             count_of(land.railway_stations, layer)),
        text("Hoses and fire do not cross them. A layer of barriers with railways leads where "
             "there is one.")));
  }
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

}  // namespace firebreak
