#include <algorithm>

#include "core/base/text.hpp"
#include "core/normalise/land_survey.hpp"
#include "core/normalise/moments.hpp"
#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

/// Roles whose records are kept with their columns.
bool kept_as_layer(Role role) {
  switch (role) {
    case Role::buildings:
    case Role::hydrants:
    case Role::roads:
    case Role::stations:
    case Role::obstacles:
    case Role::barriers:
      return false;
    default:
      return true;
  }
}

/// A canonical field of the rows kept, as numbers where it holds numbers, times in one form.
Column canonical_column(const FieldColumn& from, std::span<const std::uint32_t> rows,
                        CellReader& cells) {
  const FieldKind kind = from.field->kind;
  const ColumnType type =
      kind == FieldKind::quantity || kind == FieldKind::storeys ? ColumnType::real
      : kind == FieldKind::truth || kind == FieldKind::year     ? ColumnType::integer
                                                                : ColumnType::text;
  Column out(std::string(from.field->name), type);
  if (from.field->name == "unit") out.title = tr_key("Town in the ledger");
  if (from.field->name == "village") out.title = tr_key("Community or village in the ledger");
  out.reserve(rows.size());
  WordColumn<bool> truth(from, parse_truth, truth_word);
  for (const auto row : rows) {
    if (type == ColumnType::real) {
      const auto value =
          kind == FieldKind::storeys ? cells.storeys(from, row) : cells.number(from, row);
      value ? out.push(static_cast<double>(*value)) : out.push_missing();
    } else if (kind == FieldKind::truth) {
      const auto value = truth.read(cells, row);
      value ? out.push(std::int64_t{*value}) : out.push_missing();
    } else if (kind == FieldKind::year) {
      const ParsedYear year = cells.year(from, row);
      const auto value = year.from ? year.from : year.to;
      value ? out.push(std::int64_t{*value}) : out.push_missing();
    } else if (from.has(row)) {
      const std::string moment =
          kind == FieldKind::time ? iso_moment(*from.column, row) : std::string();
      out.push(moment.empty() ? cells.text(from, row) : std::string_view(moment));
    } else {
      out.push_missing();
    }
  }
  return out;
}

/// A column that no field claims, as it is.
Column copied_column(const Column& from, std::span<const std::uint32_t> rows) {
  Column out(from.name, from.type, from.title, from.unit);
  out.reserve(rows.size());
  for (const auto row : rows) {
    if (!from.has(row))
      out.push_missing();
    else if (from.type == ColumnType::integer)
      out.push(from.integers[row]);
    else if (from.type == ColumnType::real)
      out.push(from.reals[row]);
    else
      out.push(from.texts[row]);
  }
  return out;
}

/// The codes of a column of categories.
Column category_codes(const FieldColumn& from, std::span<const std::uint32_t> rows,
                      CellReader& cells) {
  Column codes("category", ColumnType::text);
  codes.reserve(rows.size());
  WordColumn<SiteCategory> word(from, parse_site_category, site_category_name);
  for (const auto row : rows) {
    const auto category = word.read(cells, row);
    category ? codes.push(site_category_name(*category)) : codes.push_missing();
  }
  return codes;
}

std::size_t column_of(const Layer& layer, std::string_view name) {
  const auto found = std::ranges::find(layer.columns, name, &Column::name);
  return static_cast<std::size_t>(found - layer.columns.begin());
}

/// Who answers for each site: as its source says, else by its category, which is told.
void name_departments(Layer& layer, const Departments& departments) {
  const std::size_t category = column_of(layer, "category");
  const std::size_t declared = column_of(layer, "department");
  const std::size_t none = layer.columns.size();
  if (category == none && declared == none) return;
  Column department("department", ColumnType::text);
  Column basis("department_basis", ColumnType::text);
  for (std::size_t row = 0; row < layer.origins.size(); ++row) {
    const bool said = declared != none && layer.columns[declared].has(row);
    const auto usual = category != none && layer.columns[category].has(row)
                           ? departments.of_site.find(layer.columns[category].texts[row])
                           : departments.of_site.end();
    if (said)
      department.push(layer.columns[declared].texts[row]);
    else if (usual != departments.of_site.end())
      department.push(std::string_view(usual->second));
    else
      department.push_missing();
    department.has(row) ? basis.push(basis_name(said ? Basis::declared : Basis::default_value))
                        : basis.push_missing();
  }
  if (declared == none)
    layer.columns.push_back(std::move(department));
  else
    layer.columns[declared] = std::move(department);
  layer.columns.push_back(std::move(basis));
}

Layer layer_of(const Intake& intake, const Departments& departments,
               const LandClasses& land_classes, IssueLog& log) {
  Layer layer;
  layer.role = intake.role;
  layer.name = intake.raw().layer;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
    if (intake.aside[row] != 0) continue;
    rows.push_back(row);
    append_any(layer.shapes, intake.raw().shapes, row);
    layer.origins.push_back(intake.origin(row));
  }
  CellReader cells(intake);
  const FieldColumns fields(intake.layer);
  std::vector<std::uint8_t> claimed(intake.raw().columns.size(), 0);
  for (const FieldMatch& match : intake.layer.recognition.fields) {
    if (match.column >= claimed.size()) continue;
    claimed[match.column] = 1;
    if (intake.role == Role::key_sites && match.field->name == "category") {
      layer.columns.push_back(category_codes(fields["category"], rows, cells));
      layer.columns.push_back(canonical_column(fields["category"], rows, cells));
      layer.columns.back().name = "category_recorded";
      continue;
    }
    layer.columns.push_back(canonical_column(fields[match.field->name], rows, cells));
  }
  for (std::size_t c = 0; c < claimed.size(); ++c) {
    const Column& column = intake.raw().columns[c];
    const bool taken = std::any_of(layer.columns.begin(), layer.columns.end(),
                                   [&](const Column& other) { return other.name == column.name; });
    if (claimed[c] == 0 && !taken) layer.columns.push_back(copied_column(column, rows));
  }
  if (intake.role == Role::key_sites) name_departments(layer, departments);
  if (const auto codes = survey_codes(intake); codes && !land_classes.of_code.empty())
    layer.columns.push_back(land_classes_of(*codes, rows, land_classes));
  cells.report(log);
  return layer;
}

}  // namespace

std::vector<Layer> make_layers(Workshop& shop, const Departments& departments,
                               const LandClasses& land_classes, const Job& job) {
  std::vector<Layer> layers;
  for (const Intake& intake : shop.intakes) {
    job.check();
    if (kept_as_layer(intake.role) && intake.raw().size() > 0)
      layers.push_back(layer_of(intake, departments, land_classes, shop.log));
  }
  return layers;
}

}  // namespace firebreak
