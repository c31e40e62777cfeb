#include "layer_builder.hpp"

namespace firebreak::test {

LayerBuilder::LayerBuilder(Role role, std::string file, const std::string& crs, std::string driver)
    : role_(role) {
  layer_.raw.path = std::move(file);
  layer_.raw.layer = std::string(role_name(role));
  layer_.raw.driver = std::move(driver);
  layer_.raw.encoding = "UTF-8";
  if (!crs.empty()) layer_.raw.crs = Crs(crs);
}

LayerBuilder& LayerBuilder::text_column(const std::string& name) {
  layer_.raw.columns.emplace_back(name, ColumnType::text);
  return *this;
}

LayerBuilder& LayerBuilder::real_column(const std::string& name) {
  layer_.raw.columns.emplace_back(name, ColumnType::real);
  return *this;
}

LayerBuilder& LayerBuilder::finish() {
  layer_.raw.shapes.finish_feature();
  layer_.raw.fids.push_back(static_cast<std::int64_t>(layer_.raw.fids.size()) + 1);
  return *this;
}

namespace {

/// Local coordinates of a projected layer are moved to Bavaria; degrees stay.
std::vector<Xy> placed(const RawLayer& raw, std::vector<Xy> points) {
  if (raw.crs.known() && !raw.crs.geographic())
    for (Xy& p : points) p = p + bavaria;
  return points;
}

}  // namespace

LayerBuilder& LayerBuilder::polygon(const std::vector<Xy>& ring,
                                    const std::vector<std::vector<Xy>>& holes) {
  layer_.raw.shapes.add_part(PartKind::outer, placed(layer_.raw, ring));
  for (const auto& hole : holes)
    layer_.raw.shapes.add_part(PartKind::hole, placed(layer_.raw, hole));
  return finish();
}

LayerBuilder& LayerBuilder::rectangle(double x0, double y0, double x1, double y1) {
  return polygon({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}});
}

LayerBuilder& LayerBuilder::line(const std::vector<Xy>& points) {
  return lines({points});
}

LayerBuilder& LayerBuilder::lines(const std::vector<std::vector<Xy>>& parts) {
  for (const auto& part : parts)
    layer_.raw.shapes.add_part(PartKind::line, placed(layer_.raw, part));
  return finish();
}

LayerBuilder& LayerBuilder::point(double x, double y) {
  layer_.raw.shapes.add_part(PartKind::point, placed(layer_.raw, {{x, y}}));
  return finish();
}

LayerBuilder& LayerBuilder::nothing() {
  return finish();
}

LayerBuilder& LayerBuilder::cells(const std::vector<std::string>& values) {
  for (std::size_t c = 0; c < layer_.raw.columns.size(); ++c) {
    Column& column = layer_.raw.columns[c];
    const std::string& value = values.at(c);
    if (value.empty())
      column.push_missing();
    else if (column.type == ColumnType::real)
      column.push(std::stod(value));
    else
      column.push(std::string_view(value));
  }
  return *this;
}

LayerBuilder& LayerBuilder::shift(CoordinateShift shift) {
  layer_.shift = shift;
  return *this;
}

SourceLayer LayerBuilder::build() const {
  SourceLayer out = layer_;
  for (Column& column : out.raw.columns)
    while (column.size() < out.raw.size()) column.push_missing();
  std::vector<std::string> names;
  for (const Column& column : out.raw.columns) names.push_back(column.name);
  out.recognition.role = role_;
  out.recognition.fields = match_fields(role_, names, canonical_dictionary());
  return out;
}

std::vector<Issue> issues_of(const City& city, IssueKind kind) {
  std::vector<Issue> found;
  for (const Issue& issue : city.issues)
    if (issue.kind == kind) found.push_back(issue);
  return found;
}

}  // namespace firebreak::test
