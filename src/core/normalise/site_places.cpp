#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/key_sites.hpp"
#include "core/normalise/positions.hpp"

namespace firebreak {

void report_sites_off_buildings(const City& city, IssueLog& log) {
  if (city.buildings->empty()) return;
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::key_sites) continue;
    const auto building = building_of_sites(city, layer);
    for (std::size_t s = 0; s < building.size(); ++s) {
      if (building[s] || layer.shapes.boxes[s].empty()) continue;
      Issue issue;
      issue.kind = IssueKind::site_off_building;
      issue.severity = Severity::doubtful;
      issue.action = Action::kept;
      issue.origin = layer.origins[s];
      issue.at = interior_point(layer.shapes, s);
      issue.detail = text("The key site stands in no building and near none.");
      issue.effect = text("It adds weight to no building, gap or zone; move it to its building.");
      log.add(std::move(issue));
    }
  }
}

}  // namespace firebreak
