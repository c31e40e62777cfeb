#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/text.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/normalise/cad_outlines.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

/// How far outside its outline a text may stand.
constexpr double text_reach = 2;
constexpr std::string_view court_words[] = {"院", "院子", "天井", "天", "庭院"};

bool is_court(std::string_view text) {
  const std::string plain = tidy(text);
  return std::find(std::begin(court_words), std::end(court_words), plain) != std::end(court_words);
}

/// A text that speaks about an outline.
struct Label {
  std::uint32_t entity = 0;
  Xy at;
  double height = 0;
  OutlineText says;
  bool court = false;
};

RawLayer empty_layer(const CadDrawing& drawing, std::string name, Role role) {
  RawLayer layer = layer_of_drawing(drawing, std::move(name));
  layer.role_hint = role;
  return layer;
}

void push_text(Column& column, const std::string& value) {
  if (value.empty())
    column.push_missing();
  else
    column.push(std::string_view(value));
}

class BuildingMaker {
 public:
  BuildingMaker(const CadDrawing& drawing, std::string_view layer, const CadRules& rules)
      : drawing_(drawing), layer_(layer), rules_(rules) {}

  CadBuildings make(const Job& job) {
    std::vector<std::uint32_t> lines;
    for (std::uint32_t e = 0; e < drawing_.entities.size(); ++e)
      if (drawing_.entities[e].layer == layer_) lines.push_back(e);
    job.check();
    found_ = find_outlines(drawing_, lines);
    job.check();
    collect_labels();
    place_labels();
    CadBuildings out{empty_layer(drawing_, std::string(layer_), Role::buildings),
                     empty_layer(drawing_, text("{}: ruins", layer_), Role::barriers),
                     std::vector<std::uint8_t>(drawing_.entities.size(), 0)};
    for (const char* name : {"structure", "storeys", "cass_code", "cad_text"})
      out.buildings.columns.emplace_back(name, ColumnType::text);
    for (const char* name : {"kind", "cad_text"})
      out.ruins.columns.emplace_back(name, ColumnType::text);
    for (std::uint32_t o = 0; o < found_.outlines.size(); ++o) add(o, out);
    // What is reported as open stays to be seen.
    for (const CadOutlines::Loose& loose : found_.loose) out.used[loose.entity] = 0;
    report(out);
    return out;
  }

 private:
  void collect_labels() {
    for (std::uint32_t e = 0; e < drawing_.entities.size(); ++e) {
      const CadEntity& entity = drawing_.entities[e];
      const auto points = drawing_.shapes.feature_points(e);
      if (entity.text.empty() || points.size() != 1) continue;
      const CadUse use = cad_layer_use(entity.layer, rules_);
      const bool speaks = use == CadUse::buildings || use == CadUse::annotation;
      Label label{e, points.front(), entity.text_height, {}, is_court(entity.text)};
      if (const auto says = parse_outline_text(entity.text, speaks))
        label.says = *says;
      else if (!label.court)
        continue;
      labels_.push_back(std::move(label));
    }
  }

  /// Gives each label to the smallest outline it stands in, or to the nearest within reach that has
  /// none; of several in one outline the largest speaks.
  void place_labels() {
    label_of_.assign(found_.outlines.size(), SIZE_MAX);
    const SpatialIndex index(found_.shapes.boxes);
    std::vector<std::size_t> outside;
    for (std::size_t l = 0; l < labels_.size(); ++l) {
      std::size_t home = SIZE_MAX;
      double least = std::numeric_limits<double>::infinity();
      Box at;
      at.add(labels_[l].at);
      index.in_box(at, [&](std::uint32_t o) {
        const double area = area_m2(found_.shapes, o);
        if (area >= least || !contains(found_.shapes, o, labels_[l].at)) return;
        home = o;
        least = area;
      });
      if (home == SIZE_MAX)
        outside.push_back(l);
      else if (label_of_[home] == SIZE_MAX || labels_[l].height > labels_[label_of_[home]].height)
        label_of_[home] = l;
    }
    for (const std::size_t l : outside) place_outside(l, index);
  }

  void place_outside(std::size_t l, const SpatialIndex& index) {
    if (labels_[l].court) return;
    std::size_t home = SIZE_MAX;
    double least = text_reach;
    const Xy at = labels_[l].at;
    const Box around{{at.x_m - text_reach, at.y_m - text_reach},
                     {at.x_m + text_reach, at.y_m + text_reach}};
    for (const std::uint32_t o : index.in_box(around)) {
      const double d = distance_m(found_.shapes, o, at);
      if (d > least || (d == least && home != SIZE_MAX) || label_of_[o] != SIZE_MAX) continue;
      home = o;
      least = d;
    }
    if (home != SIZE_MAX) label_of_[home] = l;
  }

  const Label* label(std::uint32_t o) const {
    return label_of_[o] == SIZE_MAX ? nullptr : &labels_[label_of_[o]];
  }

  std::string code_of(std::uint32_t o) const {
    const CadOutline& outline = found_.outlines[o];
    if (outline.closed) return drawing_.entities[outline.entity].code;
    for (const std::uint32_t e : found_.open_lines[o])
      if (!drawing_.entities[e].code.empty()) return drawing_.entities[e].code;
    return {};
  }

  /// The outline without those inside it that are drawn on their own.
  Shapes without_inner(std::uint32_t o) const {
    Shapes inner;
    const double area = area_m2(found_.shapes, o);
    const Box& box = found_.shapes.boxes[o];
    for (const std::uint32_t i : index_.in_box(box)) {
      if (i == o || !box.contains(found_.shapes.boxes[i].min) ||
          !box.contains(found_.shapes.boxes[i].max))
        continue;
      if (area_m2(found_.shapes, i) > 0.9 * area) continue;
      if (contains(found_.shapes, o, interior_point(found_.shapes, i)))
        inner.add_copy(found_.shapes, i);
    }
    Shapes own;
    own.add_copy(found_.shapes, o);
    if (inner.empty() || !geos_.valid(own, 0)) return own;
    return geos_.difference(own, inner);
  }

  void add(std::uint32_t o, CadBuildings& out) {
    if (index_.size() == 0) index_ = SpatialIndex(found_.shapes.boxes);
    const CadOutline& outline = found_.outlines[o];
    const Label* const says = label(o);
    const std::string code = code_of(o);
    const auto coded = rules_.code_words.find(code);
    std::string structure = says != nullptr ? says->says.structure : std::string();
    if (says != nullptr && says->court) return keep_used(o, out);
    if (!outline.closed && says == nullptr && coded == rules_.code_words.end() &&
        outline.open_share <= 0.5)
      return;  // the yard between buildings, not one more building
    if (coded != rules_.code_words.end()) {
      if (structure.empty())
        structure = coded->second;
      else if (structure != coded->second && parse_outline_text(coded->second, false))
        ++disagreeing_;
    }
    if (!outline.closed && structure.empty() && says == nullptr) ++silent_;
    keep_used(o, out);
    const std::string label_text =
        says != nullptr ? drawing_.entities[says->entity].text : std::string();
    Shapes shape = without_inner(o);
    if (shape.size() != 1 || shape.first_part(0) == shape.end_part(0)) return report_filled(o, out);
    RawLayer& to = structure == "破" ? out.ruins : out.buildings;
    to.shapes.append(shape);
    to.fids.push_back(fid_of(o));
    if (&to == &out.ruins) {
      to.columns[0].push(std::string_view("wall"));
      push_text(to.columns[1], label_text);
      return;
    }
    const bool state = structure == "建" || structure == "空" || structure == "廊";
    push_text(to.columns[0], state ? std::string() : structure);
    push_text(to.columns[1], says != nullptr ? says->says.storeys : std::string());
    push_text(to.columns[2], code);
    push_text(to.columns[3], label_text.empty() && state ? structure : label_text);
  }

  void keep_used(std::uint32_t o, CadBuildings& out) const {
    if (found_.outlines[o].closed) out.used[found_.outlines[o].entity] = 1;
    for (const std::uint32_t e : found_.open_lines[o]) out.used[e] = 1;
    if (const Label* says = label(o)) out.used[says->entity] = 1;
  }

  /// A closed line has its own number; a face gets one behind all of the drawing's.
  std::int64_t fid_of(std::uint32_t o) {
    if (found_.outlines[o].closed) return drawing_.entities[found_.outlines[o].entity].fid;
    if (next_fid_ < 0)
      for (const CadEntity& entity : drawing_.entities)
        next_fid_ = std::max(next_fid_, entity.fid + 1);
    return next_fid_++;
  }

  void report(CadBuildings& out) const {
    for (const CadOutlines::Loose& loose : found_.loose) {
      Issue issue;
      issue.kind = IssueKind::wrong_geometry;
      issue.severity = Severity::serious;
      issue.action = Action::set_aside;
      issue.origin.fid = drawing_.entities[loose.entity].fid;
      issue.at = loose.at;
      issue.detail =
          text("The outline is not closed: an end is {:.2f} m from the next line.", loose.gap);
      issue.effect = text("No building is made of it. Close it in the drawing.");
      out.buildings.issues.push_back(std::move(issue));
    }
    summary(silent_, IssueKind::doubtful_value,
            text("The outline was made of open lines and no text stands in it."),
            text("It is taken for a building whose structure is unknown."), out);
    summary(disagreeing_, IssueKind::doubtful_value,
            text("The text in the outline and its survey code name different structures."),
            text("The text is used."), out);
  }

  void report_filled(std::uint32_t o, CadBuildings& out) const {
    Issue issue;
    issue.kind = IssueKind::overlapping_buildings;
    issue.severity = Severity::doubtful;
    issue.action = Action::set_aside;
    issue.origin.fid = drawing_.entities[found_.outlines[o].entity].fid;
    issue.at = found_.shapes.boxes[o].centre();
    issue.detail = text("Nothing is left of the outline without those that lie inside it.");
    issue.effect = text("Those inside it are the buildings.");
    out.buildings.issues.push_back(std::move(issue));
  }

  static void summary(std::size_t records, IssueKind kind, std::string detail, std::string effect,
                      CadBuildings& out) {
    if (records == 0) return;
    Issue issue;
    issue.kind = kind;
    issue.severity = Severity::doubtful;
    issue.action = Action::assumed;
    issue.records = records;
    issue.detail = std::move(detail);
    issue.effect = std::move(effect);
    out.buildings.issues.push_back(std::move(issue));
  }

  const CadDrawing& drawing_;
  std::string_view layer_;
  const CadRules& rules_;
  Geos geos_;
  CadOutlines found_;
  SpatialIndex index_;
  std::vector<Label> labels_;
  std::vector<std::size_t> label_of_;  ///< per outline; SIZE_MAX: none
  std::size_t disagreeing_ = 0;
  std::size_t silent_ = 0;
  std::int64_t next_fid_ = -1;
};

}  // namespace

CadBuildings cad_buildings(const CadDrawing& drawing, std::string_view layer, const CadRules& rules,
                           const Job& job) {
  return BuildingMaker(drawing, layer, rules).make(job);
}

}  // namespace firebreak
