#include "gui/defect_list.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr std::array<std::string_view, 3> severities{"serious", "doubtful", "info"};

int rank_of(std::string_view severity) {
  return static_cast<int>(std::ranges::find(severities, severity) - severities.begin());
}

QString usual_effect(std::string_view severity) {
  if (severity == "serious") return words("The result does change by it.");
  if (severity == "doubtful") return words("The result may change by it.");
  return words("Nothing is to be done: the result stays as it is.");
}

/// The box of a polygon as `data_health` writes extents; empty if it is none.
std::optional<Box> box_of_wkt(std::string_view wkt) {
  std::vector<double> numbers;
  const std::string text(wkt);
  for (const char* at = text.c_str(); *at != '\0';) {
    char* end = nullptr;
    const double number = std::strtod(at, &end);
    if (end == at) {
      ++at;
      continue;
    }
    numbers.push_back(number);
    at = end;
  }
  Box box;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) box.add(Xy{numbers[i], numbers[i + 1]});
  return numbers.size() < 4 ? std::nullopt : std::optional(box);
}

}  // namespace

DefectList::DefectList(const Document& document) : document_(document), city_(document.city()) {
  if (city_) {
    origin_ = city_->origin;
  } else if (const auto results = document.results()) {
    table_ = results->find("data_health");
    origin_ = {results->record().origin_x_m, results->record().origin_y_m};
  }
}

std::size_t DefectList::size() const {
  if (city_) return document_.issues().size();
  return table_ ? table_->rows() : 0;
}

std::string_view DefectList::cell(const char* column, std::size_t row) const {
  const Column* found = table_->column(column);
  return found != nullptr && found->type == ColumnType::text && found->has(row)
             ? found->texts[row]
             : std::string_view();
}

DefectList::Kind DefectList::kind(std::size_t at) const {
  Kind out;
  if (city_) {
    const Issue& issue = document_.issues()[at];
    const Source& source = city_->sources[issue.origin.source];
    out = {0,
           std::string(issue_kind_name(issue.kind)),
           std::string(severity_name(issue.severity)),
           std::string(action_name(issue.action)),
           source.path,
           source.layer};
  } else {
    out = {0,
           std::string(cell("kind", at)),
           std::string(cell("severity", at)),
           std::string(cell("action", at)),
           std::string(cell("file", at)),
           std::string(cell("layer", at))};
  }
  out.rank = rank_of(out.severity);
  return out;
}

std::uint64_t DefectList::records(std::size_t at) const {
  return city_ ? document_.issues()[at].records : 1;
}

QString DefectList::record(std::size_t at) const {
  if (!city_) return to_qt(cell("feature", at));
  const Origin& origin = document_.issues()[at].origin;
  return origin.fid < 0 ? QString()
                        : to_qt(record_words(city_->sources[origin.source], origin.fid));
}

std::optional<Box> DefectList::place(std::size_t at) const {
  if (city_) {
    const Issue& issue = document_.issues()[at];
    if (issue.extent) return issue.extent;
    return issue.at ? std::optional(Box{*issue.at, *issue.at}) : std::nullopt;
  }
  if (auto box = box_of_wkt(cell("extent", at))) return Box{box->min - origin_, box->max - origin_};
  if (at >= table_->shapes.size() || table_->shapes.boxes[at].empty()) return std::nullopt;
  return table_->shapes.boxes[at];
}

QString DefectList::place_words(std::size_t at) const {
  const auto box = place(at);
  if (!box) return words("no place");
  const Xy centre = box->centre() + origin_;
  return to_qt(text("E {:.1f}  N {:.1f}", centre.x_m, centre.y_m));
}

QString DefectList::detail(std::size_t at) const {
  return to_qt(city_ ? std::string_view(document_.issues()[at].detail) : cell("detail", at));
}

QString DefectList::effect(std::size_t at) const {
  const std::string_view said =
      city_ ? std::string_view(document_.issues()[at].effect) : cell("effect", at);
  return said.empty() ? usual_effect(kind(at).severity) : to_qt(said);
}

}  // namespace firebreak::gui
