#include "core/normalise/table_tools.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

std::vector<FieldColumn> id_columns(const Workshop& shop) {
  std::vector<FieldColumn> columns;
  columns.reserve(shop.intakes.size());
  for (const Intake& intake : shop.intakes) {
    FieldColumn column;
    // An OpenStreetMap object has a number of its own; "ref" is what somebody painted on it.
    if (intake.raw().driver == "OSM") column.column = intake.raw().column("osm_id");
    if (column.column == nullptr && find_field(intake.role, "id") != nullptr)
      column = FieldColumns(intake.layer)["id"];
    if (column.column != nullptr && !names_records(*column.column)) column.column = nullptr;
    columns.push_back(column);
  }
  return columns;
}

std::uint64_t content_hash(const RawLayer& raw, std::size_t row) {
  StableHash hash;
  for (const Column& column : raw.columns)
    hash.add(std::string_view(column.name)).add(std::string_view(cell_text(column, row)));
  return hash.value();
}

void read_texts(const Workshop& shop, Role role, std::span<const RowSource> rows,
                std::string_view field, Texts& texts) {
  std::vector<FieldColumn> columns(shop.intakes.size());
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (shop.intakes[i].role == role) columns[i] = FieldColumns(shop.intakes[i].layer)[field];
  texts.reserve(rows.size(), 0);
  std::string buffer;
  for (const RowSource& from : rows) {
    const FieldColumn& column = columns[from.intake];
    texts.push_back(column.has(from.row) ? cell_view(*column.column, from.row, buffer)
                                         : std::string_view{});
  }
}

void set_aside(Intake& intake, std::size_t row, IssueKind kind, std::string_view detail,
               IssueLog& log) {
  intake.aside[row] = 1;
  if (!log.wants({kind, Severity::serious, Action::set_aside, intake.source},
                 intake.origin(row).fid))
    return;
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::serious;
  issue.action = Action::set_aside;
  issue.origin = intake.origin(row);
  if (const Box& box = intake.raw().shapes.boxes[row];
      !box.empty() && std::isfinite(box.centre().x_m) && std::isfinite(box.centre().y_m))
    issue.at = box.centre();
  issue.detail = translate(detail);
  issue.effect = translate("It takes no part in any result.");
  log.add(std::move(issue));
}

std::optional<Xy> place_of(const Shapes& shapes, std::size_t f) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
    if (shapes.part_kind[p] == PartKind::point) return shapes.part(p).points[0];
    if (shapes.part_kind[p] == PartKind::outer) return interior_point(shapes, f);
  }
  return std::nullopt;
}

void append_any(Shapes& out, const Shapes& raw, std::size_t row) {
  std::vector<Xy> ring;
  for (auto p = raw.first_part(row); p < raw.end_part(row); ++p) {
    const Part part = raw.part(p);
    if (part.kind == PartKind::point || part.kind == PartKind::line) {
      out.add_part(part.kind, part.points);
      continue;
    }
    if (part.points.empty()) continue;
    ring.assign(part.points.begin(), part.points.end());
    if (ring.front() != ring.back()) ring.push_back(ring.front());
    if ((ring_area_m2(ring) < 0) == (part.kind == PartKind::outer))
      std::reverse(ring.begin(), ring.end());
    out.add_part(part.kind, ring);
  }
  out.finish_feature();
}

}  // namespace firebreak
